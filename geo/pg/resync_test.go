package pg_test

import (
	"errors"
	"testing"
	"time"

	"mitte/geo/pg"
)

// R5: a place that means nothing here any more is an error again and again, never a silent gap.
func TestResync(t *testing.T) {
	db := committing(t)
	for name, pretend := range map[string]func(system, timeline, database, schema *int64, low *uint64, at *time.Time){
		"another server":      func(system, _, _, _ *int64, _ *uint64, _ *time.Time) { *system++ },
		"promoted":            func(_, timeline, _, _ *int64, _ *uint64, _ *time.Time) { *timeline++ },
		"another database":    func(_, _, database, _ *int64, _ *uint64, _ *time.Time) { *database++ },
		"another schema":      func(_, _, _, schema *int64, _ *uint64, _ *time.Time) { *schema++ },
		"restored to earlier": func(_, _, _, _ *int64, low *uint64, _ *time.Time) { *low += 1_000_000 },
		"slept for a day":     func(_, _, _, _ *int64, _ *uint64, at *time.Time) { *at = at.Add(-24 * time.Hour) },
	} {
		cursor := startCursor(t, db.App())
		cursor.Pretend(pretend)
		for range 2 {
			if got, err := cursor.Next(t.Context(), db.App()); !errors.Is(err, pg.ErrResync) || got != nil {
				t.Errorf("%s: got %v, %v", name, got, err)
			}
		}
	}
	cursor := startCursor(t, db.App())
	cursor.Pretend(func(_, _, _, _ *int64, _ *uint64, at *time.Time) { *at = at.Add(-22 * time.Hour) })
	if _, err := cursor.Next(t.Context(), db.App()); err != nil {
		t.Errorf("a long nap is no sleep: %v", err)
	}
}

// A dump restored in place makes the change table anew, its key last; no trigger tells of the rows that came before.
func TestResyncAfterARestoreInPlace(t *testing.T) {
	db := committing(t)
	cursor := startCursor(t, db.App())
	epoch := cursor.Epoch()
	exec(t, db.Owner(), `ALTER TABLE change DROP CONSTRAINT change_pkey`)
	if _, err := cursor.Next(t.Context(), db.App()); err == nil || errors.Is(err, pg.ErrResync) {
		t.Errorf("in the middle of a restore: %v", err)
	}
	exec(t, db.Owner(), `ALTER TABLE change ADD CONSTRAINT change_pkey PRIMARY KEY (xid, id)`)
	if _, err := cursor.Next(t.Context(), db.App()); !errors.Is(err, pg.ErrResync) {
		t.Errorf("after it: %v", err)
	}
	if again := startCursor(t, db.App()); again.Epoch() == epoch {
		t.Error("the epoch is the same")
	}
}

// A cursor that starts after a restore is not troubled by the changes it brought: else everything would be loaded again
// and again until they are forgotten.
func TestChangesThatARestoreBroughtTroubleNobodyTwice(t *testing.T) {
	db := committing(t)
	exec(t, db.Owner(), `INSERT INTO change (xid, layer, op) VALUES ('9000000000', 'units', 'bulk')`)
	cursor := startCursor(t, db.App())
	for range 2 {
		id := addBuilding(t, db.App(), "a")
		if got := next(t, cursor, db.App()); len(got) != 1 || got[0].FeatureID != id {
			t.Errorf("got %v, want %d", got, id)
		}
	}
}
