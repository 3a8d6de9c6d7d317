package pg

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// One statement, hence one snapshot, whatever the isolation level. A cursor that has not started ($1 = 0) looks from
// xmin on only: what lies below is in the rows it starts from. The bound above holds for every row; it tells the planner,
// which knows no value yet when it plans for all, that few rows are meant, so that it takes the index.
// A dump that is restored in place makes the table anew, and its key last, after the rows of all tables and without a
// trigger having told of them.
const sqlChanges = `
WITH horizon AS MATERIALIZED (
    SELECT (SELECT system_identifier FROM pg_control_system()) AS system,
           CASE WHEN pg_is_in_recovery()
                THEN (SELECT timeline_id FROM pg_control_checkpoint())
                ELSE ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int
           END AS timeline,
           (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database,
           coalesce(to_regclass('public.change_pkey')::oid::bigint, 0) AS born,
           (SELECT version::bigint FROM schema_version) AS schema,
           pg_snapshot_xmin(pg_current_snapshot()) AS xmin,
           pg_snapshot_xmax(pg_current_snapshot()) AS xmax,
           clock_timestamp() AS now
)
SELECT h.system, h.timeline, h.database, h.born, h.schema, h.xmin, h.xmax, h.now,
       c.xid, c.id, c.layer, c.op, coalesce(c.feature_id, 0), c.old_box, c.new_box, c.at
FROM horizon h
LEFT JOIN change c ON c.xid >= CASE WHEN $1::xid8 = '0' THEN pg_snapshot_xmin(pg_current_snapshot()) ELSE $1::xid8 END
    AND c.xid <= '18446744073709551615'
ORDER BY c.xid, c.id`

const sqlForget = `SELECT forget_changes()`

// ForgetChanges removes the changes that no cursor may ask for any more, those older than a day, and returns how many.
// Somebody has to call it now and then; several at once do no harm. It returns the errors of Fault.
func ForgetChanges(ctx context.Context, q Querier) (int64, error) {
	var n int64
	err := q.QueryRow(ctx, sqlForget).Scan(&n)
	return n, Fault("pg.ForgetChanges", err)
}

func readChanges(ctx context.Context, q Querier, low uint64) (horizon, []Change, error) {
	var h horizon
	rows, err := q.Query(ctx, sqlChanges, low)
	if err != nil {
		return h, nil, err
	}
	defer rows.Close()
	var changes []Change
	looked := false
	for rows.Next() {
		looked = true
		change, found, err := scanChange(rows, &h)
		if err != nil {
			return h, nil, err
		}
		if found {
			changes = append(changes, change)
		}
	}
	if err := rows.Err(); err != nil {
		return h, nil, err
	}
	if !looked {
		return h, nil, errors.New("the database told nothing of its snapshot")
	}
	if h.Born == 0 {
		return h, nil, errors.New("the database is being restored: the change table has no key yet")
	}
	return h, changes, nil
}

// scanChange reports false for the row that carries only the horizon.
func scanChange(rows pgx.Rows, h *horizon) (Change, bool, error) {
	var c Change
	var xid *uint64
	var id *int64
	var layer, op *string
	var oldBox, newBox []float64
	at := &c.At
	err := rows.Scan(&h.System, &h.Timeline, &h.Database, &h.Born, &h.Schema, &h.Xmin, &h.Xmax, &h.Now,
		&xid, &id, &layer, &op, &c.FeatureID, &oldBox, &newBox, &at)
	if err != nil || xid == nil {
		return c, false, err
	}
	c.XID, c.ID, c.Layer, c.Op = *xid, *id, *layer, *op
	if at != nil {
		c.At = *at
	}
	c.OldBox, c.NewBox = box(oldBox), box(newBox)
	return c, true, nil
}

func box(v []float64) *[4]float64 {
	if len(v) != 4 {
		return nil
	}
	return &[4]float64{v[0], v[1], v[2], v[3]}
}
