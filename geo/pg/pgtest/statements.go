package pgtest

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// PrepareAll lets the server parse and analyse every statement, so that a typo fails before it runs. Names are for the
// failure's text. Arguments written as @name are understood.
func PrepareAll(t testing.TB, db pg.Beginner, statements map[string]string) {
	t.Helper()
	for name, sql := range statements {
		inner(t, db, func(tx pgx.Tx) {
			sql, _, err := pgx.NamedArgs{}.RewriteQuery(t.Context(), nil, sql, nil)
			if err == nil {
				_, err = tx.Prepare(t.Context(), "", sql)
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, sql)
			}
		})
	}
}

// UsesIndex fails t unless the plan of sql can use the index. Tests have few rows, for which PostgreSQL rightly prefers
// to read the whole table, so that is forbidden here: the question is whether the index fits the condition.
func UsesIndex(t testing.TB, db pg.Beginner, sql, index string, args ...any) {
	t.Helper()
	inner(t, db, func(tx pgx.Tx) {
		if _, err := tx.Exec(t.Context(), `SET LOCAL enable_seqscan = off`); err != nil {
			t.Fatal(err)
		}
		rows, err := tx.Query(t.Context(), "EXPLAIN "+sql, args...)
		if err != nil {
			t.Errorf("explain: %v\n%s", err, sql)
			return
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Errorf("explain: %v\n%s", err, sql)
			return
		}
		plan := strings.Join(lines, "\n")
		if !strings.Contains(plan+"\n", " "+index+" ") && !strings.Contains(plan+"\n", " "+index+"\n") {
			t.Errorf("the plan does without index %s:\n%s\n%s", index, sql, plan)
		}
	})
}

// inner runs fn in a transaction or savepoint that is rolled back.
func inner(t testing.TB, db pg.Beginner, fn func(tx pgx.Tx)) {
	t.Helper()
	tx, err := db.Begin(t.Context())
	if err != nil {
		t.Fatalf("pgtest: begin: %v", err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	fn(tx)
}
