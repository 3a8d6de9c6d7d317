package pg_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func drawDay(t *rapid.T, label string) geo.Date {
	return geo.NewDate(1900, 1, 1).AddDays(rapid.IntRange(0, 73_000).Draw(t, label))
}

func TestDateRoundTrip(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	rapid.Check(t, func(rt *rapid.T) {
		want := rapid.OneOf(rapid.Just(geo.Date{}), rapid.Custom(func(t *rapid.T) geo.Date { return drawDay(t, "day") })).Draw(rt, "date")
		got := geo.NewDate(1, 2, 3)
		var text *string
		if err := tx.QueryRow(t.Context(), `SELECT $1::date, $1::date::text`, want).Scan(&got, &text); err != nil {
			rt.Fatal(err)
		}
		if got != want || (text == nil) != want.IsZero() || text != nil && *text != want.String() {
			rt.Fatalf("got %v %v, want %v", got, text, want)
		}
	})
}

func TestPeriodRoundTrip(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	rapid.Check(t, func(rt *rapid.T) {
		want := geo.Period{From: drawDay(rt, "from")}
		want.To = want.From.AddDays(rapid.IntRange(1, 5000).Draw(rt, "days"))
		if rapid.Bool().Draw(rt, "no beginning") {
			want.From = geo.Date{}
		}
		if rapid.Bool().Draw(rt, "no end") {
			want.To = geo.Date{}
		}
		got := geo.Period{From: geo.NewDate(1, 2, 3), To: geo.NewDate(4, 5, 6)}
		if err := tx.QueryRow(t.Context(), `SELECT $1::daterange`, want).Scan(&got); err != nil {
			rt.Fatal(err)
		}
		if got != want {
			rt.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestPeriodsAsPostgreSQLWritesThem(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for text, want := range map[string]geo.Period{
		"[2026-01-01,2026-01-31]": {From: day(t, "2026-01-01"), To: day(t, "2026-02-01")},
		"(2026-01-01,)":           {From: day(t, "2026-01-02")},
		"[-infinity,2026-01-01)":  {To: day(t, "2026-01-01")},
		"[2026-01-01,infinity]":   {From: day(t, "2026-01-01")},
		"(,)":                     {},
	} {
		if got := one[geo.Period](t, tx, `SELECT $1::text::daterange`, text); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestNullPeriodNeedsAPointer(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	if got := one[*geo.Period](t, tx, `SELECT NULL::daterange`); got != nil {
		t.Errorf("got %v", got)
	}
	if !one[bool](t, tx, `SELECT $1::daterange IS NULL`, (*geo.Period)(nil)) {
		t.Error("a nil period is not NULL")
	}
	for _, sql := range []string{`SELECT NULL::daterange`, `SELECT 'empty'::daterange`} {
		var p geo.Period
		if err := tx.QueryRow(t.Context(), sql).Scan(&p); err == nil {
			t.Errorf("%s became %v", sql, p)
		}
	}
	var d geo.Date
	if err := tx.QueryRow(t.Context(), `SELECT 'infinity'::date`).Scan(&d); err == nil {
		t.Errorf("infinity became %v", d)
	}
}

func TestAnEmptyPeriodIsNotWritten(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for _, p := range []geo.Period{
		{From: day(t, "2026-02-01"), To: day(t, "2026-01-01")}, {From: day(t, "2026-01-01"), To: day(t, "2026-01-01")},
	} {
		_, err := tx.Exec(t.Context(), `SELECT $1::daterange`, p)
		if err := pg.Fault("x", err); fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != "period.empty" {
			t.Errorf("%v: got %v", p, err)
		}
	}
}

func TestDaysInArraysCopyAndText(t *testing.T) {
	tx := inTx(t)
	days := []geo.Date{day(t, "2026-01-01"), {}, day(t, "2027-01-01")}
	got := column[geo.Date](t, tx, `SELECT d FROM unnest($1::date[]) WITH ORDINALITY AS u(d, n) ORDER BY n`, days)
	if len(got) != 3 || got[0] != days[0] || got[1] != days[1] || got[2] != days[2] {
		t.Errorf("got %v", got)
	}
	if text := one[string](t, tx, `SELECT $1::text`, days[0]); text != "2026-01-01" {
		t.Errorf("got %q", text)
	}
	p := geo.Period{From: days[0], To: days[2]}
	rows := [][]any{{"free", "x", square(t, 0, 0, 5), p}}
	if _, err := tx.CopyFrom(t.Context(), pgx.Identifier{"area"}, []string{"kind", "name", "geom", "valid"}, pgx.CopyFromRows(rows)); err != nil {
		t.Fatal(err)
	}
	if back := one[geo.Period](t, tx, `SELECT valid FROM area`); back != p {
		t.Errorf("got %v", back)
	}
}
