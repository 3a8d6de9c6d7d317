package place

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// list runs a statement of the shape "SELECT … FROM view" under the page's conditions.
func list[T any](ctx context.Context, db pg.Querier, sql string, p Page, w *pg.Where) (Batch[T], error) {
	if !p.Narrow(w) {
		return Batch[T]{}, nil
	}
	rows, err := collect[T](ctx, db, sql+p.Tail(w), w.Args()...)
	return Cut(p, rows), err
}

// find runs the same statement for one id; pgx.ErrNoRows says that there is none.
func find[T any](ctx context.Context, db pg.Querier, sql string, id int64) (T, error) {
	var w pg.Where
	w.Add("id = ?", id)
	rows, err := collect[T](ctx, db, sql+" WHERE "+w.SQL(), w.Args()...)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}

// collect reads all rows of a statement; a row's columns go to the fields of their names.
func collect[T any](ctx context.Context, db pg.Querier, sql string, args ...any) ([]T, error) {
	rows, err := db.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByName[T])
}
