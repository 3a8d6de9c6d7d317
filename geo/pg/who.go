package pg

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Who is for whom statements run, as the policies of tables with personal columns ask.
type Who struct {
	Roles []string // of an account, or the name of a room's own part such as door
	User  string   // as in history: "account:7"; "" is nobody
}

// sqlSetWho holds until the end of the transaction, so a connection that goes back to its pool is nobody's again.
const sqlSetWho = `SELECT set_config('mitte.role', $1, true), set_config('mitte.user', $2, true)`

func (w Who) args() []any { return []any{strings.Join(w.Roles, ","), w.User} }

// As returns db for statements that run for who. Without it, tables with personal columns are empty and take nothing in.
// Each statement carries the setting in its own message, so that costs no way to the database more.
// It sends no batch that begins a transaction by itself, hence does not do for AskTogether.
func As(db DB, who Who) DB { return acting{db, who} }

type acting struct {
	db  DB
	who Who
}

// Begin begins a transaction that is as who to its end.
func (a acting) Begin(ctx context.Context) (pgx.Tx, error) { return a.BeginTx(ctx, pgx.TxOptions{}) }

// BeginTx is Begin with options, which a transaction cannot take and leaves out.
func (a acting) BeginTx(ctx context.Context, options pgx.TxOptions) (pgx.Tx, error) {
	tx, err := begin(ctx, a.db, options)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, sqlSetWho, a.who.args()...); err != nil {
		_ = tx.Rollback(context.WithoutCancel(ctx))
		return nil, err
	}
	return tx, nil
}

// send puts the setting before a batch; what is sent in one message is one transaction.
func (a acting) send(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	with := &pgx.Batch{}
	with.Queue(sqlSetWho, a.who.args()...)
	with.QueuedQueries = append(with.QueuedQueries, b.QueuedQueries...)
	results := a.db.SendBatch(ctx, with)
	_, _ = results.Exec() // its error is that of all that follow
	return results
}

func (a acting) one(ctx context.Context, sql string, args []any) pgx.BatchResults {
	b := &pgx.Batch{}
	b.Queue(sql, args...)
	return a.send(ctx, b)
}

// Exec runs a statement as who.
func (a acting) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	results := a.one(ctx, sql, args)
	tag, err := results.Exec()
	if closed := results.Close(); err == nil {
		err = closed
	}
	return tag, err
}

// Query runs a statement as who.
func (a acting) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	results := a.one(ctx, sql, args)
	rows, err := results.Query()
	if err != nil {
		_ = results.Close()
		return rows, err
	}
	return &actingRows{Rows: rows, results: results}, nil
}

// QueryRow runs a statement as who.
func (a acting) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	results := a.one(ctx, sql, args)
	return actingRow{results.QueryRow(), results}
}

// SendBatch runs all of a batch as who.
func (a acting) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults { return a.send(ctx, b) }

// CopyFrom copies in a transaction of its own, as who.
func (a acting) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (n int64, err error) {
	err = once(ctx, a, pgx.TxOptions{}, func(tx pgx.Tx) error {
		n, err = tx.CopyFrom(ctx, table, columns, rows)
		return err
	})
	return n, err
}

// actingRows gives the connection back when the last row was read; only then it is known that all has ended well.
type actingRows struct {
	pgx.Rows

	results pgx.BatchResults
	failed  error
	closed  bool
}

func (r *actingRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.Close()
	return false
}

func (r *actingRows) Close() {
	if r.closed {
		return
	}
	r.closed = true
	r.Rows.Close()
	r.failed = r.results.Close()
}

func (r *actingRows) Err() error {
	if err := r.Rows.Err(); err != nil {
		return err
	}
	return r.failed
}

type actingRow struct {
	row     pgx.Row
	results pgx.BatchResults
}

func (r actingRow) Scan(dest ...any) error {
	err := r.row.Scan(dest...)
	if closed := r.results.Close(); err == nil {
		err = closed
	}
	return err
}
