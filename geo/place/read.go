package place

import (
	"context"

	"mitte/geo/pg"
)

// list runs a statement of the shape "SELECT … FROM view" under the page's conditions.
func list[T any](ctx context.Context, db pg.Querier, sql string, p Page, w *pg.Where) (Batch[T], error) {
	if !p.Narrow(w) {
		return Batch[T]{}, nil
	}
	rows, err := pg.Collect[T](ctx, db, sql+p.Tail(w), w.Args()...)
	return Cut(p, rows), err
}
