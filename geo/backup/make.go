package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Source is what a backup is made of.
type Source struct {
	Database // by a login that may read every row

	Media string // directory of the pictures
	List  List
	Mitte string // this program's version
}

const (
	// A backup takes as long as it takes; the snapshot must not end before.
	sqlNoHurry = `SELECT set_config('idle_in_transaction_session_timeout', '0', true)`

	sqlExportSnapshot = `SELECT pg_export_snapshot()`

	sqlAbout = `
SELECT now(), current_setting('server_version_num')::int / 10000, (SELECT extversion FROM pg_extension WHERE extname = 'postgis'),
       (SELECT system_identifier::text FROM pg_control_system())`
)

// drafts is how often a backup is begun anew because a picture went while it was made.
const drafts = 10

var errPictureWent = errors.New("a picture was removed meanwhile")

// Make makes a backup of one moment while others go on working, and returns its directory. It reads nothing back: that is Verify's
// part. A backup whose manifest names missing pictures is whole but for them.
func (s *Shelf) Make(ctx context.Context, from Source) (dir string, m Manifest, err error) {
	const op = "backup.Make"
	db, err := pg.Open(ctx, pg.Config{URL: from.URL, MaxConns: 2, ApplicationName: "mitte backup", ReadOnly: true})
	if err != nil {
		return "", m, err
	}
	defer db.Close()
	if err := from.List.Keep(ctx, db); err != nil {
		return "", m, err
	}
	before, err := s.earlier()
	if err == nil {
		err = s.refuseFull(from.Media, before)
	}
	if err != nil {
		return "", m, fault.Wrap(op, err)
	}
	draft := filepath.Join(s.dir, draftMark+"backup")
	for try := range drafts {
		if m, err = from.draft(ctx, db, draft, before); !errors.Is(err, errPictureWent) || try == drafts-1 {
			break
		}
		if err = os.RemoveAll(draft); err != nil {
			break
		}
	}
	if err == nil {
		dir = filepath.Join(s.dir, m.MadeAt.Format(nameStyle))
		err = errors.Join(syncTree(draft), os.Rename(draft, dir), syncDir(s.dir))
	}
	if err != nil {
		return "", m, fault.Wrap(op, errors.Join(err, os.RemoveAll(draft)))
	}
	return dir, m, nil
}

func (from *Source) draft(ctx context.Context, db *pgxpool.Pool, dir string, before earlier) (m Manifest, err error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return m, err
	}
	err = pg.InSnapshot(ctx, db, func(tx pgx.Tx) error {
		if m, err = from.about(ctx, tx); err != nil {
			return err
		}
		// The pictures first: the sooner after the snapshot they are read, the fewer can have gone.
		if err := from.pictures(ctx, tx, db, dir, before, &m); err != nil {
			return err
		}
		if err := from.dump(ctx, tx, db, dir, &m); err != nil {
			return err
		}
		contents, err := pg.ReadContents(ctx, tx)
		m.Tables = tablesOf(contents)
		return err
	})
	if err != nil {
		return m, err
	}
	list, err := copyFile(from.List.File, dir, ListName)
	if err != nil {
		return m, err
	}
	m.Files = append(m.Files, list)
	return m, m.write(dir)
}

func (from *Source) about(ctx context.Context, tx pgx.Tx) (Manifest, error) {
	m := Manifest{Layout: layout, Mitte: from.Mitte}
	if _, err := tx.Exec(ctx, sqlNoHurry); err != nil {
		return m, err
	}
	schema, err := pg.Version(ctx, tx)
	if err == nil && schema == 0 {
		err = fault.New(fault.NotFound, "backup_empty", "there is nothing to keep: the database has no schema of mitte yet")
	}
	if err != nil {
		return m, err
	}
	m.Schema = schema
	var postgis *string
	if err := tx.QueryRow(ctx, sqlAbout).Scan(&m.MadeAt, &m.PostgreSQL, &postgis, &m.System); err != nil {
		return m, err
	}
	if postgis != nil {
		m.PostGIS = *postgis
	}
	m.MadeAt = m.MadeAt.UTC().Truncate(time.Millisecond)
	return m, nil
}

// dump writes what tx sees. The change table is of no use to another server.
func (from *Source) dump(ctx context.Context, tx pgx.Tx, db pg.Querier, dir string, m *Manifest) error {
	var snapshot string
	if err := tx.QueryRow(ctx, sqlExportSnapshot).Scan(&snapshot); err != nil {
		return err
	}
	file := filepath.Join(dir, dumpName)
	if err := os.WriteFile(file, nil, 0o600); err != nil { // so that nobody else can ever read it
		return err
	}
	err := from.run(ctx, db, "pg_dump", "--format=custom", "--compress=1", "--no-password", "--snapshot="+snapshot,
		"--exclude-table-data=public.change", "--file="+file)
	if err != nil {
		return err
	}
	dumped, err := sumFile(dir, dumpName)
	m.Files = append(m.Files, dumped)
	return err
}
