package kpi_test

import (
	"math"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/fault"
	"mitte/geo/kpi"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
	"mitte/geo/works"
)

var (
	today   = geo.NewDate(2026, time.November, 23)
	noon    = geo.FixedClock(today.Time().Add(12 * time.Hour))
	planner = people.Actor{AccountID: 1, Roles: []people.Role{people.Planner}}
)

func demoTown(t *testing.T) (*pgtest.Database, *kpi.Service) {
	t.Helper()
	db := pgtest.DB(t)
	if _, err := demo.Load(t.Context(), db.Owner(), demo.Options{Seed: 5, Scale: 1, Today: today}); err != nil {
		t.Fatal(err)
	}
	return db, kpi.New(db.App(), place.NewPlanner(db.App(), noon), works.NewReckoner(db.App(), noon), noon)
}

// sqlCounted counts in a way of its own, from the events and not from what is derived of them.
const sqlCounted = `
SELECT count(*) FILTER (WHERE s NOT IN ('converted', 'removed', 'unknown')), count(*) FILTER (WHERE s IN ('vacant', 'marketing', 'reserved')),
       coalesce(sum(area) FILTER (WHERE s IN ('vacant', 'marketing', 'reserved')), 0)::double precision
FROM (SELECT u.sales_area_m2 AS area, (SELECT e."to" FROM unit_status_event e WHERE e.unit_id = u.id AND e.superseded_at IS NULL AND e.at <= $1
                                       ORDER BY e.at DESC LIMIT 1) AS s FROM unit u) AS counted`

func TestFiguresAgainstTheEvents(t *testing.T) {
	t.Parallel()
	db, service := demoTown(t)
	some := false
	rapid.Check(t, func(r *rapid.T) {
		on := today.AddDays(-rapid.IntRange(0, 2500).Draw(r, "days"))
		got, err := service.Ask(t.Context(), planner, kpi.Question{At: on})
		if err != nil {
			r.Fatal(err)
		}
		var stock, vacant int
		var area float64
		if err := db.Owner().QueryRow(t.Context(), sqlCounted, on).Scan(&stock, &vacant, &area); err != nil {
			r.Fatal(err)
		}
		f := got.Figures
		if f.Stock != stock || f.Vacant != vacant || math.Abs(f.VacantSalesAreaM2-area) > 0.01 {
			r.Fatalf("on %s: %d of %d and %v m², counted %d of %d and %v m²", on, f.Vacant, f.Stock, f.VacantSalesAreaM2, vacant, stock, area)
		}
		some = some || vacant > 0
	})
	if !some {
		t.Error("nothing was ever vacant")
	}
}

// TestStreetsAddUpToTheirFronts: over all segments each front counts once, and each unit with a main front.
func TestStreetsAddUpToTheirFronts(t *testing.T) {
	t.Parallel()
	db, service := demoTown(t)
	rows, err := db.Owner().Query(t.Context(), `SELECT DISTINCT segment_id FROM frontage WHERE segment_id IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	var segments []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		segments = append(segments, id)
	}
	sum, units := 0.0, 0
	for _, id := range segments {
		a, err := service.Ask(t.Context(), planner, kpi.Question{Scope: kpi.Scope{Along: &place.AlongQuery{SegmentID: id, WithinM: place.MaxWithinM}}})
		if err != nil {
			t.Fatal(err)
		}
		sum, units = sum+a.Figures.FrontageM, units+a.Figures.Stock
	}
	var fronts float64
	var fronted int
	if err := db.Owner().QueryRow(t.Context(), `
		SELECT sum(f.length_m), count(DISTINCT f.unit_id) FILTER (WHERE f."primary")
		FROM frontage f JOIN unit_state s ON s.unit_id = f.unit_id AND s.period @> $1::date
		WHERE f.segment_id IS NOT NULL AND s.status NOT IN ('converted', 'removed', 'unknown')`, today).Scan(&fronts, &fronted); err != nil {
		t.Fatal(err)
	}
	if math.Abs(sum-fronts) > 0.5 || units < fronted {
		t.Errorf("the streets have %v m and %d units, all fronts %v m of %d", sum, units, fronts, fronted)
	}
}

func TestSeriesAndRefusals(t *testing.T) {
	t.Parallel()
	_, service := demoTown(t)
	a, err := service.Ask(t.Context(), planner, kpi.Question{CompareAt: today.AddMonths(-12), Period: geo.Period{From: day("2025-01-15"), To: day("2026-01-01")}})
	if err != nil || len(a.Series) != 13 || a.Series[0].At != day("2025-01-15") || a.Series[1].At != day("2025-02-01") || a.Series[12].At != day("2025-12-31") {
		t.Fatalf("%v: %d figures", err, len(a.Series))
	}
	if a.Compared == nil || a.Flow == nil || a.Flow.MeanStock == 0 || a.Exposure == nil {
		t.Errorf("%+v", a)
	}
	for name, q := range map[string]struct {
		by   people.Actor
		q    kpi.Question
		kind fault.Kind
	}{
		"nobody":          {people.Actor{}, kpi.Question{}, fault.Unauthenticated},
		"no such area":    {planner, kpi.Question{Scope: kpi.Scope{Inside: &place.AreaQuery{AreaID: 99999}}}, fault.NotFound},
		"no such street":  {planner, kpi.Question{Scope: kpi.Scope{Along: &place.AlongQuery{Street: "Mondweg"}}}, fault.NotFound},
		"no end":          {planner, kpi.Question{Period: geo.Period{From: today}}, fault.Invalid},
		"a hundred years": {planner, kpi.Question{Period: geo.Period{From: day("1926-01-01"), To: today}}, fault.Invalid},
	} {
		if _, err := service.Ask(t.Context(), q.by, q.q); fault.KindOf(err) != q.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestExposureOfTheTown: the segments of all streets have what the town has, and a period has what its halves have.
func TestExposureOfTheTown(t *testing.T) {
	t.Parallel()
	db, service := demoTown(t)
	of := func(scope kpi.Scope, from, to geo.Date) kpi.Exposure {
		a, err := service.Ask(t.Context(), planner, kpi.Question{Scope: scope, Period: geo.Period{From: from, To: to}})
		if err != nil {
			t.Fatal(err)
		}
		return *a.Exposure
	}
	from, middle, to := today.AddDays(-120), today.AddDays(-17), today.AddDays(90)
	town := of(kpi.Scope{}, from, to)
	if town.MDays == 0 || town.Units == 0 || town.UnitsKnown > town.Units || town.Doors < town.Units || town.Sections == 0 {
		t.Fatalf("%+v", town)
	}
	if sum := of(kpi.Scope{}, from, middle).MDays + of(kpi.Scope{}, middle, to).MDays; math.Abs(sum-town.MDays) > 0.01 {
		t.Errorf("%v m·d in two parts, %v in one", sum, town.MDays)
	}
	rows, err := db.Owner().Query(t.Context(), `SELECT DISTINCT segment_id FROM frontage WHERE segment_id IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	segments, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for _, id := range segments {
		sum += of(kpi.Scope{Along: &place.AlongQuery{SegmentID: id, WithinM: place.MaxWithinM}}, from, to).MDays
	}
	var astray int
	if err := db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM frontage WHERE segment_id IS NULL`).Scan(&astray); err != nil {
		t.Fatal(err)
	}
	if sum > town.MDays+0.01 || astray == 0 && math.Abs(sum-town.MDays) > 0.01 {
		t.Errorf("the streets have %v m·d, the town %v", sum, town.MDays)
	}
}
