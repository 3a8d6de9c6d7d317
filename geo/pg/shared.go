package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"
)

const sqlExportSnapshot = `SELECT pg_export_snapshot()`

// InSharedSnapshot runs first and then all of others at the same moment of the database: first on a connection of db,
// each of others on a connection of its own of shared, which may be another role's. It is read-only.
// It returns the first error as Fault does.
func InSharedSnapshot(ctx context.Context, db Beginner, first func(q Querier) error, shared Beginner, others ...func(ctx context.Context, q Querier) error) error {
	const op = "pg.InSharedSnapshot"
	return InSnapshot(ctx, db, func(tx pgx.Tx) error {
		if err := first(tx); err != nil {
			return err
		}
		var snapshot string
		if err := tx.QueryRow(ctx, sqlExportSnapshot).Scan(&snapshot); err != nil {
			return Fault(op, err)
		}
		group, ctx := errgroup.WithContext(ctx)
		for _, work := range others {
			group.Go(func() error {
				return InSnapshot(ctx, shared, func(tx pgx.Tx) error {
					// SET TRANSACTION takes no parameter; the name was made by the server.
					if _, err := tx.Exec(ctx, "SET TRANSACTION SNAPSHOT '"+snapshot+"'"); err != nil {
						return Fault(op, err)
					}
					return work(ctx, tx)
				})
			})
		}
		return group.Wait()
	})
}
