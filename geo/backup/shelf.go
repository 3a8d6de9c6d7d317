package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
)

// Shelf is a directory of backups, held by one process.
type Shelf struct {
	dir  string
	mark *os.File // says whose directory it is, and is locked
}

const (
	markName  = "mitte-backups"
	nameStyle = "mitte-20060102T150405.000Z" // sorts by time
	draftMark = ".new-"
	goingMark = ".old-"
)

// OpenShelf takes a directory for itself, made if there is none, and clears away what a killed process left unfinished. It returns
// Conflict with CodeForeign if the directory holds something else, and Conflict if another process has it.
func OpenShelf(dir string) (*Shelf, error) {
	const op = "backup.OpenShelf"
	if err := refuseForeign(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Wrap(op, err)
	}
	mark, err := os.OpenFile(filepath.Join(dir, markName), os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	s := &Shelf{dir, mark}
	err = unix.Flock(int(mark.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = fault.Newf(fault.Conflict, "backup_busy", "another mitte is making a backup in %s", dir)
	}
	if err == nil {
		err = s.clear()
	}
	if err != nil {
		return nil, errors.Join(fault.Wrap(op, err), mark.Close())
	}
	return s, nil
}

func refuseForeign(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Newf(fault.Conflict, CodeForeign, "%s is no directory that backups could stand in", dir).Because(err)
	}
	others := slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "lost+found" })
	ours := slices.ContainsFunc(others, func(e fs.DirEntry) bool { return e.Name() == markName })
	if len(others) > 0 && !ours {
		return fault.Newf(fault.Conflict, CodeForeign, "%s holds something else than backups of mitte; name an empty or a new directory", dir)
	}
	return nil
}

// Close gives the directory free.
func (s *Shelf) Close() { _ = s.mark.Close() }

func (s *Shelf) clear() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), draftMark) || strings.HasPrefix(e.Name(), goingMark) {
			if err := os.RemoveAll(filepath.Join(s.dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Backups returns the backups in a directory, the newest first. A directory that is not there has none.
func Backups(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap("backup.Backups", err)
	}
	var out []string
	for _, e := range slices.Backward(entries) {
		if _, ok := madeAt(e.Name()); ok && e.IsDir() {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}

func madeAt(name string) (time.Time, bool) {
	at, err := time.Parse(nameStyle, name)
	return at, err == nil
}

// Expire removes the backups that are older than a moment, but never newest, and returns how many. A backup that is half removed has
// no name of a backup any more.
func (s *Shelf) Expire(before time.Time, newest string) (n int, err error) {
	const op = "backup.Expire"
	all, err := Backups(s.dir)
	if err != nil {
		return 0, err
	}
	for _, path := range all {
		name := filepath.Base(path)
		at, _ := madeAt(name)
		if !at.Before(before) || name == filepath.Base(newest) {
			continue
		}
		going := filepath.Join(s.dir, goingMark+name)
		if err := os.Rename(path, going); err != nil {
			return n, fault.Wrap(op, err)
		}
		n++
		if err := os.RemoveAll(going); err != nil {
			return n, fault.Wrap(op, err)
		}
	}
	return n, nil
}
