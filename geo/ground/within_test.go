package ground_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo/ground"
)

func box(x0, y0, x1, y1 float64) ground.Area {
	return ground.NewArea(outline(x0, y0, x1, y1))
}

func outline(x0, y0, x1, y1 float64) ground.Line {
	return ground.Line{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}, {X: x0, Y: y0}}
}

func TestWithin(t *testing.T) {
	t.Parallel()
	front := ground.Line{{X: 20, Y: 6}, {X: 32, Y: 6}}
	ring := ground.NewArea(
		ground.Line{{X: 0, Y: 0}, {X: 100, Y: 0}, {X: 100, Y: 100}, {X: 0, Y: 100}, {X: 0, Y: 0}},
		ground.Line{{X: 40, Y: 40}, {X: 40, Y: 60}, {X: 60, Y: 60}, {X: 60, Y: 40}, {X: 40, Y: 40}})
	for name, tc := range map[string]struct {
		area  ground.Area
		line  ground.Line
		reach float64
		want  float64
	}{
		"domain.md 6.8":          {box(25, -4, 60, 4), front, 4, 32 - (25 - math.Sqrt(12))},
		"reach too short":        {box(25, -4, 60, 4), front, 1.99, 0},
		"far away":               {box(200, -4, 260, 4), front, 5, 0},
		"deep inside":            {box(-100, -100, 100, 100), front, 5, 12},
		"through":                {box(22, -4, 26, 40), front, 0, 4},
		"in the hole":            {ring, ground.Line{{X: 45, Y: 50}, {X: 55, Y: 50}}, 1, 0},
		"across the hole":        {ring, ground.Line{{X: 0, Y: 50}, {X: 100, Y: 50}}, 1, 82},
		"with a bend":            {box(25, -4, 60, 4), ground.Line{{X: 20, Y: 6}, {X: 32, Y: 6}, {X: 32, Y: 10}}, 4, 32 - (25 - math.Sqrt(12)) + 2},
		"a point":                {box(25, -4, 60, 4), ground.Line{{X: 30, Y: 0}}, 4, 0},
		"the same point twice":   {box(25, -4, 60, 4), ground.Line{{X: 30, Y: 0}, {X: 30, Y: 0}, {X: 31, Y: 0}}, 4, 1},
		"nowhere":                {ground.Area{}, front, 4, 0},
		"a corner's round reach": {box(0, 0, 10, 10), ground.Line{{X: 10 + 3, Y: 10 - 100}, {X: 10 + 3, Y: 10 + 100}}, 5, 10 + 4 + 4},
	} {
		if got := tc.area.Within(tc.line, tc.reach).Length(); math.Abs(got-tc.want) > 1e-9 {
			t.Errorf("%s: %v m, want %v", name, got, tc.want)
		}
	}
}

// place is a way to put a plane elsewhere without stretching it.
type place struct{ dx, dy, cos, sin float64 }

func somewhere(t *rapid.T) place {
	turn := rapid.Float64Range(0, 2*math.Pi).Draw(t, "turn")
	return place{
		rapid.Float64Range(-1000, 1000).Draw(t, "east") + 359_200, rapid.Float64Range(-1000, 1000).Draw(t, "north") + 5_725_200,
		math.Cos(turn), math.Sin(turn),
	}
}

func (p place) put(l ground.Line) ground.Line {
	out := make(ground.Line, len(l))
	for i, q := range l {
		out[i] = ground.Point{X: p.dx + p.cos*q.X - p.sin*q.Y, Y: p.dy + p.sin*q.X + p.cos*q.Y}
	}
	return out
}

// star is a random outline that does not cross itself, with a hole in every other one.
func star(t *rapid.T) []ground.Line {
	n := rapid.IntRange(3, 20).Draw(t, "corners")
	outer := make(ground.Line, 0, n+1)
	for i := range n {
		r := rapid.Float64Range(8, 40).Draw(t, "radius")
		a := 2 * math.Pi * float64(i) / float64(n)
		outer = append(outer, ground.Point{X: r * math.Cos(a), Y: r * math.Sin(a)})
	}
	rings := []ground.Line{append(outer, outer[0])}
	if n > 6 && rapid.Bool().Draw(t, "hole") {
		rings = append(rings, ground.Line{{X: -2, Y: -2}, {X: -2, Y: 2}, {X: 2, Y: 2}, {X: 2, Y: -2}, {X: -2, Y: -2}})
	}
	return rings
}

func wander(t *rapid.T) ground.Line {
	n := rapid.IntRange(2, 5).Draw(t, "points")
	l := make(ground.Line, n)
	for i := range l {
		l[i] = ground.Point{X: rapid.Float64Range(-60, 60).Draw(t, "x"), Y: rapid.Float64Range(-60, 60).Draw(t, "y")}
	}
	return l
}

// TestWithinAgainstSamples walks along the line in small steps and asks at each whether the area is in reach, which is the
// definition.
func TestWithinAgainstSamples(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rings, l := star(t), wander(t)
		// A line may pass a corner so closely that only a reach which does not drown in rounding notices it.
		area, reach := ground.NewArea(rings...), rapid.Float64Range(1e-6, 15).Draw(t, "reach")
		got := area.Within(l, reach)
		const samples = 4000
		want, length := 0.0, l.Length()
		for k := range samples {
			if dist(rings, area, at(l, (float64(k)+0.5)/samples*length)) <= reach {
				want += length / samples
			}
		}
		if limit := 2 * float64(len(got)+1) * length / samples; math.Abs(got.Length()-want) > limit {
			t.Fatalf("%v m, sampled %v m ± %v", got.Length(), want, limit)
		}
	})
}

func TestWithinMovesAlongAndGrowsWithReach(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rings, l, p := star(t), wander(t), somewhere(t)
		less := rapid.Float64Range(0, 15).Draw(t, "reach")
		more := less + rapid.Float64Range(0, 5).Draw(t, "more")
		area := ground.NewArea(rings...)
		a, b := area.Within(l, less).Length(), area.Within(l, more).Length()
		if a > b+1e-6 {
			t.Fatalf("%v m within %v m, but %v m within %v m", a, less, b, more)
		}
		var moved []ground.Line
		for _, ring := range rings {
			moved = append(moved, p.put(ring))
		}
		// Where the line only touches what is in reach, the last bit decides about the square root of it.
		if c := ground.NewArea(moved...).Within(p.put(l), less).Length(); math.Abs(a-c) > 0.001 {
			t.Fatalf("%v m here, %v m there", a, c)
		}
	})
}

func at(l ground.Line, d float64) ground.Point {
	for i := 1; i < len(l); i++ {
		s := math.Hypot(l[i].X-l[i-1].X, l[i].Y-l[i-1].Y)
		if d <= s {
			return ground.Point{X: l[i-1].X + (l[i].X-l[i-1].X)*d/s, Y: l[i-1].Y + (l[i].Y-l[i-1].Y)*d/s}
		}
		d -= s
	}
	return l[len(l)-1]
}

// dist is the distance by definition: 0 inside, else to the nearest of the outline's pieces, each searched by thirds.
func dist(rings []ground.Line, area ground.Area, p ground.Point) float64 {
	if area.Contains(p) {
		return 0
	}
	best := math.Inf(1)
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			lo, hi := 0.0, 1.0
			d := func(t float64) float64 {
				return math.Hypot(ring[i-1].X+t*(ring[i].X-ring[i-1].X)-p.X, ring[i-1].Y+t*(ring[i].Y-ring[i-1].Y)-p.Y)
			}
			for range 40 {
				a, b := lo+(hi-lo)/3, hi-(hi-lo)/3
				if d(a) < d(b) {
					hi = b
				} else {
					lo = a
				}
			}
			best = min(best, d(lo))
		}
	}
	return best
}
