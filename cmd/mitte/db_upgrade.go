package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
)

type dbUpgradeCommand struct {
	databaseFlags
	keepFlags
	Into string `required:"" placeholder:"DIR" help:"New data directory; the old one stays as it is."`
}

// Run makes a backup with the programs that the data are of and restores it with the newest ones.
func (u *dbUpgradeCommand) Run(ctx context.Context, c *console) error {
	if u.DatabaseURL != "" {
		return fault.New(fault.Invalid, "upgrade_private", "mitte db upgrade is for the private database; a server of --database-url is upgraded by whoever runs it")
	}
	old := u.databaseFlags
	bin, err := old.programsOfData()
	if err != nil {
		return err
	}
	old.PgBindir = bin
	made, err := old.lastBackup(ctx, c, u.kept())
	if err != nil {
		return err
	}
	next := restoreCommand{databaseFlags: u.databaseFlags, From: made, Old: old.dataDir()}
	next.Data = u.Into
	return next.Run(ctx, c)
}

// programsOfData are PostgreSQL's programs of the version that the data directory is of, where Debian has them.
func (f databaseFlags) programsOfData() (string, error) {
	text, err := os.ReadFile(filepath.Join(f.dataDir(), "pg", "data", "PG_VERSION"))
	if err != nil {
		return "", fault.Newf(fault.NotFound, "upgrade_nothing", "there is no private database in %s", f.dataDir()).Because(err)
	}
	major := strings.TrimSpace(string(text))
	bin := filepath.Join("/usr/lib/postgresql", major, "bin")
	if _, err := os.Stat(filepath.Join(bin, "pg_dump")); err != nil {
		return "", fault.Newf(fault.Unavailable, "upgrade_programs",
			"the data are of PostgreSQL %s, whose programs are needed once more: install postgresql-%s and postgresql-%s-postgis-3", major, major, major)
	}
	return bin, nil
}

// lastBackup keeps what is there, beside the other backups. A server must not run: what it writes afterwards would be lost.
func (f databaseFlags) lastBackup(ctx context.Context, c *console, kept time.Duration) (string, error) {
	shelf, err := backup.OpenShelf(f.backupsDir())
	if err != nil {
		return "", err
	}
	defer shelf.Close()
	db, err := f.reach(ctx, c.log)
	if err != nil {
		return "", err
	}
	defer db.close(ctx)
	if db.handle == nil || !db.handle.Owned {
		return "", fault.New(fault.Conflict, "upgrade_running", "stop the mitte that serves this data first: what it writes from now on would be lost")
	}
	made, m, err := f.backUp(ctx, db, shelf, kept)
	if err == nil {
		err = c.say("%s: %s", made, describeBackup(m))
	}
	return made, err
}
