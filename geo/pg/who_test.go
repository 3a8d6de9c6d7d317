package pg_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

const sqlWho = `SELECT current_setting('mitte.role', true) || '|' || current_setting('mitte.user', true)`

// Every way to the database runs as who, and the connection is nobody's afterwards.
func TestAsSaysForWhom(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	pool := db.App()
	as := pg.As(pool, pg.Who{Roles: []string{"staff", "admin"}, User: "account:7"})
	const want = "staff,admin|account:7"
	ask := func(q pg.Querier) string { t.Helper(); return one[string](t, q, sqlWho) }
	if got := ask(as); got != want {
		t.Errorf("QueryRow: %q", got)
	}
	if got := column[string](t, as, sqlWho+` FROM generate_series(1, 3)`); len(got) != 3 || got[2] != want {
		t.Errorf("Query: %q", got)
	}
	for name, begin := range map[string]func(fn func(tx pgx.Tx) error) error{
		"InTx":       func(fn func(tx pgx.Tx) error) error { return pg.InTx(t.Context(), as, "account:7", fn) },
		"InSnapshot": func(fn func(tx pgx.Tx) error) error { return pg.InSnapshot(t.Context(), as, fn) },
	} {
		if err := begin(func(tx pgx.Tx) error {
			if got := ask(tx); got != want {
				t.Errorf("%s: %q", name, got)
			}
			return nil
		}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	exec(t, as, `CREATE TEMP TABLE seen AS `+sqlWho+` AS who`)
	exec(t, db.Superuser(), `CREATE TABLE heard (who text); GRANT INSERT, SELECT ON heard TO mitte_app`)
	exec(t, as, `INSERT INTO heard `+sqlWho)
	if _, err := as.CopyFrom(t.Context(), pgx.Identifier{"heard"}, []string{"who"}, pgx.CopyFromRows([][]any{{want}})); err != nil {
		t.Error(err)
	}
	var batch pgx.Batch
	batch.Queue(`INSERT INTO heard ` + sqlWho)
	batch.Queue(`INSERT INTO heard ` + sqlWho)
	results := as.SendBatch(t.Context(), &batch)
	for range 2 {
		if tag, err := results.Exec(); err != nil || tag.RowsAffected() != 1 {
			t.Errorf("batch: %v %v", tag, err)
		}
	}
	if err := results.Close(); err != nil {
		t.Error(err)
	}
	if got := strings.Join(column[string](t, pool, `SELECT who FROM heard`), " "); got != strings.TrimSpace(strings.Repeat(want+" ", 4)) {
		t.Errorf("written: %q", got)
	}
	for range 20 { // all connections of the pool
		if got := one[string](t, pool, `SELECT coalesce(current_setting('mitte.role', true), '') || coalesce(current_setting('mitte.user', true), '')`); got != "" {
			t.Fatalf("the connection is still %q", got)
		}
	}
}

// What fails fails for the caller, and gives its connection back.
func TestAsTellsWhatWentWrong(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	as := pg.As(db.App(), pg.Who{Roles: []string{"staff"}})
	for range 30 { // more than the pool has connections
		if _, err := as.Exec(t.Context(), `SELECT 1/0`); err == nil {
			t.Fatal("Exec hides an error")
		}
		if _, err := pg.Collect[struct{ N int }](t.Context(), as, `SELECT 1/0 AS n`); err == nil {
			t.Fatal("Query hides an error")
		}
		if _, err := pg.Collect[struct{ N int }](t.Context(), as, `SELECT nonsense`); err == nil {
			t.Fatal("Query hides an error")
		}
		var n int
		if err := as.QueryRow(t.Context(), `SELECT 1 WHERE false`).Scan(&n); !errors.Is(err, pgx.ErrNoRows) {
			t.Fatalf("QueryRow: %v", err)
		}
	}
	exec(t, db.Superuser(), `CREATE TABLE late (id int CONSTRAINT late_once UNIQUE DEFERRABLE INITIALLY DEFERRED); GRANT ALL ON late TO mitte_app`)
	for name, insert := range map[string]func() error{
		"Exec": func() error { _, err := as.Exec(t.Context(), `INSERT INTO late VALUES (1), (1)`); return err },
		"Query": func() error {
			_, err := pg.Collect[struct{ ID int }](t.Context(), as, `INSERT INTO late VALUES (1), (1) RETURNING id`)
			return err
		},
		"QueryRow": func() error {
			var id int
			return as.QueryRow(t.Context(), `INSERT INTO late VALUES (1), (1) RETURNING id`).Scan(&id)
		},
	} {
		if err := insert(); err == nil {
			t.Errorf("%s: what fails at the end of the transaction is hidden", name)
		}
	}
}
