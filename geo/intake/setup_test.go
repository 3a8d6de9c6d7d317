package intake_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/intake"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day of all imports in tests; the real works register is of that day.
var today = geo.NewDate(2026, 8, 22)

// bundle is a database of the test's own and a service on it.
type bundle struct {
	t       *testing.T
	db      *pgtest.Database
	service *intake.Service
}

func setup(t *testing.T) *bundle {
	t.Helper()
	t.Parallel()
	db := pgtest.DB(t)
	return &bundle{t, db, intake.New(db.App(), geo.FixedClock(today.Time()))}
}

// load imports and expects no fault of the whole file.
func (b *bundle) load(o intake.Options) intake.Report {
	b.t.Helper()
	report, err := b.service.Import(b.t.Context(), o)
	if err != nil {
		b.t.Fatalf("import %s: %v", o.Path, err)
	}
	return report
}

// fails imports and returns the error of the whole file.
func (b *bundle) fails(o intake.Options) error {
	b.t.Helper()
	report, err := b.service.Import(b.t.Context(), o)
	if err == nil {
		b.t.Fatalf("import %s ended with %s, want an error", o.Path, report.Status)
	}
	if report.Status != intake.Failed || report.Changes() != 0 {
		b.t.Errorf("status %s with %d changes beside an error", report.Status, report.Changes())
	}
	return err
}

// twice imports the file two times and expects the second to change nothing at all.
func (b *bundle) twice(o intake.Options) intake.Report {
	b.t.Helper()
	first := b.load(o)
	before := b.stock()
	second := b.load(o)
	if second.Status != intake.NothingToDo || second.Changes() != 0 {
		b.t.Errorf("the second import ended with %s and %d changes", second.Status, second.Changes())
	}
	b.same(before)
	return first
}

// sqlStock sums up every table an import could touch: rows, versions, history and changes.
const sqlStock = `
SELECT 'parcel ' || count(*) || ' ' || coalesce(sum(version), 0) FROM parcel
UNION ALL SELECT 'building ' || count(*) || ' ' || coalesce(sum(version), 0) FROM building
UNION ALL SELECT 'address ' || count(*) || ' ' || coalesce(sum(version), 0) FROM address
UNION ALL SELECT 'segment ' || count(*) || ' ' || coalesce(sum(version), 0) FROM street_segment
UNION ALL SELECT 'unit ' || count(*) || ' ' || coalesce(sum(version), 0) FROM unit
UNION ALL SELECT 'event ' || count(*) FROM unit_status_event
UNION ALL SELECT 'occupancy ' || count(*) || ' ' || coalesce(sum(version), 0) FROM occupancy
UNION ALL SELECT 'project ' || count(*) || ' ' || coalesce(sum(version), 0) FROM construction_project
UNION ALL SELECT 'section ' || count(*) || ' ' || coalesce(sum(version), 0) FROM construction_section
UNION ALL SELECT 'impact ' || count(*) || ' ' || coalesce(sum(version), 0) FROM impact
UNION ALL SELECT 'town ' || count(*) FROM town
UNION ALL SELECT 'source ' || count(*) FROM source
UNION ALL SELECT 'history ' || count(*) FROM history
UNION ALL SELECT 'change ' || count(*) FROM change
UNION ALL SELECT 'staging ' || count(*) FROM import_row`

func (b *bundle) stock() []string {
	b.t.Helper()
	return list[string](b.t, b.db.Owner(), sqlStock)
}

func (b *bundle) same(before []string) {
	b.t.Helper()
	if diff := cmp.Diff(before, b.stock()); diff != "" {
		b.t.Errorf("the stock changed (-before +after):\n%s", diff)
	}
}

// edit changes rows as a member of staff.
func (b *bundle) edit(sql string, args ...any) {
	b.t.Helper()
	err := pg.InTx(b.t.Context(), b.db.App(), "staff:7", func(tx pgx.Tx) error {
		_, err := tx.Exec(context.Background(), sql, args...)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func list[T any](t testing.TB, db pg.Querier, sql string, args ...any) []T {
	t.Helper()
	rows, err := db.Query(context.Background(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[T])
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return out
}

func one[T any](t testing.TB, db pg.Querier, sql string, args ...any) T {
	t.Helper()
	out := list[T](t, db, sql, args...)
	if len(out) != 1 {
		t.Fatalf("%d rows instead of one\n%s", len(out), sql)
	}
	return out[0]
}

// write puts text into a file of the test's own.
func write(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// equal compares with what is wanted.
func equal[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// codes returns "row code" of the refusals.
func codes(r intake.Report) []string {
	out := []string{}
	for _, f := range r.Refusals {
		out = append(out, f.Ref+" "+f.Code)
	}
	return out
}
