package main

import (
	"context"
	"fmt"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const (
	sqlAmcheck = `CREATE EXTENSION IF NOT EXISTS amcheck`

	// Each index is compared with its table; what does not fit ends the statement with an error that names it.
	sqlCheckIndexes = `
SELECT count(bt_index_check(i.indexrelid, true)::text)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree'
WHERE i.indisvalid AND c.relpersistence = 'p'`

	sqlCheckPages = `
SELECT count(*)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL verify_heapam(c.oid) AS v
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname NOT LIKE 'pg\_%'`
)

// checkPages reads every page and compares every B-tree with its table (amcheck, heapallindexed).
func (d *drill) checkPages(ctx context.Context) (string, error) {
	if _, err := d.pool.Exec(ctx, sqlAmcheck); err != nil {
		return "", pg.Fault("drill", err)
	}
	var indexes, damages int64
	if err := d.pool.QueryRow(ctx, sqlCheckIndexes).Scan(&indexes); err != nil {
		return "", pg.Fault("drill", err)
	}
	if err := d.pool.QueryRow(ctx, sqlCheckPages).Scan(&damages); err != nil {
		return "", pg.Fault("drill", err)
	}
	if damages > 0 {
		return "", fault.Newf(fault.Invalid, "drill", "amcheck finds %d damages in the restored tables", damages)
	}
	return fmt.Sprintf("%d indexes fit their tables, no damage", indexes), nil
}
