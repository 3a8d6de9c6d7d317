package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Collect reads all rows of a statement; a row's columns go to the fields of their names. It returns pgx's own errors, for
// Fault to translate where the operation is known.
func Collect[T any](ctx context.Context, db Querier, sql string, args ...any) ([]T, error) {
	rows, err := db.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[T])
}

// Queue puts a statement into a batch and has its rows read into to, as Collect does, when the batch is sent.
func Queue[T any](b *pgx.Batch, to *[]T, sql string, args ...any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) (err error) {
		*to, err = pgx.CollectRows(rows, pgx.RowToStructByName[T])
		return err
	})
}

// Find runs a statement of the shape "SELECT … FROM view" for one id; pgx.ErrNoRows says that there is none.
func Find[T any](ctx context.Context, db Querier, sql string, id int64) (T, error) {
	var w Where
	w.Add("id = ?", id)
	rows, err := Collect[T](ctx, db, sql+" WHERE "+w.SQL(), w.Args()...)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}
