package pg_test

import (
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
