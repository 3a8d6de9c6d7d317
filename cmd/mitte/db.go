package main

import (
	"context"
	"fmt"
	"os"

	"mitte/geo/backup"
	"mitte/geo/pg"
)

type dbCommand struct {
	Status  dbStatusCommand  `cmd:"" help:"Say where the database is, its schema and what it holds."`
	Shell   dbShellCommand   `cmd:"" help:"Open psql on the database, reading what the public may; --as for more."`
	Upgrade dbUpgradeCommand `cmd:"" help:"Bring the private database of an older PostgreSQL to the newest one, in a new data directory; the old one stays."`
}

type dbStatusCommand struct {
	databaseFlags
}

const sqlDatabaseFigures = `
SELECT current_setting('server_version'),
       (SELECT extversion FROM pg_extension WHERE extname = 'postgis'),
       pg_size_pretty(pg_database_size(current_database())),
       (SELECT count(*) FROM parcel), (SELECT count(*) FROM building), (SELECT count(*) FROM unit),
       (SELECT count(*) FROM street_segment), (SELECT count(*) FROM construction_section)`

// Run prints where the database is and what it holds.
func (d *dbStatusCommand) Run(ctx context.Context, c *console) error {
	db, err := d.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	pool, err := db.pool(ctx, roleApp, 1, 0)
	if err != nil {
		return err
	}
	defer pool.Close()
	schema, err := pg.Version(ctx, pool)
	if err != nil {
		return err
	}
	var server, postgis, size string
	var parcels, buildings, units, segments, sections int64
	err = pool.QueryRow(ctx, sqlDatabaseFigures).
		Scan(&server, &postgis, &size, &parcels, &buildings, &units, &segments, &sections)
	if err != nil {
		return pg.Fault("db status", err)
	}
	_, err = fmt.Fprintf(c.out, `database   %s
PostgreSQL %s, PostGIS %s
schema     %d
size       %s
parcels    %d
buildings  %d
units      %d
segments   %d
sections   %d
`, d.place(db), server, postgis, schema, size, parcels, buildings, units, segments, sections)
	return err
}

func (d *dbStatusCommand) place(db *database) string {
	switch {
	case db.handle == nil:
		return "--database-url"
	case db.handle.Owned:
		return "private, in " + d.dataDir() + ", started for this command"
	default:
		return "private, in " + d.dataDir() + ", run by another mitte"
	}
}

type dbShellCommand struct {
	databaseFlags
	As      string   `enum:"public,app,owner" default:"public" help:"Role: public reads what the public may (default), app reads and writes, owner may change tables."`
	Command []string `arg:"" optional:"" passthrough:"" help:"Arguments for psql, such as -c 'SELECT …'."`
}

// Run opens psql. The safe role is the default: whoever wants to write says so.
func (d *dbShellCommand) Run(ctx context.Context, c *console) error {
	db, err := d.reach(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	role := map[string]string{"public": rolePublic, "app": roleApp, "owner": roleOwner}[d.As]
	args := d.Command
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	psql := backup.Command(ctx, "psql", db.urls(role), args...)
	psql.Stdin, psql.Stdout, psql.Stderr = os.Stdin, c.out, c.err
	return psql.Run()
}
