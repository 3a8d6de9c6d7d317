package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/migrations"

	"github.com/jackc/pgx/v5"
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

// list joins what is known of erasures: the list that was kept until the end, which must reach back to the backup, and the copies in
// it and in newer backups beside it.
func (r *restoreCommand) list(back *restoring) (backup.Listed, error) {
	file := r.Erased
	if file == "" && back.old != "" {
		file = filepath.Join(back.old, backup.ListName)
	}
	copies, err := listsBeside(back.from)
	if err != nil {
		return backup.Listed{}, err
	}
	if file == "" {
		if !r.WithoutList {
			return backup.Listed{}, fault.Newf(fault.Conflict, "erasure_list_missing", "what was erased since the backup must not come back: "+
				"name the old data directory with --old or its %s with --erased, or accept that with --without-list", backup.ListName)
		}
		return r.sinceNow(backup.Merge(copies...)), nil
	}
	kept, err := backup.ReadList(file)
	if err != nil {
		return kept, err
	}
	if kept.Since.After(back.manifest.MadeAt) && !r.WithoutList {
		return kept, fault.Newf(fault.Conflict, "erasure_list_short", "the backup is of %s, and %s tells only what was erased since %s: "+
			"what was erased in between would come back; accept that with --without-list",
			back.manifest.MadeAt.Format(time.RFC3339), file, kept.Since.Format(time.RFC3339))
	}
	return r.sinceNow(backup.Merge(append(copies, kept)...)), nil
}

// sinceNow keeps a list with a hole in it from being taken for a whole one later.
func (r *restoreCommand) sinceNow(l backup.Listed) backup.Listed {
	if r.WithoutList {
		l.Since = time.Now().UTC()
	}
	return l
}

// listsBeside reads the lists in a backup and in those beside it.
func listsBeside(from string) ([]backup.Listed, error) {
	var lists []backup.Listed
	beside, err := backup.Backups(filepath.Dir(from))
	if err != nil {
		return nil, err
	}
	for _, dir := range append(beside, from) {
		l, err := backup.ReadList(filepath.Join(dir, backup.ListName))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		lists = append(lists, l)
	}
	return lists, nil
}

// restoring is one backup on its way back.
type restoring struct {
	flags    databaseFlags
	console  *console
	from     string
	manifest backup.Manifest
	old      string // data directory; "" where it is not known
	list     backup.Listed
	data     string // where it goes

	done     backup.Again
	pictures int
	missing  []string
	to       int // schema
	keys     bool
}

// into brings the backup back into an empty database and its files into the data directory.
func (r *restoring) into(ctx context.Context, db *database) error {
	err := r.load(ctx, db)
	if err == nil {
		err = r.afterwards(ctx, db)
	}
	if err == nil {
		err = r.bringKeys(ctx, db)
	}
	if err != nil {
		return err
	}
	return backup.Release(ctx, r.target(db))
}

func (r *restoring) target(db *database) backup.Database {
	return backup.Database{URL: db.urls(cluster.Superuser), BinDir: r.flags.PgBindir}
}

// load brings the database back and up to the newest schema.
func (r *restoring) load(ctx context.Context, db *database) error {
	target := r.target(db)
	if err := backup.Loadable(ctx, r.manifest, target); err != nil {
		return err
	}
	if err := pg.Prepare(ctx, target.URL); err != nil {
		return err
	}
	err := backup.Load(ctx, r.from, r.manifest, target)
	if err == nil {
		_, r.to, err = pg.Migrate(ctx, db.urls(roleOwner), migrations.Files)
	}
	return err
}

// afterwards does what a dump cannot: what was erased goes again, then come the pictures that are still named.
func (r *restoring) afterwards(ctx context.Context, db *database) error {
	owner, err := db.pool(ctx, roleOwner, 2, 0)
	if err != nil {
		return err
	}
	defer owner.Close()
	r.done, err = backup.EraseAgain(ctx, owner, r.list.Erasures, func(tx pgx.Tx, done backup.Again) error {
		after, err := json.Marshal(map[string]any{"made_at": r.manifest.MadeAt, "erased_again": done.Erased})
		if err != nil {
			return err
		}
		return people.Record(ctx, tx, people.Entry{Action: "backup.restore", Entity: "database", After: after})
	})
	if err != nil {
		return err
	}
	r.pictures, r.missing, err = backup.PlacePictures(ctx, r.manifest, r.from, owner, filepath.Join(r.data, "media"))
	if err != nil {
		return err
	}
	if r.list.Since.IsZero() {
		return nil
	}
	return r.list.Write(filepath.Join(r.data, backup.ListName))
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
	tell(r.done.Waiting > 0, "%d mails had not left when the backup was made; they leave when serve starts", r.done.Waiting)
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
