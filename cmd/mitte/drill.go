package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type drillCommand struct {
	databaseFlags
	Keep bool `help:"Keep the dump and the scratch database afterwards."`
}

// drill is one proof that what is kept can be brought back: a dump, a scratch cluster that it is restored into, and what is
// compared between the two. The database that is in use is only read.
type drill struct {
	flags   databaseFlags
	console *console
	dir     string
	dump    string
	source  *database
	before  []pg.Contents
	scratch *cluster.Cluster
	restore *pgxpool.Pool
}

// Run dumps, restores, compares and says how it went.
func (d *drillCommand) Run(ctx context.Context, c *console) (err error) {
	heads, err := d.heads()
	if err != nil {
		return err
	}
	source, err := d.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer source.close(ctx)
	dir, err := d.scratchDir()
	if err != nil {
		return err
	}
	if !d.Keep {
		defer func() { _ = os.RemoveAll(dir) }()
	}
	run := &drill{flags: d.databaseFlags, console: c, dir: dir, dump: filepath.Join(dir, "mitte.dump"), source: source}
	defer run.close(ctx)
	if err := run.say("drill of %s", time.Now().UTC().Format(time.RFC3339)); err != nil {
		return err
	}
	for _, step := range []struct {
		what string
		do   func(context.Context) (string, error)
	}{
		{"dumped", run.takeDump},
		{"restored", run.bringBack},
		{"compared", run.compare},
		{"audit trail", func(ctx context.Context) (string, error) { return run.verifyAudit(ctx, heads) }},
		{"indexes and pages", run.checkPages},
	} {
		began := time.Now()
		found, err := step.do(ctx)
		if err != nil {
			return err
		}
		if err := run.say("%-18s %s, %.1f s", step.what, found, time.Since(began).Seconds()); err != nil {
			return err
		}
	}
	return run.say("the drill passed")
}

func (d *drillCommand) heads() ([]people.Head, error) {
	keys, err := people.LoadKeys(d.keysDir())
	if err != nil {
		return nil, err
	}
	return keys.ReadHeads(d.headsFile())
}

// scratchDir lies beside the data, where PostgreSQL's user can go and where there is room for as much again.
func (d *drillCommand) scratchDir() (string, error) {
	if err := os.MkdirAll(d.dataDir(), 0o755); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(d.dataDir(), "drill-")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711)
}

func (d *drill) say(format string, args ...any) error {
	_, err := fmt.Fprintf(d.console.out, format+"\n", args...)
	return err
}

func (d *drill) close(ctx context.Context) {
	if d.restore != nil {
		d.restore.Close()
	}
	if d.scratch != nil {
		_ = d.scratch.Stop(context.WithoutCancel(ctx))
	}
}

// takeDump counts and dumps the same moment of the database.
func (d *drill) takeDump(ctx context.Context) (string, error) {
	pool, err := d.source.backupPool(ctx)
	if err != nil {
		return "", err
	}
	defer pool.Close()
	err = pg.InSnapshot(ctx, pool, func(tx pgx.Tx) error {
		var snapshot string
		if err := tx.QueryRow(ctx, `SELECT pg_export_snapshot()`).Scan(&snapshot); err != nil {
			return err
		}
		if d.before, err = pg.ReadContents(ctx, tx); err != nil {
			return err
		}
		return d.flags.program(ctx, pool, "pg_dump", "--format=custom", "--compress=1", "--snapshot="+snapshot,
			"--exclude-table-data=public.change", "--file="+d.dump, "--dbname="+d.source.backupURL())
	})
	if err != nil {
		return "", err
	}
	info, err := os.Stat(d.dump)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d tables, %d rows, %d bytes", len(d.before), rowsOf(d.before), info.Size()), nil
}

func rowsOf(contents []pg.Contents) (rows int64) {
	for _, c := range contents {
		rows += c.Rows
	}
	return rows
}

// bringBack restores the dump as whoever has nothing but it would.
func (d *drill) bringBack(ctx context.Context) (string, error) {
	var err error
	d.scratch, err = cluster.Start(ctx, cluster.Options{Dir: d.dir, RunUser: d.flags.RunUser, BinDir: d.flags.PgBindir, Log: d.console.log})
	if err != nil {
		return "", err
	}
	address := d.scratch.URL(cluster.Superuser, cluster.Database)
	if err := pg.Prepare(ctx, address); err != nil {
		return "", err
	}
	if d.restore, err = pg.Open(ctx, pg.Config{URL: address, MaxConns: 2, ApplicationName: "mitte drill"}); err != nil {
		return "", err
	}
	err = d.flags.program(ctx, d.restore, "pg_restore", "--exit-on-error", "--single-transaction", "--dbname="+address, d.dump)
	if err != nil {
		return "", err
	}
	schema, err := pg.Version(ctx, d.restore)
	return fmt.Sprintf("into a scratch cluster, schema %d", schema), err
}

// compare tells every table that did not come back as it was.
func (d *drill) compare(ctx context.Context) (string, error) {
	after, err := pg.ReadContents(ctx, d.restore)
	if err != nil {
		return "", err
	}
	back := map[string]pg.Contents{}
	for _, c := range after {
		back[c.Table] = c
	}
	broken := 0
	for _, c := range d.before {
		if back[c.Table] != c {
			broken++
			if err := d.say("%s: %d rows were dumped, %d came back, with sums %s and %s", c.Table, c.Rows, back[c.Table].Rows, c.Sum, back[c.Table].Sum); err != nil {
				return "", err
			}
		}
	}
	if broken > 0 || len(after) != len(d.before) {
		return "", fault.Newf(fault.Invalid, "drill", "%d tables did not come back as they were", broken)
	}
	return fmt.Sprintf("%d tables are the same, row for row", len(after)), nil
}

func (d *drill) verifyAudit(ctx context.Context, heads []people.Head) (string, error) {
	report, err := people.VerifyAudit(ctx, d.restore, heads)
	if err != nil {
		return "", err
	}
	if !report.Whole() {
		return "", tellAudit(d.console, report)
	}
	return fmt.Sprintf("whole, %d rows, %d signed heads", report.Rows, report.Heads), nil
}
