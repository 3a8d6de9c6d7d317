//go:build linux

package cluster

import (
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
)

const (
	busyPause = 50 * time.Millisecond
	busyLimit = time.Minute
)

// Handle is the use of a cluster, whoever owns it.
type Handle struct {
	Owned   bool     // this process runs the cluster
	Cluster *Cluster // nil unless Owned
	url     func(role, database string) string
	home    home
	using   *os.File // shared lock that keeps an owner from leaving; nil when Owned
}

// Use attaches to the cluster in o.Dir, or starts it for as long as it is needed. A cluster that is starting or stopping
// elsewhere is waited for, a minute at most. Errors are those of Start and Attach.
func Use(ctx context.Context, o Options) (*Handle, error) {
	over := time.After(busyLimit)
	for {
		handle, err := use(ctx, o)
		code := fault.CodeOf(err)
		if err == nil || code != CodeBusy && code != CodeLocked {
			return handle, fault.Wrap("cluster.Use", err)
		}
		select {
		case <-ctx.Done():
			return nil, fault.Wrap("cluster.Use", err)
		case <-over:
			return nil, fault.Wrap("cluster.Use", err)
		case <-time.After(busyPause):
		}
	}
}

func use(ctx context.Context, o Options) (*Handle, error) {
	url, ok, err := Attach(o)
	if err != nil {
		return nil, err
	}
	if ok {
		return join(o, url)
	}
	c, err := Start(ctx, o)
	if err != nil {
		return nil, err
	}
	return &Handle{Owned: true, Cluster: c, url: c.URL, home: c.home}, nil
}

// join makes the owner wait for this process before it stops the cluster in Close.
func join(o Options, url func(role, database string) string) (*Handle, error) {
	h, err := findHome(o.Dir)
	if err != nil {
		return nil, err
	}
	using, err := h.openLocked(h.users(), unix.LOCK_SH)
	if errors.Is(err, errHeld) {
		return nil, fault.Newf(fault.Unavailable, CodeBusy, "the database in %s is just being stopped", h.root)
	}
	if err != nil {
		return nil, err
	}
	return &Handle{url: url, home: h, using: using}, nil
}

// URL returns the connection string for a role over the Unix socket; it holds no password.
func (h *Handle) URL(role, database string) string { return h.url(role, database) }

// Close ends the use. An owner stops the cluster, but first waits until nobody else uses it any more or ctx ends. A
// server that must stop at once calls Cluster.Stop instead.
func (h *Handle) Close(ctx context.Context) error {
	if !h.Owned {
		return fault.Wrap("cluster.Close", h.using.Close())
	}
	last := h.waitForOthers(ctx)
	err := h.Cluster.Stop(ctx)
	if last != nil {
		err = errors.Join(err, last.Close())
	}
	return fault.Wrap("cluster.Close", err)
}

func (h *Handle) waitForOthers(ctx context.Context) *os.File {
	for {
		last, err := h.home.openLocked(h.home.users(), unix.LOCK_EX)
		if !errors.Is(err, errHeld) {
			return last
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(busyPause):
		}
	}
}
