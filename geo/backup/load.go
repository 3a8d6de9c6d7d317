package backup

import (
	"context"
	"path/filepath"

	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// CodeRestoring says that a restore into this database was begun and never ended.
const CodeRestoring = "restoring"

const (
	sqlAnythingThere = `
SELECT coalesce(min(n.nspname || '.' || c.relname), '')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`

	// A setting of the database is in no dump, and every connection sees it.
	sqlHold    = `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET mitte.restoring = ''on''', current_database()); END $$`
	sqlIsHeld  = `SELECT coalesce(current_setting('mitte.restoring', true), '') = 'on'`
	sqlRelease = `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET mitte.restoring', current_database()); END $$`
)

// Loadable returns Conflict if the backup is of a newer PostgreSQL than the database, or the database is not empty.
func Loadable(ctx context.Context, m Manifest, to Database) error {
	return to.with(ctx, func(db *pgxpool.Pool) error {
		var major int
		var there string
		if err := db.QueryRow(ctx, sqlMajor).Scan(&major); err != nil {
			return pg.Fault("backup.Loadable", err)
		}
		if err := db.QueryRow(ctx, sqlAnythingThere).Scan(&there); err != nil {
			return pg.Fault("backup.Loadable", err)
		}
		switch {
		case major < m.PostgreSQL:
			return fault.Newf(fault.Conflict, "backup_postgresql",
				"the backup is of PostgreSQL %d and cannot be brought back into version %d", m.PostgreSQL, major)
		case there != "":
			return fault.Newf(fault.Conflict, "backup_not_empty", "the database is not empty: it holds %s", there)
		}
		return nil
	})
}

// Load brings a verified backup into an empty database that pg.Prepare has prepared, and compares every table with the manifest. From
// then on nobody else can use the database, until Release. It returns Invalid with CodeBroken if a table did not come back as it was.
func Load(ctx context.Context, dir string, m Manifest, to Database) error {
	return to.with(ctx, func(db *pgxpool.Pool) error {
		if _, err := db.Exec(ctx, sqlHold); err != nil {
			return pg.Fault("backup.Load", err)
		}
		err := to.run(ctx, db, "pg_restore", "--exit-on-error", "--single-transaction", "--no-password", filepath.Join(dir, dumpName))
		if err != nil {
			return err
		}
		return compare(ctx, db, dir, m)
	})
}

func compare(ctx context.Context, db pg.Querier, dir string, m Manifest) error {
	found, err := pg.ReadContents(ctx, db)
	if err != nil {
		return err
	}
	back := map[string]Table{}
	for _, t := range tablesOf(found) {
		back[t.Name] = t
	}
	for _, t := range m.Tables {
		if back[t.Name] != t {
			return broken(dir, dumpName, "does not bring back table "+t.Name+" as it was")
		}
		delete(back, t.Name)
	}
	for name := range back {
		return broken(dir, dumpName, "brings a table "+name+" that was not there")
	}
	return nil
}

// RefuseHeld returns Conflict with CodeRestoring for a database that a restore has not released: erased persons are back in it.
func RefuseHeld(ctx context.Context, to Database) error {
	return to.with(ctx, func(db *pgxpool.Pool) error {
		var held bool
		if err := db.QueryRow(ctx, sqlIsHeld).Scan(&held); err != nil {
			return pg.Fault("backup.RefuseHeld", err)
		}
		if held {
			return fault.New(fault.Conflict, CodeRestoring,
				"a restore into this database is under way or was cut off; if it was, empty the database and restore again")
		}
		return nil
	})
}

// Release lets others use the database.
func Release(ctx context.Context, to Database) error {
	return to.with(ctx, func(db *pgxpool.Pool) error {
		_, err := db.Exec(ctx, sqlRelease)
		return pg.Fault("backup.Release", err)
	})
}

func (d Database) with(ctx context.Context, do func(db *pgxpool.Pool) error) error {
	db, err := pg.Open(ctx, pg.Config{URL: d.URL, MaxConns: 2, ApplicationName: "mitte restore"})
	if err != nil {
		return err
	}
	defer db.Close()
	return do(db)
}
