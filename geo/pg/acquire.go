package pg

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// AcquireLimit is how long anybody waits for a connection of a pool that does not say otherwise.
const AcquireLimit = 1500 * time.Millisecond

// errNoConnection tells a wait for the pool that was too long from a statement that was too slow.
var errNoConnection = errors.New("no database connection became free in time")

// acquireTracer bounds each wait for a connection. The pool asks its tracer for the context of the wait, and for that
// alone, so the limit holds for every Query and Begin without a wrapper round the pool.
type acquireTracer struct{ limit time.Duration }

type acquireContext struct {
	context.Context
	outer  context.Context
	cancel context.CancelFunc
}

// Err names the pool as the cause when the caller itself still had time.
func (c acquireContext) Err() error {
	err := c.Context.Err()
	if err != nil && c.outer.Err() == nil {
		return errNoConnection
	}
	return err
}

func (t acquireTracer) TraceAcquireStart(ctx context.Context, _ *pgxpool.Pool, _ pgxpool.TraceAcquireStartData) context.Context {
	limited, cancel := context.WithTimeout(ctx, t.limit)
	return acquireContext{Context: limited, outer: ctx, cancel: cancel}
}

func (acquireTracer) TraceAcquireEnd(ctx context.Context, _ *pgxpool.Pool, _ pgxpool.TraceAcquireEndData) {
	if c, ok := ctx.(acquireContext); ok {
		c.cancel()
	}
}

// pgx takes only a query tracer; this one has nothing to say about queries.
func (acquireTracer) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return ctx
}

func (acquireTracer) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
