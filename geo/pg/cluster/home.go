//go:build linux

package cluster

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"mitte/geo/fault"
)

const markerText = "This directory belongs to mitte's private PostGIS cluster, layout 1.\n"

// home is the directory of one cluster, free of symbolic links because the kernel reports working directories so.
type home struct{ root string }

func (h home) marker() string { return filepath.Join(h.root, "mitte-cluster") }
func (h home) lock() string   { return filepath.Join(h.root, "lock") }
func (h home) users() string  { return filepath.Join(h.root, "users") }
func (h home) data() string   { return filepath.Join(h.root, "data") }
func (h home) log() string    { return filepath.Join(h.root, "log") }

// findHome resolves dir, whose last parts may not exist yet.
func findHome(dir string) (home, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return home{}, err
	}
	rest := ""
	for path := filepath.Join(abs, "pg"); ; path = filepath.Dir(path) {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return home{root: filepath.Join(real, rest)}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) || path == "/" {
			return home{}, unusable(path, err)
		}
		rest = filepath.Join(filepath.Base(path), rest)
	}
}

// build creates the directory with its marker, after making sure that it is nobody else's and that a can get there.
func (h home) build(ctx context.Context, a account) error {
	if err := h.refuseForeign(); err != nil {
		return err
	}
	if err := a.refuseClosed(ctx, h.root); err != nil {
		return err
	}
	for _, dir := range ancestors(h.root) {
		if err := makeDir(dir, 0o755); err != nil {
			return unusable(dir, err)
		}
	}
	if err := h.write(h.marker(), markerText); err != nil {
		return unusable(h.root, err)
	}
	if err := makeDir(h.log(), 0o700); err != nil {
		return unusable(h.log(), err)
	}
	return h.adopt(h.log())
}

// refuseForeign errs when the directory, or the one around it, holds something that mitte did not make.
func (h home) refuseForeign() error {
	if _, err := os.Lstat(filepath.Join(filepath.Dir(h.root), "PG_VERSION")); err == nil {
		return fault.Newf(fault.Conflict, "cluster.foreign", "%s is the data directory of another PostgreSQL cluster; "+
			"choose another --data directory", filepath.Dir(h.root))
	}
	entries, err := os.ReadDir(h.root)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return unusable(h.root, err)
	}
	// Asked after the listing: a mitte that starts at the same time makes the marker first.
	if _, err := os.Lstat(h.marker()); err != nil {
		return fault.Newf(fault.Conflict, "cluster.foreign",
			"%s is not empty and was not made by mitte; choose another --data directory", h.root)
	}
	return nil
}

// refuseClosed errs when a cannot enter a directory on the way to path. Only a process of that user can tell: modes,
// access lists and mount options all have a say.
func (a account) refuseClosed(ctx context.Context, path string) error {
	script := `for dir do [ -e "$dir" ] || continue; cd "$dir" 2>/dev/null || { printf %s "$dir"; exit 1; }; done`
	cmd := a.command(ctx, syscall.SIGKILL, "/", "/bin/sh", append([]string{"-c", script, "sh"}, ancestors(path)...)...)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	out, err := cmd.Output()
	if closed := strings.TrimSpace(string(out)); closed != "" {
		return fault.Newf(fault.Forbidden, "cluster.closed_directory",
			"the user %s, as whom PostgreSQL runs, cannot enter %s; open it with chmod o+x or choose another --data directory",
			a.name, closed)
	}
	return err
}

// makeDir is Mkdir that minds neither an existing directory nor the umask.
func makeDir(path string, mode fs.FileMode) error {
	err := os.Mkdir(path, mode)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return os.Chmod(path, mode)
}

// write creates a small file of mitte's own unless it exists.
func (h home) write(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|syscall.O_NOFOLLOW, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close(), h.adopt(path))
}

// adopt gives a file that root made to the owner of the directory, so that this user can run mitte himself later.
func (h home) adopt(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Lstat(h.root)
	if err != nil {
		return err
	}
	owner := info.Sys().(*syscall.Stat_t)
	return os.Lchown(path, int(owner.Uid), int(owner.Gid))
}

func unusable(path string, err error) error {
	kind := fault.Unavailable
	if errors.Is(err, fs.ErrPermission) {
		kind = fault.Forbidden
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err // the path is said already
	}
	return fault.Newf(kind, "cluster.unusable", "mitte cannot use %s: %v", path, err)
}
