//go:build linux

package cluster

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"
)

// processesIn lists the living processes of PostgreSQL whose working directory is dir. Their pids cannot come from a
// file, which may be stale, wrong or gone. A zombie has no working directory any more and so counts as dead, although
// signal 0 still reaches it. The directories themselves are compared, not their names: beside a chroot the same name is
// another directory, and somebody else's server must not pass for an orphan of ours.
func (a account) processesIn(dir string) ([]int, error) {
	var pids []int
	err := a.lookAs(func() error {
		ours, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		links, err := filepath.Glob("/proc/[0-9]*/cwd")
		for _, link := range links {
			if at, err := os.Stat(link); err != nil || !os.SameFile(at, ours) {
				continue
			}
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(link)))
			if err == nil && isPostgres(pid) {
				pids = append(pids, pid)
			}
		}
		return err
	})
	return pids, err
}

// lookAs runs look with the file-system identity of a on one thread: root without the ptrace capability, as in many
// containers, may not follow the links of another user's processes.
func (a account) lookAs(look func() error) error {
	if !a.drop {
		return look()
	}
	runtime.LockOSThread() // and keep it locked after an error: no other goroutine may get this thread
	if err := setFileIdentity(int(a.uid), int(a.gid)); err != nil {
		return err
	}
	err := look()
	if err := setFileIdentity(os.Geteuid(), os.Getegid()); err != nil {
		return err
	}
	runtime.UnlockOSThread()
	return err
}

func setFileIdentity(uid, gid int) error {
	// The group first: without uid 0 it could not be changed any more on the way down, and it does no harm on the way up.
	_, _ = unix.SetfsgidRetGid(gid)
	_, _ = unix.SetfsuidRetUid(uid)
	if now, err := unix.SetfsuidRetUid(-1); err != nil || now != uid {
		return fmt.Errorf("the file-system identity is %d instead of %d: %w", now, uid, err)
	}
	return nil
}

// isPostgres spares a shell or an editor that an administrator has open in the directory.
func isPostgres(pid int) bool {
	name, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
	if err != nil {
		return false
	}
	switch string(bytes.TrimSpace(name)) {
	case "postgres", "postmaster", "initdb":
		return true
	}
	return false
}
