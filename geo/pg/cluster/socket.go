//go:build linux

package cluster

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"mitte/geo/fault"
)

const (
	socketName = ".s.PGSQL.5432"
	// The kernel takes 107 bytes; a few are left for what libraries add.
	longestSocket = 100
)

// socketDir is inside the home, or a short one in the temporary directory where that path would be too long.
func (h home) socketDir(a account) string {
	dir := filepath.Join(h.root, "sock")
	sum := sha256.Sum256([]byte(h.root))
	name := fmt.Sprintf("mitte-%d-%x", a.uid, sum[:4])
	for _, short := range []string{os.TempDir(), "/tmp"} {
		if len(filepath.Join(dir, socketName)) <= longestSocket {
			break
		}
		dir = filepath.Join(short, name)
	}
	return dir
}

// makeSocketDir creates dir for a alone and removes what a dead postmaster left in it. In a directory that all may write
// to, somebody else can have been first, so owner and mode are checked.
func makeSocketDir(dir string, a account) error {
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		err = errors.Join(os.Chmod(dir, 0o700), a.give(dir))
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return unusable(dir, err)
	}
	if !a.hasAlone(dir) {
		return fault.Newf(fault.Forbidden, "cluster.socket_directory",
			"%s does not belong to the user %s alone; remove it so that mitte can make its socket there", dir, a.name)
	}
	for _, name := range []string{socketName, socketName + ".lock"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unusable(dir, err)
		}
	}
	return nil
}

// hasAlone reports whether dir is a directory of a that nobody else can enter.
func (a account) hasAlone(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir() && info.Mode().Perm() == 0o700 && info.Sys().(*syscall.Stat_t).Uid == a.uid
}

// address is the connection string for a role over the socket in dir.
func address(dir, role, database string) string {
	// A plus sign for a space is a custom of browsers; neither pgx nor libpq knows it.
	host := strings.ReplaceAll(url.QueryEscape(dir), "+", "%20")
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database, RawQuery: "host=" + host}
	return u.String()
}

// removeShortSocketDir leaves nothing in the temporary directory; the one inside the home stays.
func removeShortSocketDir(h home, a account, dir string) {
	if filepath.Dir(dir) != h.root && a.hasAlone(dir) {
		_ = os.Remove(dir)
	}
}
