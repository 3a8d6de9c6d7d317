package works

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
)

func TestExposureStatementsPrepare(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	pgtest.PrepareAll(t, tx, map[string]string{
		"sections": sqlExposing, "phases": sqlExposingPhases, "fronts": sqlFrontsThen, "doors": sqlDoorsThen, "told": sqlTold,
	})
	pgtest.UsesIndex(t, tx, sqlFrontsThen, "frontage_geom_idx", time.Now(), boxAt(25, -4, 60, 4), 5.0)
	pgtest.UsesIndex(t, tx, sqlDoorsThen, "unit_geom_idx", time.Now(), boxAt(25, -4, 60, 4), 5.0)
}

// site begins and ends works on some ground; a phase is half of it.
func (l *littleTown) site(t testing.TB, label, status, ground string, p geo.Period) int64 {
	t.Helper()
	project := l.id(t, `INSERT INTO construction_project (public_ref, title_de, source) VALUES ($1, 'P', $2) RETURNING id`, l.source(t)+label, l.source(t))
	var start any
	if status == "active" {
		start = p.From
	}
	return l.id(t, `INSERT INTO construction_section (project_id, label, geom, status, planned, actual_start, source)
		VALUES ($1, $2, ST_Multi($3::geometry), $4, daterange($5, $6), $7, $8) RETURNING id`, project, label, ground, status, p.From, p.To, start, l.source(t))
}

func (l *littleTown) exposures(t testing.TB, p geo.Period) []Exposing {
	t.Helper()
	found, err := l.r.Exposures(t.Context(), ExposureQuestion{Period: p, KnownAt: time.Now().Add(time.Hour), ReachM: 4})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func sumOf(found []Exposing) (metreDays float64, fronts, doors int) {
	for _, s := range found {
		for _, f := range s.Fronts {
			metreDays += f.MDays
			if f.FrontID == 0 {
				doors++
			} else {
				fronts++
			}
		}
	}
	return metreDays, fronts, doors
}

// TestExposureVector is the last row of domain.md 6.8, asked of all works at once.
func TestExposureVector(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	unit := town.shop(t, "a", 20, 32, 6)
	town.shop(t, "b", 70, 80, 6)
	bare := town.id(t, `INSERT INTO unit (public_ref, geom, use_type, source) VALUES ($1, $2, 'retail', $3) RETURNING id`, town.source(t)+"-bare", pointAt(45, 12), town.source(t))
	town.do(t, `INSERT INTO entrance (unit_id, geom, step_free) VALUES ($1, $2, true), ($1, $3, false)`, bare, pointAt(45, 6), pointAt(46, 6))
	now := geo.DateOf(time.Now())
	town.site(t, "A", "active", boxAt(25, -4, 60, 4), geo.Period{From: now.AddDays(-20), To: now.AddDays(20)})
	found := town.exposures(t, geo.Period{From: now.AddDays(-5), To: now.AddDays(5)})
	m, fronts, doors := sumOf(found)
	if len(found) != 1 || !near(m, 104.6, 0.05) || fronts != 1 || doors != 1 || found[0].Fronts[0].UnitID != unit || found[0].Fronts[0].Days != 10 {
		t.Fatalf("%v m·d: %+v", m, found)
	}
	if first := found[0].Fronts[0].First; first != now.AddDays(-5) {
		t.Errorf("from %v", first)
	}
	// A day more of the period is a day more before the shop; beyond the works there is nothing.
	if m, _, _ := sumOf(town.exposures(t, geo.Period{From: now.AddDays(-6), To: now.AddDays(5)})); !near(m, 115.1, 0.05) {
		t.Errorf("eleven days: %v", m)
	}
	if found := town.exposures(t, geo.Period{From: now.AddDays(20), To: now.AddDays(30)}); len(found) != 0 {
		t.Errorf("after the works: %+v", found)
	}
}

// TestExposureOfWhatDidNotBegin: planned days that went by without a spade count for nothing, those to come count.
func TestExposureOfWhatDidNotBegin(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	town.shop(t, "a", 30, 40, 6)
	now := geo.DateOf(time.Now().Add(time.Hour))
	town.site(t, "A", "scheduled", boxAt(25, -4, 60, 4), geo.Period{From: now.AddDays(-20), To: now.AddDays(20)})
	town.site(t, "B", "cancelled", boxAt(25, -4, 60, 4), geo.Period{From: now, To: now.AddDays(20)})
	m, _, _ := sumOf(town.exposures(t, geo.Period{From: now.AddDays(-10), To: now.AddDays(10)}))
	if !near(m, 10*10, 0.05) {
		t.Errorf("%v m·d", m)
	}
}

// sqlExposedOn measures on one day in a way of its own, with PostGIS. Works that nobody ended are there until today, $3.
const sqlExposedOn = `
SELECT coalesce(sum(m), 0)
FROM construction_section s
CROSS JOIN LATERAL (
    SELECT coalesce(ST_Collect(coalesce(h.geom, s.geom)), CASE WHEN daterange(s.period_from, greatest(s.period_to, $3::date + 1)) @> $1::date THEN s.geom END) AS geom
    FROM construction_phase h WHERE h.section_id = s.id AND daterange(h.period_from, h.period_to) @> $1::date
) AS g
JOIN frontage f ON true
CROSS JOIN LATERAL (SELECT ST_Length(ST_Intersection(f.geom, ST_Buffer(g.geom, 4, 64))) AS m) AS l
WHERE s.source = $2 AND f.unit_id IN (SELECT id FROM unit WHERE source = $2) AND m >= 0.5`

func TestExposureAgainstPostGIS(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	for i := range 6 {
		town.shop(t, string(rune('a'+i)), float64(i*15), float64(i*15+11), 6)
	}
	now := geo.DateOf(time.Now().Add(time.Hour))
	some := false
	rapid.Check(t, func(r *rapid.T) {
		town.do(t, `SAVEPOINT drawn`)
		defer town.do(t, `ROLLBACK TO SAVEPOINT drawn`)
		for i := range rapid.IntRange(1, 3).Draw(r, "sites") {
			x, from := rapid.Float64Range(-20, 80).Draw(r, "x"), rapid.IntRange(-40, 20).Draw(r, "from")
			wide, long := rapid.Float64Range(3, 40).Draw(r, "wide"), rapid.IntRange(2, 30).Draw(r, "long")
			p := geo.Period{From: now.AddDays(from), To: now.AddDays(from + long)}
			id := town.site(t, string(rune('A'+i)), "active", boxAt(x, -5, x+wide, 4), p)
			if rapid.Bool().Draw(r, "phase") {
				town.do(t, `INSERT INTO construction_phase (section_id, kind, geom, planned) VALUES ($1, 'utility', ST_Multi($2::geometry), daterange($3, $4))`,
					id, boxAt(x, 1, x+wide/2, 4), p.From, p.From.AddDays(1+long/2))
			}
		}
		asked := geo.Period{From: now.AddDays(rapid.IntRange(-30, 0).Draw(r, "since"))}
		asked.To = asked.From.AddDays(rapid.IntRange(1, 25).Draw(r, "days"))
		want := 0.0
		for d := asked.From; d.Before(asked.To); d = d.AddDays(1) {
			var m float64
			if err := town.tx.QueryRow(t.Context(), sqlExposedOn, d, town.source(t), now).Scan(&m); err != nil {
				r.Fatal(err)
			}
			want += m
		}
		got, _, _ := sumOf(town.exposures(t, asked))
		if !near(got, want, 0.02+0.001*want) {
			r.Fatalf("%v m·d, day by day %v", got, want)
		}
		some = some || want > 0
	})
	if !some {
		t.Error("nothing was ever affected")
	}
}
