package works

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// The little town of these tests stands at domain.md 6.8's offset: a street s1 from (0,0) to (100,0), 12 m wide, that goes on
// to both sides, and whatever a test puts beside it.
const (
	eastM  = 359_200
	northM = 5_725_200
)

type littleTown struct {
	tx pgx.Tx
	r  *Reckoner
	s1 int64
}

var testDay = geo.NewDate(2026, time.November, 23)

func newTown(t testing.TB) *littleTown {
	t.Helper()
	town := &littleTown{tx: pgtest.Tx(t)}
	town.r = NewReckoner(town.tx, geo.FixedClock(testDay.Time()))
	town.do(t, `INSERT INTO source (id, title, licence, attribution) VALUES ($1, '', '', '') ON CONFLICT DO NOTHING`, town.source(t))
	town.s1 = town.id(t, `INSERT INTO street_segment (street_name, from_node, to_node, geom, source, width_m) VALUES ('S1', 1, 2, $1, $2, 12) RETURNING id`,
		lineAt(0, 0, 100, 0), town.source(t))
	town.id(t, `INSERT INTO street_segment (street_name, from_node, to_node, geom, source, width_m) VALUES ('West', 3, 1, $1, $2, 12) RETURNING id`,
		lineAt(-300, 0, 0, 0), town.source(t))
	town.id(t, `INSERT INTO street_segment (street_name, from_node, to_node, geom, source, width_m) VALUES ('East', 2, 4, $1, $2, 12) RETURNING id`,
		lineAt(100, 0, 400, 0), town.source(t))
	return town
}

func (l *littleTown) source(t testing.TB) string {
	return strings.ToLower(strings.ReplaceAll(t.Name()[:min(len(t.Name()), 40)], "/", "-"))
}

func (l *littleTown) do(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := l.tx.Exec(t.Context(), sql, args...); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
}

func (l *littleTown) id(t testing.TB, sql string, args ...any) (id int64) {
	t.Helper()
	if err := l.tx.QueryRow(t.Context(), sql, args...).Scan(&id); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return id
}

// shop opens one with a front along a line and a door in its middle, in a house of 10 m behind it.
func (l *littleTown) shop(t testing.TB, ref string, x0, x1, y float64) int64 {
	t.Helper()
	back := y + math.Copysign(10, y)
	l.do(t, `INSERT INTO building (geom, source) VALUES (ST_Multi($1::geometry), $2)`, boxAt(x0, min(y, back), x1, max(y, back)), l.source(t))
	unit := l.id(t, `INSERT INTO unit (public_ref, geom, use_type, source) VALUES ($1, $2, 'retail', $3) RETURNING id`,
		l.source(t)+"-"+ref, pointAt((x0+x1)/2, (y+back)/2), l.source(t))
	l.do(t, `INSERT INTO frontage (unit_id, geom, segment_id, side, from_m, to_m, "primary") VALUES ($1, $2, $3, 'left', $4, $5, true)`,
		unit, lineAt(x0, y, x1, y), l.s1, x0, x1)
	l.do(t, `INSERT INTO entrance (unit_id, geom, step_free) VALUES ($1, $2, true)`, unit, pointAt((x0+x1)/2, y))
	return unit
}

func xy(x, y float64) string { return fmt.Sprintf("%.9f %.9f", eastM+x, northM+y) }

func lineAt(x0, y0, x1, y1 float64) string {
	return "SRID=25832;LINESTRING(" + xy(x0, y0) + "," + xy(x1, y1) + ")"
}

func pointAt(x, y float64) string { return "SRID=25832;POINT(" + xy(x, y) + ")" }

func boxAt(x0, y0, x1, y1 float64) string {
	return "SRID=25832;POLYGON((" + strings.Join([]string{xy(x0, y0), xy(x1, y0), xy(x1, y1), xy(x0, y1), xy(x0, y0)}, ",") + "))"
}

// lonLat has PostGIS bring a text in metres to where drawings come from.
func (l *littleTown) lonLat(t testing.TB, ewkt string) (g geo.Geom) {
	t.Helper()
	if err := l.tx.QueryRow(t.Context(), `SELECT ST_Transform($1::geometry, 4326)`, ewkt).Scan(&g); err != nil {
		t.Fatal(err)
	}
	return g
}

func (l *littleTown) ask(t testing.TB, q Question) Affected {
	t.Helper()
	out, err := l.r.Affected(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// days is a period of n days from the day of the tests on.
func days(n int) geo.Period { return geo.Period{From: testDay, To: testDay.AddDays(n)} }

func near(a, b, tolerance float64) bool { return math.Abs(a-b) <= tolerance }

func TestImpactStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"site": sqlWorksitesOf, "sites near": sqlWorksitesNear, "phases": sqlWorksitePhases, "ground": sqlIntoMetres, "fronts": sqlNearFronts,
		"doors": sqlNearDoors, "streets": sqlNearStreets, "parcels": sqlNearParcels, "facilities": sqlNearFacilities, "units": sqlNearUnits,
		"public ground": sqlPublicGround, "walls": sqlWalls, "axes": sqlAxes, "entrances": sqlDoors,
	})
}

func TestImpactUsesTheIndexes(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	site, b := boxAt(25, -4, 60, 4), geo.BBox{West: eastM, South: northM, East: eastM + 100, North: northM + 100}
	pgtest.UsesIndex(t, tx, sqlNearFronts, "frontage_geom_idx", site, 5.0)
	pgtest.UsesIndex(t, tx, sqlNearDoors, "unit_geom_idx", site, 5.0)
	pgtest.UsesIndex(t, tx, sqlNearStreets, "street_segment_geom_idx", site, 5.0)
	pgtest.UsesIndex(t, tx, sqlNearParcels, "parcel_geom_idx", site, 5.0, site, testDay)
	pgtest.UsesIndex(t, tx, sqlNearUnits, "unit_pkey", []int64{1, 2}, testDay)
	pgtest.UsesIndex(t, tx, sqlWorksitesNear, "construction_section_geom_idx", b.West, b.South, b.East, b.North, int64(0))
	pgtest.UsesIndex(t, tx, sqlWorksitePhases, "construction_phase_section_idx", []int64{1, 2})
	pgtest.UsesIndex(t, tx, sqlPublicGround, "parcel_geom_idx", b.West, b.South, b.East, b.North, testDay)
	pgtest.UsesIndex(t, tx, sqlWalls, "building_geom_idx", b.West, b.South, b.East, b.North)
	pgtest.UsesIndex(t, tx, sqlAxes, "street_segment_geom_idx", b.West, b.South, b.East, b.North)
	pgtest.UsesIndex(t, tx, sqlDoors, "unit_geom_idx", b.West, b.South, b.East, b.North, testDay)
}

// TestImpactVector is the last row of domain.md 6.8.
func TestImpactVector(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	unit := town.shop(t, "a", 20, 32, 6)
	town.shop(t, "b", 70, 80, 6)
	out := town.ask(t, Question{Site: Worksite{Ground: town.lonLat(t, boxAt(25, -4, 60, 4)), Period: days(10)}, ReachM: 4})
	if len(out.Frontages) != 1 || out.Frontages[0].UnitID != unit || !near(out.Frontages[0].AffectedM, 32-(25-math.Sqrt(12)), 0.005) {
		t.Fatalf("fronts %+v", out.Frontages)
	}
	if *out.Frontages[0].Days != 10 || !near(out.Totals.ExposureMDays, 104.6, 0.05) || *out.Days != 10 {
		t.Errorf("%d days, %v m·d, %d days", *out.Frontages[0].Days, out.Totals.ExposureMDays, *out.Days)
	}
	u := out.Units[0]
	if len(out.Units) != 1 || u.FirstDay != testDay || u.LastDay != testDay.AddDays(9) || u.FrontageM != 12 || u.Position.IsZero() {
		t.Errorf("units %+v", out.Units)
	}
	want := []AffectedSegment{{town.s1, "S1", "left", 25, 60, 35, nil}, {town.s1, "S1", "right", 25, 60, 35, nil}}
	for i, s := range out.Segments {
		if len(out.Segments) != 2 || s.Side != want[i].Side || !near(s.FromM, 25, 0.5) || !near(s.ToM, 60, 0.5) || *s.Days != 10 {
			t.Errorf("segment %+v, want %+v", s, want[i])
		}
	}
}

// TestImpactOfPhases: a front has the days of the phases that reach it, and those on which nobody is at work but the fence stands.
func TestImpactOfPhases(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	town.shop(t, "left", 30, 40, 6)
	town.shop(t, "right", 30, 40, -6)
	loud := &Terms{Pedestrian: "one_side", StepFree: true, Vehicle: "closed", Noise: "major", ParkingLost: 3}
	site := Worksite{
		Ground: town.lonLat(t, boxAt(25, -5, 60, 5)), Period: days(30),
		Terms: &Terms{Pedestrian: "narrowed", StepFree: true, Vehicle: "open", Noise: "minor", ParkingLost: 2},
		Phases: []WorksitePhase{
			{ID: 1, Ground: town.lonLat(t, boxAt(25, 2, 60, 5)), Period: geo.Period{From: testDay, To: testDay.AddDays(10)}, Terms: loud},
			{ID: 2, Ground: town.lonLat(t, boxAt(25, -5, 60, -2)), Period: geo.Period{From: testDay.AddDays(8), To: testDay.AddDays(20)}},
		},
	}
	out := town.ask(t, Question{Site: site, ReachM: 2})
	got := map[string]AffectedUnit{}
	for _, u := range out.Units {
		got[strings.TrimPrefix(u.Ref, town.source(t)+"-")] = u
	}
	left, right := got["left"], got["right"]
	if *left.Days != 20 || *right.Days != 22 || left.LastDay != testDay.AddDays(29) || right.FirstDay != testDay.AddDays(8) {
		t.Errorf("left %d days to %v, right %d days from %v", *left.Days, left.LastDay, *right.Days, right.FirstDay)
	}
	if left.Noise != "major" || right.Noise != "minor" || left.Vehicle != "closed" || right.Vehicle != "open" || left.Pedestrian != "one_side" {
		t.Errorf("left %+v\nright %+v", left, right)
	}
	if out.ParkingLost != 3 || len(out.Deliveries) != 2 || !near(out.Totals.ExposureMDays, 10*42, 0.5) {
		t.Errorf("%d spaces, %d deliveries, %v m·d", out.ParkingLost, len(out.Deliveries), out.Totals.ExposureMDays)
	}
	if out := town.ask(t, Question{Site: site, ReachM: 2, Period: geo.Period{From: testDay.AddDays(2), To: testDay.AddDays(5)}}); len(out.Units) != 1 || *out.Units[0].Days != 3 {
		t.Errorf("three days: %+v", out.Units)
	}
	site.Period, site.Phases = geo.Period{}, nil
	if out := town.ask(t, Question{Site: site, ReachM: 2}); len(out.Units) != 2 || out.Units[0].Days != nil || out.Days != nil {
		t.Errorf("without dates: %+v", out.Units)
	}
}

// TestImpactAgainstPostGIS draws sites at random and compares with what a buffer of 256 corners would say, and asks what must
// hold whatever is drawn.
func TestImpactAgainstPostGIS(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	for i := range 8 {
		town.shop(t, fmt.Sprintf("n%d", i), float64(12*i), float64(12*i+10), 6)
		town.shop(t, fmt.Sprintf("s%d", i), float64(12*i), float64(12*i+10), -6)
	}
	const sqlOracle = `
SELECT f.unit_id, ST_Length(ST_Intersection(f.geom, ST_Buffer(ST_Transform($1::geometry, 25832), $2, 64))) AS metres
FROM frontage f WHERE ST_DWithin(f.geom, ST_Transform($1::geometry, 25832), $2)`
	rapid.Check(t, func(rt *rapid.T) {
		num := func(name string, lo, hi float64) float64 { return rapid.Float64Range(lo, hi).Draw(rt, name) }
		x, y, reach := num("x", -20, 100), num("y", -8, 6), num("reach", 0.2, 8)
		x1, y1, mid := x+num("w", 10, 60), y+num("h", 1, 8), num("cut", 0.1, 0.9)
		whole := town.lonLat(t, boxAt(x, y, x1, y1))
		out := town.ask(t, Question{Site: Worksite{Ground: whole}, ReachM: reach})
		got := map[int64]float64{}
		for _, f := range out.Frontages {
			got[f.UnitID] = f.AffectedM
		}
		rows, err := pg.Collect[struct {
			UnitID int64
			Metres float64
		}](t.Context(), town.tx, sqlOracle, whole, reach)
		if err != nil {
			rt.Fatal(err)
		}
		for _, r := range rows {
			if r.Metres >= leastFrontM+0.05 && !near(got[r.UnitID], r.Metres, 0.02) || r.Metres < leastFrontM-0.05 && got[r.UnitID] != 0 {
				rt.Fatalf("unit %d: %v m, PostGIS %v", r.UnitID, got[r.UnitID], r.Metres)
			}
		}
		more := town.ask(t, Question{Site: Worksite{Ground: whole}, ReachM: reach + num("more", 0, 3)})
		if len(more.Frontages) < len(got) || more.Totals.FrontageM < out.Totals.FrontageM-1e-6 {
			rt.Fatalf("%v m in %v m, %v m in %v m", out.Totals.FrontageM, reach, more.Totals.FrontageM, more.ReachM)
		}
		cut := x + mid*(x1-x)
		split := town.ask(t, Question{ReachM: reach, Site: Worksite{Ground: whole, Period: days(20), Phases: []WorksitePhase{
			{Ground: town.lonLat(t, boxAt(x, y, cut, y1)), Period: days(10)}, {Ground: town.lonLat(t, boxAt(cut, y, x1, y1)), Period: days(20)},
		}}})
		if split.Totals.FrontageM > out.Totals.FrontageM+0.01 || split.Totals.ExposureMDays > 20*out.Totals.FrontageM+0.1 {
			rt.Fatalf("phases reach %v m, the section %v m", split.Totals.FrontageM, out.Totals.FrontageM)
		}
	})
}

func TestImpactFindsUnitsWithoutFrontByTheirDoor(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	unit := town.shop(t, "flat", 30, 40, 6)
	town.do(t, `DELETE FROM frontage WHERE unit_id = $1`, unit)
	ground := town.lonLat(t, boxAt(33, -5, 37, 5))
	out := town.ask(t, Question{Site: Worksite{Ground: ground, Period: days(4)}})
	if len(out.Units) != 1 || out.Units[0].AffectedM != 0 || *out.Units[0].Days != 4 || len(out.Frontages) != 0 {
		t.Errorf("%+v", out.Units)
	}
}

func TestImpactParcelsAndParking(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	for i, b := range []string{boxAt(0, -6, 100, 6), boxAt(30, 6, 40, 30), boxAt(30, 30, 40, 60)} {
		town.do(t, `INSERT INTO parcel (flurstueckskennzeichen, gemarkung_name, geom, municipality_key, source)
			VALUES ($1, 'Test', ST_Multi($2::geometry), '05562012', $3)`, fmt.Sprintf("05123488800%03d______", i+1), b, town.source(t))
	}
	out := town.ask(t, Question{Site: Worksite{Ground: town.lonLat(t, boxAt(25, -4, 60, 4))}})
	if len(out.Parcels) != 2 || !near(out.Parcels[0].SharedM2, 35*8, 0.1) || out.Parcels[1].SharedM2 != 0 || out.Totals.Parcels != 2 {
		t.Errorf("%+v", out.Parcels)
	}
}

func TestImpactRefuses(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	bow := town.lonLat(t, "SRID=25832;POLYGON(("+strings.Join([]string{xy(0, 0), xy(10, 10), xy(10, 0), xy(0, 10), xy(0, 0)}, ",")+"))")
	fine := town.lonLat(t, boxAt(0, 0, 10, 10))
	for name, tc := range map[string]struct {
		q    Question
		path string
		code string
	}{
		"crosses itself":         {Question{Site: Worksite{Ground: bow}}, "/geometry", "invalid.self_intersection"},
		"a phase crosses itself": {Question{Site: Worksite{Ground: fine, Phases: []WorksitePhase{{}, {Place: 2, Ground: bow}}}}, "/phases/2/geometry", "invalid.self_intersection"},
		"nothing drawn":          {Question{}, "/geometry", "required"},
		"too small":              {Question{Site: Worksite{Ground: town.lonLat(t, boxAt(0, 0, 0.5, 0.5))}}, "/geometry", "area_range"},
		"too large":              {Question{Site: Worksite{Ground: town.lonLat(t, boxAt(0, 0, 3000, 3000))}}, "/geometry", "area_range"},
		"reach":                  {Question{Site: Worksite{Ground: fine}, ReachM: 101}, "/reach_m", "out_of_range"},
	} {
		_, err := town.r.Affected(t.Context(), tc.q)
		fields := fieldsOf(err)
		if fault.KindOf(err) != fault.Invalid || len(fields) != 1 || fields[0].Path != tc.path || fields[0].Code != tc.code {
			t.Errorf("%s: %v %+v", name, err, fields)
		}
		if strings.HasPrefix(tc.code, "invalid") && (fields[0].At == nil || !near(fields[0].At[0], 6.965, 0.01)) {
			t.Errorf("%s: at %v", name, fields[0].At)
		}
	}
	if _, err := town.r.OfSection(t.Context(), 1<<40, SectionQuestion{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no section: %v", err)
	}
}

func fieldsOf(err error) []fault.Field {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}
