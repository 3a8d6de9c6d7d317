package pg_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
)

type event struct {
	day    string
	status string
}

type occupied struct{ from, to, kind string }

const sqlState = `
SELECT concat_ws(' ', lower(s.period), coalesce(upper(s.period)::text, 'open'), s.status, coalesce(s.vacant_since::text, '-'), o.business_name)
FROM unit_state s LEFT JOIN occupancy o ON o.id = s.occupancy_id WHERE s.unit_id = $1 ORDER BY s.period`

// domain.md 2.2, by hand.
func TestUnitState(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		events    []event
		occupancy []occupied
		want      []string
	}{
		"nothing known": {nil, []occupied{{"2026-01-01", "", "regular"}}, nil},
		"vacant since": {
			[]event{{"2026-01-01", "occupied"}, {"2026-03-01", "vacant"}, {"2026-04-01", "marketing"}},
			nil,
			[]string{"2026-01-01 2026-03-01 occupied -", "2026-03-01 2026-04-01 vacant 2026-03-01", "2026-04-01 open marketing 2026-03-01"},
		},
		"a pop-up does not make an old vacancy young": {
			[]event{{"2026-01-01", "vacant"}, {"2026-05-01", "interim_use"}, {"2026-07-01", "vacant"}},
			[]occupied{{"2026-05-01", "2026-07-01", "interim"}},
			[]string{
				"2026-01-01 2026-05-01 vacant 2026-01-01", "2026-05-01 2026-07-01 interim_use 2026-01-01 shop0",
				"2026-07-01 open vacant 2026-01-01",
			},
		},
		"a spell begins in V, not in the refurbishment before it": {
			[]event{{"2026-01-01", "refurbishment"}, {"2026-02-01", "vacant"}, {"2026-03-01", "refurbishment"}, {"2026-04-01", "occupied"}},
			nil,
			[]string{
				"2026-01-01 2026-02-01 refurbishment -", "2026-02-01 2026-03-01 vacant 2026-02-01",
				"2026-03-01 2026-04-01 refurbishment 2026-02-01", "2026-04-01 open occupied -",
			},
		},
		"a letting ends the spell": {
			[]event{{"2026-01-01", "vacant"}, {"2026-02-01", "occupied"}, {"2026-03-01", "reserved"}},
			nil,
			[]string{
				"2026-01-01 2026-02-01 vacant 2026-01-01", "2026-02-01 2026-03-01 occupied -", "2026-03-01 open reserved 2026-03-01",
			},
		},
		"unknown ends it too": {
			[]event{{"2026-01-01", "vacant"}, {"2026-02-01", "unknown"}, {"2026-03-01", "vacant"}},
			nil,
			[]string{"2026-01-01 2026-02-01 vacant 2026-01-01", "2026-02-01 2026-03-01 unknown -", "2026-03-01 open vacant 2026-03-01"},
		},
		"an occupancy cuts a run where it begins and ends": {
			[]event{{"2026-01-01", "occupied"}},
			[]occupied{{"2025-01-01", "2026-02-01", "regular"}, {"2026-02-01", "2026-03-01", "regular"}, {"2026-05-01", "", "regular"}},
			[]string{
				"2026-01-01 2026-02-01 occupied - shop0", "2026-02-01 2026-03-01 occupied - shop1",
				"2026-03-01 2026-05-01 occupied -", "2026-05-01 open occupied - shop2",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			tx := inTx(t)
			unit := addUnit(t, tx, "u")
			addOccupancies(t, tx, unit, c.occupancy)
			addEvents(t, tx, unit, c.events)
			if diff := cmp.Diff(c.want, column[string](t, tx, sqlState, unit), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Against a simulation that walks day by day and knows no runs.
func TestUnitStateDayByDay(t *testing.T) {
	t.Parallel()
	outer := pgtest.Tx(t)
	seedSource(t, outer)
	rapid.Check(t, func(rt *rapid.T) {
		tx, err := outer.Begin(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = tx.Rollback(t.Context()) }()
		unit := addUnit(t, tx, "u")
		events, occupancies := drawLife(rt)
		if rapid.Bool().Draw(rt, "events first") {
			addEvents(t, tx, unit, events)
			addOccupancies(t, tx, unit, occupancies)
		} else {
			addOccupancies(t, tx, unit, occupancies)
			addEvents(t, tx, unit, events)
		}
		if len(events) > 0 && rapid.Bool().Draw(rt, "supersede") {
			n := rapid.IntRange(0, len(events)-1).Draw(rt, "which")
			exec(t, tx, `UPDATE unit_status_event SET superseded_at = now() WHERE unit_id = $1 AND at = $2`, unit, day(t, events[n].day))
			events = slices.Delete(slices.Clone(events), n, n+1)
		}
		got := column[string](t, tx, `SELECT concat_ws(' ', d::date, s.status, coalesce(s.vacant_since::text, '-'), o.business_name)
			FROM generate_series($2::date, $3::date, '1 day') d JOIN unit_state s ON s.unit_id = $1 AND s.period @> d::date
			LEFT JOIN occupancy o ON o.id = s.occupancy_id ORDER BY d`, unit, firstDay, firstDay.AddDays(lifeDays-1))
		if diff := cmp.Diff(simulate(events, occupancies), got, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatalf("%v %v (-simulated +derived)\n%s", events, occupancies, diff)
		}
		if n := one[int](t, tx, `SELECT count(*) FROM unit_state WHERE unit_id = $1 AND upper_inf(period)`, unit); n != min(len(events), 1) {
			rt.Fatalf("%d runs without an end", n)
		}
	})
}

const lifeDays = 60

var firstDay = geo.NewDate(2026, 1, 1) //nolint:gochecknoglobals // a constant day

func drawLife(t *rapid.T) (events []event, occupancies []occupied) {
	status := rapid.SampledFrom([]string{
		"occupied", "threatened", "vacant", "marketing", "reserved", "interim_use", "refurbishment", "converted", "removed", "unknown",
	})
	days := rapid.SliceOfNDistinct(rapid.IntRange(0, lifeDays-1), 0, 9, rapid.ID).Draw(t, "days")
	slices.Sort(days)
	for _, d := range days {
		events = append(events, event{firstDay.AddDays(d).String(), status.Draw(t, "status")})
	}
	cuts := rapid.SliceOfNDistinct(rapid.IntRange(-5, lifeDays-1), 0, 6, rapid.ID).Draw(t, "cuts")
	slices.Sort(cuts)
	for i := 0; i+1 < len(cuts); i += rapid.IntRange(1, 2).Draw(t, "gap") {
		occupancies = append(occupancies, occupied{firstDay.AddDays(cuts[i]).String(), firstDay.AddDays(cuts[i+1]).String(), "regular"})
	}
	return events, occupancies
}

// simulate tells for each day what a person with the two lists and a calendar would say.
func simulate(events []event, occupancies []occupied) []string {
	var out []string
	status, since := "", ""
	for n := range lifeDays {
		today := firstDay.AddDays(n).String()
		for _, e := range events {
			if e.day == today {
				status = e.status
			}
		}
		if status == "" {
			continue
		}
		switch {
		case slices.Contains([]string{"vacant", "marketing", "reserved"}, status):
			if since == "" {
				since = today
			}
		case status != "interim_use" && status != "refurbishment":
			since = ""
		}
		line := today + " " + status + " -"
		if since != "" {
			line = today + " " + status + " " + since
		}
		for i, o := range occupancies {
			if o.from <= today && today < o.to {
				line += fmt.Sprintf(" shop%d", i)
			}
		}
		out = append(out, line)
	}
	return out
}

func addEvents(t testing.TB, tx pgx.Tx, unit int64, events []event) {
	t.Helper()
	from := "unknown"
	for _, e := range events {
		// "from" is the room's business; here it must only differ from "to", as the table asks.
		if from == e.status {
			from = "occupied"
			if e.status == "occupied" {
				from = "unknown"
			}
		}
		exec(t, tx, `INSERT INTO unit_status_event (unit_id, "from", "to", at, source) VALUES ($1, $2, $3, $4, 'walk')`,
			unit, from, e.status, day(t, e.day))
		from = e.status
	}
}

func addOccupancies(t testing.TB, tx pgx.Tx, unit int64, occupancies []occupied) {
	t.Helper()
	for i, o := range occupancies {
		p := geo.Period{From: day(t, o.from)}
		if o.to != "" {
			p.To = day(t, o.to)
		}
		exec(t, tx, `INSERT INTO occupancy (unit_id, business_name, kind, period) VALUES ($1, $2, $3, $4)`,
			unit, fmt.Sprintf("shop%d", i), o.kind, p)
	}
}
