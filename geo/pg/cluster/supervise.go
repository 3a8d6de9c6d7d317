//go:build linux

package cluster

import (
	"context"
	"os"
	"syscall"
	"time"
)

const (
	patience = 30 * time.Second // for each signal of a stop
	haste    = 3 * time.Second  // the same in a hurry

	shortestPause = 50 * time.Millisecond
	longestPause  = 5 * time.Second
	healthyAfter  = 60 * time.Second
)

// supervise keeps PostgreSQL running until the cluster is stopped. It is the only one that starts and ends it.
func (c *Cluster) supervise(ch *child) {
	defer close(c.ended)
	pause := shortestPause
	for c.watch(ch, &pause) && c.rest(pause) {
		pause = min(2*pause, longestPause)
		ch = c.revive(ch)
	}
	c.shutDown(ch)
}

// watch waits for PostgreSQL's death; false means that the cluster is to stop. A long life resets the pause.
func (c *Cluster) watch(ch *child, pause *time.Duration) bool {
	healthy := time.NewTimer(healthyAfter)
	defer healthy.Stop()
	for {
		select {
		case <-c.life.Done():
			return false
		case <-healthy.C:
			*pause = shortestPause
		case <-ch.done:
			c.state.fell(true)
			c.log.catchUp()
			c.options.Log.Error("the private database died", "pause_ms", pause.Milliseconds(), "cause", c.log.cause())
			return true
		}
	}
}

// rest waits before the next try; false means that the cluster is to stop.
func (c *Cluster) rest(pause time.Duration) bool {
	select {
	case <-c.life.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// revive starts PostgreSQL again and returns the new child, or a dead one when that failed.
func (c *Cluster) revive(dead *child) *child {
	ch, err := c.launch(c.life)
	if ch == nil {
		ch = dead
	}
	if err != nil && c.life.Err() == nil {
		c.options.Log.Error("the private database did not come back", "error", err)
		ch.signal(syscall.SIGQUIT) // it lives, yet does not answer
	}
	return ch
}

// launch clears the place, starts PostgreSQL and waits until it answers. The child is nil when none was started.
func (c *Cluster) launch(ctx context.Context) (*child, error) {
	if err := c.account.clearStale(ctx, c.home); err != nil {
		return nil, err
	}
	if err := makeSocketDir(c.socket, c.account); err != nil {
		return nil, err
	}
	c.log.forget()
	ch, err := spawn(c.postgres(ctx))
	if err != nil {
		return nil, err
	}
	if err := c.waitReady(ctx, ch); err != nil {
		return ch, err
	}
	c.state.rose()
	return ch, nil
}

// shutDown ends PostgreSQL: fast, then immediately, then by force.
func (c *Cluster) shutDown(ch *child) {
	c.state.fell(false)
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
		ch.signal(s)
		if ch.diesWithin(patience, c.hurry) {
			break
		}
		c.options.Log.Warn("the private database does not stop", "signal", s.String())
	}
	// Only after a kill is anybody left to wait for.
	if err := c.account.evict(context.Background(), c.home.data(), gently()); err != nil {
		c.options.Log.Error("the private database left processes behind", "error", err)
	}
}
