package ground

import (
	"math"
	"slices"
)

// Size is the ground of a in m².
func (a Area) Size() float64 { return a.Shared(a) }

// Shared is the ground that a and b both have, in m², to rounding. Between two corners or crossings that follow one another
// from west to east nothing begins and nothing ends, so the length that both have of a line from south to north grows or
// shrinks evenly, and in the middle it is the mean.
func (a Area) Shared(b Area) float64 {
	if a.IsZero() || b.IsZero() || !a.box.Intersects(b.box) {
		return 0
	}
	west, east := max(a.box.West, b.box.West), min(a.box.East, b.box.East)
	stops := append(a.stops(nil, b, west, east), west, east)
	stops = b.stops(stops, Area{}, west, east)
	slices.Sort(stops)
	sum := 0.0
	for i := 1; i < len(stops); i++ {
		if width := stops[i] - stops[i-1]; width > 0 {
			at := (stops[i] + stops[i-1]) / 2
			sum += width * overlaps(a.northward(at), b.northward(at))
		}
	}
	return sum
}

// stops adds where a has corners, and where its edges cross those of b, between west and east.
func (a Area) stops(out []float64, b Area, west, east float64) []float64 {
	for i := range a.edges {
		e := &a.edges[i]
		if e.a.X > west && e.a.X < east {
			out = append(out, e.a.X)
		}
		for k := range b.edges {
			f := &b.edges[k]
			if !e.box.Intersects(f.box) {
				continue
			}
			if x, crosses := e.crosses(f); crosses && x > west && x < east {
				out = append(out, x)
			}
		}
	}
	return out
}

// crosses is how far east two edges meet, unless they are parallel.
func (e *edge) crosses(f *edge) (float64, bool) {
	ex, ey := e.a.to(e.b)
	fx, fy := f.a.to(f.b)
	turn := ex*fy - ey*fx
	if turn == 0 {
		return 0, false
	}
	x, y := e.a.to(f.a)
	t, u := (x*fy-y*fx)/turn, (x*ey-y*ex)/turn
	return e.a.X + t*ex, t >= 0 && t <= 1 && u >= 0 && u <= 1
}

// northward are the places where a line from south to north crosses the edges of a, from inside to outside in turn.
func (a Area) northward(x float64) []float64 {
	var out []float64
	for i := range a.edges {
		e := &a.edges[i]
		if (e.a.X > x) != (e.b.X > x) {
			out = append(out, e.a.Y+(x-e.a.X)/(e.b.X-e.a.X)*(e.b.Y-e.a.Y))
		}
	}
	slices.Sort(out)
	return out
}

// overlaps is the length that two runs of entries and exits share.
func overlaps(a, b []float64) (sum float64) {
	for i, k := 0, 0; i+1 < len(a) && k+1 < len(b); {
		sum += max(0, math.Min(a[i+1], b[k+1])-math.Max(a[i], b[k]))
		if a[i+1] < b[k+1] {
			i += 2
		} else {
			k += 2
		}
	}
	return sum
}

// Round is the ground within so many metres of a place, as a polygon of 96 corners: 0.1 % smaller than the circle.
func Round(centre Point, radius float64) Line {
	const corners = 96
	out := make(Line, 0, corners+1)
	for i := range corners {
		angle := 2 * math.Pi * float64(i) / corners
		out = append(out, Point{centre.X + radius*math.Cos(angle), centre.Y + radius*math.Sin(angle)})
	}
	return append(out, out[0])
}
