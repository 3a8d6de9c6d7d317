package kpi

import (
	"math"
	"reflect"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
	"mitte/geo/works"
)

var office = people.Actor{AccountID: 1, Roles: []people.Role{people.Planner}}

// town is a demo town of today, because what an edit knows is stamped by the database's clock.
func town(t *testing.T) (*pgtest.Database, *Service, time.Time) {
	t.Helper()
	db := pgtest.DB(t)
	var now time.Time
	if err := db.Owner().QueryRow(t.Context(), `SELECT now()`).Scan(&now); err != nil {
		t.Fatal(err)
	}
	clock := geo.FixedClock(now)
	if _, err := demo.Load(t.Context(), db.Owner(), demo.Options{Seed: 7, Scale: 1, Today: geo.DateOf(now)}); err != nil {
		t.Fatal(err)
	}
	return db, New(db.App(), place.NewPlanner(db.App(), clock), works.NewReckoner(db.App(), clock), clock), moment(t, db)
}

// moment is a time that the database has behind it and that nothing is stamped with.
func moment(t *testing.T, db *pgtest.Database) (at time.Time) {
	t.Helper()
	if err := db.Owner().QueryRow(t.Context(), `SELECT clock_timestamp() FROM pg_sleep(0.002)`).Scan(&at); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Owner().Exec(t.Context(), `SELECT pg_sleep(0.002)`); err != nil {
		t.Fatal(err)
	}
	return at
}

func TestReportStatementsPrepare(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	pgtest.PrepareAll(t, tx, map[string]string{
		"units": sqlKnownUnits, "fronts": sqlKnownFronts, "events": sqlKnownEvents, "occupancies": sqlKnownOccupancies,
		"surveys": sqlKnownSurveys, "areas": sqlKnownAreas, "streets": sqlKnownStreets, "now": sqlNow,
		"units of": sqlUnitsOfThen, "fronts of": sqlFrontsOf, "events of": sqlEventsOfThen, "occupancies of": sqlOccupanciesOfThen, "surveys of": sqlSurveysOfThen,
	})
	pgtest.UsesIndex(t, tx, sqlKnownStreets, "street_segment_geom_idx", time.Now(), 359200.0, 5725200.0, 359300.0, 5725300.0)
}

// TestKnownIsWhatIs: what follows from the events as they are known now is what the database derives of them.
func TestKnownIsWhatIs(t *testing.T) {
	t.Parallel()
	db, service, known := town(t)
	rows, err := findKnown(t.Context(), db.App(), known, geo.DateOf(known))
	if err != nil {
		t.Fatal(err)
	}
	then, today := rows.assemble(), geo.DateOf(known)
	now, err := findUnits(t.Context(), service.db, nil)
	if err != nil || len(now) != len(then.units) || len(now) < 20 {
		t.Fatalf("%v: %d units, known are %d", err, len(now), len(then.units))
	}
	for back := 0; back < 3000; back += 13 {
		day := today.AddDays(60 - back)
		got, want := On(then.units, day), On(now, day)
		if math.Abs(got.FrontageM-want.FrontageM) > 0.001 || math.Abs(got.VacantFrontageM-want.VacantFrontageM) > 0.001 {
			t.Fatalf("%s: %v m, %v m", day, got.FrontageM, want.FrontageM)
		}
		got.FrontageM, got.VacantFrontageM, got.ByFrontage = want.FrontageM, want.VacantFrontageM, want.ByFrontage
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%s:\n%+v\n%+v", day, got, want)
		}
	}
	year := geo.Period{From: today.AddMonths(-30), To: today}
	if got, want := Between(then.units, year), Between(now, year); !reflect.DeepEqual(got, want) || want.Let == 0 {
		t.Errorf("%+v\n%+v", got, want)
	}
}

func (s *Service) mustReport(t *testing.T, year int, known time.Time) Report {
	t.Helper()
	r, err := s.Report(t.Context(), office, ReportQuestion{Year: year, KnownAt: known})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// edits change everything that a report rests on.
var edits = []string{
	`UPDATE unit_status_event SET superseded_at = now() WHERE id IN (SELECT min(id) FROM unit_status_event WHERE superseded_at IS NULL GROUP BY unit_id LIMIT 9)`,
	`INSERT INTO unit_status_event (unit_id, "from", "to", at, source) SELECT unit_id, s.status, 'refurbishment', current_date - 1, 'walk' FROM unit_state s WHERE s.period @> current_date AND s.status = 'vacant' AND lower(s.period) < current_date - 1 LIMIT 3`,
	`UPDATE unit SET sales_area_m2 = 11, retail_area_m2 = NULL, total_area_m2 = NULL, use_type = 'craft', marketable = false, not_marketable_reason = 'other', geom = ST_Translate(geom, 3, 3) WHERE id % 3 = 0`,
	`DELETE FROM frontage WHERE unit_id % 5 = 0 AND NOT "primary"`,
	`UPDATE frontage SET measured_m = 3.3 WHERE unit_id % 4 = 0`,
	`UPDATE occupancy SET chain_shop_count = 90, lease_end = current_date + 20 WHERE id % 2 = 0`,
	`UPDATE street_segment SET street_name = street_name || ' (neu)' WHERE id % 2 = 0`,
	`UPDATE address SET street_name = street_name || ' (neu)' WHERE id % 2 = 0`,
	`UPDATE area SET geom = ST_Multi(ST_Buffer(geom, -20)), name = name || ' neu'`,
	`UPDATE construction_section SET planned = daterange(current_date - 400, current_date + 5), actual_start = current_date - 380 WHERE status IN ('active', 'scheduled')`,
	`UPDATE construction_phase SET planned = daterange(current_date - 50, current_date + 5)`,
	`UPDATE construction_project SET title_de = 'anders', title_en = 'other'`,
	`DELETE FROM entrance WHERE unit_id % 2 = 0`,
	`INSERT INTO survey (unit_id, at, result) SELECT id, current_date, 'confirmed' FROM unit WHERE id % 2 = 1`,
}

// TestReportStaysWhatItWas: of a moment that has passed, no edit changes anything.
func TestReportStaysWhatItWas(t *testing.T) {
	t.Parallel()
	db, service, known := town(t)
	year := geo.DateOf(known).Time().Year()
	before, last := service.mustReport(t, year, known), service.mustReport(t, year-1, known)
	if before.Over() || !last.Over() || len(before.Years) != 3 || len(before.Streets) < 3 || len(before.Plan.Units) < 20 || len(before.Plan.Streets) == 0 {
		t.Fatalf("%+v", before)
	}
	for _, edit := range edits {
		tag, err := db.Owner().Exec(t.Context(), edit)
		if err != nil || tag.RowsAffected() == 0 {
			t.Fatalf("%v %v\n%s", tag, err, edit)
		}
		if got := service.mustReport(t, year, known); !reflect.DeepEqual(got, before) {
			t.Fatalf("after %s\n%+v\n%+v", edit, got, before)
		}
	}
	if got := service.mustReport(t, year-1, known); !reflect.DeepEqual(got, last) {
		t.Error("the year before is another one")
	}
	now := service.mustReport(t, year, moment(t, db))
	now.KnownAt, now.Until = before.KnownAt, before.Until
	if reflect.DeepEqual(now, before) || reflect.DeepEqual(now.Streets, before.Streets) || reflect.DeepEqual(now.Works, before.Works) || reflect.DeepEqual(now.Areas, before.Areas) {
		t.Error("what is known now is what was known")
	}
}

// TestReportAddsUp: the streets together are the town, and the sections all works.
func TestReportAddsUp(t *testing.T) {
	t.Parallel()
	_, service, known := town(t)
	r := service.mustReport(t, geo.DateOf(known).Time().Year(), known)
	all := r.Years[0]
	var sum Figures
	var flow Flow
	var metreDays, bySite float64
	for _, p := range r.Streets {
		sum.Stock, sum.Vacant, sum.FrontageM = sum.Stock+p.Now.Stock, sum.Vacant+p.Now.Vacant, sum.FrontageM+p.Now.FrontageM
		sum.VacantFrontageM, sum.SalesAreaM2 = sum.VacantFrontageM+p.Now.VacantFrontageM, sum.SalesAreaM2+p.Now.SalesAreaM2
		flow.Entries, flow.Exits, metreDays = flow.Entries+p.Flow.Entries, flow.Exits+p.Flow.Exits, metreDays+p.Exposure.MDays
	}
	for _, w := range r.Works {
		bySite += w.Exposure.MDays
	}
	f := all.Figures
	if sum.Stock != f.Stock || sum.Vacant != f.Vacant || math.Abs(sum.FrontageM-f.FrontageM) > 0.01 || math.Abs(sum.VacantFrontageM-f.VacantFrontageM) > 0.01 ||
		math.Abs(sum.SalesAreaM2-f.SalesAreaM2) > 0.01 || flow.Entries != all.Flow.Entries || flow.Exits != all.Flow.Exits {
		t.Errorf("the streets have %+v, the town %+v", sum, f)
	}
	if all.Exposure.MDays == 0 || math.Abs(metreDays-all.Exposure.MDays) > 0.01 || math.Abs(bySite-all.Exposure.MDays) > 0.01 {
		t.Errorf("streets %v, sections %v, town %v m·d", metreDays, bySite, all.Exposure.MDays)
	}
	if last := r.Months[len(r.Months)-1]; last.At != r.Until || last.Vacant != f.Vacant || len(r.Plan.Units)+r.Plan.Outside != f.Stock {
		t.Errorf("%d months to %v, %d of %d units on the plan", len(r.Months), last.At, len(r.Plan.Units), f.Stock)
	}
}

func TestReportRefuses(t *testing.T) {
	t.Parallel()
	_, service, known := town(t)
	year := geo.DateOf(known).Time().Year()
	for name, q := range map[string]struct {
		by   people.Actor
		ask  ReportQuestion
		kind fault.Kind
	}{
		"nobody":                    {people.Actor{}, ReportQuestion{Year: year}, fault.Unauthenticated},
		"a board member":            {people.Actor{AccountID: 2, Roles: []people.Role{people.Board}}, ReportQuestion{Year: year}, fault.Forbidden},
		"a moment to come":          {office, ReportQuestion{Year: year, KnownAt: known.Add(time.Hour)}, fault.Invalid},
		"a year to come":            {office, ReportQuestion{Year: year + 1}, fault.Invalid},
		"a year to come, back then": {office, ReportQuestion{Year: year, KnownAt: known.AddDate(-2, 0, 0)}, fault.Invalid},
		"before all years":          {office, ReportQuestion{Year: 1800}, fault.Invalid},
	} {
		if _, err := service.Report(t.Context(), q.by, q.ask); fault.KindOf(err) != q.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDaysOfAReport(t *testing.T) {
	t.Parallel()
	leap := geo.NewDate(2024, time.February, 29)
	if d := sameDay(leap, 2023); d != geo.NewDate(2023, time.February, 28) {
		t.Error(d)
	}
	if ends := monthEnds(leap); len(ends) != 14 || ends[0] != geo.NewDate(2023, time.January, 31) || ends[12] != geo.NewDate(2024, time.January, 31) || ends[13] != leap {
		t.Error(ends)
	}
	if p := yearTo(leap); p.From != geo.NewDate(2024, time.January, 1) || p.To != geo.NewDate(2024, time.March, 1) {
		t.Error(p)
	}
	berlin := time.Date(2025, time.December, 31, 23, 30, 0, 0, time.UTC) // New Year has begun in Berlin
	if d := lastDayOf(2025, berlin); d != geo.NewDate(2025, time.December, 31) || lastDayOf(2026, berlin) != geo.NewDate(2026, time.January, 1) {
		t.Error(d)
	}
}

// runs of events are tried against unit_state above; here the cases a town of the demo may not have.
func TestRunsOf(t *testing.T) {
	t.Parallel()
	at := func(day int, status string, latest bool) eventRow {
		return eventRow{At: geo.NewDate(2026, time.January, day), Status: status, AtLatest: latest}
	}
	runs := runsOf([]eventRow{
		at(1, "refurbishment", false), at(3, "vacant", true), at(5, "interim_use", false), at(7, "marketing", false), at(9, "occupied", false), at(11, "vacant", false),
	})
	none := geo.Date{}
	for i, want := range []struct {
		since  geo.Date
		latest bool
	}{{none, false}, {geo.NewDate(2026, 1, 3), true}, {geo.NewDate(2026, 1, 3), true}, {geo.NewDate(2026, 1, 3), true}, {none, false}, {geo.NewDate(2026, 1, 11), false}} {
		if runs[i].VacantSince != want.since || runs[i].AtLatest != want.latest {
			t.Errorf("%d: %+v", i, runs[i])
		}
	}
	if !runs[5].Period.To.IsZero() || runs[4].Period.To != runs[5].Period.From {
		t.Errorf("%+v", runs)
	}
}
