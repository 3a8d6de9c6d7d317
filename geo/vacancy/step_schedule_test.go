package vacancy_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/vacancy"
)

// spell is what the model knows of a step in force: on its day the unit becomes so.
type spell struct {
	at geo.Date
	to string
}

// life is a unit in the register beside the same unit as a plain list of days.
type life struct {
	b     *bundle
	id    int64
	model map[int64]spell // by the number of the step

	steps, corrections int
}

const (
	sqlDays = `SELECT d.at::date AS day, coalesce(s.status, 'unknown') AS status, s.vacant_since,
           coalesce((SELECT string_agg(kind, ',') FROM occupancy o WHERE o.unit_id = $1 AND o.period @> d.at::date), '') AS tenants
    FROM generate_series($2::date, $3::date, interval '1 day') AS d (at)
    LEFT JOIN unit_state s ON s.unit_id = $1 AND s.period @> d.at::date
    ORDER BY 1`
	sqlPriced   = `INSERT INTO offer (unit_id, title_de, price_on_request) VALUES ($1, 'Laden', true)`
	sqlOverlaps = `SELECT count(*) FROM unit_state a JOIN unit_state b ON a.unit_id = b.unit_id AND a.period && b.period AND lower(a.period) < lower(b.period)
    WHERE a.unit_id = $1`
)

func (l *life) status(day geo.Date) string {
	last := spell{to: "unknown"}
	for _, s := range l.model {
		if !day.Before(s.at) && !s.at.Before(last.at) {
			last = s
		}
	}
	return last.to
}

// since counts back, day by day, to the first day in V of the run that goes through V, interim use and refurbishment.
func (l *life) since(day, first geo.Date) geo.Date {
	goesOn := []string{"vacant", "marketing", "reserved", "interim_use", "refurbishment"}
	var since geo.Date
	for d := day; !d.Before(first); d = d.AddDays(-1) {
		status := l.status(d)
		if !slices.Contains(goesOn, status) {
			break
		}
		if slices.Contains(goesOn[:3], status) {
			since = d
		}
	}
	return since
}

var tenancies = map[string]string{"occupied": "regular", "threatened": "regular", "interim_use": "interim"} //nolint:gochecknoglobals // a table

type dayRow struct {
	Day         geo.Date
	Status      string
	VacantSince geo.Date
	Tenants     string
}

func (l *life) compare(rt *rapid.T, first, last geo.Date) {
	days, err := pg.Collect[dayRow](l.b.t.Context(), l.b.db.App(), sqlDays, l.id, first, last)
	if err != nil {
		rt.Fatal(err)
	}
	for _, d := range days {
		want := l.status(d.Day)
		if d.Status != want || d.Tenants != tenancies[want] {
			rt.Fatalf("%s: %s with tenants %q, want %s; %v", d.Day, d.Status, d.Tenants, want, l.model)
		}
		if since := l.since(d.Day, first); since != d.VacantSince {
			rt.Fatalf("%s: vacant since %s, want %s; %v", d.Day, d.VacantSince, since, l.model)
		}
	}
	n := 0
	if err := l.b.db.App().QueryRow(l.b.t.Context(), sqlOverlaps, l.id).Scan(&n); err != nil || n != 0 {
		rt.Fatalf("%d runs overlap: %v", n, err)
	}
}

// act enters a random step, or corrects one; what is refused changes nothing.
func (l *life) act(rt *rapid.T, first geo.Date) {
	s := step(rapid.SampledFrom(vacancy.Statuses()).Draw(rt, "to"), first.AddDays(rapid.IntRange(0, 24).Draw(rt, "day")))
	s.Irregular = rapid.Bool().Draw(rt, "irregular")
	var known []int64
	for id := range l.model {
		known = append(known, id)
	}
	slices.Sort(known)
	if len(known) > 0 && rapid.IntRange(0, 2).Draw(rt, "correct") == 0 {
		s.CorrectsID = rapid.SampledFrom(known).Draw(rt, "corrects")
		if rapid.Bool().Draw(rt, "same day") {
			s.At = l.model[s.CorrectsID].at
		}
	}
	if rapid.Bool().Draw(rt, "nobody") {
		s.Tenant = nil
	}
	saved, err := l.b.office.Step(l.b.t.Context(), staff, l.id, s)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict:
		if code := fault.CodeOf(err); code == "occupancy_no_overlap" || code == "unit_status_event_one_a_day" {
			rt.Fatalf("the rules let %+v through: %v", s, err)
		}
		return
	default:
		if err != nil {
			rt.Fatal(err)
		}
	}
	if l.steps++; s.CorrectsID != 0 {
		l.corrections++
	}
	clear(l.model)
	before := "unknown"
	for _, e := range slices.Backward(saved.Events) { // by day
		if e.SupersededAt == nil {
			if e.From != before {
				rt.Fatalf("%s leads from %s, and it was %s", e.At, e.From, before)
			}
			before = e.To
			l.model[e.ID] = spell{e.At, e.To}
		}
	}
	if l.status(s.At) != s.To {
		rt.Fatalf("on %s it is %s, entered was %s", s.At, l.status(s.At), s.To)
	}
}

// Random lives of units, entered, back-dated and corrected: on every day there is one status, that which a plain list of days
// says, with the tenants that go with it, and no two runs overlap.
func TestRandomLivesAgreeWithAPlainListOfDays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first := geo.NewDate(2026, time.October, 1)
	n, steps, corrections := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		l := &life{b: b, id: b.enter(n%9000+1, "", geo.Date{}).ID, model: map[int64]spell{}}
		if _, err := b.db.App().Exec(t.Context(), sqlPriced, l.id); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(1, 10).Draw(rt, "steps") {
			l.act(rt, first)
		}
		l.compare(rt, first, first.AddDays(26))
		steps, corrections = steps+l.steps, corrections+l.corrections
	})
	if steps < n || corrections < n/4 {
		t.Errorf("only %d steps, %d of them corrections, in %d lives", steps, corrections, n)
	}
}
