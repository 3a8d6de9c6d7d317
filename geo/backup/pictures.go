package backup

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/picture"
)

const (
	sqlPictures = `SELECT DISTINCT content FROM media WHERE content IS NOT NULL ORDER BY content`

	sqlPictureNamed = `SELECT EXISTS (SELECT FROM media WHERE content = $1)`
)

func contents(ctx context.Context, db pg.Querier) ([]string, error) {
	rows, err := db.Query(ctx, sqlPictures)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// pictures copies the files of the pictures that tx sees. Whoever removes one removes the row first, so a file that is not there
// though now shows a row is missing, and any other went meanwhile.
func (from *Source) pictures(ctx context.Context, tx pgx.Tx, now pg.Querier, dir string, before earlier, m *Manifest) error {
	all, err := contents(ctx, tx)
	if err != nil {
		return err
	}
	for _, content := range all {
		files, err := copyPicture(from.Media, dir, content, before)
		if err == nil {
			m.Files = append(m.Files, files...)
			continue
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotThat) {
			return err
		}
		var named bool
		if err := now.QueryRow(ctx, sqlPictureNamed, content).Scan(&named); err != nil {
			return err
		}
		if !named {
			return errPictureWent
		}
		m.Missing = append(m.Missing, content)
	}
	return nil
}

var errNotThat = errors.New("the file is not the one that its name says")

// copyPicture copies the files of a content, all of them or none.
func copyPicture(media, dir, content string, before earlier) (files []File, err error) {
	defer func() {
		if err != nil {
			for _, f := range files {
				err = errors.Join(err, os.Remove(filepath.Join(dir, filepath.FromSlash(f.Path))))
			}
		}
	}()
	for _, w := range picture.Widths() {
		name := picture.FileName(content, w)
		f, err := before.share(filepath.Join(media, filepath.FromSlash(name)), dir, path.Join(mediaName, name))
		if f.Path != "" {
			files = append(files, f)
		}
		if err != nil {
			return files, err
		}
	}
	if files[len(files)-1].SHA256 != content {
		return files, errNotThat
	}
	return files, nil
}

// PlacePictures puts the pictures of a backup that the rows of a database name into a directory, which must be empty or not there.
// It returns how many files it placed and which contents were in no backup.
func PlacePictures(ctx context.Context, m Manifest, dir string, db pg.Querier, media string) (placed int, missing []string, err error) {
	const op = "backup.PlacePictures"
	if there, err := os.ReadDir(media); err == nil && len(there) > 0 {
		return 0, nil, fault.Newf(fault.Conflict, CodeForeign, "%s holds pictures already", media)
	}
	if err := os.MkdirAll(media, 0o700); err != nil {
		return 0, nil, fault.Wrap(op, err)
	}
	sums := map[string]string{}
	for _, f := range m.Files {
		sums[f.Path] = f.SHA256
	}
	named, err := contents(ctx, db)
	if err != nil {
		return 0, nil, pg.Fault(op, err)
	}
	for _, content := range named {
		if _, kept := sums[path.Join(mediaName, picture.FileName(content, picture.Widths()[0]))]; !kept {
			missing = append(missing, content)
			continue
		}
		for _, w := range picture.Widths() {
			name := picture.FileName(content, w)
			f, err := copyFile(filepath.Join(dir, mediaName, filepath.FromSlash(name)), media, name)
			if err != nil {
				return placed, missing, fault.Wrap(op, err)
			}
			if f.SHA256 != sums[path.Join(mediaName, name)] {
				return placed, missing, broken(dir, name, "changed while it was read")
			}
			placed++
		}
	}
	return placed, missing, fault.Wrap(op, syncTree(media))
}
