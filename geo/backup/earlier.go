package backup

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
)

// earlier is the backup before. A picture never changes, so its file is shared with that backup where the file system can: a hundred
// thousand pictures take their place once, not every night. The zero value is none.
type earlier struct {
	dir   string
	sums  map[string]string // by path
	bytes int64
}

// earlier finds the newest backup. One that cannot be read is none: nothing is shared with it.
func (s *Shelf) earlier() (earlier, error) {
	all, err := Backups(s.dir)
	if err != nil || len(all) == 0 {
		return earlier{}, err
	}
	m, err := ReadManifest(all[0])
	if err != nil {
		return earlier{}, nil //nolint:nilerr // as said above
	}
	e := earlier{dir: all[0], sums: map[string]string{}, bytes: m.Bytes()}
	for _, f := range m.Files {
		e.sums[f.Path] = f.SHA256
	}
	return e, nil
}

// share is copyFile, but the copy is that of the backup before if it is the same to the byte, which is read and not believed.
func (e earlier) share(from, root, path string) (File, error) {
	if known, ok := e.sums[path]; ok {
		live, err := sumFile(filepath.Dir(from), filepath.Base(from))
		if err != nil {
			return File{}, err
		}
		kept, err := sumFile(e.dir, path)
		if err == nil && live.SHA256 == known && kept.SHA256 == known && link(filepath.Join(e.dir, filepath.FromSlash(path)), root, path) == nil {
			return kept, nil
		}
	}
	return copyFile(from, root, path)
}

func link(from, root, path string) error {
	to := filepath.Join(root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	return os.Link(from, to)
}

// spare is what a backup leaves of the disk that the data are on: below that the service would have to refuse writes.
const spare = 1 << 30

// refuseFull errs if a backup as large as the one before would leave those too little room who work beside it.
func (s *Shelf) refuseFull(data string, before earlier) error {
	var shelf, beside unix.Stat_t
	var room unix.Statfs_t
	if unix.Stat(s.dir, &shelf) != nil || unix.Stat(data, &beside) != nil || shelf.Dev != beside.Dev || unix.Statfs(s.dir, &room) != nil {
		return nil //nolint:nilerr // another disk, or none to ask: then it is the disk that says so
	}
	free := int64(room.Bavail) * room.Bsize
	if free-before.bytes >= spare {
		return nil
	}
	return fault.Newf(fault.Unavailable, "backup_room",
		"%s is on the disk that mitte works on, which has only %d MB left; make room there, or name a directory on another disk with --to", s.dir, free>>20)
}
