//go:build linux

package cluster

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
)

// Attach finds a cluster that another mitte process runs in o.Dir and returns its URL; ok is false when none runs. It
// fails with Unavailable (CodeBusy) while the other process is starting, restarting or stopping PostgreSQL, and with
// Forbidden when the directory is another user's.
func Attach(o Options) (url func(role, database string) string, ok bool, err error) {
	h, err := findHome(o.Dir)
	if err != nil {
		return nil, false, fault.Wrap("cluster.Attach", err)
	}
	socket, err := h.running()
	if err != nil || socket == "" {
		return nil, false, fault.Wrap("cluster.Attach", err)
	}
	return func(role, database string) string { return address(socket, role, database) }, true, nil
}

// running returns the socket directory of the cluster that another process owns, "" when nobody owns it.
func (h home) running() (string, error) {
	if _, err := os.Lstat(h.lock()); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	probe, err := h.openLocked(h.lock(), unix.LOCK_SH)
	if err == nil {
		return "", probe.Close()
	}
	if !errors.Is(err, errHeld) {
		return "", err
	}
	file, err := readPidFile(h.data())
	if err == nil && file.ready {
		// A killed postmaster leaves its file behind until the owner restarts it.
		var conn net.Conn
		if conn, err = new(net.Dialer).DialContext(context.Background(), "unix", filepath.Join(file.socket, socketName)); err == nil {
			return file.socket, conn.Close()
		}
	}
	return "", fault.Newf(fault.Unavailable, CodeBusy, "the database in %s, which belongs to %s, is not ready at present",
		h.root, h.holder()).Because(err)
}
