//go:build linux

package cluster_test

import (
	"context"
	"syscall"
	"testing"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg/cluster"
)

func TestAttachWhereNothingRuns(t *testing.T) {
	t.Parallel()
	if _, ok, err := cluster.Attach(cluster.Options{Dir: publicDir(t) + "/not/yet"}); ok || err != nil {
		t.Fatal(ok, err)
	}
}

func TestUseOwnsThenAttaches(t *testing.T) {
	skipShort(t)
	t.Parallel()
	o := cluster.Options{Dir: seeded(t), Test: true}
	if _, ok, err := cluster.Attach(o); ok || err != nil {
		t.Fatal("attached to a stopped cluster", ok, err)
	}
	owner, err := cluster.Use(t.Context(), o)
	if err != nil || !owner.Owned {
		t.Fatal(owner, err)
	}
	guest, err := cluster.Use(t.Context(), o)
	if err != nil || guest.Owned {
		t.Fatal(guest, err)
	}
	conn := connect(t, guest.URL(cluster.Superuser, cluster.Database))

	closed := make(chan error)
	go func() { closed <- owner.Close(context.Background()) }()
	// However late the owner's goroutine runs, the guest's connection must live until he closes.
	time.Sleep(200 * time.Millisecond)
	value(t, conn, "SELECT 'alive'")
	if err := guest.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	if _, ok, err := cluster.Attach(o); ok || err != nil {
		t.Fatal("it still runs", ok, err)
	}
}

func TestUseByManyAtOnce(t *testing.T) {
	skipShort(t)
	t.Parallel()
	o := cluster.Options{Dir: publicDir(t), Test: true}
	results := make(chan error)
	const users = 6
	for range users {
		go func() {
			h, err := cluster.Use(t.Context(), o)
			if err == nil {
				err = h.Close(context.Background())
			}
			results <- err
		}()
	}
	for range users {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
}

func TestOwnerInAHurryDoesNotWaitForGuests(t *testing.T) {
	skipShort(t)
	t.Parallel()
	o := cluster.Options{Dir: seeded(t), Test: true}
	owner, err := cluster.Use(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	guest, err := cluster.Use(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := owner.Close(over); err != nil {
		t.Error(err)
	}
	if err := guest.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAttachWhileTheOwnerIsNotReady(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	for range 3 {
		before := c.Status().Restarts
		if err := syscall.Kill(postmaster(dir), syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		// Either moment may be met: before the restart it is busy, after it there is an address.
		_, ok, err := cluster.Attach(cluster.Options{Dir: dir})
		if !ok && fault.CodeOf(err) != cluster.CodeBusy {
			t.Errorf("ok %v, %v", ok, err)
		}
		waitFor(t, "the restart", func() bool { s := c.Status(); return s.Up && s.Restarts > before })
	}
}
