package vacancy

import (
	"context"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// MostBulk is how many units are changed in one go.
const MostBulk = 500

// BulkUnit is a unit of a bulk edit, in the version that it was seen in; 0 is any.
type BulkUnit struct {
	ID      int64
	Version int
}

// BulkChange is what a bulk edit does to a unit.
type BulkChange struct {
	ID            int64
	PublicRef     string
	Version       int // that it finds
	Before, After place.StockUnit
	Wrong         []fault.Field // what hinders it
}

// BulkDone is a bulk edit that took place.
type BulkDone struct {
	ID    string
	Units int // that have a new version
	XID   uint64
}

const (
	sqlLockUnits = `SELECT id, version FROM unit WHERE id = ANY ($1) ORDER BY id FOR UPDATE`

	sqlBeginBulk = `INSERT INTO unit_bulk (reason, undoes) VALUES ($1, $2) RETURNING id::text, pg_current_xact_id()::text::bigint`

	sqlBulkRows = `
INSERT INTO unit_bulk_row (bulk_id, unit_id, found, made)
SELECT $1, u.id, w.found, u.version
FROM unnest($2::bigint[], $3::integer[]) AS w (id, found) JOIN unit u ON u.id = w.id
WHERE u.version <> w.found`

	sqlBulkFound = `SELECT unit_id AS id, found, made FROM unit_bulk_row WHERE bulk_id = $1 ORDER BY unit_id`

	sqlLockBulk = `SELECT id FROM unit_bulk WHERE id = $1 FOR UPDATE`
)

type bulkRow struct {
	ID          int64
	Found, Made int
}

// PreviewBulk says what a bulk edit would do to each unit, and writes nothing. It returns NotFound if one is not there.
func (o *Office) PreviewBulk(ctx context.Context, by By, units []BulkUnit, edit *place.StockUnitEdit) ([]BulkChange, error) {
	const op = "vacancy.Office.PreviewBulk"
	if err := writer(by.Actor); err != nil {
		return nil, fault.Wrap(op, err)
	}
	var out []BulkChange
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) (err error) {
		if out, err = o.bulkChanges(ctx, tx, units, edit); err != nil {
			return err
		}
		return errSeen
	})
	if !errors.Is(err, errSeen) {
		return nil, pg.Fault(op, err)
	}
	return out, nil
}

// Bulk changes many units alike, all of them or none. It returns NotFound, Conflict if one is no longer in the version that it
// was seen in, and Invalid with all that is wrong with any of them.
func (o *Office) Bulk(ctx context.Context, by By, units []BulkUnit, edit *place.StockUnitEdit, reason string) (BulkDone, error) {
	const op = "vacancy.Office.Bulk"
	if err := writer(by.Actor); err != nil {
		return BulkDone{}, fault.Wrap(op, err)
	}
	var out BulkDone
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		changes, err := o.bulkChanges(ctx, tx, units, edit)
		if err != nil {
			return err
		}
		var wrong []fault.Field
		var ids []int64
		var found []int
		for i := range changes {
			wrong = append(wrong, changes[i].Wrong...)
			ids, found = append(ids, changes[i].ID), append(found, changes[i].Version)
		}
		if len(wrong) > 0 {
			return refuse(wrong)
		}
		return o.endBulk(ctx, tx, by, &out, ids, found, reason, nil)
	})
	return out, pg.Fault(op, err)
}

// endBulk writes down what a bulk edit was, and its one line in the audit trail.
func (o *Office) endBulk(ctx context.Context, tx pgx.Tx, by By, out *BulkDone, ids []int64, found []int, reason string, undoes *string) error {
	if err := tx.QueryRow(ctx, sqlBeginBulk, textOr(reason), undoes).Scan(&out.ID, &out.XID); err != nil {
		return err
	}
	done, err := tx.Exec(ctx, sqlBulkRows, out.ID, ids, found)
	if err != nil {
		return err
	}
	out.Units = int(done.RowsAffected())
	return by.record(ctx, tx, 0, "unit.bulk", nil, map[string]any{"bulk": out.ID, "units": out.Units, "undoes": undoes})
}

// bulkChanges changes units inside a transaction that holds them all, and says what is wrong with each.
func (o *Office) bulkChanges(ctx context.Context, tx pgx.Tx, units []BulkUnit, edit *place.StockUnitEdit) ([]BulkChange, error) {
	if err := o.lockUnits(ctx, tx, units); err != nil {
		return nil, err
	}
	page, position := place.Page{Limit: MostBulk}, map[int64]int{}
	for i, u := range units {
		page.Among, position[u.ID] = append(page.Among, u.ID), i
	}
	found, err := listEntries(ctx, tx, EntryQuery{Page: page}, o.Today())
	if err != nil {
		return nil, err
	}
	out := make([]BulkChange, len(units))
	for i := range found.Rows {
		e := &found.Rows[i]
		at := position[e.ID]
		if out[at], err = o.bulkChange(ctx, tx, e, edit, "/units/"+strconv.Itoa(at)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (o *Office) bulkChange(ctx context.Context, tx pgx.Tx, e *Entry, edit *place.StockUnitEdit, path string) (BulkChange, error) {
	c := BulkChange{ID: e.ID, PublicRef: e.PublicRef, Version: e.Version, Before: e.StockUnit, After: edit.Apply(e.StockUnit)}
	wrong := broken(e.Wrong(&e.StockUnit, e.MadeUp), c.After.Wrong(&c.Before, e.MadeUp))
	if len(wrong) == 0 && !c.After.Same(&c.Before) {
		err := o.fitting(ctx, tx, e.ID, func() error { return c.After.Update(ctx, tx, e.ID, &c.Before) })
		var refused *fault.Error
		switch {
		case err == nil:
		case errors.As(err, &refused) && refused.Kind == fault.Invalid:
			wrong = refused.Fields
		default:
			return c, err
		}
	}
	for _, f := range wrong {
		f.Path = path + f.Path
		c.Wrong = append(c.Wrong, f)
	}
	return c, nil
}

// lockUnits holds units for the rest of the transaction, in one order for all who do so.
func (o *Office) lockUnits(ctx context.Context, tx pgx.Tx, units []BulkUnit) error {
	var ids []int64
	for _, u := range units {
		ids = append(ids, u.ID)
	}
	rows, err := pg.Collect[BulkUnit](ctx, tx, sqlLockUnits, ids)
	if err != nil {
		return err
	}
	now := map[int64]int{}
	for _, r := range rows {
		now[r.ID] = r.Version
	}
	var gone, moved wrongs
	seen := map[int64]bool{}
	for i, u := range units {
		version, there := now[u.ID]
		path := "/units/" + strconv.Itoa(i)
		gone.when(!there, path+"/id", "unit.unknown", "there is no such unit")
		gone.when(seen[u.ID], path+"/id", "unit.twice", "this unit is named twice")
		seen[u.ID] = true
		moved.when(there && u.Version != 0 && u.Version != version, path+"/version", "stale", "somebody changed this in the meantime")
	}
	if len(gone) > 0 {
		return refuse(gone)
	}
	return changedMeanwhile(moved)
}

func changedMeanwhile(moved []fault.Field) error {
	if len(moved) == 0 {
		return nil
	}
	e := fault.New(fault.Conflict, "bulk.changed", "somebody changed some of these units in the meantime")
	e.Fields = moved
	return e
}

// UndoBulk writes the versions that a bulk edit found as new ones, and is a bulk edit itself. It returns NotFound, and Conflict if
// one of the units has changed since, or if it was undone before.
func (o *Office) UndoBulk(ctx context.Context, by By, id string) (BulkDone, error) {
	const op = "vacancy.Office.UndoBulk"
	if err := writer(by.Actor); err != nil {
		return BulkDone{}, fault.Wrap(op, err)
	}
	var out BulkDone
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		var same string
		if err := tx.QueryRow(ctx, sqlLockBulk, id).Scan(&same); err != nil {
			return err
		}
		rows, err := pg.Collect[bulkRow](ctx, tx, sqlBulkFound, id)
		if err != nil {
			return err
		}
		var units []BulkUnit
		var ids []int64
		var found, made []int
		for _, r := range rows {
			units = append(units, BulkUnit{r.ID, r.Made})
			ids, found, made = append(ids, r.ID), append(found, r.Found), append(made, r.Made)
		}
		if err := o.lockUnits(ctx, tx, units); err != nil {
			return err
		}
		restore := func() error { return place.RestoreUnits(ctx, tx, ids, found) }
		if err := o.allFitting(ctx, tx, ids, restore); err != nil {
			return err
		}
		return o.endBulk(ctx, tx, by, &out, ids, made, "undo", &id)
	})
	return out, pg.Fault(op, err)
}

// allFitting is fitting for many units.
func (o *Office) allFitting(ctx context.Context, tx pgx.Tx, ids []int64, fn func() error) error {
	before := make([][]fault.Field, len(ids))
	for i, id := range ids {
		var err error
		if before[i], err = o.fitness(ctx, tx, id); err != nil {
			return err
		}
	}
	if err := fn(); err != nil {
		return err
	}
	var lost []fault.Field
	for i, id := range ids {
		after, err := o.fitness(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, f := range broken(before[i], after) {
			f.Path = "/units/" + strconv.Itoa(i) + f.Path
			lost = append(lost, f)
		}
	}
	if len(lost) > 0 {
		return refuse(lost)
	}
	return nil
}
