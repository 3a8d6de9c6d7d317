package place_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

var (
	today   = geo.NewDate(2026, time.November, 23)
	noon    = geo.FixedClock(today.Time().Add(12 * time.Hour))
	planner = people.Actor{AccountID: 1, Roles: []people.Role{people.Planner}}
)

// ward is a place to lay out streets in: coordinates are metres from a corner of the town.
type ward struct {
	t  testing.TB
	db *pgtest.Database
	p  *place.Planner
}

func newWard(t testing.TB) *ward {
	t.Helper()
	db := pgtest.DB(t)
	w := &ward{t, db, place.NewPlanner(db.App(), noon)}
	w.exec(`INSERT INTO source (id, title, licence, attribution) VALUES ('test', 'Test', 'none', 'Test')`)
	w.exec(`INSERT INTO construction_project (public_ref, title_de, title_en, source) VALUES ('p1', 'Umbau', 'Rebuilding', 'test')`)
	return w
}

func (w *ward) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.db.Owner().Exec(w.t.Context(), sql, args...); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
}

func (w *ward) id(sql string, args ...any) (id int64) {
	w.t.Helper()
	if err := w.db.Owner().QueryRow(w.t.Context(), sql, args...).Scan(&id); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
	return id
}

// here moves "0 0,100 0" to the town.
func here(coords string) string {
	points := strings.Split(coords, ",")
	for i, p := range points {
		var x, y float64
		if _, err := fmt.Sscanf(strings.TrimSpace(p), "%f %f", &x, &y); err != nil {
			panic(err)
		}
		points[i] = fmt.Sprintf("%f %f", 359200+x, 5725200+y)
	}
	return strings.Join(points, ",")
}

func line(coords string) string { return "SRID=25832;LINESTRING(" + here(coords) + ")" }

func rectangle(x0, y0, x1, y1 float64) string {
	return "((" + here(fmt.Sprintf("%f %f,%f %f,%f %f,%f %f,%f %f", x0, y0, x1, y0, x1, y1, x0, y1, x0, y0)) + "))"
}

// street lays a segment and returns its id.
func (w *ward) street(name string, chain, seq int, coords, from, to string) int64 {
	return w.id(`INSERT INTO street_segment (street_name, chain_no, seq, from_node, to_node, from_label, to_label, geom, source)
		VALUES (nullif($1, ''), $2, $3, 1, 2, nullif($5, ''), nullif($6, ''), $4::geometry, 'test') RETURNING id`, name, chain, seq, line(coords), from, to)
}

func (w *ward) parcel(number int, parts ...string) int64 {
	return w.id(`INSERT INTO parcel (flurstueckskennzeichen, gemarkung_name, geom, municipality_key, source)
		VALUES ($1, 'Altstadt', $2::geometry, '05562012', 'test') RETURNING id`,
		fmt.Sprintf("05%04d001%05d______", 1234, number), "SRID=25832;MULTIPOLYGON("+strings.Join(parts, ",")+")")
}

// shop puts a unit at a place; its address has the number, unless that is 0.
func (w *ward) shop(ref, street string, number int, x, y float64) int64 {
	point := "SRID=25832;POINT(" + here(fmt.Sprintf("%f %f", x, y)) + ")"
	var address *int64
	if number > 0 {
		id := w.id(`INSERT INTO address (street_name, house_number, geom) VALUES ($1, $2, $3::geometry) RETURNING id`, street, number, point)
		address = &id
	}
	id := w.id(`INSERT INTO unit (public_ref, address_id, geom, use_type, sales_area_m2, public_basis, source)
		VALUES ($1, $2, $3::geometry, 'retail', 50, 'shop_front', 'test') RETURNING id`, ref, address, point)
	w.status(id, "unknown", "vacant", "2026-01-01")
	return id
}

func (w *ward) status(unit int64, from, to, at string) {
	w.exec(`INSERT INTO unit_status_event (unit_id, "from", "to", at, reason, source) VALUES ($1, $2, $3, $4, 'test', 'walk')`, unit, from, to, at)
}

func (w *ward) front(unit, segment int64, coords, side string, from, to float64, primary bool) {
	w.exec(`INSERT INTO frontage (unit_id, geom, segment_id, side, from_m, to_m, "primary") VALUES ($1, $2::geometry, $3, $4, $5, $6, $7)`,
		unit, line(coords), segment, side, from, to, primary)
}

func (w *ward) section(label, polygon, from, to string) {
	w.exec(`INSERT INTO construction_section (project_id, label, title_de, title_en, sequence, geom, status, planned, source)
		SELECT id, $1, $1, $1, 1, $2::geometry, 'planned', daterange($3, $4), 'test' FROM construction_project`,
		label, "SRID=25832;MULTIPOLYGON("+polygon+")", from, to)
}

func (w *ward) ask(q place.AlongQuery) place.Along {
	w.t.Helper()
	found, err := w.p.Along(w.t.Context(), planner, q)
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// told is a row as it is compared: kind, ref, side and metres along, off and of front.
func told(r place.AlongRow) string {
	front := "–"
	if r.FrontM != nil {
		front = fmt.Sprintf("%.1f", *r.FrontM)
	}
	return fmt.Sprintf("%s %s %s %.1f–%.1f off %.1f front %s", r.Kind, r.Ref, r.Side, r.FromM, r.ToM, r.OffsetM, front)
}

func expect(t *testing.T, name string, got place.Along, want ...string) {
	t.Helper()
	rows := make([]string, len(got.Rows))
	for i, r := range got.Rows {
		rows[i] = told(r)
	}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(rows, "\n     "), strings.Join(want, "\n     "))
	}
}

// Fronts and corners of domain.md 6.8: s1 = (0,0)→(100,0), b = (100,0)→(100,80).
func TestAlongCornerUnit(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s1 := w.street("Markt", 1, 1, "0 0,100 0", "", "Gasse")
	b := w.street("Gasse", 1, 1, "100 0,100 80", "Markt", "")
	w.front(w.shop("mid", "Markt", 2, 26, 8), s1, "20 6,32 6", "left", 20, 32, true)
	corner := w.shop("corner", "Markt", 8, 90, 10)
	w.front(corner, s1, "86 6,94 6", "left", 86, 94, true)
	w.front(corner, b, "94 6,94 16", "left", 6, 16, false)
	expect(t, "s1", w.ask(place.AlongQuery{SegmentID: s1, What: []string{"units"}}),
		"units mid left 20.0–32.0 off 6.0 front 12.0", "units corner left 86.0–94.0 off 6.0 front 8.0")
	only := w.ask(place.AlongQuery{SegmentID: b, What: []string{"units"}, PrimaryOnly: true})
	if only.Totals.Units != 0 || only.Totals.FrontageM != 10 {
		t.Errorf("b, only main fronts: %+v", only.Totals)
	}
	both := w.ask(place.AlongQuery{SegmentID: b, What: []string{"units"}})
	expect(t, "b", both, "units corner left 6.0–16.0 off 6.0 front 10.0")
	if r := both.Rows[0]; r.Primary || !r.Corner {
		t.Errorf("the second front of the corner: %+v", r)
	}
	if sum := w.ask(place.AlongQuery{SegmentID: s1}).Totals.FrontageM + both.Totals.FrontageM; sum != 30 {
		t.Errorf("both streets have %v m of front", sum)
	}
}

// TestAlongParcels: front, rear and flag lot of the vectors, the street's own parcel, one with ground on both sides.
func TestAlongParcels(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s1 := w.street("Markt", 1, 1, "0 0,100 0", "", "")
	w.parcel(1, rectangle(0, 6, 50, 30))
	w.parcel(2, rectangle(0, 30, 50, 60))
	w.parcel(3, "(("+here("50 6,53 6,53 60,50.01 60,50 6")+"))")
	w.parcel(4, rectangle(-10, -6, 110, 6))
	w.parcel(5, rectangle(60, 6, 80, 20), rectangle(60, -20, 80, -6))
	expect(t, "parcels", w.ask(place.AlongQuery{SegmentID: s1, WithinM: 40, What: []string{"parcels"}}),
		parcelRow(1, "left 0.0–50.0 off 6.0 front 50.0"),
		parcelRow(3, "left 50.0–53.0 off 6.0 front 3.0"),
		parcelRow(5, "left 60.0–80.0 off 6.0 front 20.0"), parcelRow(5, "right 60.0–80.0 off 6.0 front 20.0"))
}

func parcelRow(number int, rest string) string {
	return fmt.Sprintf("parcels 051234001%05d______ %s", number, rest)
}

// TestAlongOddStreets: a bend, a ring, a dead end, two carriageways, a segment the wrong way round.
func TestAlongOddStreets(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	units := []string{"units"}
	bend := w.street("Bogen", 1, 1, "0 0,50 0,50 50", "", "")
	w.shop("wedge", "Bogen", 1, 55, -5)
	w.shop("tie", "Bogen", 2, 45, 5)
	w.shop("after", "Bogen", 3, 58, 20)
	w.shop("end", "Bogen", 4, 55, 50.4)
	w.shop("beyond", "Bogen", 5, 55, 53)
	expect(t, "a bend", w.ask(place.AlongQuery{SegmentID: bend, What: units}),
		"units tie left 45.0–45.0 off 5.0 front –", "units wedge right 50.0–50.0 off 7.1 front –",
		"units after right 70.0–70.0 off 8.0 front –", "units end right 100.0–100.0 off 5.0 front –")
	ring := w.street("Ring", 1, 1, "300 0,340 0,340 40,300 40,300 0", "", "")
	w.shop("inside", "Ring", 1, 320, 5)
	w.shop("corner", "Ring", 2, 297, -4)
	expect(t, "a ring", w.ask(place.AlongQuery{SegmentID: ring, What: units}),
		"units corner right 0.0–0.0 off 5.0 front –", "units inside left 20.0–20.0 off 5.0 front –")
	north := w.street("Allee", 1, 1, "0 320,100 320", "", "")
	south := w.street("Allee", 2, 1, "100 300,0 300", "", "")
	w.shop("n", "Allee", 1, 30, 326)
	w.shop("s", "Allee", 2, 30, 294)
	expect(t, "the northern carriageway", w.ask(place.AlongQuery{SegmentID: north, What: units}), "units n left 30.0–30.0 off 6.0 front –")
	expect(t, "the southern one, which runs back", w.ask(place.AlongQuery{SegmentID: south, What: units}), "units s left 70.0–70.0 off 6.0 front –")
	whole := w.ask(place.AlongQuery{Street: "allee", What: units})
	expect(t, "both, as one street", whole, "units n left 30.0–30.0 off 6.0 front –", "units s right 30.0–30.0 off 6.0 front –")
	if len(whole.Path.Legs) != 2 || whole.Path.LengthM != 100 {
		t.Errorf("the path has %d legs and %v m", len(whole.Path.Legs), whole.Path.LengthM)
	}
}

// TestAlongBetween: from a crossing to a crossing, to a house, and back.
func TestAlongBetween(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	w.street("Markt", 1, 1, "0 0,40 0", "Westwall", "Gasse")
	w.street("Markt", 1, 2, "40 0,80 0", "Gasse", "Hof")
	w.street("Markt", 1, 3, "80 0,120 0", "Hof", "Ostwall")
	for i, x := range []float64{10, 40, 50, 90} {
		w.shop(fmt.Sprintf("u%d", i), "Markt", i+1, x, 6)
	}
	ask := func(from, to string) place.Along {
		return w.ask(place.AlongQuery{Street: "Markt", From: from, To: to, What: []string{"units"}})
	}
	expect(t, "Gasse–Ostwall", ask("Gasse", "Ostwall"), "units u2 left 10.0–10.0 off 6.0 front –", "units u3 left 50.0–50.0 off 6.0 front –")
	expect(t, "Ostwall–Gasse", ask("ostwall", "gasse"), "units u3 right 30.0–30.0 off 6.0 front –", "units u2 right 70.0–70.0 off 6.0 front –")
	expect(t, "Westwall–Gasse", ask("", "Gasse"), "units u0 left 10.0–10.0 off 6.0 front –", "units u1 left 40.0–40.0 off 6.0 front –")
	expect(t, "3–4", ask("3", "4"), "units u2 left 0.0–0.0 off 6.0 front –", "units u3 left 40.0–40.0 off 6.0 front –")
	for _, ends := range [][2]string{{"Gasse", "Gasse"}, {"Gasse", "Mond"}, {"77", "Gasse"}} {
		if _, err := w.p.Along(t.Context(), planner, place.AlongQuery{Street: "Markt", From: ends[0], To: ends[1]}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%v: %v", ends, err)
		}
	}
}

// TestAlongADrawnLine: what stands beside a line somebody drew, in its direction; a front across it is none.
func TestAlongADrawnLine(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s1 := w.street("Markt", 1, 1, "0 0,100 0", "", "")
	u := w.shop("front", "Markt", 1, 26, 8)
	w.front(u, s1, "20 6,32 6", "left", 20, 32, true)
	w.front(u, s1, "20 6,20 16", "left", 20, 20, false)
	w.shop("door", "Markt", 3, 60, -7)
	var drawn geo.Geom
	if err := w.db.Owner().QueryRow(t.Context(), `SELECT ST_Transform($1::geometry, 4326)`, line("100 0,10 0")).Scan(&drawn); err != nil {
		t.Fatal(err)
	}
	got := w.ask(place.AlongQuery{Line: drawn, What: []string{"units"}})
	expect(t, "a line", got, "units door left 40.0–40.0 off 7.0 front –", "units front right 68.0–80.0 off 6.0 front 12.0")
	if got.Rows[0].SegmentID != nil {
		t.Error("a drawn line has a segment")
	}
}

// TestAlongAtADay: status and works as of a day, and as they were known on one.
func TestAlongAtADay(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s1 := w.street("Markt", 1, 1, "0 0,100 0", "", "")
	u := w.shop("u", "Markt", 1, 30, 8)
	before := w.moment()
	w.status(u, "vacant", "marketing", "2026-03-01")
	w.section("A", rectangle(25, -4, 60, 4), "2026-05-01", "2026-07-01")
	for day, want := range map[string]string{"2025-12-31": "unknown", "2026-01-01": "vacant", "2026-02-28": "vacant", "2026-03-01": "marketing"} {
		d := must(geo.ParseDate(day))
		got := w.ask(place.AlongQuery{SegmentID: s1, At: d, What: []string{"units"}})
		if s := got.Rows[0].Unit.Status; s != want {
			t.Errorf("on %s it is %s, want %s", day, s, want)
		}
		if got.Totals.Vacant != map[bool]int{true: 0, false: 1}[want == "unknown"] {
			t.Errorf("on %s: %+v", day, got.Totals)
		}
	}
	then := w.ask(place.AlongQuery{SegmentID: s1, At: must(geo.ParseDate("2026-06-01")), KnownAt: before})
	expect(t, "as known before", then, "units u left 30.0–30.0 off 8.0 front –")
	if r := then.Rows[0].Unit; r.Status != "vacant" || r.VacantSince != must(geo.ParseDate("2026-01-01")) {
		t.Errorf("as known before: %+v", r)
	}
	expect(t, "as known now", w.ask(place.AlongQuery{SegmentID: s1, At: must(geo.ParseDate("2026-06-01"))}),
		"units u left 30.0–30.0 off 8.0 front –", "sections p1 A both 25.0–60.0 off 0.0 front –")
	expect(t, "when they are over", w.ask(place.AlongQuery{SegmentID: s1, At: must(geo.ParseDate("2026-07-01")), What: []string{"sections"}}))
}

func (w *ward) moment() (at time.Time) {
	w.t.Helper()
	if err := w.db.Owner().QueryRow(w.t.Context(), `SELECT clock_timestamp()`).Scan(&at); err != nil {
		w.t.Fatal(err)
	}
	return at
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestAlongRefuses(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s1 := w.street("Markt", 1, 1, "0 0,100 0", "", "")
	for name, tc := range map[string]struct {
		by   people.Actor
		q    place.AlongQuery
		kind fault.Kind
	}{
		"nobody":            {people.Actor{}, place.AlongQuery{SegmentID: s1}, fault.Unauthenticated},
		"a partner":         {people.Actor{AccountID: 2, Roles: []people.Role{people.Partner}}, place.AlongQuery{SegmentID: s1}, fault.Forbidden},
		"no path":           {planner, place.AlongQuery{}, fault.Invalid},
		"two paths":         {planner, place.AlongQuery{SegmentID: s1, Street: "Markt"}, fault.Invalid},
		"an unknown one":    {planner, place.AlongQuery{SegmentID: s1 + 1000}, fault.NotFound},
		"an unknown street": {planner, place.AlongQuery{Street: "Mondweg"}, fault.NotFound},
		"too wide":          {planner, place.AlongQuery{SegmentID: s1, WithinM: 61}, fault.Invalid},
	} {
		if _, err := w.p.Along(t.Context(), tc.by, tc.q); fault.KindOf(err) != tc.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.p.Along(ended, planner, place.AlongQuery{SegmentID: s1}); err == nil || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the end: %v", err)
	}
}
