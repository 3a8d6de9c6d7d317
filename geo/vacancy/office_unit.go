package vacancy

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// auditNote is what the audit trail says of a version; the version itself is in history, whole.
type auditNote struct {
	Version int    `json:"version"`
	Basis   string `json:"public_basis,omitempty"`
}

// Create enters a unit. First, if not nil, is what it is doing; without, that is unknown. It returns Invalid with all that
// is wrong.
func (o *Office) Create(ctx context.Context, by By, edit *place.StockUnitEdit, first *StatusStep) (Saved, error) {
	const op = "vacancy.Office.Create"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	u, wrong, err := o.examine(ctx, edit, nil, false)
	if err == nil && first != nil {
		wrong = append(wrong, first.wrong("unknown", o.Today(), false)...)
	}
	if err == nil && len(wrong) > 0 {
		err = refuse(wrong)
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	var out Saved
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		id, err := u.Insert(ctx, tx)
		if err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, sqlTransaction).Scan(&out.XID); err != nil {
			return err
		}
		if first != nil {
			if err := o.step(ctx, tx, id, first); err != nil {
				return err
			}
		}
		out.Entry, err = o.conclude(ctx, tx, by, id, "unit.create", nil, auditNote{1, u.PublicBasis})
		return err
	})
	return out, pg.Fault(op, err)
}

// examine applies an edit and judges what comes out.
func (o *Office) examine(ctx context.Context, edit *place.StockUnitEdit, base *place.StockUnit, madeUp bool) (place.StockUnit, []fault.Field, error) {
	from := place.NewStockUnit()
	if base != nil {
		from = *base
	}
	u := edit.Apply(from)
	more, err := u.Locate(ctx, o.db, base == nil)
	return u, append(u.Wrong(base, madeUp), more...), err
}

// Change changes a unit that is still in the version named; 0 names none. A change of nothing makes no version. It returns
// NotFound, NoVersion or Stale, and Invalid with all that is wrong.
func (o *Office) Change(ctx context.Context, by By, id int64, version int, edit *place.StockUnitEdit) (Saved, error) {
	const op = "vacancy.Office.Change"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	base, err := findEntry(ctx, o.db, id, o.Today())
	if err == nil && base.Version != version {
		err = stale()
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	u, wrong, err := o.examine(ctx, edit, &base.StockUnit, base.MadeUp)
	if err == nil && len(wrong) > 0 {
		err = refuse(wrong)
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	if u.Same(&base.StockUnit) {
		return Saved{Entry: base.impersonal()}, nil
	}
	var out Saved
	out.XID, err = o.alone(ctx, by, id, version, func(tx pgx.Tx) error {
		if err := o.fitting(ctx, tx, id, func() error { return u.Update(ctx, tx, id, &base.StockUnit) }); err != nil {
			return err
		}
		out.Entry, err = o.conclude(ctx, tx, by, id, "unit.change", auditNote{version, base.PublicBasis}, auditNote{version + 1, u.PublicBasis})
		return err
	})
	return out, pg.Fault(op, err)
}

// fitting runs a change, and refuses it if it takes away what a published offer needs: that is withdrawn first.
func (o *Office) fitting(ctx context.Context, tx pgx.Tx, id int64, fn func() error) error {
	before, err := o.fitness(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	after, err := o.fitness(ctx, tx, id)
	if lost := broken(before, after); err == nil && len(lost) > 0 {
		err = refuse(lost)
	}
	return err
}

// A unit that was never more than entered has one version, at most one step and nothing that hangs on it.
const sqlHasPast = `
SELECT EXISTS (SELECT FROM history WHERE table_name = 'unit' AND id = $1)
    OR (SELECT count(*) FROM unit_status_event WHERE unit_id = $1) > 1
    OR EXISTS (SELECT FROM history h WHERE h.table_name = 'occupancy' AND (h.row ->> 'unit_id')::bigint = $1)
    OR EXISTS (SELECT FROM offer WHERE unit_id = $1) OR EXISTS (SELECT FROM survey WHERE unit_id = $1)
    OR EXISTS (SELECT FROM media WHERE unit_id = $1)
    OR EXISTS (SELECT FROM unit WHERE id = $1 AND source <> 'office')`

// Delete removes a unit that never had a history: it was entered by mistake. It returns NotFound, NoVersion or Stale, and
// Conflict for any other, whose status becomes removed.
func (o *Office) Delete(ctx context.Context, by By, id int64, version int) (xid uint64, err error) {
	const op = "vacancy.Office.Delete"
	if err := writer(by.Actor); err != nil {
		return 0, fault.Wrap(op, err)
	}
	xid, err = o.alone(ctx, by, id, version, func(tx pgx.Tx) error {
		var past bool
		if err := tx.QueryRow(ctx, sqlHasPast, id).Scan(&past); err != nil {
			return err
		}
		if past {
			return fault.New(fault.Conflict, "unit.has_history", "this unit has a history; its status becomes removed instead")
		}
		if err := place.DeleteUnit(ctx, tx, id); err != nil {
			return err
		}
		return by.record(ctx, tx, id, "unit.delete", auditNote{Version: version}, nil)
	})
	return xid, pg.Fault(op, err)
}

// Edition tells of one version of a unit's own row: since when it is known and until when, who made it, why, and what is
// otherwise than in the one before.
type Edition struct {
	Version int
	At      time.Time
	Until   *time.Time
	Editor  string
	Reason  *string
	Changed []string
}

// MostEditions is how many versions History tells of at once.
const MostEditions = 200

const sqlEditions = `
WITH version AS (
    SELECT version, updated_at AS at, NULL::timestamptz AS until, updated_by AS editor,
           to_jsonb(u) - '{geom,geom_3857}'::text[] AS row, geom
    FROM unit u WHERE id = $1
    UNION ALL
    SELECT version, (row ->> 'updated_at')::timestamptz, upper(known), editor, row, geom
    FROM history WHERE table_name = 'unit' AND id = $1 AND op = 'update'
), step AS (
    SELECT v.*, lag(v.row) OVER w AS row_before, lag(v.geom) OVER w AS geom_before
    FROM version v WINDOW w AS (ORDER BY v.version)
)
SELECT s.version, s.at, s.until, s.editor,
       (SELECT h.reason FROM history h WHERE h.table_name = 'unit' AND h.id = $1 AND h.version = s.version - 1) AS reason,
       CASE WHEN s.row_before IS NULL THEN '{}'::text[] ELSE ARRAY(
           SELECT CASE e.key WHEN 'address_id' THEN 'address' ELSE e.key END FROM jsonb_each(s.row) AS e
           WHERE e.value IS DISTINCT FROM s.row_before -> e.key AND e.key NOT IN ('version', 'updated_at', 'updated_by', 'building_id')
           UNION ALL
           SELECT 'geometry' WHERE s.geom IS DISTINCT FROM s.geom_before
           ORDER BY 1
       ) END AS changed
FROM step s
ORDER BY s.version DESC
LIMIT $2`

// History tells of the versions of a unit's own row, the newest first. It returns NotFound if there is no such unit.
func (o *Office) History(ctx context.Context, by people.Actor, id int64) ([]Edition, error) {
	const op = "vacancy.Office.History"
	if err := reader(by); err != nil {
		return nil, fault.Wrap(op, err)
	}
	found, err := pg.Collect[Edition](ctx, o.db, sqlEditions, id, MostEditions)
	if err == nil && len(found) == 0 {
		err = pgx.ErrNoRows
	}
	return found, pg.Fault(op, err)
}
