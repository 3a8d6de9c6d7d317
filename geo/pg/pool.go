package pg

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/fault"
)

// Config says how a pool reaches the database. Only URL is needed.
type Config struct {
	URL              string
	Role             string        // SET ROLE after connecting, unless the login is that role; "" leaves the login's rights
	MaxConns         int           // 0 leaves pgx's default
	StatementTimeout time.Duration // the server's own limit, the net below the context's deadline; 0 sets none
	AcquireLimit     time.Duration // how long to wait for a connection; 0 means AcquireLimit
	ApplicationName  string
	ReadOnly         bool // every transaction is read-only unless it says otherwise
	PlanOnce         bool // a statement keeps its first plan, for those that read a few rows by key whatever they are given
}

// idleInTransaction ends a forgotten transaction, which would hold back the change cursor of everybody.
const idleInTransaction = time.Minute

// cancelGrace is what an answer may be late by because its statement is being cancelled.
const cancelGrace = 200 * time.Millisecond

// Open returns a pool that connects when it is first used, so the service starts without its database. A connection is
// waited for as long as config says; then Fault makes Unavailable of the error. It returns Internal if the URL cannot be read.
func Open(ctx context.Context, config Config) (*pgxpool.Pool, error) {
	const op = "pg.Open"
	c, err := pgxpool.ParseConfig(config.URL)
	if err != nil {
		// The cause may quote the URL and with it a password, so it is dropped.
		return nil, fault.Wrap(op, fault.New(fault.Internal, "database_url", "the database URL cannot be read"))
	}
	if config.MaxConns > 0 {
		c.MaxConns = int32(config.MaxConns)
	}
	connSettings(c.ConnConfig, config)
	c.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error { return prepareConn(ctx, conn, config.Role) }
	pool, err := pgxpool.NewWithConfig(ctx, c)
	return pool, Fault(op, err)
}

func connSettings(c *pgx.ConnConfig, config Config) {
	limit := cmp.Or(config.AcquireLimit, AcquireLimit)
	c.ConnectTimeout = limit
	c.DefaultQueryExecMode = pgx.QueryExecModeCacheStatement
	c.Tracer = acquireTracer{limit}
	c.BuildContextWatcherHandler = cancelOnServer
	set := c.RuntimeParams
	set["timezone"] = "UTC"
	set["idle_in_transaction_session_timeout"] = milliseconds(idleInTransaction)
	if config.StatementTimeout > 0 {
		set["statement_timeout"] = milliseconds(config.StatementTimeout)
	}
	if config.ApplicationName != "" {
		set["application_name"] = config.ApplicationName
	}
	if config.ReadOnly {
		set["default_transaction_read_only"] = "on"
	}
	if config.PlanOnce {
		set["plan_cache_mode"] = "force_generic_plan"
	}
}

// cancelOnServer has a statement end on the server too when its caller's time is over; closing the connection alone would
// let it run on. A server that does not answer loses the connection shortly after.
func cancelOnServer(conn *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.CancelRequestContextWatcherHandler{Conn: conn, DeadlineDelay: cancelGrace}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// prepareConn gives a new connection its codecs and its role.
func prepareConn(ctx context.Context, conn *pgx.Conn, role string) error {
	if err := Register(ctx, conn); err != nil {
		return err
	}
	if role == "" || role == conn.Config().User {
		return nil
	}
	_, err := conn.Exec(ctx, `SELECT set_config('role', $1, false)`, role)
	return err
}
