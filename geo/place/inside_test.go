package place_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/place"
)

// drawn is a rectangle of the ward in lon/lat.
func (w *ward) drawn(x0, y0, x1, y1 float64) (g geo.Geom) {
	w.t.Helper()
	if err := w.db.Owner().QueryRow(w.t.Context(), `SELECT ST_Transform(ST_GeometryN($1::geometry, 1), 4326)`,
		"SRID=25832;MULTIPOLYGON("+rectangle(x0, y0, x1, y1)+")").Scan(&g); err != nil {
		w.t.Fatal(err)
	}
	return g
}

func (w *ward) inside(q place.AreaQuery) place.Inside {
	w.t.Helper()
	found, err := w.p.Inside(w.t.Context(), planner, q)
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// within is a row as it is compared: kind, ref, what of it is inside.
func within(found place.Inside) string {
	var out []string
	for _, r := range found.Rows {
		line := r.Kind + " " + r.Ref
		if r.Parcel != nil {
			line += fmt.Sprintf(" %.0f of %.0f m²", *r.Parcel.SharedM2, r.Parcel.AreaM2)
		}
		if r.Section != nil {
			line += fmt.Sprintf(" %.0f m²", r.Section.OverlapM2)
		}
		if r.FrontM != nil {
			line += fmt.Sprintf(" front %.1f", *r.FrontM)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// TestInside: a unit counts by its place, a parcel by what it shares, in every way an area can be named.
func TestInside(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s1 := w.street("Markt", 1, 1, "0 0,100 0", "", "")
	w.front(w.shop("b", "Markt", 12, 26, 8), s1, "20 6,32 6", "left", 20, 32, true)
	w.shop("a", "Markt", 2, 40, 8)
	w.shop("out", "Markt", 4, 60.5, 8)
	w.parcel(1, rectangle(0, 6, 20, 26))
	w.parcel(2, rectangle(20, 6, 40, 26))
	w.parcel(3, rectangle(59.99, 6, 80, 26)) // touches by 0.2 m²
	w.section("A", rectangle(50, -4, 70, 4), "2026-05-01", "2027-01-01")
	drawn := w.drawn(12, 0, 60, 26)
	all := w.inside(place.AreaQuery{Polygon: drawn})
	want := "units a\nunits b front 12.0\n" +
		"parcels " + key(1) + " 160 of 400 m²\nparcels " + key(2) + " 400 of 400 m²\nsections p1 A 40 m²"
	if got := within(all); got != want {
		t.Errorf("drawn:\n%s\nwant\n%s", got, want)
	}
	if all.Totals.Units != 2 || all.Totals.FrontageM != 12 || all.Totals.FrontageKnown != 1 || all.Totals.SalesAreaM2 != 100 || all.Totals.Parcels != 2 {
		t.Errorf("%+v", all.Totals)
	}
	if math.Abs(all.Area.SizeM2-48*26) > 0.1 {
		t.Errorf("the area has %v m²", all.Area.SizeM2)
	}
	if half := w.inside(place.AreaQuery{Polygon: drawn, Mostly: true, What: []string{"parcels"}}); within(half) != "parcels "+key(2)+" 400 of 400 m²" {
		t.Errorf("half inside: %s", within(half))
	}
	id := w.id(`INSERT INTO area (kind, name, geom) VALUES ('fund', 'Kern', $1::geometry) RETURNING id`, "SRID=25832;MULTIPOLYGON("+rectangle(12, 0, 60, 26)+")")
	named := w.inside(place.AreaQuery{AreaID: id})
	if within(named) != want || named.Area.Name != "Kern" || named.Area.Kind != "fund" {
		t.Errorf("named:\n%s", within(named))
	}
	areas, err := w.p.Areas(t.Context(), planner, geo.Date{})
	if err != nil || len(areas) != 1 || areas[0].ID != id {
		t.Errorf("%v %v", areas, err)
	}
	round := w.inside(place.AreaQuery{Centre: w.lonLat(26, 8), RadiusM: 14.1, What: []string{"units"}})
	if within(round) != "units a\nunits b front 12.0" || math.Abs(round.Area.SizeM2-math.Pi*14.1*14.1) > 1 {
		t.Errorf("round a place: %s, %v m²", within(round), round.Area.SizeM2)
	}
	if none := w.inside(place.AreaQuery{Centre: w.lonLat(26, 8), RadiusM: 13.9, What: []string{"units"}, Statuses: []string{"vacant"}, At: today}); within(none) != "units b front 12.0" {
		t.Errorf("a little less: %s", within(none))
	}
}

func key(number int) string { return fmt.Sprintf("051234001%05d______", number) }

func (w *ward) lonLat(x, y float64) (g geo.Geom) {
	w.t.Helper()
	if err := w.db.Owner().QueryRow(w.t.Context(), `SELECT ST_Transform($1::geometry, 4326)`,
		"SRID=25832;POINT("+here(fmt.Sprintf("%f %f", x, y))+")").Scan(&g); err != nil {
		w.t.Fatal(err)
	}
	return g
}

func TestInsideRefuses(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	var bow geo.Geom
	if err := w.db.Owner().QueryRow(t.Context(), `SELECT ST_Transform($1::geometry, 4326)`,
		"SRID=25832;POLYGON(("+here("0 0,50 50,50 0,0 50,0 0")+"))").Scan(&bow); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		by   people.Actor
		q    place.AreaQuery
		kind fault.Kind
	}{
		"nobody":        {people.Actor{}, place.AreaQuery{AreaID: 1}, fault.Unauthenticated},
		"a partner":     {people.Actor{AccountID: 2, Roles: []people.Role{people.Partner}}, place.AreaQuery{AreaID: 1}, fault.Forbidden},
		"no area":       {planner, place.AreaQuery{}, fault.Invalid},
		"two":           {planner, place.AreaQuery{AreaID: 1, Polygon: bow}, fault.Invalid},
		"an unknown":    {planner, place.AreaQuery{AreaID: 4711}, fault.NotFound},
		"a bow tie":     {planner, place.AreaQuery{Polygon: bow}, fault.Invalid},
		"a region":      {planner, place.AreaQuery{Polygon: w.drawn(0, 0, 1200, 1200)}, fault.Invalid},
		"no radius":     {planner, place.AreaQuery{Centre: w.lonLat(0, 0)}, fault.Invalid},
		"a wide radius": {planner, place.AreaQuery{Centre: w.lonLat(0, 0), RadiusM: 601}, fault.Invalid},
	} {
		if _, err := w.p.Inside(t.Context(), tc.by, tc.q); fault.KindOf(err) != tc.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}
