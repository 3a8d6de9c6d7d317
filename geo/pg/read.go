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
