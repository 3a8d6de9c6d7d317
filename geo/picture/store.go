package picture

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"mitte/geo/fault"
)

// Store keeps pictures in a directory. It is one per process and directory.
type Store struct {
	dir     string
	reading chan struct{} // who unpacks a picture; one at a time, for each takes some hundred megabytes at worst
	files   sync.RWMutex  // shared between a picture's files and its row, alone where files without a row are removed
}

// Open returns the store in a directory, which it makes if there is none.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Wrap("picture.Open", err)
	}
	return &Store{dir: dir, reading: make(chan struct{}, 1)}, nil
}

// Read checks a picture that somebody sent and makes what is kept of it. It returns Unsupported for other kinds of files, TooLarge,
// Invalid for what cannot be read or is too small, and Unavailable if others were still being read when the time was over.
func (s *Store) Read(ctx context.Context, data []byte) (*Picture, error) {
	if _, err := inspect(data); err != nil { // nobody waits to hear that
		return nil, err
	}
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "media.busy", "other pictures are still being read").Because(ctx.Err())
	}
	return read(data)
}

// Keep writes the files of a picture and then has its row written. If that fails the files stay for Sweep: whether a lost commit
// took place nobody knows.
func (s *Store) Keep(p *Picture, row func() error) error {
	s.files.RLock()
	defer s.files.RUnlock()
	dir := filepath.Dir(s.path(p.Content, 0))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fault.Wrap("picture.Keep", err)
	}
	for i, w := range Widths() {
		if err := write(s.path(p.Content, w), p.files[i]); err != nil {
			return fault.Wrap("picture.Keep", err)
		}
	}
	for _, d := range []string{dir, s.dir} {
		if err := syncDir(d); err != nil {
			return fault.Wrap("picture.Keep", err)
		}
	}
	return row()
}

// Drop removes the files of a content that no row names any more.
func (s *Store) Drop(content string, named func() (bool, error)) error {
	s.files.Lock()
	defer s.files.Unlock()
	still, err := named()
	if err != nil || still {
		return err
	}
	for _, w := range Widths() {
		if err := os.Remove(s.path(content, w)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fault.Wrap("picture.Drop", err)
		}
	}
	return nil
}

// File returns the bytes of a picture in one of the widths. It returns NotFound if they are not here.
func (s *Store) File(content string, width int) ([]byte, error) {
	if !IsContent(content) {
		return nil, fault.New(fault.NotFound, "not_found", "there is no such picture")
	}
	body, err := os.ReadFile(s.path(content, width))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "not_found", "the file of this picture is missing").Because(err)
	}
	return body, fault.Wrap("picture.File", err)
}

// Sweep removes the files that are older than before and whose content no row names, left by uploads that were cut off, and
// returns how many.
func (s *Store) Sweep(before time.Time, named func() (map[string]bool, error)) (int, error) {
	s.files.Lock()
	defer s.files.Unlock()
	keep, err := named()
	if err != nil {
		return 0, err
	}
	var orphans []string
	err = filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, _, _ := strings.Cut(d.Name(), "-")
		info, err := d.Info()
		if err != nil || keep[content] && filepath.Ext(path) == ext || !info.ModTime().Before(before) {
			return err
		}
		orphans = append(orphans, path)
		return nil
	})
	for i, path := range orphans {
		if err == nil {
			err = os.Remove(path)
		}
		if err != nil {
			return i, fault.Wrap("picture.Sweep", err)
		}
	}
	return len(orphans), fault.Wrap("picture.Sweep", err)
}

const ext = ".jpg"

// FileName is where a store has the file of a content in one of the widths, with slashes.
func FileName(content string, width int) string {
	return content[:2] + "/" + content + "-" + strconv.Itoa(width) + ext
}

func (s *Store) path(content string, width int) string {
	return filepath.Join(s.dir, filepath.FromSlash(FileName(content, width)))
}

// write gives a file its name only when all of it is on the disk.
func write(path string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "new-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
