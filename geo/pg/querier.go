package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Querier runs statements; a pool, a connection and a transaction are all Queriers.
type Querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
	CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error)
}

// Beginner begins a transaction, or a savepoint when it is one already.
type Beginner interface {
	Begin(ctx context.Context) (pgx.Tx, error)
}

// DB is what a service holds: it reads directly and writes through InTx. *pgxpool.Pool is one in production, pgx.Tx in
// a test that is rolled back.
type DB interface {
	Querier
	Beginner
}
