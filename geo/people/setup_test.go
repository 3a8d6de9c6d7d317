package people_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// office is a database of a test's own with a service over it.
type office struct {
	t  *testing.T
	db *pgtest.Database
	*people.Service
}

func setup(t *testing.T, change ...func(*people.Config)) office {
	t.Helper()
	t.Parallel()
	keys, err := people.LoadKeys(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	config := people.Config{Keys: keys, SecondFactorOptional: true}
	for _, f := range change {
		f(&config)
	}
	db := pgtest.DB(t)
	return office{t, db, people.New(db.App(), config)}
}

// exec is past row security.
func (o office) exec(sql string, args ...any) {
	o.t.Helper()
	if _, err := o.db.Superuser().Exec(o.t.Context(), sql, args...); err != nil {
		o.t.Fatalf("%v\n%s", err, sql)
	}
}

func one[T any](t *testing.T, q pg.Querier, sql string, args ...any) T {
	t.Helper()
	rows, err := q.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return v
}
