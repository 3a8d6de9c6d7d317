//go:build linux

package cluster_test

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"

	"mitte/geo/pg/cluster"
)

func credentialOf(t *testing.T, name string) *syscall.Credential {
	t.Helper()
	u, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.ParseUint(u.Uid, 10, 32)
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func ownerOf(t *testing.T, path string) uint32 {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Sys().(*syscall.Stat_t).Uid
}

func TestOrdinaryUserRunsItHimself(t *testing.T) {
	skipShort(t)
	needRoot(t)
	t.Parallel()
	nobody := credentialOf(t, "nobody")
	dir := publicDir(t)
	if err := os.Chown(dir, int(nobody.Uid), int(nobody.Gid)); err != nil {
		t.Fatal(err)
	}
	h := startHelper(t, nobody, "CLUSTER_HELPER=serve", "CLUSTER_DIR="+dir)
	h.url(t)
	if got := ownerOf(t, filepath.Join(dir, "pg", "data")); got != nobody.Uid {
		t.Errorf("the data belong to user %d", got)
	}
	if err := h.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-h.dead

	// Root keeps to the owner of what exists, and leaves nothing behind that the owner could not use.
	c := start(t, cluster.Options{Dir: dir, RunUser: "postgres", Test: true})
	value(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "SELECT 'alive'")
	if got := ownerOf(t, filepath.Join("/proc", strconv.Itoa(postmaster(dir)))); got != nobody.Uid {
		t.Errorf("PostgreSQL runs as user %d", got)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	h = startHelper(t, nobody, "CLUSTER_HELPER=serve", "CLUSTER_DIR="+dir)
	h.url(t)
	h.kill()
}

func TestRootDropsToTheRunUser(t *testing.T) {
	skipShort(t)
	needRoot(t)
	t.Parallel()
	dir := publicDir(t)
	c := start(t, cluster.Options{Dir: dir, RunUser: "nobody", Test: true})
	value(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "SELECT 'alive'")
	if got, want := ownerOf(t, filepath.Join(dir, "pg", "data")), credentialOf(t, "nobody").Uid; got != want {
		t.Errorf("the data belong to user %d, want %d", got, want)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", postmaster(dir)))
	if err != nil || !regexp.MustCompile(`(?m)^Groups:\s*$`).Match(status) {
		t.Errorf("PostgreSQL has supplementary groups: %v\n%s", err, status)
	}
}
