package ground

import (
	"math"

	"mitte/geo"
)

// Length is the length of the line in metres.
func (l Line) Length() float64 {
	sum := 0.0
	for i := 1; i < len(l); i++ {
		sum += l[i-1].distance(l[i])
	}
	return sum
}

// Within returns the stretches of the line that lie within reach metres of a; of a point, which has no stretch, nothing.
func (a Area) Within(l Line, reach float64) Spans {
	if a.IsZero() || len(l) < 2 || !a.box.Grow(reach).Intersects(boxOf(l...)) {
		return nil
	}
	var out Spans
	start := 0.0
	for i := 1; i < len(l); i++ {
		out = a.piece(out, l[i-1], l[i], start, reach)
		start += l[i-1].distance(l[i])
	}
	return merged(out)
}

// Reaches reports whether p lies within reach metres of a.
func (a Area) Reaches(p Point, reach float64) bool {
	if a.IsZero() || !a.box.Grow(reach).Contains(p.X, p.Y) {
		return false
	}
	for i := range a.edges {
		e := &a.edges[i]
		if e.box.Grow(reach).Contains(p.X, p.Y) && e.distance(p) <= reach {
			return true
		}
	}
	return a.Contains(p)
}

// piece appends what of the straight piece from p to q is near an edge, and what lies so deep inside that it is near none.
func (a Area) piece(out Spans, p, q Point, start, reach float64) Spans {
	box := boxOf(p, q).Grow(reach)
	if !a.box.Intersects(box) {
		return out
	}
	length := p.distance(q)
	if length == 0 {
		return out
	}
	dx, dy := p.to(q)
	ray := ray{p, dx / length, dy / length, length}
	if ray.passes(a.box, reach) {
		return out
	}
	var near Spans
	for i := range a.edges {
		e := &a.edges[i]
		if !e.box.Intersects(box) {
			continue
		}
		if s, ok := ray.stadium(e, reach); ok {
			near = append(near, s)
		}
	}
	near = merged(near)
	at := 0.0
	for _, s := range near {
		out = a.gap(out, ray, at, s.From, start)
		out = append(out, Span{start + s.From, start + s.To})
		at = s.To
	}
	return a.gap(out, ray, at, length, start)
}

// gap appends a stretch that no edge is near to if it lies inside; it cannot be in parts, because it meets no edge.
func (a Area) gap(out Spans, r ray, from, to, start float64) Spans {
	if to > from && a.Contains(r.at((from+to)/2)) {
		return append(out, Span{start + from, start + to})
	}
	return out
}

// ray is a straight way of some length from p in the direction of a unit vector.
type ray struct {
	p      Point
	ux, uy float64
	length float64
}

func (r ray) at(t float64) Point { return Point{r.p.X + t*r.ux, r.p.Y + t*r.uy} }

// reach is where a box lies in the direction of r: from its nearest corner to its furthest.
func (r ray) reach(b geo.BBox) Span {
	x, y := r.p.to(Point{(b.West + b.East) / 2, (b.South + b.North) / 2})
	middle, half := x*r.ux+y*r.uy, (math.Abs(r.ux)*(b.East-b.West)+math.Abs(r.uy)*(b.North-b.South))/2
	return Span{middle - half, middle + half}
}

// passes reports whether a box lies on one side of the line of r, further away than d.
func (r ray) passes(b geo.BBox, d float64) bool {
	aside := ray{r.p, -r.uy, r.ux, 0}.reach(b)
	return aside.From > d+tie || aside.To < -d-tie
}

// stadium is the stretch of r within d of the edge: two discs and the rectangle between them, which hang together.
func (r ray) stadium(e *edge, d float64) (Span, bool) {
	s := Span{math.Inf(1), math.Inf(-1)}
	r.disc(e.a, d, &s)
	r.disc(e.b, d, &s)
	r.rectangle(e, d, &s)
	s.From, s.To = max(s.From, 0), min(s.To, r.length)
	return s, s.From <= s.To
}

func (r ray) disc(c Point, d float64, s *Span) {
	x, y := r.p.to(c)
	along, aside := x*r.ux+y*r.uy, x*r.uy-y*r.ux
	if half := d*d - aside*aside; half >= 0 {
		half = math.Sqrt(half)
		s.take(along-half, along+half)
	}
}

func (r ray) rectangle(e *edge, d float64, s *Span) {
	length := e.a.distance(e.b)
	if length == 0 {
		return
	}
	ex, ey := e.a.to(e.b)
	ex, ey = ex/length, ey/length
	x, y := e.a.to(r.p)
	from, to := math.Inf(-1), math.Inf(1)
	ok := slab(x*ex+y*ey, r.ux*ex+r.uy*ey, 0, length, &from, &to) &&
		slab(x*ey-y*ex, r.ux*ey-r.uy*ex, -d, d, &from, &to)
	if ok && from <= to {
		s.take(from, to)
	}
}

// slab narrows from and to to the times at which position + t·speed lies between lo and hi.
func slab(position, speed, lo, hi float64, from, to *float64) bool {
	if math.Abs(speed) < 1e-12 {
		return position >= lo && position <= hi
	}
	a, b := (lo-position)/speed, (hi-position)/speed
	*from, *to = max(*from, min(a, b)), min(*to, max(a, b))
	return true
}

// Take widens the stretch so that it holds a chainage.
func (s *Span) Take(chainage float64) { s.take(chainage, chainage) }

func (s *Span) take(from, to float64) { s.From, s.To = min(s.From, from), max(s.To, to) }

func (e *edge) distance(p Point) float64 { return segmentDistance(e.a, e.b, p) }

func segmentDistance(a, b, p Point) float64 {
	dx, dy := a.to(b)
	t := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		t = min(max(((p.X-a.X)*dx+(p.Y-a.Y)*dy)/square, 0), 1)
	}
	return p.distance(Point{a.X + t*dx, a.Y + t*dy})
}
