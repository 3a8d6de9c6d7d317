//go:build linux

package cluster_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"mitte/geo/pg/cluster"
)

// orphan starts PostgreSQL in dir as a mitte would, but nobody supervises it. The process is the test's child and is
// reaped only when the test ends, so that in between it can be a zombie.
func orphan(t *testing.T, dir string) int {
	t.Helper()
	data := filepath.Join(dir, "pg", "data")
	cmd := exec.Command(filepath.Join(newestBin(t), "postgres"), "-D", data,
		"-c", "unix_socket_directories="+filepath.Join(dir, "pg", "sock"))
	cmd.Dir = data
	info, err := os.Stat(data)
	if err != nil {
		t.Fatal(err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: owner.Uid, Gid: owner.Gid}}
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	waitFor(t, "the orphan", func() bool {
		conn, err := exec.Command(filepath.Join(newestBin(t), "pg_isready"), "-h", filepath.Join(dir, "pg", "sock")).Output()
		return err == nil && len(conn) > 0
	})
	return cmd.Process.Pid
}

func newestBin(t *testing.T) string {
	t.Helper()
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(bins) == 0 {
		t.Fatal("PostgreSQL is not installed")
	}
	return bins[len(bins)-1]
}

func pidFile(dir string) string { return filepath.Join(dir, "pg", "data", "postmaster.pid") }

func writePidFile(t *testing.T, dir, text string) {
	t.Helper()
	if err := os.WriteFile(pidFile(dir), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustServe(t *testing.T, dir string) {
	t.Helper()
	c := start(t, cluster.Options{Dir: dir, Test: true})
	value(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "SELECT 'alive'")
}

func TestOrphanPostmasterIsStopped(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	pid := orphan(t, dir)
	mustServe(t, dir)
	if postmaster(dir) == pid {
		t.Error("the orphan still serves")
	}
}

func TestOrphanPostmasterWithoutItsPidFile(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	pid := orphan(t, dir)
	writePidFile(t, dir, "garbage\n")
	mustServe(t, dir)
	if postmaster(dir) == pid {
		t.Error("the orphan still serves")
	}
}

func TestOrphanPostmasterSeenWithoutPtrace(t *testing.T) {
	skipShort(t)
	needRoot(t)
	t.Parallel()
	dir := seeded(t)
	pid := orphan(t, dir)
	url := startHelper(t, nil, "CLUSTER_HELPER=serve without ptrace", "CLUSTER_DIR="+dir).url(t)
	value(t, connect(t, url), "SELECT 'alive'")
	if postmaster(dir) == pid {
		t.Error("the orphan still serves")
	}
}

func TestZombieCountsAsDead(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	pid := orphan(t, dir)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, 0); err != nil {
		t.Fatalf("no zombie to test with: %v", err)
	}
	mustServe(t, dir)
}

func TestPidFileOfAReusedPid(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	stranger := exec.Command("sleep", "600")
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stranger.Process.Kill()
		_ = stranger.Wait()
	})
	data := filepath.Join(dir, "pg", "data")
	writePidFile(t, dir, fmt.Sprintf("%d\n%s\n1700000000\n5432\n/nowhere\n\n  1 2\nready   \n", stranger.Process.Pid, data))
	mustServe(t, dir)
	if err := stranger.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the process that has the pid now was ended: %v", err)
	}
}

func TestGarbagePidFile(t *testing.T) {
	skipShort(t)
	t.Parallel()
	for _, text := range []string{"", "-1\n", "1\n", "99999999999999999999\n\n\n", "\x00\xff\n\n\n\n\n\n\nready"} {
		t.Run(fmt.Sprintf("%q", text), func(t *testing.T) {
			t.Parallel()
			dir := seeded(t)
			writePidFile(t, dir, text)
			mustServe(t, dir)
		})
	}
}

func TestAnAdministratorsShellIsSpared(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	shell := exec.Command("sleep", "600")
	shell.Dir = filepath.Join(dir, "pg", "data")
	if err := shell.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = shell.Process.Kill()
		_ = shell.Wait()
	})
	mustServe(t, dir)
	if err := shell.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("it was ended: %v", err)
	}
}
