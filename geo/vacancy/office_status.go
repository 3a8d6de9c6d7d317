package vacancy

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

const sqlChain = `
SELECT id, "from", "to", at, at_precision, reason, irregular, source, by, note, expected_until, successor_ids, corrects_id, recorded_at,
       superseded_at
FROM unit_status_event
WHERE unit_id = $1 AND superseded_at IS NULL
ORDER BY at`

const sqlSupersede = `UPDATE unit_status_event SET superseded_at = now() WHERE id = ANY ($1)`

const sqlInsertEvent = `
INSERT INTO unit_status_event (unit_id, "from", "to", at, at_precision, reason, irregular, source, note, expected_until, successor_ids,
    corrects_id)
VALUES (@unit, @from, @to, @at, @at_precision, @reason, @irregular, @source, @note, @expected_until, coalesce(@successor_ids::bigint[], '{}'),
    @corrects_id)`

// What an offer has before a unit is marketed with it.
const sqlOfferComplete = `
SELECT EXISTS (
    SELECT FROM offer o JOIN unit u ON u.id = o.unit_id
    WHERE o.unit_id = $1 AND o.publication_status <> 'withdrawn' AND o.title_de <> ''
      AND (o.net_cold_rent_cents IS NOT NULL OR o.price_on_request)
      AND num_nonnulls(u.sales_area_m2, u.retail_area_m2, u.gastro_area_m2, u.total_area_m2) > 0)`

const sqlKnownUnits = `SELECT id FROM unit WHERE id = ANY ($1) AND id <> $2`

const (
	sqlOccupancyGone = `DELETE FROM occupancy WHERE id = $1`

	sqlOccupancyMoves = `
UPDATE occupancy
SET business_name = @business_name, wz_code = @wz_code, chain_shop_count = @chain_shop_count, lease_end = @lease_end,
    period = daterange(@from, @to)
WHERE id = @id`

	sqlOccupancyComes = `
INSERT INTO occupancy (unit_id, business_name, kind, wz_code, chain_shop_count, lease_end, period)
VALUES (@unit, @business_name, @kind, @wz_code, @chain_shop_count, @lease_end, daterange(@from, @to))`
)

// Step enters what a unit is doing from a day on, or corrects what was entered. Tenants move in and out with it, and an offer
// that no longer fits is withdrawn. It returns NotFound, Invalid with all that is wrong, and Conflict, naming the other step,
// for a day that is not behind all others.
func (o *Office) Step(ctx context.Context, by By, id int64, s *StatusStep) (Saved, error) {
	const op = "vacancy.Office.Step"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	var out Saved
	xid, err := o.alone(ctx, by, id, 0, func(tx pgx.Tx) error {
		if err := o.step(ctx, tx, id, s); err != nil {
			return err
		}
		if s.Source == "walk" && s.CorrectsID == 0 {
			if err := o.walked(ctx, tx, id); err != nil {
				return err
			}
		}
		var err error
		out.Entry, err = o.conclude(ctx, tx, by, id, "unit.status", nil, s.note())
		return err
	})
	out.XID = xid
	return out, pg.Fault(op, err)
}

// stepNote is what the audit trail says of a step.
type stepNote struct {
	To         string   `json:"to"`
	At         geo.Date `json:"at"`
	CorrectsID int64    `json:"corrects_id,omitempty"`
}

func (s *StatusStep) note() stepNote { return stepNote{s.To, s.At, s.CorrectsID} }

// step runs inside a transaction that holds the unit.
func (o *Office) step(ctx context.Context, tx pgx.Tx, id int64, s *StatusStep) error {
	events, err := pg.Collect[StatusEvent](ctx, tx, sqlChain, id)
	if err != nil {
		return err
	}
	from, corrected, rest, err := s.from(events)
	if err != nil {
		return err
	}
	t, err := s.turn(from, corrected, rest) // first: what is behind another step leads away from nothing that holds
	if err == nil {
		err = o.judgeStep(ctx, tx, id, from, s)
	}
	if err != nil {
		return err
	}
	occupancies, err := pg.Collect[Occupancy](ctx, tx, sqlOccupancies, id)
	if err != nil {
		return err
	}
	changed, err := newMoves(&t, s.Tenant, occupancies).settle()
	if err != nil {
		return err
	}
	return o.withdrawing(ctx, tx, id, func() error {
		if err := t.write(ctx, tx, id); err != nil {
			return err
		}
		return writeMoves(ctx, tx, id, changed)
	})
}

func (o *Office) judgeStep(ctx context.Context, tx pgx.Tx, id int64, from string, s *StatusStep) error {
	complete := false
	if s.To == "marketing" {
		if err := tx.QueryRow(ctx, sqlOfferComplete, id).Scan(&complete); err != nil {
			return err
		}
	}
	wrong := s.wrong(from, o.Today(), complete)
	if len(s.SuccessorIDs) > 0 && len(s.SuccessorIDs) <= 50 {
		rows, err := tx.Query(ctx, sqlKnownUnits, s.SuccessorIDs, id)
		if err != nil {
			return err
		}
		known, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		for _, other := range s.SuccessorIDs {
			wrong.when(!slices.Contains(known, other), "/successor_ids", "status.unknown_successor", "there is no such other unit")
		}
	}
	if len(wrong) > 0 {
		return refuse(wrong)
	}
	return nil
}

// write supersedes first: of two steps on one day only one is in force.
func (t *turn) write(ctx context.Context, tx pgx.Tx, unit int64) error {
	var gone []int64
	for _, e := range []*StatusEvent{t.corrected, t.follower} {
		if e != nil {
			gone = append(gone, e.ID)
		}
	}
	if len(gone) > 0 {
		if _, err := tx.Exec(ctx, sqlSupersede, gone); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, sqlInsertEvent, t.fresh.args(unit)); err != nil {
		return err
	}
	if t.follower == nil {
		return nil
	}
	_, err := tx.Exec(ctx, sqlInsertEvent, t.again.args(unit))
	return err
}

func (e *StatusEvent) args(unit int64) pgx.NamedArgs {
	return pgx.NamedArgs{
		"unit": unit, "from": e.From, "to": e.To, "at": e.At, "at_precision": e.AtPrecision, "reason": e.Reason, "irregular": e.Irregular,
		"source": e.Source, "note": e.Note, "expected_until": e.ExpectedUntil, "successor_ids": e.SuccessorIDs, "corrects_id": e.CorrectsID,
	}
}

func writeMoves(ctx context.Context, tx pgx.Tx, unit int64, changed []move) error {
	for i := range changed {
		m := &changed[i]
		args := pgx.NamedArgs{
			"id": m.ID, "unit": unit, "business_name": m.BusinessName, "kind": m.Kind, "wz_code": m.WzCode,
			"chain_shop_count": m.ChainShopCount, "lease_end": m.LeaseEnd, "from": m.From, "to": m.To,
		}
		var err error
		switch {
		case m.Gone:
			_, err = tx.Exec(ctx, sqlOccupancyGone, m.ID)
		case m.ID == 0:
			_, err = tx.Exec(ctx, sqlOccupancyComes, args)
		default:
			_, err = tx.Exec(ctx, sqlOccupancyMoves, args)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
