//go:build linux

package cluster_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg/cluster"
)

const (
	sqlKeys = `
CREATE TABLE key (k bigint PRIMARY KEY)`
	sqlPut = `
INSERT INTO key (k) VALUES ($1)
ON CONFLICT DO NOTHING`
	sqlCount = `
SELECT count(*) FROM key WHERE k < $1`
)

// writer stores key after key, each until it is acknowledged, whatever happens to the connection.
type writer struct {
	mu    sync.Mutex
	acked int64
	stop  context.CancelFunc
	done  chan struct{}
}

func startWriter(t *testing.T, url string) *writer {
	t.Helper()
	exec1(t, connect(t, url), sqlKeys)
	ctx, cancel := context.WithCancel(context.Background())
	w := &writer{stop: cancel, done: make(chan struct{})}
	go w.run(ctx, url)
	t.Cleanup(w.end)
	w.moreThan(t, 50)
	return w
}

func (w *writer) run(ctx context.Context, url string) {
	defer close(w.done)
	for ctx.Err() == nil {
		conn, err := pgx.Connect(ctx, url)
		for err == nil {
			if _, err = conn.Exec(ctx, sqlPut, w.count()); err == nil {
				w.mu.Lock()
				w.acked++
				w.mu.Unlock()
			}
		}
		if conn != nil {
			_ = conn.Close(context.Background())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (w *writer) end() {
	w.stop()
	<-w.done
}

func (w *writer) count() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.acked
}

func (w *writer) moreThan(t *testing.T, n int64) {
	t.Helper()
	waitFor(t, "acknowledged writes", func() bool { return w.count() > n })
}

// verify compares what was acknowledged with what is there.
func (w *writer) verify(t *testing.T, url string) {
	t.Helper()
	w.end()
	var there int64
	if err := connect(t, url).QueryRow(t.Context(), sqlCount, w.count()).Scan(&there); err != nil {
		t.Fatal(err)
	}
	if there != w.count() {
		t.Errorf("%d of %d acknowledged rows are there", there, w.count())
	}
}

func TestPostmasterKilled(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir})
	url := c.URL(cluster.Superuser, cluster.Database)
	w := startWriter(t, url)
	for death := 1; death <= 5; death++ {
		first := postmaster(dir)
		if err := syscall.Kill(first, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "the restart", func() bool { s := c.Status(); return s.Up && s.Restarts == death })
		if postmaster(dir) == first {
			t.Error("the pid file is the old one")
		}
		w.moreThan(t, w.count()+20)
	}
	if s := c.Status(); !s.Troubled {
		t.Errorf("five deaths are not shown: %+v", s)
	}
	w.verify(t, url)
}

func TestBackendKilled(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir})
	url := c.URL(cluster.Superuser, cluster.Database)
	w := startWriter(t, url)
	first := postmaster(dir)
	victim, err := strconv.Atoi(value(t, connect(t, url), "SELECT pg_backend_pid()::text"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(victim, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	w.moreThan(t, w.count()+20)
	w.verify(t, url)
	if s := c.Status(); s.Restarts != 0 || postmaster(dir) != first {
		t.Errorf("the postmaster did not outlive its backend: %+v", s)
	}
}

func TestMitteKilled(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	mitte := startHelper(t, nil, "CLUSTER_HELPER=serve", "CLUSTER_DIR="+dir)
	url := mitte.url(t)
	w := startWriter(t, url)
	mitte.kill()
	waitFor(t, "PostgreSQL to stop itself", func() bool { return len(processesBelow(dir)) == 0 })
	w.end()
	if pid := postmaster(dir); pid != 0 {
		t.Errorf("the pid file of process %d was left behind, so the stop was not clean", pid)
	}
	w.verify(t, start(t, cluster.Options{Dir: dir}).URL(cluster.Superuser, cluster.Database))
}

func TestMitteAndPostgresKilled(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	mitte := startHelper(t, nil, "CLUSTER_HELPER=serve", "CLUSTER_DIR="+dir)
	w := startWriter(t, mitte.url(t))
	pids := processesBelow(dir)
	_ = mitte.cmd.Process.Kill()
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	mitte.kill()
	w.end()
	w.verify(t, start(t, cluster.Options{Dir: dir}).URL(cluster.Superuser, cluster.Database))
}

func TestKilledInTheFirstInitdb(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := publicDir(t)
	mitte := startHelper(t, nil, "CLUSTER_HELPER=serve", "CLUSTER_DIR="+dir)
	halfBorn := filepath.Join(dir, "pg", "data.new.*")
	waitFor(t, "initdb to be under way", func() bool {
		found, _ := filepath.Glob(filepath.Join(halfBorn, "global"))
		return len(found) > 0
	})
	mitte.kill()
	if _, err := os.Lstat(filepath.Join(dir, "pg", "data")); err == nil {
		t.Fatal("a data directory exists though initdb was killed")
	}
	c := start(t, cluster.Options{Dir: dir, Test: true})
	if left, _ := filepath.Glob(halfBorn); len(left) > 0 || !c.Fresh() {
		t.Errorf("left over: %v; fresh: %v", left, c.Fresh())
	}
	value(t, connect(t, c.URL(cluster.Superuser, cluster.Database)), "SELECT 'alive'")
}

func TestStopOfAPostgresThatDoesNotListen(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir})
	if err := syscall.Kill(postmaster(dir), syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	c.Hurry()
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := processesBelow(dir); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}
