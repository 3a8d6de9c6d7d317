package tiles

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"mitte/geo"
)

// exactly is a shape before its points are rounded, in world units.
type exactly struct {
	kind  geometryKind
	rings [][]orb.Point // open
}

func (x *exactly) rounded() feature {
	f := feature{kind: x.kind}
	for _, ring := range x.rings {
		for _, p := range ring {
			f.points = append(f.points, place{uint32(math.Floor(p[0] + 0.5)), uint32(math.Floor(p[1] + 0.5))})
		}
		f.rings = append(f.rings, packRing(len(ring), len(f.rings) == 0))
	}
	f.box = boxOf(f.points)
	return f
}

// meets compares the shape itself with a box, in a plainer way than judge does.
func (x *exactly) meets(b orb.Bound) bool {
	sides := []orb.Point{b.Min, {b.Max[0], b.Min[1]}, b.Max, {b.Min[0], b.Max[1]}}
	inside := false
	for _, ring := range x.rings {
		for i, p := range ring {
			if b.Contains(p) {
				return true
			}
			if i == 0 && x.kind != polygonKind {
				continue
			}
			before := ring[(i+len(ring)-1)%len(ring)]
			for s := range sides {
				if x.kind != pointKind && edgesMeet(before, p, sides[s], sides[(s+1)%4]) {
					return true
				}
			}
		}
		closed := append(slices.Clone(ring), ring[0])
		if x.kind == polygonKind && planar.RingContains(closed, b.Min) {
			inside = !inside
		}
	}
	return inside
}

func edgesMeet(a, b, c, d orb.Point) bool {
	side := func(p, q, r orb.Point) float64 { return (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0]) }
	return side(a, b, c)*side(a, b, d) <= 0 && side(c, d, a)*side(c, d, b) <= 0
}

// What memory is sure of is so, whatever rounding did; and it is sure of nearly everything.
func TestJudgeIsRightWhereItIsSure(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	got := map[verdict]int{}
	for range 300_000 {
		x := anyShape(r)
		box := anyBound(r)
		asked := pane{
			x: (box.Min[0] + box.Max[0]) / 2, y: (box.Min[1] + box.Max[1]) / 2,
			inner: frameBox{box.Min[0], box.Min[1], box.Max[0], box.Max[1]}.grown(-doubt),
			outer: frameBox{box.Min[0], box.Min[1], box.Max[0], box.Max[1]}.grown(doubt),
		}
		f := x.rounded()
		judged := outside
		if asked.outer.world().meets(f.box) {
			judged = asked.judge(&f)
		}
		got[judged]++
		if truth := x.meets(box); judged != borderline && (judged == overlaps) != truth {
			t.Fatalf("%v and %v: meets %v, judged %d", x, box, truth, judged)
		}
	}
	t.Logf("outside %d, borderline %d, overlaps %d", got[outside], got[borderline], got[overlaps])
	if got[outside] < 10_000 || got[overlaps] < 10_000 || got[borderline] < 1000 {
		t.Error("the cases are one-sided")
	}
}

const shapesAt = 1 << 31

// anyShape draws a star, with a hole at times, a line or points, in which a box is mostly of the size of a few edges.
func anyShape(r *rand.Rand) exactly {
	size := math.Exp(r.Float64() * 8)
	x, y := shapesAt+r.Float64()*200, shapesAt+r.Float64()*200
	ring := func(n int, inner, outer float64) []orb.Point {
		var out []orb.Point
		for k := range n {
			far, turn := size*(inner+(outer-inner)*r.Float64()), 2*math.Pi*float64(k)/float64(n)
			out = append(out, orb.Point{x + far*math.Cos(turn), y + far*math.Sin(turn)})
		}
		return out
	}
	switch r.IntN(4) {
	case 0:
		return exactly{pointKind, [][]orb.Point{ring(1, 0, 1)}}
	case 1:
		return exactly{lineKind, [][]orb.Point{ring(2+r.IntN(5), 0, 1)}}
	case 2:
		return exactly{polygonKind, [][]orb.Point{ring(3+r.IntN(9), 0.5, 1)}}
	default:
		return exactly{polygonKind, [][]orb.Point{ring(5+r.IntN(9), 0.9, 1), ring(3+r.IntN(9), 0.2, 0.6)}}
	}
}

func anyBound(r *rand.Rand) orb.Bound {
	at := orb.Point{shapesAt + r.Float64()*400 - 100, shapesAt + r.Float64()*400 - 100}
	size := math.Exp(r.Float64()*9 - 2)
	return orb.Bound{Min: at, Max: orb.Point{at[0] + size*r.Float64(), at[1] + size*r.Float64()}}
}

func TestWindowKeepsToBoxLimitAndOrder(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.snapshot.swap(parcelsLayer, parcelTown(2000))
	box := testTile.BBox()
	w := Window{Layer: "parcels", Box: &box, Limit: 50, Today: testDay}
	seen := map[int64]bool{}
	for pages := 0; ; pages++ {
		found, ok := e.Find(&w)
		if !ok || pages > 50 {
			t.Fatal("not from memory, or no end")
		}
		for i, f := range found[:min(len(found), w.Limit)] {
			if seen[f.ID] || f.ID <= w.After || (i > 0 && f.ID <= found[i-1].ID) {
				t.Fatalf("%d came twice or out of its turn", f.ID)
			}
			seen[f.ID] = true
		}
		if len(found) <= w.Limit {
			break
		}
		w.After = found[w.Limit-1].ID
	}
	count := 0
	for _, i := range e.snapshot.tables[parcelsLayer].ids.all() {
		f := e.snapshot.tables[parcelsLayer].feature(i)
		asked := paneOf(&box)
		if asked.judge(&f) != outside {
			count++
		}
	}
	if len(seen) != count || count == 0 {
		t.Errorf("%d features, want %d", len(seen), count)
	}
}

func TestFindLeavesMuchToTheDatabase(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.snapshot.swap(parcelsLayer, parcelTown(mostNear+1))
	if _, ok := e.Find(&Window{Layer: "parcels", Limit: 10, Today: testDay}); ok {
		t.Error("a window on all of a large layer is answered from memory")
	}
	if _, ok := e.Find(&Window{Layer: "projects", Limit: 10, Today: testDay}); ok {
		t.Error("a layer that nobody holds is answered")
	}
	e.snapshot.swap(parcelsLayer, e.snapshot.awayTable(&layers[parcelsLayer]))
	if _, ok := e.Find(&Window{Layer: "parcels", Limit: 10, Today: testDay}); ok {
		t.Error("a layer that stays in the database is answered from memory")
	}
	if _, ok := NewEngine(Options{}).Find(&Window{Layer: "parcels", Limit: 10, Today: testDay}); ok {
		t.Error("an engine without data answers")
	}
}

// A unit with several runs of days is found once, on the day asked for or on whatever day.
func TestFindOnADay(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	today := dayNumber(testDay, 0)
	e.alter([]edit{unitEdit(7, 100, 100, always, today-10, today, never), unitEdit(8, 100, 100, today+5, never)})
	for day, want := range map[geo.Date][]int64{{}: {7, 8}, testDay: {7}, geo.NewDate(2026, 12, 24): {7, 8}} {
		found, ok := e.Find(&Window{Layer: "units", Limit: 10, Day: day, Today: testDay})
		var ids []int64
		for _, f := range found {
			ids = append(ids, f.ID)
		}
		if !ok || !slices.Equal(ids, want) {
			t.Errorf("%v: got %v, want %v", day, ids, want)
		}
	}
}
