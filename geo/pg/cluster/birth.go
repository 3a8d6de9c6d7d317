//go:build linux

package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"mitte/geo/fault"
)

// checkMajor reports whether a data directory exists. It errs when p cannot work on it.
func (h home) checkMajor(p programs) (exists bool, err error) {
	if _, err := os.Lstat(h.data()); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	text, err := os.ReadFile(filepath.Join(h.data(), "PG_VERSION"))
	if err != nil {
		return false, fault.Newf(fault.Conflict, "cluster.not_data",
			"%s is not a data directory of PostgreSQL; move it away or choose another --data directory", h.data()).Because(err)
	}
	if major := strings.TrimSpace(string(text)); major != p.major {
		return false, fault.Newf(fault.Conflict, "cluster.other_major",
			"%s holds data of PostgreSQL %s, but the installed programs are version %s; run mitte db upgrade --into a new directory",
			h.data(), major, p.major)
	}
	return true, nil
}

// bear creates the data directory beside its place and moves it there only when it is complete and on disk, so that a
// crash at any moment leaves either none or a whole one.
func (h home) bear(ctx context.Context, p programs, a account, test bool) error {
	draft := fmt.Sprintf("%s.new.%d", h.data(), os.Getpid())
	if err := errors.Join(os.Mkdir(draft, 0o700), a.give(draft)); err != nil {
		return unusable(draft, err)
	}
	err := initdb(ctx, p, a, draft, test)
	if err == nil {
		err = configure(draft, p.major, a, test)
	}
	if err == nil {
		err = errors.Join(os.Rename(draft, h.data()), syncDir(h.root))
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	return nil
}

func initdb(ctx context.Context, p programs, a account, dir string, test bool) error {
	args := []string{
		"--pgdata=" + dir, "--username=" + Superuser, "--auth=peer", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
	}
	if test {
		args = append(args, "--no-sync")
	}
	cmd := a.command(ctx, syscall.SIGKILL, dir, p.path("initdb"), args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	// The signal at the parent's death is bound to this thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Run(); ctx.Err() != nil {
		return ctx.Err()
	} else if err != nil {
		return fault.Newf(fault.Unavailable, "cluster.initdb", "the database could not be created in %s: %s",
			filepath.Dir(dir), firstComplaint(complaint.String())).Because(err)
	}
	return nil
}

// firstComplaint finds the line that says why initdb gave up.
func firstComplaint(text string) string {
	for line := range strings.Lines(text) {
		if _, why, found := strings.Cut(line, "error: "); found {
			return strings.TrimSpace(why)
		}
		if _, why, found := strings.Cut(line, "FATAL:  "); found {
			return strings.TrimSpace(why)
		}
	}
	return "initdb ended early"
}
