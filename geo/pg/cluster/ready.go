//go:build linux

package cluster

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
)

const sqlHasDatabase = `
SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`

// waitReady returns when PostgreSQL answers a SELECT and has mitte's database. Recovery after a crash may take long, so
// only ctx and the child's death end the wait.
func (c *Cluster) waitReady(ctx context.Context, ch *child) error {
	for {
		if file, err := readPidFile(c.home.data()); err == nil && file.ready && file.pid == ch.pid() {
			if err := c.ensureDatabase(ctx); err != nil {
				return fault.New(fault.Unavailable, "cluster.start", "PostgreSQL runs but does not answer").Because(err)
			}
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ch.done:
			c.log.catchUp()
			return fault.Newf(fault.Unavailable, "cluster.start", "PostgreSQL did not start: %s", c.log.cause())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// ensureDatabase runs at every start, because a crash can come between initdb and CREATE DATABASE.
func (c *Cluster) ensureDatabase(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, c.URL(Superuser, "postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	var exists bool
	if err := conn.QueryRow(ctx, sqlHasDatabase, Database).Scan(&exists); err != nil || exists {
		return err
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{Database}.Sanitize())
	return err
}
