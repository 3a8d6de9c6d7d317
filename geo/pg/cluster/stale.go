//go:build linux

package cluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"mitte/geo/fault"
)

// clearStale ends what an earlier run left behind in the data directory and then removes its pid file. PostgreSQL
// believes any living process with that pid to be the postmaster, so the file must go; it may go only when nobody
// works there any more.
func (a account) clearStale(ctx context.Context, h home) error {
	if err := a.evict(ctx, h.data(), gently()); err != nil {
		return err
	}
	err := os.Remove(filepath.Join(h.data(), "postmaster.pid"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unusable(h.data(), err)
	}
	return nil
}

// clearHalfBorn removes data directories whose initdb never finished.
func (a account) clearHalfBorn(ctx context.Context, h home) error {
	dirs, err := filepath.Glob(globQuote(h.data()) + ".new.*")
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		if err := a.evict(ctx, dir, atOnce()); err != nil {
			return err
		}
		if err := os.RemoveAll(dir); err != nil {
			return unusable(dir, err)
		}
	}
	return nil
}

// stage is one step of ending processes: a signal and how long it may take to work.
type stage struct {
	signal syscall.Signal
	wait   time.Duration
}

func gently() []stage {
	return []stage{{syscall.SIGINT, patience}, {syscall.SIGQUIT, haste}, {syscall.SIGKILL, patience}}
}

func atOnce() []stage { return []stage{{syscall.SIGKILL, patience}} }

// evict ends every PostgreSQL process in dir and returns when none is left. SIGINT means a fast shutdown to a postmaster
// only, so orphans whose postmaster is dead get the next signal at once.
func (a account) evict(ctx context.Context, dir string, stages []stage) error {
	for _, s := range stages {
		pids, err := a.processesIn(dir)
		if err != nil || len(pids) == 0 {
			return err
		}
		if s.signal == syscall.SIGINT {
			file, _ := readPidFile(dir)
			if !slices.Contains(pids, file.pid) {
				continue
			}
			pids = []int{file.pid}
		}
		for _, pid := range pids {
			_ = syscall.Kill(pid, s.signal)
		}
		if err := a.waitEmpty(ctx, dir, s.wait); err != nil {
			return err
		}
	}
	pids, err := a.processesIn(dir)
	if err != nil || len(pids) == 0 {
		return err
	}
	return fault.Newf(fault.Unavailable, "cluster.orphan",
		"processes of an earlier PostgreSQL still work in %s and cannot be ended: %v", dir, pids)
}

// waitEmpty waits until no process is left in dir, or the time is over.
func (a account) waitEmpty(ctx context.Context, dir string, wait time.Duration) error {
	over := time.After(wait)
	for {
		pids, err := a.processesIn(dir)
		if err != nil || len(pids) == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for an earlier PostgreSQL to end: %w", ctx.Err())
		case <-over:
			return nil
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// globQuote keeps the signs that mean something to Glob from doing so.
func globQuote(path string) string {
	quoted := make([]byte, 0, len(path))
	for i := range len(path) {
		if path[i] == '*' || path[i] == '?' || path[i] == '[' || path[i] == '\\' {
			quoted = append(quoted, '\\')
		}
		quoted = append(quoted, path[i])
	}
	return string(quoted)
}
