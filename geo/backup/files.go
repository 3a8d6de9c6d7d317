package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// File is a file of a backup.
type File struct {
	Path   string `json:"path"` // with slashes, below the backup
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// sumFile reads a file to its end.
func sumFile(root, path string) (File, error) {
	f, err := os.Open(filepath.Join(root, filepath.FromSlash(path)))
	if err != nil {
		return File{}, err
	}
	defer func() { _ = f.Close() }()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	return File{Path: path, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))}, err
}

// copyFile makes a new file that is on the disk, 0600, and returns what was copied.
func copyFile(from, root, path string) (File, error) {
	to := filepath.Join(root, filepath.FromSlash(path))
	in, err := os.Open(from)
	if err != nil {
		return File{}, err
	}
	defer func() { _ = in.Close() }()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return File{}, err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return File{}, err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), in)
	err = errors.Join(err, out.Sync(), out.Close())
	return File{Path: path, Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))}, err
}

// writeAside gives bytes the name of a file only when all of them are on the disk.
func writeAside(file string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*") // 0600
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(file))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// syncTree has the names in all directories below dir on the disk.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncDir(path)
	})
}
