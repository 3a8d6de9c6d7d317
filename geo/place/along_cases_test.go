package place_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"mitte/geo/fault"
	"mitte/geo/place"
)

// The cases of a street that were worked out by hand; each says its result. The others stand in along_test.go: the corner
// unit, the rear parcel, the ring, two carriageways.

func (w *ward) building(parts ...string) int64 {
	return w.id(`INSERT INTO building (geom, source) VALUES ($1::geometry, 'test') RETURNING id`, "SRID=25832;MULTIPOLYGON("+strings.Join(parts, ",")+")")
}

// arc is a quarter of a circle round (0, 0), from (r, 0) to (0, r), in pieces of a degree: its left is inside.
func arc(r float64) string {
	const degrees = 90
	points := make([]string, 0, degrees+1)
	for d := range degrees + 1 {
		a := float64(d) * math.Pi / 180
		points = append(points, fmt.Sprintf("%.6f %.6f", r*math.Cos(a), r*math.Sin(a)))
	}
	return strings.Join(points, ",")
}

// TestAlongAnArc: on a quarter of a circle of 60 m chainage is the way along it, π/2 · 60 = 94.2 m (the 90 chords are 0.001 m
// shorter), and what stands inside is left at the distance of the radii. Halfway, at 45°, are 47.1 m; at 30°, 31.4 m.
func TestAlongAnArc(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	bow := w.street("Bogen", 1, 1, arc(60), "", "")
	at := func(degrees, r float64) (x, y float64) {
		a := degrees * math.Pi / 180
		return r * math.Cos(a), r * math.Sin(a)
	}
	x, y := at(30, 68)
	w.shop("outside", "Bogen", 1, x, y)
	x, y = at(45, 52)
	w.shop("inside", "Bogen", 2, x, y)
	x, y = at(60, 50)
	x2, y2 := at(66, 50)
	u := w.shop("fronted", "Bogen", 4, x, y)
	w.front(u, bow, fmt.Sprintf("%f %f,%f %f", x, y, x2, y2), "left", 62.83, 69.12, true)
	got := w.ask(place.AlongQuery{SegmentID: bow, What: []string{"units"}})
	expect(t, "an arc", got, "units outside right 31.4–31.4 off 8.0 front –",
		"units inside left 47.1–47.1 off 8.0 front –", "units fronted left 62.8–69.1 off 10.1 front 5.2")
	if math.Abs(got.Path.LengthM-math.Pi/2*60) > 0.01 {
		t.Errorf("the arc has %v m", got.Path.LengthM)
	}
}

// TestAlongADeadEnd: 60 m with nothing beyond. What stands at the head of it, up to half a metre past the end, is beside the
// street; the house that closes it, 5 m past the end, is not, and its parcel has no front: no ray meets it.
func TestAlongADeadEnd(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s := w.street("Sack", 1, 1, "0 0,60 0", "Markt", "")
	w.shop("left", "Sack", 1, 58, 6)
	w.shop("head", "Sack", 3, 60.4, -6)
	w.shop("closing", "Sack", 5, 65, 0)
	w.parcel(1, rectangle(40, 6, 60, 30))
	w.parcel(2, rectangle(62, -20, 80, 20))
	expect(t, "a dead end", w.ask(place.AlongQuery{SegmentID: s, What: []string{"units", "parcels"}}),
		parcelRow(1, "left 40.0–60.0 off 6.0 front 20.0"),
		"units left left 58.0–58.0 off 6.0 front –", "units head right 60.0–60.0 off 6.0 front –")
}

// TestAlongUnderAPassage: one building spans the street from 40 m to 60 m, 8 m deep on each side, on one parcel of the same
// outline. The building stands on both sides with 20 m, from where a side begins: 5 cm beside the axis. The parcel holds 20 m of
// the axis and counts as street. A building with a wing on each side of the way through has a front of 20 m on each.
func TestAlongUnderAPassage(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	s := w.street("Gang", 1, 1, "0 0,100 0", "", "")
	w.parcel(1, rectangle(40, -8, 60, 8))
	over := w.building(rectangle(40, -8, 60, 8))
	wings := w.building(rectangle(70, 4, 90, 9), rectangle(70, -9, 90, -4))
	got := w.ask(place.AlongQuery{SegmentID: s, What: []string{"parcels", "buildings"}})
	var rows []string
	for _, r := range got.Rows {
		name := map[int64]string{over: "over", wings: "wings"}[r.ID]
		rows = append(rows, fmt.Sprintf("%s %s %s %.1f–%.1f off %.1f front %.1f", r.Kind, name, r.Side, r.FromM, r.ToM, r.OffsetM, *r.FrontM))
	}
	want := []string{
		"buildings over left 40.0–60.0 off 0.1 front 20.0", "buildings over right 40.0–60.0 off 0.1 front 20.0",
		"buildings wings left 70.0–90.0 off 4.0 front 20.0", "buildings wings right 70.0–90.0 off 4.0 front 20.0",
	}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %s\nwant %s", strings.Join(rows, "\n     "), strings.Join(want, "\n     "))
	}
	if got.Totals.Buildings != 2 || got.Totals.Parcels != 0 {
		t.Errorf("each counts once, and the parcel under the street not at all: %+v", got.Totals)
	}
}

// TestAlongAReversedSegment: the same 80 m stored from its other end. 20 m from one end are 60 m from the other, left is right.
func TestAlongAReversedSegment(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	forth := w.street("Hin", 1, 1, "0 0,80 0", "", "")
	back := w.street("Her", 1, 1, "80 100,0 100", "", "")
	for _, y := range []float64{0, 100} {
		w.shop(fmt.Sprintf("door%.0f", y), map[float64]string{0: "Hin", 100: "Her"}[y], 1, 20, y+7)
	}
	w.front(w.shop("front0", "Hin", 3, 50, 8), forth, "50 6,62 6", "left", 50, 62, true)
	w.front(w.shop("front100", "Her", 3, 50, 108), back, "50 106,62 106", "right", 18, 30, true)
	w.parcel(1, rectangle(10, 6, 40, 30))
	w.parcel(2, rectangle(10, 106, 40, 130))
	expect(t, "as it is stored", w.ask(place.AlongQuery{SegmentID: forth, What: []string{"units", "parcels"}}),
		"units door0 left 20.0–20.0 off 7.0 front –", parcelRow(1, "left 10.0–40.0 off 6.0 front 30.0"), "units front0 left 50.0–62.0 off 6.0 front 12.0")
	expect(t, "reversed", w.ask(place.AlongQuery{SegmentID: back, What: []string{"units", "parcels"}}),
		"units front100 right 18.0–30.0 off 6.0 front 12.0", parcelRow(2, "right 40.0–70.0 off 6.0 front 30.0"), "units door100 right 60.0–60.0 off 7.0 front –")
}

// TestAlongNoLength: nothing can be walked along a line that does not lead anywhere, and no segment of less than half a metre is kept.
func TestAlongNoLength(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	for name, drawn := range map[string]place.AlongQuery{
		"one place twice": {Line: storage([2]float64{359200, 5725200}, [2]float64{359200, 5725200})},
		"a hair":          {Line: storage([2]float64{359200, 5725200}, [2]float64{359200.004, 5725200})},
	} {
		_, err := w.p.Along(t.Context(), planner, drawn)
		if fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != "line.short" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.db.Owner().Exec(t.Context(), `INSERT INTO street_segment (from_node, to_node, geom, source) VALUES (1, 2, $1::geometry, 'test')`,
		line("0 0,0.4 0")); err == nil {
		t.Error("a segment of 0.4 m is kept")
	}
	s := w.street("Stumpf", 1, 1, "0 0,0.6 0", "", "")
	w.shop("u", "Stumpf", 1, 0.3, 5)
	expect(t, "0.6 m", w.ask(place.AlongQuery{SegmentID: s, What: []string{"units"}}), "units u left 0.3–0.3 off 5.0 front –")
}

// TestAlongChosenSegments: segments chosen one after another are one walk. West to Mitte and round the corner into Gasse are 40 +
// 40 + 30 m; the other way round all is mirrored; what lies between the first and the last of a chain is walked too.
func TestAlongChosenSegments(t *testing.T) {
	t.Parallel()
	w := newWard(t)
	a := w.street("Markt", 1, 1, "0 0,40 0", "West", "Mitte")
	w.street("Markt", 1, 2, "40 0,80 0", "Mitte", "Gasse")
	c := w.street("Markt", 1, 3, "80 0,120 0", "Gasse", "Ost")
	g := w.street("Gasse", 1, 1, "80 30,80 0", "Nord", "Markt")
	for i, x := range []float64{10, 60, 100} {
		w.shop(fmt.Sprintf("m%d", i), "Markt", i+1, x, 6)
	}
	w.shop("g", "Gasse", 1, 86, 20)
	ask := func(ids ...int64) place.Along {
		return w.ask(place.AlongQuery{Segments: ids, What: []string{"units"}})
	}
	expect(t, "from the first to the last of a chain", ask(a, c), "units m0 left 10.0–10.0 off 6.0 front –",
		"units m1 left 60.0–60.0 off 6.0 front –", "units m2 left 100.0–100.0 off 6.0 front –")
	expect(t, "from the last to the first", ask(c, a), "units m2 right 20.0–20.0 off 6.0 front –",
		"units m1 right 60.0–60.0 off 6.0 front –", "units m0 right 110.0–110.0 off 6.0 front –")
	b := ask(a, a+1, g)
	expect(t, "round a corner, against the stored direction of the second street", b, "units m0 left 10.0–10.0 off 6.0 front –",
		"units m1 left 60.0–60.0 off 6.0 front –", "units g right 100.0–100.0 off 6.0 front –")
	if b.Path.LengthM != 110 || len(b.Path.Legs) != 2 || b.Path.StreetName != "Markt, Gasse" {
		t.Errorf("%v m, %d legs, %s", b.Path.LengthM, len(b.Path.Legs), b.Path.StreetName)
	}
	expect(t, "out of the side street", ask(g, c), "units g left 10.0–10.0 off 6.0 front –", "units m2 left 50.0–50.0 off 6.0 front –")
	if _, err := w.p.Along(t.Context(), planner, place.AlongQuery{Segments: []int64{a, 987654}}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown one: %v", err)
	}
	if _, err := w.p.Along(t.Context(), planner, place.AlongQuery{Segments: make([]int64, place.MaxSegments+1)}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("too many: %v", err)
	}
}
