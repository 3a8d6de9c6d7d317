//go:build linux

package cluster_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mitte/geo/pg/cluster"
)

// socketOf returns the directory in a connection string.
func socketOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("host")
}

// longDir moves a cluster below a path that is too long for a socket, with signs that need quoting.
func longDir(t *testing.T) string {
	t.Helper()
	short := seeded(t)
	long := filepath.Join(short, strings.Repeat("Straße, [", 10), `a "quoted" *`)
	if err := os.MkdirAll(long, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(short, "pg"), filepath.Join(long, "pg")); err != nil {
		t.Fatal(err)
	}
	return long
}

func TestSocketDirectoryIsPrivate(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	info, err := os.Stat(socketOf(t, c.URL("mitte_app", cluster.Database)))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("got %v, %v", info, err)
	}
}

func TestTooLongSocketPath(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := longDir(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	value(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "SELECT 'alive'")
	socket := socketOf(t, c.URL("mitte_app", cluster.Database))
	info, err := os.Stat(socket)
	if err != nil || strings.HasPrefix(socket, dir) || info.Mode().Perm() != 0o700 {
		t.Errorf("the socket is in %s: %v, %v", socket, info, err)
	}
	attached, ok, err := cluster.Attach(cluster.Options{Dir: dir})
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if got, want := attached("mitte_app", "mitte"), c.URL("mitte_app", "mitte"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(socket); err == nil {
		t.Errorf("%s was left behind", socket)
	}
}

func TestShortSocketDirectoryOfSomebodyElse(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := longDir(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	socket := socketOf(t, c.URL("mitte_app", cluster.Database))
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(socket, 0o700); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(socket)
	if err := os.Chmod(socket, 0o777); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: dir}, "cluster.socket_directory", socket, "does not belong to")

	if os.Geteuid() == 0 {
		if err := os.Chmod(socket, 0o700); err != nil {
			t.Fatal(err)
		}
		refused(t, cluster.Options{Dir: dir}, "cluster.socket_directory", socket)
	}
	if err := os.Remove(socket); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/", socket); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: dir}, "cluster.socket_directory", socket)
}

func TestOtherUsersAreKeptOut(t *testing.T) {
	skipShort(t)
	needRoot(t)
	t.Parallel()
	c := start(t, cluster.Options{Dir: seeded(t), Test: true})
	nobody := &syscall.Credential{Uid: 65534, Gid: 65534}
	h := startHelper(t, nobody, "CLUSTER_HELPER=connect", "CLUSTER_URL="+c.URL(cluster.Superuser, cluster.Database))
	if got := h.firstLine(t); !strings.Contains(got, "permission denied") {
		t.Errorf("got %q", got)
	}
}
