package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
)

// backupCommand keeps copies of the database and the pictures.
type backupCommand struct {
	Make   backupMakeCommand   `cmd:"" default:"withargs" help:"Make a backup of the database and the pictures, whether a server runs or not (default)."`
	Verify backupVerifyCommand `cmd:"" help:"Read every byte of a backup and say whether it is as it was written."`
}

// defaultKeepDays is that of --keep-days.
const defaultKeepDays = 35

// keepFlags are for whoever keeps backups and for whoever must know how long they live.
type keepFlags struct {
	KeepDays int `default:"35" help:"Days that a backup is kept (${default}), and the list of what was erased."`
}

func (k keepFlags) kept() time.Duration { return time.Duration(k.KeepDays) * 24 * time.Hour }

type backupMakeCommand struct {
	databaseFlags
	keepFlags
	To string `placeholder:"DIR" help:"Directory of the backups, with nothing else in it; by default backups in --data. Better on another disk."`
}

// backupsDir is where backups stand unless somebody names a better place.
func (f databaseFlags) backupsDir() string { return filepath.Join(f.dataDir(), "backups") }

// erasedList is where it is written down what was erased, outside the database.
func (f databaseFlags) erasedList(kept time.Duration) backup.List {
	return backup.List{File: filepath.Join(f.dataDir(), backup.ListName), Kept: kept}
}

// Run makes a backup, verifies it and only then removes those that are over.
func (b *backupMakeCommand) Run(ctx context.Context, c *console) error {
	if b.KeepDays < 1 {
		return fault.New(fault.Invalid, "keep_days", "--keep-days must be 1 or more")
	}
	to := b.To
	if to == "" {
		to = b.backupsDir()
	}
	shelf, err := backup.OpenShelf(to)
	if err != nil {
		return err
	}
	defer shelf.Close()
	db, err := b.reach(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	began := time.Now()
	made, m, err := b.backUp(ctx, db, shelf, b.kept())
	if err != nil {
		return err
	}
	if err := c.say("%s: %s, %.1f s", made, describeBackup(m), time.Since(began).Seconds()); err != nil {
		return err
	}
	if len(m.Missing) > 0 {
		return fault.Newf(fault.Conflict, "backup_incomplete",
			"%d pictures lack their files or have damaged ones, so older backups were not removed; the first is %s", len(m.Missing), m.Missing[0])
	}
	if err := b.record(m); err != nil {
		return err
	}
	gone, err := shelf.Expire(m.MadeAt.Add(-b.kept()), made)
	if err == nil && gone > 0 {
		err = c.say("removed %d that were older than %d days", gone, b.KeepDays)
	}
	return err
}

// backUp makes a backup and verifies it.
func (f databaseFlags) backUp(ctx context.Context, db *database, shelf *backup.Shelf, kept time.Duration) (string, backup.Manifest, error) {
	url, err := db.backupURL(ctx)
	if err != nil {
		return "", backup.Manifest{}, err
	}
	made, _, err := shelf.Make(ctx, backup.Source{
		Database: backup.Database{URL: url, BinDir: f.PgBindir}, Media: f.picturesDir(), List: f.erasedList(kept), Mitte: version + commit(),
	})
	if err != nil {
		return "", backup.Manifest{}, err
	}
	m, err := backup.Verify(made)
	return made, m, err
}

const sqlMayBackUp = `SELECT pg_has_role(current_user, 'mitte_backup', 'MEMBER')`

// backupURL is the way of the role that reads everything and writes nothing. A login of an outside server that may not be it reads
// with its own rights.
func (d *database) backupURL(ctx context.Context) (string, error) {
	own := d.urls(cluster.Superuser)
	db, err := pg.Open(ctx, pg.Config{URL: own, MaxConns: 1, ApplicationName: "mitte backup"})
	if err != nil {
		return "", err
	}
	defer db.Close()
	var may bool
	if err := db.QueryRow(ctx, sqlMayBackUp).Scan(&may); err != nil {
		return "", pg.Fault("backup", err)
	}
	if may {
		return d.urls(roleBackup), nil
	}
	return own, nil
}

func describeBackup(m backup.Manifest) string {
	return fmt.Sprintf("%d tables, %d rows, %d files of pictures, %.1f MB, schema %d", len(m.Tables), m.Rows(), m.Pictures(),
		float64(m.Bytes())/1e6, m.Schema)
}

type backupVerifyCommand struct {
	From string `arg:"" placeholder:"DIR" help:"A backup, or a directory of backups: then the newest."`
}

// Run reads a backup.
func (b *backupVerifyCommand) Run(c *console) error {
	dir, err := oneBackup(b.From)
	if err != nil {
		return err
	}
	m, err := backup.Verify(dir)
	if err != nil {
		return err
	}
	return c.say("%s is as it was written: of %s, %s", dir, m.MadeAt.Format(time.RFC3339), describeBackup(m))
}

// oneBackup is the backup in a directory, or the newest of those that stand there.
func oneBackup(dir string) (string, error) {
	_, err := backup.ReadManifest(dir)
	if fault.KindOf(err) != fault.NotFound {
		return dir, err
	}
	all, listErr := backup.Backups(dir)
	if listErr != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

func (c *console) say(format string, args ...any) error {
	_, err := fmt.Fprintf(c.out, format+"\n", args...)
	return err
}
