package main

import (
	"context"
	"encoding/json"
	"path/filepath"

	"mitte/geo/backup"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/migrations"

	"github.com/jackc/pgx/v5"
)

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
