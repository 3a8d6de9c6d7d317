package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/migrations"
)

type restoreCommand struct {
	databaseFlags
	From        string `arg:"" placeholder:"DIR" help:"A backup, or a directory of backups: then the newest."`
	Old         string `placeholder:"DIR" help:"The old data directory, for what no backup holds: the list of what was erased since, and the keys. By default the one that the backups stand in."`
	Erased      string `placeholder:"FILE" help:"The list of what was erased, if it is not in --old."`
	WithoutList bool   `help:"Restore though it is not known what was erased since: that comes back, and has to be erased again by hand."`
}

// Run brings a backup back into a new data directory, or into an empty database of --database-url. What is in use stays as it is.
func (r *restoreCommand) Run(ctx context.Context, c *console) error {
	from, err := oneBackup(r.From)
	if err != nil {
		return err
	}
	m, err := backup.Verify(from)
	if err != nil {
		return err
	}
	if err := refuseNewer(m); err != nil {
		return err
	}
	back := &restoring{flags: r.databaseFlags, console: c, from: from, manifest: m, old: r.oldDir(from)}
	if back.list, err = r.list(back); err != nil {
		return err
	}
	if r.DatabaseURL != "" {
		db, err := r.reach(ctx, c.log)
		if err != nil {
			return err
		}
		back.data = r.dataDir()
		err = back.into(ctx, db)
		if err != nil {
			return err
		}
	} else if err := back.intoNewDir(ctx, r.dataDir()); err != nil {
		return err
	}
	return back.tell()
}

// refuseNewer asks before anything is begun.
func refuseNewer(m backup.Manifest) error {
	if newest := newestSchema(); m.Schema > newest {
		return fault.Newf(fault.Conflict, pg.CodeSchemaNewer,
			"the backup has schema version %d, this program knows versions up to %d: use a newer program", m.Schema, newest)
	}
	return nil
}

func newestSchema() int {
	steps, _ := fs.Glob(migrations.Files, "*.sql")
	return len(steps)
}

// oldDir is the data directory that the backups stand in, if it looks like one.
func (r *restoreCommand) oldDir(from string) string {
	if r.Old != "" {
		return r.Old
	}
	abs, err := filepath.Abs(from)
	if err != nil {
		return ""
	}
	old := filepath.Dir(filepath.Dir(abs))
	if _, err := os.Stat(filepath.Join(old, backup.ListName)); err != nil {
		return ""
	}
	return old
}

func (r *restoring) tell() error {
	c := r.console
	err := c.say("restored %s of %s into %s: %s", r.from, r.manifest.MadeAt.Format(time.RFC3339), r.place(), describeBackup(r.manifest))
	tell := func(when bool, format string, args ...any) {
		if err == nil && when {
			err = c.say(format, args...)
		}
	}
	tell(r.to != r.manifest.Schema, "schema %d → %d", r.manifest.Schema, r.to)
	tell(true, "every table is as it was, row for row; %s; everybody signs in anew", erasedAgain(r.done.Erased))
	tell(r.done.Shut > 0, "%d accounts, roles or tokens that were shut since are shut again; passwords are those of the backup", r.done.Shut)
	tell(r.done.Told > 0, "%d mails and news that were sent since are not sent again", r.done.Told)
	tell(r.done.Waiting > 0, "%d mails had not left, as far as the list tells; they leave when serve starts", r.done.Waiting)
	tell(len(r.missing) > 0, "%d pictures had no files in the backup", len(r.missing))
	tell(r.keys, "the keys were copied from %s", r.old)
	tell(!r.keys, "the keys are not in a backup: bring them to %s, or second factors open nothing", r.keysPlace())
	return err
}

func erasedAgain(n int) string {
	switch n {
	case 0:
		return "nothing that was erased since came back"
	case 1:
		return "1 erased since was erased again"
	}
	return fmt.Sprintf("%d erased since were erased again", n)
}

func (r *restoring) place() string {
	if r.flags.DatabaseURL != "" {
		return "the database of --database-url, pictures into " + r.data
	}
	return r.data
}
