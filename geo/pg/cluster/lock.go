//go:build linux

package cluster

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
)

// errHeld says that another process holds a lock.
var errHeld = errors.New("held by another process")

// openLocked opens path and locks it without waiting; how is LOCK_EX or LOCK_SH. The lock ends with the file.
func (h home) openLocked(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, unusable(path, err)
	}
	if err := h.adopt(path); err != nil {
		return nil, errors.Join(unusable(path, err), f.Close())
	}
	err = unix.Flock(int(f.Fd()), how|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = errHeld
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// own takes the cluster for as long as the file stays open and writes mitte's pid into it. It tries for half a second,
// because a process that only asks whether the cluster is owned holds the lock for a moment.
func (h home) own() (*os.File, error) {
	var f *os.File
	err := errHeld
	for try := 0; errors.Is(err, errHeld) && try < 20; try++ {
		if f, err = h.openLocked(h.lock(), unix.LOCK_EX); err != nil {
			time.Sleep(25 * time.Millisecond)
		}
	}
	if errors.Is(err, errHeld) {
		return nil, fault.Newf(fault.Conflict, CodeLocked, "%s already runs the database in %s; stop it first or choose "+
			"another --data directory", h.holder(), h.root)
	}
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.Truncate(0), writeAt(f, strconv.Itoa(os.Getpid())+"\n")); err != nil {
		return nil, errors.Join(unusable(h.lock(), err), f.Close())
	}
	return f, nil
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	return err
}

// holder names the process that wrote the lock file; it may have had no time to write yet.
func (h home) holder() string {
	text, err := os.ReadFile(h.lock())
	pid := strings.TrimSpace(string(text))
	if err != nil || pid == "" {
		return "another mitte"
	}
	return "another mitte (process " + pid + ")"
}
