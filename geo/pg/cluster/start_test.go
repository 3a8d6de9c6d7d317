//go:build linux

package cluster_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"mitte/geo/pg/cluster"
)

func TestColdStartThenWarmStart(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := publicDir(t)
	cold := start(t, cluster.Options{Dir: dir})
	if !cold.Fresh() {
		t.Error("the first start does not call itself fresh")
	}
	conn := connect(t, cold.URL(cluster.Superuser, cluster.Database))
	exec1(t, conn, "CREATE TABLE kept AS SELECT 'yes' AS said")
	if err := cold.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := cold.Stop(t.Context()); err != nil {
		t.Errorf("stopped twice: %v", err)
	}
	if s := cold.Status(); s.Up {
		t.Error("a stopped cluster calls itself up")
	}
	if pid := postmaster(dir); pid != 0 {
		t.Errorf("the pid file of process %d was left behind", pid)
	}

	warm := start(t, cluster.Options{Dir: dir})
	if warm.Fresh() {
		t.Error("the second start calls itself fresh")
	}
	conn = connect(t, warm.URL(cluster.Superuser, cluster.Database))
	if got := value(t, conn, "SELECT said FROM kept"); got != "yes" {
		t.Errorf("got %q", got)
	}
}

func TestDirectoriesReachedByLinks(t *testing.T) {
	skipShort(t)
	t.Parallel()
	elsewhere, dir := seeded(t), publicDir(t)
	if err := os.Symlink(filepath.Join(elsewhere, "pg"), filepath.Join(dir, "pg")); err != nil {
		t.Fatal(err)
	}
	pid := orphan(t, elsewhere)
	mustServe(t, dir)
	if postmaster(elsewhere) == pid {
		t.Error("the orphan still serves")
	}
}

func TestSettings(t *testing.T) {
	skipShort(t)
	t.Parallel()
	c := start(t, cluster.Options{Dir: seeded(t)})
	conn := connect(t, c.URL(cluster.Superuser, cluster.Database))
	for name, want := range map[string]string{
		"data_checksums": "on", "listen_addresses": "", "shared_buffers": "128MB", "jit": "off", "fsync": "on",
		"full_page_writes": "on", "synchronous_commit": "on", "server_encoding": "UTF8", "max_connections": "60",
		"log_error_verbosity": "terse",
	} {
		if got := value(t, conn, "SELECT current_setting($1)", name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := value(t, conn, "SELECT datcollate FROM pg_database WHERE datname = current_database()"); got != "C.UTF-8" {
		t.Errorf("the locale is %s", got)
	}
	s := c.Status()
	if !s.Up || s.Since.IsZero() || s.Restarts != 0 || s.Troubled || s.PostgreSQL == "" || s.PostGIS == "" || s.LastLine == "" {
		t.Errorf("got %+v", s)
	}
}

func TestClusterForTestsIsNotDurable(t *testing.T) {
	skipShort(t)
	t.Parallel()
	c := start(t, cluster.Options{Dir: seeded(t), Test: true})
	conn := connect(t, c.URL(cluster.Superuser, cluster.Database))
	for name, want := range map[string]string{
		"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "wal_level": "minimal",
	} {
		if got := value(t, conn, "SELECT current_setting($1)", name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestEveryRoleOverTheSocket(t *testing.T) {
	skipShort(t)
	t.Parallel()
	c := start(t, cluster.Options{Dir: seeded(t), Test: true})
	super := connect(t, c.URL(cluster.Superuser, cluster.Database))
	for _, role := range []string{"mitte_owner", "mitte_app", "mitte_public"} {
		exec1(t, super, "CREATE ROLE "+role+" LOGIN")
		conn := connect(t, c.URL(role, cluster.Database))
		if got := value(t, conn, "SELECT session_user::text"); got != role {
			t.Errorf("connected as %s, want %s", got, role)
		}
	}
}

func TestChildIsBoundedAndFirstToGo(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	conn := connect(t, c.URL(cluster.Superuser, cluster.Database))
	backend := value(t, conn, "SELECT pg_backend_pid()::text")
	score, err := os.ReadFile(filepath.Join("/proc", backend, "oom_score_adj"))
	if err != nil || strings.TrimSpace(string(score)) != "500" {
		t.Errorf("the OOM score is %q, %v", score, err)
	}
	if group, err := syscall.Getpgid(postmaster(dir)); err != nil || group != postmaster(dir) {
		t.Errorf("Ctrl-C would reach PostgreSQL before mitte: group %d, %v", group, err)
	}
	for _, pid := range []string{backend, fmt.Sprint(postmaster(dir))} {
		limits, err := os.ReadFile(filepath.Join("/proc", pid, "limits"))
		if err != nil || !strings.Contains(string(limits), "Max address space         819200000 ") {
			t.Errorf("process %s has no limit: %v\n%s", pid, err, limits)
		}
	}
}

func TestRaisedBuffersRaiseTheLimit(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	exec1(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "ALTER SYSTEM SET shared_buffers = '256MB'")
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	c = start(t, cluster.Options{Dir: dir, Test: true})
	if got := value(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "SHOW shared_buffers"); got != "256MB" {
		t.Errorf("got %s", got)
	}
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", postmaster(dir)))
	if err != nil || !strings.Contains(string(limits), fmt.Sprintf(" %d ", (256+640)<<20)) {
		t.Errorf("%v\n%s", err, limits)
	}
}
