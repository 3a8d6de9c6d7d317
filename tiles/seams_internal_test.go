package tiles

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func anyAddress(t *rapid.T) Address {
	z := rapid.Uint8Range(0, DeepestZoom).Draw(t, "z")
	last := uint32(1)<<z - 1
	return Address{z, rapid.Uint32Range(0, last).Draw(t, "x"), rapid.Uint32Range(0, last).Draw(t, "y")}
}

// TestT11WhatIsDrawnIsInvalidated: a feature that a tile shows lies in the range that its box invalidates.
func TestT11WhatIsDrawnIsInvalidated(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyAddress(t)
		origin := catchment(a)
		near := func(low, high uint32, label string) uint32 {
			span := int64(high-low)/2 + 2
			v := int64(low) + rapid.Int64Range(-span, 2*span).Draw(t, label)
			return uint32(min(max(v, 0), math.MaxUint32))
		}
		b := worldBox{near(origin.minX, origin.maxX, "x0"), near(origin.minY, origin.maxY, "y0"), 0, 0}
		b.maxX = max(b.minX, near(origin.minX, origin.maxX, "x1"))
		b.maxY = max(b.minY, near(origin.minY, origin.maxY, "y1"))
		if got, want := tilesOf(b, a.Z).has(a.X, a.Y), catchment(a).meets(b); got != want {
			t.Fatalf("tilesOf says %v, catchment %v for %v in %v", got, want, b, a)
		}
		for _, f := range boxFeatures(b) {
			var s shaper
			s.begin(a)
			if s.shape(&f) && !tilesOf(b, a.Z).has(a.X, a.Y) {
				t.Fatalf("%v shows in %v but does not invalidate it", b, a)
			}
		}
	})
}

func boxFeatures(b worldBox) []feature {
	nw, ne, se, sw := place{b.minX, b.minY}, place{b.maxX, b.minY}, place{b.maxX, b.maxY}, place{b.minX, b.maxY}
	return []feature{
		{id: 1, kind: pointKind, box: b, points: []place{nw, se}},
		{id: 1, kind: lineKind, box: b, points: []place{nw, se}},
		{id: 1, kind: polygonKind, box: b, points: []place{nw, ne, se, sw}, safeZ: unknownSafeZ},
	}
}

// TestT5PolygonsContinueAcrossSeams: of neighbouring tiles, common uncut points differ by exactly one extent, and the
// parts that each tile shows of its own square add up to the feature.
func TestT5PolygonsContinueAcrossSeams(t *testing.T) {
	t.Parallel()
	for i := range 1000 {
		r := rand.New(rand.NewPCG(uint64(i), 5))
		f := aPolygon(r)
		var here, east shaper
		here.begin(testTile)
		east.begin(Address{testTile.Z, testTile.X + 1, testTile.Y})
		here.shape(&f)
		east.shape(&f)
		for _, p := range f.points {
			a, b := here.frame.snap(p), east.frame.snap(p)
			if a.x-b.x != Extent || a.y != b.y {
				t.Fatalf("%v is %v here and %v to the east", p, a, b)
			}
		}
		sum, perimeter := 0.0, 0.0
		for dx := range uint32(2) {
			for dy := range uint32(2) {
				var s shaper
				s.begin(Address{testTile.Z, testTile.X + dx, testTile.Y + dy})
				s.shape(&f)
				a, p := squareArea(&s.out)
				sum, perimeter = sum+a, perimeter+p
			}
		}
		want, way := quadArea(&f)
		if math.Abs(sum-want) > max(perimeter, way)+16 {
			t.Fatalf("seed %d: the four parts have %g, the feature %g, perimeter %g", i, sum, want, perimeter)
		}
	}
}

// squareArea cuts a shape at 0…4096.
func squareArea(shape *lines) (area, perimeter float64) {
	for i := range shape.len() {
		var ring []fpt
		for _, p := range shape.at(i) {
			ring = append(ring, fpt{float64(p.x), float64(p.y)})
		}
		ring = cutAt(ring, 0, 0, Extent, Extent)
		area, perimeter = area+areaOf(ring), perimeter+length(ring)
	}
	return area, perimeter
}

// quadArea is the area of a feature in four tiles, the test tile and those to the east and south, before rounding.
func quadArea(f *feature) (area, perimeter float64) {
	frame := frameOf(testTile)
	from := 0
	for i := range max(len(f.rings), 1) {
		var ring []fpt
		points := f.points[from:f.ringEnd(i, from)]
		from += len(points)
		for _, p := range points {
			ring = append(ring, fpt{float64(int64(p.x)-frame.originX) / testUnit, float64(int64(p.y)-frame.originY) / testUnit})
		}
		ring = cutAt(ring, 0, 0, 2*Extent, 2*Extent)
		area, perimeter = area+areaOf(ring), perimeter+length(ring)
	}
	return area, perimeter
}

func cutAt(ring []fpt, x0, y0, x1, y1 float64) []fpt {
	depths := []func(fpt) float64{
		func(p fpt) float64 { return p.y - y0 }, func(p fpt) float64 { return x1 - p.x },
		func(p fpt) float64 { return y1 - p.y }, func(p fpt) float64 { return p.x - x0 },
	}
	for _, depth := range depths {
		var out []fpt
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			if da, db := depth(a), depth(b); (da > 0) != (db > 0) {
				out = append(out, meet(a, b, da, db))
			}
			if depth(b) > 0 {
				out = append(out, b)
			}
		}
		ring = out
	}
	return ring
}

// TestT5BordersAreCutAlike: two parcels that share a border get the same cut points.
func TestT5BordersAreCutAlike(t *testing.T) {
	t.Parallel()
	for i := range 20000 {
		r := rand.New(rand.NewPCG(uint64(i), 6))
		a := pt{int32(r.IntN(9000) - 2000), int32(r.IntN(9000) - 2000)}
		b := pt{int32(r.IntN(9000) - 2000), int32(r.IntN(9000) - 2000)}
		there, ok := pass(a, b)
		back, ok2 := pass(b, a)
		if ok != ok2 || there.in != back.out || there.out != back.in || there.enters != back.exits {
			t.Fatalf("%v–%v: %+v and %+v", a, b, there, back)
		}
	}
}

func TestT5LinesContinueAndPointsOnTheEdgeAreInBoth(t *testing.T) {
	t.Parallel()
	eastern := Address{testTile.Z, testTile.X + 1, testTile.Y}
	line := shapeOf(lineKind, [][]fpt{{{-500, 100}, {3000, 700}, {6000, 300.5}, {6000, 200}, {1000, 200}}})
	var here, there shaper
	here.begin(testTile)
	there.begin(eastern)
	if !here.shape(&line) || !there.shape(&line) {
		t.Fatal("the line is missing")
	}
	if here.out.len() != 2 {
		t.Errorf("a line that leaves and comes back has %d parts", here.out.len())
	}
	for _, p := range []fpt{{Extent, 10}, {Extent + 63.9, 10}, {Extent - 63.9, 10}} {
		f := shapeOf(pointKind, [][]fpt{{p}})
		if !here.shape(&f) || !there.shape(&f) {
			t.Errorf("the point %v is not in both tiles", p)
		}
	}
	f := shapeOf(pointKind, [][]fpt{{{5, 5}, {5.01, 5.01}, {Extent + 65, 5}, {1, 1}}})
	here.shape(&f)
	if want := []pt{{1, 1}, {5, 5}}; !slices.Equal(here.out.points, want) {
		t.Errorf("points %v instead of %v", here.out.points, want)
	}
}

// TestClippedLinesAreRunsOfTheLine holds clipping against walking along the line in small steps: what lies well inside
// is drawn, and nothing is drawn beside the line.
func TestClippedLinesAreRunsOfTheLine(t *testing.T) {
	t.Parallel()
	for i := range 3000 {
		r := rand.New(rand.NewPCG(uint64(i), 9))
		var way []fpt
		for range 2 + r.IntN(6) {
			way = append(way, fpt{r.Float64()*9000 - 2500, r.Float64()*9000 - 2500})
		}
		f := shapeOf(lineKind, [][]fpt{way})
		var s shaper
		s.begin(testTile)
		s.shape(&f)
		for _, p := range along64(way) {
			if p.x > lowest+2 && p.x < highest-2 && p.y > lowest+2 && p.y < highest-2 && farFrom(p, &s.out) > 1.5 {
				t.Fatalf("seed %d: %v is not drawn", i, p)
			}
		}
		var original lines
		for k := range way {
			original.points = append(original.points, pt{halfUp(way[k].x), halfUp(way[k].y)})
		}
		original.close()
		for k := range s.out.len() {
			part := s.out.at(k)
			for j, p := range part {
				if !inside(p) || (j > 0 && p == part[j-1]) || len(part) < 2 || farFrom(fpt{float64(p.x), float64(p.y)}, &original) > 1.5 {
					t.Fatalf("seed %d: %v in %v", i, p, part)
				}
			}
		}
	}
}

func along64(way []fpt) []fpt {
	var out []fpt
	for k := 1; k < len(way); k++ {
		for j := range 64 {
			f := (float64(j) + 0.5) / 64
			out = append(out, fpt{way[k-1].x + (way[k].x-way[k-1].x)*f, way[k-1].y + (way[k].y-way[k-1].y)*f})
		}
	}
	return out
}

// farFrom is the distance of a point to the nearest of the lines.
func farFrom(p fpt, l *lines) float64 {
	least := math.Inf(1)
	for i := range l.len() {
		line := l.at(i)
		for k := 1; k < len(line); k++ {
			a, b := line[k-1], line[k]
			least = min(least, toEdge(p, fpt{float64(a.x), float64(a.y)}, fpt{float64(b.x), float64(b.y)}))
		}
	}
	return least
}
