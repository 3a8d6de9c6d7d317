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
	for name, pretend := range map[string]func(system, timeline, database *int64, low *uint64, at *time.Time){
		"another server":      func(system, _, _ *int64, _ *uint64, _ *time.Time) { *system++ },
		"promoted":            func(_, timeline, _ *int64, _ *uint64, _ *time.Time) { *timeline++ },
		"another database":    func(_, _, database *int64, _ *uint64, _ *time.Time) { *database++ },
		"restored to earlier": func(_, _, _ *int64, low *uint64, _ *time.Time) { *low += 1_000_000 },
		"slept for a day":     func(_, _, _ *int64, _ *uint64, at *time.Time) { *at = at.Add(-24 * time.Hour) },
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
	cursor.Pretend(func(_, _, _ *int64, _ *uint64, at *time.Time) { *at = at.Add(-22 * time.Hour) })
	if _, err := cursor.Next(t.Context(), db.App()); err != nil {
		t.Errorf("a long nap is no sleep: %v", err)
	}
}
