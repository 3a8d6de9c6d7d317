package pg_test

import (
	"testing"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

func TestSpellsDoNotOverlap(t *testing.T) {
	tx := inTx(t)
	unit, other := addUnit(t, tx, "a"), addUnit(t, tx, "b")
	const put = `INSERT INTO occupancy (unit_id, business_name, period) VALUES ($1, 'B', $2::text::daterange)`
	exec(t, tx, put, unit, "[2026-01-01,2026-02-01)")
	exec(t, tx, put, unit, "[2026-02-01,2026-03-01)")
	exec(t, tx, put, other, "[2026-01-15,)")
	for _, period := range []string{"[2026-01-31,2026-02-02)", "(,)", "[2026-02-28,)", "[2026-01-01,2026-02-01)"} {
		err := pg.Fault("x", failing(t, tx, put, unit, period))
		if fault.KindOf(err) != fault.Conflict || fault.CodeOf(err) != "occupancy_no_overlap" {
			t.Errorf("%s: got %v", period, err)
		}
	}
	err := pg.Fault("x", failing(t, tx, put, unit, "empty"))
	if fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != "occupancy_period" {
		t.Errorf("an empty period: got %v", err)
	}
}

func TestStatusEventsAreOnlyAppended(t *testing.T) {
	tx := inTx(t)
	unit := addUnit(t, tx, "u")
	addEvents(t, tx, unit, []event{{"2026-01-01", "vacant"}, {"2026-02-01", "occupied"}})
	for _, sql := range []string{
		`UPDATE unit_status_event SET "to" = 'occupied' WHERE at = '2026-01-01'`,
		`UPDATE unit_status_event SET at = '2025-01-01', superseded_at = now() WHERE at = '2026-01-01'`,
		`UPDATE unit_status_event SET note = 'x'`,
		`DELETE FROM unit_status_event WHERE at = '2026-01-01'`,
	} {
		err := pg.Fault("x", failing(t, tx, sql))
		if fault.KindOf(err) != fault.Conflict || fault.CodeOf(err) != "unit_status_event_append_only" {
			t.Errorf("%s: got %v", sql, err)
		}
	}
	exec(t, tx, `UPDATE unit_status_event SET superseded_at = now() WHERE at = '2026-02-01'`)
	err := pg.Fault("x", failing(t, tx, `UPDATE unit_status_event SET superseded_at = NULL WHERE at = '2026-02-01'`))
	if fault.CodeOf(err) != "unit_status_event_append_only" {
		t.Errorf("a superseded event came back: %v", err)
	}
	if got := column[string](t, tx, sqlState, unit); len(got) != 1 {
		t.Errorf("the superseded event still counts: %v", got)
	}
	addEvents(t, tx, unit, []event{{"2026-02-01", "marketing"}})
	err = pg.Fault("x", failing(t, tx, `INSERT INTO unit_status_event (unit_id, "from", "to", at, source)
		VALUES ($1, 'vacant', 'occupied', '2026-02-01', 'walk')`, unit))
	if fault.CodeOf(err) != "unit_status_event_one_a_day" {
		t.Errorf("two events on a day: %v", err)
	}
}

// The order in which the foreign keys clear up is not ours to choose: a restored database has another one.
func TestAUnitCanBeDeletedInEitherOrder(t *testing.T) {
	tx := ownersTx(t)
	plantAll(t, tx, nil)
	exec(t, tx, `DELETE FROM notice_recipient`)
	exec(t, tx, `ALTER TABLE unit_status_event DROP CONSTRAINT unit_status_event_unit_id_fkey`)
	exec(t, tx, `ALTER TABLE unit_status_event ADD CONSTRAINT unit_status_event_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES unit ON DELETE CASCADE`)
	exec(t, tx, `DELETE FROM unit`)
	if n := one[int](t, tx, `SELECT (SELECT count(*) FROM unit_state) + (SELECT count(*) FROM unit_status_event)`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}
