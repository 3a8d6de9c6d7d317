package place

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/twpayne/go-geom"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/ground"
)

// quarter is a street, and what a walk could find beside it, without a database.
type quarter struct {
	line  ground.Line
	found besideRows
}

// drawQuarter makes a street that bends at most by 30° at a corner, its pieces whole metres long so that rays fall on the
// same places from both ends, with shops, fronts and parcels on both sides.
func drawQuarter(t *rapid.T) quarter {
	q := quarter{line: ground.Line{{X: 359200, Y: 5725200}}}
	heading := rapid.Float64Range(0, 2*math.Pi).Draw(t, "heading")
	for range rapid.IntRange(1, 4).Draw(t, "pieces") {
		d, p := float64(rapid.IntRange(20, 60).Draw(t, "metres")), q.line[len(q.line)-1]
		q.line = append(q.line, ground.Point{X: p.X + d*math.Cos(heading), Y: p.Y + d*math.Sin(heading)})
		heading += rapid.Float64Range(-math.Pi/6, math.Pi/6).Draw(t, "turn")
	}
	for i := range rapid.IntRange(1, 12).Draw(t, "units") {
		q.shop(t, int64(i+1))
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "parcels") {
		x, y := q.aside(t, "parcel")
		w := rapid.Float64Range(4, 20).Draw(t, "width")
		q.found.parcels = append(q.found.parcels, groundRow{ID: int64(i + 1), Ref: fmt.Sprint("p", i), AreaM2: w * w, Geom: square(x, y, w)})
	}
	return q
}

// aside is a place up to 30 m off the street, and never so near that its side is a matter of rounding.
func (q *quarter) aside(t *rapid.T, what string) (x, y float64) {
	i := rapid.IntRange(1, len(q.line)-1).Draw(t, what)
	a, b := q.line[i-1], q.line[i]
	u, off := rapid.Float64Range(0.1, 0.9).Draw(t, "share"), rapid.Float64Range(2, 30).Draw(t, "off")
	if rapid.Bool().Draw(t, "right") {
		off = -off
	}
	d := math.Hypot(b.X-a.X, b.Y-a.Y)
	return a.X + u*(b.X-a.X) - off*(b.Y-a.Y)/d, a.Y + u*(b.Y-a.Y) + off*(b.X-a.X)/d
}

func (q *quarter) shop(t *rapid.T, id int64) {
	x, y := q.aside(t, "shop")
	area := float64(rapid.IntRange(10, 400).Draw(t, "area"))
	u := unitRow{ID: id, Ref: fmt.Sprintf("u%02d", id), Geom: point(x, y)}
	u.StreetName, u.Status = "Markt", rapid.SampledFrom([]string{"occupied", "vacant", "marketing", "interim_use", "unknown", "converted"}).Draw(t, "status")
	if rapid.Bool().Draw(t, "area known") {
		u.SalesAreaM2 = &area
	}
	q.found.units = append(q.found.units, u)
}

// street is the quarter's street cut at some chainages, in its stored direction or turned round.
func (q *quarter) street(t testing.TB, turned bool, cuts ...float64) []segmentRow {
	whole, err := ground.NewChain(q.line)
	if err != nil {
		t.Fatal(err)
	}
	ends := append(append([]float64{0}, cuts...), whole.Length())
	var rows []segmentRow
	for i := 1; i < len(ends); i++ {
		rows = append(rows, segmentRow{ID: int64(i), StreetName: "Markt", ChainNo: 1, Geom: storedLine(whole.Cut(ground.Span{From: ends[i-1], To: ends[i]}))})
	}
	if turned {
		slices.Reverse(rows)
		for i := range rows {
			line := slices.Clone(ground.LineOf(rows[i].Geom))
			slices.Reverse(line)
			rows[i].Geom = storedLine(line)
		}
	}
	return rows
}

func storedLine(l ground.Line) geo.Geom { return stored(lineString(l)) }

func point(x, y float64) geo.Geom { return stored(geom.NewPointFlat(geom.XY, []float64{x, y})) }

func square(x, y, w float64) geo.Geom {
	return stored(geom.NewPolygonFlat(geom.XY, []float64{x, y, x + w, y, x + w, y + w, x, y + w, x, y}, []int{10}))
}

func stored(t geom.T) geo.Geom {
	switch g := t.(type) {
	case *geom.LineString:
		g.SetSRID(int(geo.Storage))
	case *geom.Point:
		g.SetSRID(int(geo.Storage))
	case *geom.Polygon:
		g.SetSRID(int(geo.Storage))
	}
	out, err := geo.NewGeom(t)
	if err != nil {
		panic(err)
	}
	return out
}

// ask walks a street, or one segment of it.
func (q *quarter) ask(rows []segmentRow, segment int64) ([]AlongRow, AlongTotals, Path) {
	runs := runsOf(rows)
	p := wholePath(runs)
	if segment != 0 {
		p = segmentPath(runs, segment)
	}
	found := q.found
	found.streets = rows
	w := newWalk(p, AlongQuery{WithinM: 40, MinFrontM: 0.5})
	w.parcels(&found)
	w.buildings(&found)
	list, totals := w.end(&found)
	return list, totals, p
}

// TestHalvesAddUp: a street that is cut in two is walked as before, and its halves add up to the whole.
func TestHalvesAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		q := drawQuarter(r)
		whole, all, path := q.ask(q.street(t, false), 0)
		cut := math.Round(path.LengthM * rapid.Float64Range(0.2, 0.8).Draw(r, "cut"))
		halves := q.street(t, false, cut)
		again, same, _ := q.ask(halves, 0)
		if fmt.Sprint(flat(all)) != fmt.Sprint(flat(same)) {
			r.Fatalf("whole %v, cut at %v m %v", flat(all), cut, flat(same))
		}
		for _, f := range whole {
			if f.Unit != nil && !slices.ContainsFunc(again, func(b AlongRow) bool { return equals(&f, &b) }) {
				r.Fatalf("%s %s %.2f is not there when the street is cut at %v m", f.Ref, f.Side, f.ChainageM, cut)
			}
		}
		_, first, _ := q.ask(halves, 1)
		_, second, _ := q.ask(halves, 2)
		a, b, sum := flat(first), flat(second), flat(all)
		for i := range sum {
			if math.Abs(a[i]+b[i]-sum[i]) > 1e-6 {
				r.Fatalf("cut at %v m: %v and %v are not %v", cut, a, b, sum)
			}
		}
	})
}

// flat is what of totals adds up from one segment to the next; a parcel may stand on two.
func flat(t AlongTotals) []float64 {
	return []float64{
		float64(t.Units), float64(t.Stock), float64(t.Vacant), t.FrontageM, t.VacantFrontageM, t.SalesAreaM2, t.VacantSalesAreaM2,
		float64(t.SalesAreaKnown), float64(t.FrontageKnown),
	}
}

// TestTurnedRound: a street that is stored the other way round has the same list from its other end, with the sides swapped.
func TestTurnedRound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		q := drawQuarter(r)
		forth, all, path := q.ask(q.street(t, false), 0)
		back, same, _ := q.ask(q.street(t, true), 0)
		if fmt.Sprint(flat(all)) != fmt.Sprint(flat(same)) {
			r.Fatalf("%+v, turned round %+v", all, same)
		}
		for _, f := range forth {
			if f.Unit != nil && !slices.ContainsFunc(back, func(b AlongRow) bool { return mirrors(&f, &b, path.LengthM) }) {
				r.Fatalf("%s %s %.2f has no mirror", f.Ref, f.Side, f.ChainageM)
			}
		}
		for _, side := range []string{"left", "right"} {
			a, b := parcelFront(forth, side), parcelFront(back, otherSide(side))
			if rays := step * float64(2*len(q.found.parcels)); math.Abs(a-b) > rays+0.01 { // one at each edge of a parcel
				r.Fatalf("%s: %v m of parcels, turned round %v m", side, a, b)
			}
		}
	})
}

// step is how far apart rays are.
const step = 0.5

func parcelFront(rows []AlongRow, side string) (sum float64) {
	for _, r := range rows {
		if r.Kind == AlongParcels && r.Side == side {
			sum += *r.FrontM
		}
	}
	return sum
}

func mirrors(f, b *AlongRow, length float64) bool {
	m := *f
	m.Side, m.ChainageM = otherSide(f.Side), length-f.ChainageM
	return equals(&m, b)
}

func equals(a, b *AlongRow) bool {
	const near = 0.01
	return a.ID == b.ID && b.Unit != nil && a.Side == b.Side && math.Abs(a.ChainageM-b.ChainageM) < near && math.Abs(a.OffsetM-b.OffsetM) < near
}
