package tiles

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// invalid says what is wrong with the rings of a polygon, "" if nothing: rings meet in no edge and cross nowhere,
// exteriors are positive and not nested, holes lie in the exterior before them.
func invalid(shape *lines) string {
	if why := crossingEdges(shape); why != "" {
		return why
	}
	return misplaced(shape)
}

// crossingEdges says which edges meet that should not.
func crossingEdges(shape *lines) string {
	var c checker
	c.edges = appendEdges(nil, shape)
	for i := range c.edges {
		for j := i + 1; j < len(c.edges); j++ {
			e, o := &c.edges[i], &c.edges[j]
			if !e.boxMeets(o) || neighbours(e, o, shape) || !meet4(e.a, e.b, o.a, o.b) {
				continue
			}
			if e.ring == o.ring || !touchInPoint(e, o) {
				return fmt.Sprintf("edges %v–%v and %v–%v meet", e.a, e.b, o.a, o.b)
			}
		}
	}
	return ""
}

// misplaced says which ring is on the wrong side of another.
func misplaced(shape *lines) string {
	exterior := -1
	for i := range shape.len() {
		switch area := area2(shape.at(i)); {
		case area == 0:
			return "a ring without area"
		case area > 0:
			exterior = i
			for k := range i {
				if area2(shape.at(k)) > 0 && nested(shape, i, k) {
					return "exteriors are nested"
				}
			}
		case exterior < 0 || !within(shape.at(i), shape.at(exterior), nil):
			return "a hole outside of its exterior"
		}
	}
	return ""
}

// nested reports whether one exterior lies in the fill of another.
func nested(shape *lines, i, k int) bool {
	if !within(shape.at(i), shape.at(k), nil) {
		return within(shape.at(k), shape.at(i), nil) && !inHole(shape, k, i)
	}
	return !inHole(shape, i, k)
}

func inHole(shape *lines, inner, exterior int) bool {
	for h := exterior + 1; h < shape.len() && area2(shape.at(h)) < 0; h++ {
		if within(shape.at(inner), shape.at(h), nil) {
			return true
		}
	}
	return false
}

func touchInPoint(e, o *edge) bool {
	on := 0
	for _, p := range [2]pt{o.a, o.b} {
		if cross(e.a, e.b, p) == 0 {
			on++
		}
	}
	if on == 2 {
		return sharesEnd(e, o) && cross(e.a, e.b, o.a) == 0 && !overlap(e, o)
	}
	return on == 1 || cross(o.a, o.b, e.a) == 0 || cross(o.a, o.b, e.b) == 0
}

// overlap reports whether two edges in line share more than a point.
func overlap(e, o *edge) bool {
	low := max(min(e.a.x, e.b.x), min(o.a.x, o.b.x))
	high := min(max(e.a.x, e.b.x), max(o.a.x, o.b.x))
	top := max(min(e.a.y, e.b.y), min(o.a.y, o.b.y))
	bottom := min(max(e.a.y, e.b.y), max(o.a.y, o.b.y))
	return low < high || top < bottom
}

// cutAtBuffer cuts at the buffered tile itself, half a unit inside of the cut box.
func cutAtBuffer(ring []fpt, s int) []fpt {
	var out []fpt
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		da, db := depth(a, s)-0.5, depth(b, s)-0.5
		if (da > 0) != (db > 0) {
			out = append(out, meet(a, b, da, db))
		}
		if db > 0 {
			out = append(out, b)
		}
	}
	return out
}

func areaOf(ring []fpt) float64 {
	sum := 0.0
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		sum += (a.x-ring[0].x)*(b.y-ring[0].y) - (a.y-ring[0].y)*(b.x-ring[0].x)
	}
	return sum / 2
}

// trueArea is the area and perimeter of a feature in the buffered tile, before rounding.
func trueArea(f *feature, a Address) (area, perimeter float64) {
	frame := frameOf(a)
	scale := 1 / float64(int64(1)<<frame.shift)
	from := 0
	for i := range max(len(f.rings), 1) {
		points := f.points[from:f.ringEnd(i, from)]
		from += len(points)
		var ring, next []fpt
		for _, p := range points {
			ring = append(ring, fpt{float64(int64(p.x)-frame.originX) * scale, float64(int64(p.y)-frame.originY) * scale})
		}
		for s := north; s <= west; s++ {
			next = cutAtBuffer(ring, s)
			ring = next
		}
		area, perimeter = area+areaOf(ring), perimeter+length(ring)
	}
	return area, perimeter
}

func checkPolygon(t rapid.TB, f *feature) tally {
	t.Helper()
	var s shaper
	s.begin(testTile)
	s.shape(f)
	if why := invalid(&s.out); why != "" {
		t.Fatalf("%s in %v", why, s.out)
	}
	if s.tally.unrepaired+s.tally.unchecked > 0 {
		t.Fatalf("the repair came to no end: %+v", s.tally)
	}
	want, perimeter := trueArea(f, testTile)
	off := math.Sqrt2 / 2 // rounding moves a corner by half a unit to two sides
	if !s.within(f.box) {
		off += 0.5 // and a cut once more
	}
	if got := areaFrom(&s.out, 0); math.Abs(got-want) > off*perimeter+4 {
		t.Fatalf("area %g instead of %g, perimeter %g", got, want, perimeter)
	}
	for _, p := range s.out.points {
		if !inside(p) {
			t.Fatalf("%v lies outside", p)
		}
	}
	return s.tally
}

func TestT4PolygonsAreValidAndKeepTheirArea(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := polygons().Draw(t, "polygon")
		checkPolygon(t, &f)
	})
}

func TestT4ManyPolygons(t *testing.T) {
	t.Parallel()
	n := 20000
	if testing.Short() {
		n = 2000
	}
	repaired := 0
	for i := range n {
		f := aPolygon(rand.New(rand.NewPCG(uint64(i), 7)))
		repaired += checkPolygon(t, &f).repaired
	}
	t.Logf("%d of %d repaired", repaired, n)
}

func TestG9SafeZoomNeedsNoRepair(t *testing.T) {
	t.Parallel()
	safe := 0
	for i := range 5000 {
		f := aPolygon(rand.New(rand.NewPCG(uint64(i), 8)))
		f.safeZ = safeZoom(&f)
		var s shaper
		s.begin(testTile)
		if f.safeZ > testTile.Z || !s.within(f.box) {
			continue
		}
		safe++
		f.safeZ = unknownSafeZ
		s.shape(&f)
		if s.tally.repaired > 0 {
			t.Errorf("seed %d: repaired although its clearance is two units", i)
		}
	}
	t.Logf("%d safe", safe)
	if safe == 0 {
		t.Error("no polygon was safe")
	}
}
