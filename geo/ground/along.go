package ground

import (
	"math"

	"mitte/geo"
)

// Side is the side of a street, looking along the direction of its axis.
type Side uint8

// The sides of a street.
const (
	Left Side = iota
	Right
	On // the axis itself, or so near to it that no side can be told
)

// String returns the side as the database writes it.
func (s Side) String() string { return [...]string{"left", "right", "on"}[s] }

const (
	step      = 0.5  // metres between rays, about
	onTheAxis = 0.05 // what is nearer to the axis lies on no side
	tie       = 0.001
)

// Street is the axes of the surroundings, among which a place belongs to the nearest.
type Street struct {
	axes  []Line
	boxes []geo.BBox
}

// NewStreet takes the axes; each has two points at least that differ.
func NewStreet(axes []Line) Street {
	s := Street{axes: axes, boxes: make([]geo.BBox, len(axes))}
	for i, axis := range axes {
		s.boxes[i] = boxOf(axis...)
	}
	return s
}

// Cover is what an area covers of one side of an axis: a ray every Step metres, true where it meets the area.
type Cover struct {
	Hits []bool
	Step float64
}

// Along returns what a covers of the axis with number i on one side, up to corridor metres from it. A ray counts if the
// first place where it meets a belongs to this axis; places further out belong to another one all the more.
func (s Street) Along(a Area, i int, side Side, corridor float64) Cover {
	axis := s.axes[i]
	length := axis.Length()
	n := max(1, int(math.Round(length/step)))
	c := Cover{Hits: make([]bool, n), Step: length / float64(n)}
	if a.IsZero() || !a.box.Grow(corridor).Intersects(s.boxes[i]) {
		return c
	}
	for k := range n {
		r := axis.square((float64(k)+0.5)*c.Step, side, corridor)
		t, met := a.first(r)
		c.Hits[k] = met && !s.nearer(i, r.at(t), t+onTheAxis-tie)
	}
	return c
}

// square is the ray from the axis at a chainage to one side; it begins where "on the axis" ends.
func (l Line) square(chainage float64, side Side, corridor float64) ray {
	i := 1
	for ; i < len(l)-1 && chainage > l[i-1].distance(l[i]); i++ {
		chainage -= l[i-1].distance(l[i])
	}
	d := l[i-1].distance(l[i])
	dx, dy := l[i-1].to(l[i])
	ux, uy := dx/d, dy/d
	nx, ny := -uy, ux
	if side == Right {
		nx, ny = uy, -ux
	}
	from := Point{l[i-1].X + chainage*ux + onTheAxis*nx, l[i-1].Y + chainage*uy + onTheAxis*ny}
	return ray{from, nx, ny, corridor - onTheAxis}
}

// first is the distance at which r meets a, 0 if it begins inside.
func (a Area) first(r ray) (float64, bool) { return a.firstIn(r, boxOf(r.p, r.at(r.length))) }

// firstIn is first for a ray whose box is known.
func (a Area) firstIn(r ray, box geo.BBox) (float64, bool) {
	if !a.box.Intersects(box) {
		return 0, false
	}
	if a.Contains(r.p) {
		return 0, true
	}
	best := math.Inf(1)
	for i := range a.edges {
		e := &a.edges[i]
		if !e.box.Intersects(box) {
			continue
		}
		if t, ok := r.meets(e); ok {
			best = min(best, t)
		}
	}
	return best, best <= r.length
}

func (r ray) meets(e *edge) (float64, bool) {
	ex, ey := e.a.to(e.b)
	cross := r.ux*ey - r.uy*ex
	if cross == 0 {
		return 0, false
	}
	x, y := r.p.to(e.a)
	t, u := (x*ey-y*ex)/cross, (x*r.uy-y*r.ux)/cross
	return t, t >= 0 && u >= 0 && u <= 1
}

// nearer reports whether any other axis is nearer to p than d.
func (s Street) nearer(i int, p Point, d float64) bool {
	for k, other := range s.axes {
		if k == i || !s.boxes[k].Grow(d).Contains(p.X, p.Y) {
			continue
		}
		for j := 1; j < len(other); j++ {
			if segmentDistance(other[j-1], other[j], p) < d {
				return true
			}
		}
	}
	return false
}

// Or adds what o covers; both are of the same axis and side, and the zero Cover is nothing.
func (c Cover) Or(o Cover) Cover {
	if c.Hits == nil {
		return Cover{append([]bool(nil), o.Hits...), o.Step}
	}
	for i, hit := range o.Hits {
		c.Hits[i] = c.Hits[i] || hit
	}
	return c
}

// Metres is the covered length.
func (c Cover) Metres() float64 {
	n := 0
	for _, hit := range c.Hits {
		if hit {
			n++
		}
	}
	return float64(n) * c.Step
}

// Extent is the chainage from the first covered place to the last, zero if there is none.
func (c Cover) Extent() Span {
	first, last := -1, -1
	for i, hit := range c.Hits {
		if hit {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return Span{}
	}
	return Span{float64(first) * c.Step, float64(last+1) * c.Step}
}
