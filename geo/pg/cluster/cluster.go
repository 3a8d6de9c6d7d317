//go:build linux

package cluster

import (
	"context"
	"errors"
	"os"
	"sync"

	"mitte/geo/fault"
)

// Cluster is a running private PostGIS cluster. Its methods may be called from any goroutine.
type Cluster struct {
	options  Options
	programs programs
	account  account
	home     home
	socket   string
	fresh    bool

	lock  *os.File
	log   *logs
	state state

	life      context.Context // ends when the cluster is to stop
	end       context.CancelFunc
	ended     chan struct{} // closed when PostgreSQL is down for good
	hurry     chan struct{}
	hurryOnce sync.Once
	closeOnce sync.Once
}

// Start takes the lock, repairs stale state, creates the cluster when there is none, starts PostgreSQL and supervises it
// until Stop. It blocks until PostgreSQL answers and the database exists; ctx bounds only that. Each error is one
// sentence for the user: Conflict (CodeLocked, a foreign directory, another major version), Forbidden (directories),
// Unavailable (programs missing, PostgreSQL did not start), Invalid (no user to run as).
func Start(ctx context.Context, o Options) (*Cluster, error) {
	c, err := open(ctx, o)
	if err != nil {
		return nil, fault.Wrap("cluster.Start", err)
	}
	ch, err := c.first(ctx)
	if err != nil {
		if ch != nil {
			c.shutDown(ch)
		}
		c.release()
		return nil, fault.Wrap("cluster.Start", err)
	}
	go c.supervise(ch)
	return c, nil
}

// open finds everything out and takes the lock, without starting anything.
func open(ctx context.Context, o Options) (*Cluster, error) {
	o.Log = o.logger()
	c := &Cluster{options: o, ended: make(chan struct{}), hurry: make(chan struct{})}
	var err error
	if c.programs, err = findPrograms(ctx, o.BinDir); err != nil {
		return nil, err
	}
	if c.home, err = findHome(o.Dir); err != nil {
		return nil, err
	}
	if c.account, err = chooseAccount(c.home.data(), o.RunUser); err != nil {
		return nil, err
	}
	if err = c.home.build(ctx, c.account); err != nil {
		return nil, err
	}
	if c.lock, err = c.home.own(); err != nil {
		return nil, err
	}
	files := &rotating{dir: c.home.log(), own: c.home.adopt, limit: logBytes}
	if c.log, err = openLogs(files, o.Log); err != nil {
		return nil, errors.Join(err, c.lock.Close())
	}
	c.socket = c.home.socketDir(c.account)
	c.life, c.end = context.WithCancel(context.Background())
	return c, nil
}

// first brings PostgreSQL up for the first time, from whatever state the directory is in.
func (c *Cluster) first(ctx context.Context) (*child, error) {
	exists, err := c.home.checkMajor(c.programs)
	if err != nil {
		return nil, err
	}
	if err := c.account.clearHalfBorn(ctx, c.home); err != nil {
		return nil, err
	}
	if exists {
		err = configure(c.home.data(), c.programs.major, c.account, c.options.Test)
	} else {
		c.fresh = true
		err = c.home.bear(ctx, c.programs, c.account, c.options.Test)
	}
	if err != nil {
		return nil, err
	}
	return c.launch(ctx)
}

// URL returns the connection string for a role over the Unix socket; it holds no password.
func (c *Cluster) URL(role, database string) string { return address(c.socket, role, database) }

// Fresh reports whether this start created the cluster.
func (c *Cluster) Fresh() bool { return c.fresh }

// Status tells how the cluster is at this moment.
func (c *Cluster) Status() Status {
	s := c.state.status()
	s.LastLine = c.log.cause()
	s.PostgreSQL, s.PostGIS = c.programs.version, c.programs.postgis
	return s
}

// Stop ends PostgreSQL and gives the directory free: SIGINT, after 30 s SIGQUIT, after another 30 s SIGKILL. Hurry, or
// the end of ctx, shortens each wait to 3 s. Stop returns when no process is left; calling it again does no harm.
func (c *Cluster) Stop(ctx context.Context) error {
	c.end()
	select {
	case <-c.ended:
	case <-ctx.Done():
		c.Hurry()
		<-c.ended
	}
	c.release()
	return nil
}

// Hurry shortens the waits of a Stop under way or to come, for a second SIGTERM.
func (c *Cluster) Hurry() { c.hurryOnce.Do(func() { close(c.hurry) }) }

// release gives everything back except PostgreSQL itself, which must be down.
func (c *Cluster) release() {
	c.closeOnce.Do(func() {
		c.end()
		c.log.close()
		removeShortSocketDir(c.home, c.account, c.socket)
		_ = c.lock.Truncate(0)
		_ = c.lock.Close()
	})
}
