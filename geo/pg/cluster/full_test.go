//go:build linux

package cluster_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg/cluster"
)

const (
	sqlFill = `
INSERT INTO load (filler)
SELECT repeat('x', 1000) FROM generate_series(1, 100)`
	sqlLoaded = `
SELECT count(*) FROM load`
)

// mountSmall makes dir a file system of that size until the test ends.
func mountSmall(t *testing.T, dir, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no small disk to fill: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
}

// grow is the administrator who makes room.
func grow(t *testing.T, dir, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
		t.Fatal(err)
	}
}

// fill inserts until PostgreSQL refuses and returns how many rows it acknowledged.
func fill(t *testing.T, conn *pgx.Conn) (acked int, refusal error) {
	t.Helper()
	exec1(t, conn, "CREATE TABLE load (k bigint GENERATED ALWAYS AS IDENTITY, filler text)")
	for {
		if _, err := conn.Exec(t.Context(), sqlFill); err != nil {
			return acked, err
		}
		acked += 100
	}
}

func loaded(ctx context.Context, url string) (int, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return 0, err
	}
	defer conn.Close(ctx)
	var n int
	return n, conn.QueryRow(ctx, sqlLoaded).Scan(&n)
}

// recovered checks what must hold once there is room again. More rows than acknowledged may be there: the answer to the
// last insert can have been lost.
func recovered(t *testing.T, url string, acked int) {
	t.Helper()
	waitFor(t, "the acknowledged rows", func() bool { n, err := loaded(t.Context(), url); return err == nil && n >= acked })
	exec1(t, connect(t, url), sqlFill)
}

// PostgreSQL survives a full disk until its next checkpoint, which panics when it finds no room at all. So whether it
// went down is not asserted; only the watermark of the layers above prevents that.
func TestDiskFull(t *testing.T) {
	skipShort(t)
	needRoot(t)
	t.Parallel()
	dir := publicDir(t)
	mountSmall(t, dir, "220m")
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	c := start(t, cluster.Options{Dir: dir})
	url := c.URL(cluster.Superuser, cluster.Database)
	acked, err := fill(t, connect(t, url))
	t.Logf("after %d rows: %v", acked, err)
	grow(t, dir, "400m")
	recovered(t, url, acked)
}

func TestDiskOfTheChangeLogFull(t *testing.T) {
	skipShort(t)
	needRoot(t)
	t.Parallel()
	dir := seeded(t)
	wal := filepath.Join(dir, "pg", "data", "pg_wal")
	aside := filepath.Join(dir, "aside")
	if err := errors.Join(os.Rename(wal, aside), os.Mkdir(wal, 0o700)); err != nil {
		t.Fatal(err)
	}
	mountSmall(t, wal, "50m")
	if out, err := exec.Command("cp", "-aT", aside, wal).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	c := start(t, cluster.Options{Dir: dir})
	url := c.URL(cluster.Superuser, cluster.Database)
	acked, err := fill(t, connect(t, url))
	t.Logf("after %d rows: %v", acked, err)
	waitFor(t, "the cause", func() bool { return strings.Contains(c.Status().LastLine, "No space left") })
	grow(t, wal, "400m")
	recovered(t, url, acked)
}
