package pg_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func TestStatements(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	pgtest.PrepareAll(t, tx, pg.Statements)
	pgtest.UsesIndex(t, tx, pg.Statements["sqlChanges"], "change_pkey", uint64(7))
}

func TestForgetChanges(t *testing.T) {
	db := committing(t)
	addBuilding(t, db.App(), "fresh")
	exec(t, db.Owner(), `INSERT INTO change (layer, op, at) VALUES ('units', 'bulk', now() - interval '25 hours'), ('units', 'bulk', now() - interval '23 hours')`)
	before := one[int](t, db.App(), `SELECT count(*) FROM change`)
	n, err := pg.ForgetChanges(t.Context(), db.App())
	if err != nil || n != 1 {
		t.Errorf("forgot %d, %v", n, err)
	}
	if after := one[int](t, db.App(), `SELECT count(*) FROM change`); after != before-1 {
		t.Errorf("%d changes became %d", before, after)
	}
	if _, err := db.Public().Exec(t.Context(), `SELECT forget_changes()`); err == nil {
		t.Error("the public role may forget")
	}
}

// A plan that is made once for all values takes the index only if the planner expects few rows; it would guess a third.
func TestFewChangesAreExpectedWhateverIsPlannedFor(t *testing.T) {
	tx, err := committing(t).Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	exec(t, tx, `INSERT INTO change (xid, layer, op, feature_id)
		SELECT (1 + n * 7919 % 20000)::text::xid8, 'units', 'update', n FROM generate_series(1, 20000) AS n`)
	exec(t, tx, `ANALYZE change`)
	exec(t, tx, `SET LOCAL plan_cache_mode = force_generic_plan`)
	exec(t, tx, `PREPARE follow (xid8) AS `+pg.Statements["sqlChanges"])
	plan := strings.Join(column[string](t, tx, `EXPLAIN EXECUTE follow ('7')`), "\n")
	expected := regexp.MustCompile(`(?m)(Scan using change_pkey on|Bitmap Heap Scan on) change c .*rows=(\d{1,3}) `)
	if !expected.MatchString(plan) {
		t.Error(plan)
	}
}
