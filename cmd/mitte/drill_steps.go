package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"mitte/geo/backup"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
)

// find reads the newest backup, or makes one.
func (d *drill) find(ctx context.Context) (string, error) {
	all, err := backup.Backups(d.from)
	if err != nil {
		return "", err
	}
	if _, err := backup.ReadManifest(d.from); err != nil && len(all) == 0 {
		if d.from, err = d.make(ctx); err != nil {
			return "", err
		}
	}
	if d.from, err = oneBackup(d.from); err != nil {
		return "", err
	}
	m, err := backup.Verify(d.from)
	d.back = &restoring{flags: d.flags, console: d.console, from: d.from, manifest: m, data: d.dir}
	return fmt.Sprintf("%s of %s: %s", filepath.Base(d.from), m.MadeAt.Format(time.RFC3339), describeBackup(m)), err
}

func (d *drill) make(ctx context.Context) (string, error) {
	db, err := d.flags.open(ctx, d.console.log)
	if err != nil {
		return "", err
	}
	defer db.close(ctx)
	shelf, err := backup.OpenShelf(filepath.Join(d.dir, "backups"))
	if err != nil {
		return "", err
	}
	defer shelf.Close()
	made, _, err := d.flags.backUp(ctx, db, shelf, keepFlags{KeepDays: defaultKeepDays}.kept())
	return made, err
}

// bringBack restores as whoever has nothing but the backup would; every table is compared with what the manifest says.
func (d *drill) bringBack(ctx context.Context) (string, error) {
	options := d.flags.clusterOptions(d.console.log)
	options.Dir = d.dir
	var err error
	if d.scratch, err = cluster.Start(ctx, options); err != nil {
		return "", err
	}
	d.db = &database{urls: func(role string) string { return d.scratch.URL(role, cluster.Database) }}
	if err := d.back.load(ctx, d.db); err != nil {
		return "", err
	}
	d.pool, err = pg.Open(ctx, pg.Config{URL: d.db.urls(cluster.Superuser), MaxConns: 2, ApplicationName: "mitte drill"})
	return fmt.Sprintf("into a scratch cluster, schema %d, %d tables are the same, row for row", d.back.to, len(d.back.manifest.Tables)), err
}

func (d *drill) eraseAgain(ctx context.Context) (string, error) {
	lists, err := listsBeside(d.from)
	if err != nil {
		return "", err
	}
	if kept, err := backup.ReadList(d.flags.erasedList(0).File); err == nil {
		lists = append(lists, kept)
	}
	d.back.list = backup.Merge(lists...)
	err = d.back.afterwards(ctx, d.db)
	return fmt.Sprintf("%d of %d on the list had come back, %d files of pictures placed, %d missing", d.back.done.Erased, len(d.back.list.Erasures),
		d.back.pictures, len(d.back.missing)), err
}

// verifyAudit reads the restored trail; what was signed after the backup is not in it.
func (d *drill) verifyAudit(ctx context.Context) (string, error) {
	trail, err := people.VerifyAudit(ctx, d.pool, nil)
	if err != nil {
		return "", err
	}
	var heads []people.Head
	for _, h := range d.heads {
		if h.Seq < trail.Last.Seq { // the last row is the restore's own
			heads = append(heads, h)
		}
	}
	report, err := people.VerifyAudit(ctx, d.pool, heads)
	if err != nil {
		return "", err
	}
	if !report.Whole() {
		return "", tellAudit(d.console, report)
	}
	return fmt.Sprintf("whole, %d rows, %d signed heads", report.Rows, report.Heads), nil
}
