//go:build linux

package cluster

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

const (
	logFiles = 5
	logBytes = 10 << 20
)

// rotating is a log file that makes room for a new one when it is full. The oldest of logFiles is dropped.
type rotating struct {
	dir   string
	own   func(path string) error
	limit int64
	file  *os.File
	size  int64
}

func (r *rotating) path(age int) string {
	if age == 0 {
		return filepath.Join(r.dir, "postgresql.log")
	}
	return filepath.Join(r.dir, fmt.Sprintf("postgresql.log.%d", age))
}

// Write never splits p over two files. After an error the next call tries to open the file again, so that logging comes
// back when a full disk has been cleared.
func (r *rotating) Write(p []byte) (int, error) {
	if r.file != nil && r.size > 0 && r.size+int64(len(p)) > r.limit {
		r.turn()
	}
	if r.file == nil {
		if err := r.open(); err != nil {
			return 0, err
		}
	}
	n, err := r.file.Write(p)
	r.size += int64(n)
	if err != nil {
		r.close()
	}
	return n, err
}

func (r *rotating) turn() {
	r.close()
	for age := logFiles - 1; age > 0; age-- {
		_ = os.Rename(r.path(age-1), r.path(age))
	}
}

func (r *rotating) open() error {
	f, err := os.OpenFile(r.path(0), os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		err = r.own(r.path(0))
	}
	if err != nil {
		_ = f.Close()
		return err
	}
	r.file, r.size = f, info.Size()
	return nil
}

func (r *rotating) close() {
	if r.file != nil {
		_ = r.file.Close()
		r.file = nil
	}
}
