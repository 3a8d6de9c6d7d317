package ground

import (
	"math"

	"mitte/geo"
	"mitte/geo/fault"
)

const (
	flatEnd = 0.5  // metres that a place may reach beyond the end of a chain and still lie beside it
	joint   = 0.01 // metres that two segments of a chain may lie apart where they meet
)

// Chain is the axis of a street: its segments joined in order, so that chainage runs on from one to the next. Positions on
// it are metres from its beginning (the street chainage of domain.md 6.1).
type Chain struct {
	points Line
	at     []float64 // the chainage of each point
	ends   []float64 // the chainage at which each segment ends
	closed bool
}

// NewChain joins segments, each of which begins within a centimetre of where the one before ends. It returns Invalid if
// they do not, or if there is no length to walk.
func NewChain(segments ...Line) (Chain, error) {
	var c Chain
	var before Line
	for i, s := range segments {
		if i > 0 && !before.LeadsTo(s) {
			return Chain{}, fault.Newf(fault.Invalid, "chain.gap", "segment %d does not begin where the one before ends", i+1)
		}
		for _, p := range s {
			c.add(p)
		}
		c.ends = append(c.ends, c.Length())
		before = s
	}
	if c.Length() == 0 {
		return Chain{}, fault.New(fault.Invalid, "chain.short", "the line has no length")
	}
	n := len(c.points)
	c.closed = n > 3 && c.points[0].distance(c.points[n-1]) <= joint
	return c, nil
}

// add leaves out what does not lead on, so that every piece has a direction.
func (c *Chain) add(p Point) {
	n := len(c.points)
	if n == 0 {
		c.points, c.at = Line{p}, []float64{0}
		return
	}
	if d := c.points[n-1].distance(p); d > joint {
		c.points, c.at = append(c.points, p), append(c.at, c.at[n-1]+d)
	}
}

// Length is the length of the chain in metres.
func (c Chain) Length() float64 {
	if len(c.at) == 0 {
		return 0
	}
	return c.at[len(c.at)-1]
}

// Box is the box around the chain.
func (c Chain) Box() geo.BBox { return boxOf(c.points...) }

// Stretch is the chainage from which to which segment i runs.
func (c Chain) Stretch(i int) Span {
	if i == 0 {
		return Span{0, c.ends[0]}
	}
	return Span{c.ends[i-1], c.ends[i]}
}

// Segment is the number of the segment that holds a chainage; a node that two share is the earlier one's.
func (c Chain) Segment(chainage float64) int {
	for i, end := range c.ends {
		if chainage <= end+tie {
			return i
		}
	}
	return len(c.ends) - 1
}

// Foot is where a place lies beside a chain.
type Foot struct {
	Chainage float64 // of the nearest point of the chain
	Offset   float64 // the distance to it
	Side     Side
	Beside   bool // false if the place lies beyond an end of the chain
}

// Locate finds the place of p beside c by domain.md 6.1 and 6.2. Of points of the chain that are equally near, to the
// millimetre, the one with the smallest chainage counts; only points count from which the chain leads away from p on both
// sides, or those next to the nearest one would count too.
func (c Chain) Locate(p Point) Foot {
	nearest := math.Inf(1)
	for i := 1; i < len(c.points); i++ {
		nearest = min(nearest, segmentDistance(c.points[i-1], c.points[i], p))
	}
	for i := 1; i < len(c.points); i++ {
		a, b := c.points[i-1], c.points[i]
		if d := segmentDistance(a, b, p); d <= nearest+tie {
			if t := share(a, b, p); c.leadsAway(i, t, p) {
				return c.foot(i, t, d, p)
			}
		}
	}
	return Foot{Offset: nearest}
}

// leadsAway reports whether no neighbour of piece i comes nearer to p than its point at share t.
func (c Chain) leadsAway(i int, t float64, p Point) bool {
	var other int
	switch t {
	case 1:
		other = i + 1
	case 0:
		other = i - 1
	default:
		return true
	}
	if last := len(c.points) - 1; other < 1 || other > last {
		if !c.closed {
			return true
		}
		other = 1 + (other+last-1)%last
	}
	u := share(c.points[other-1], c.points[other], p)
	return u == 1-t
}

// share is how far along from a to b the point nearest to p lies, from 0 to 1.
func share(a, b, p Point) float64 {
	dx, dy := a.to(b)
	x, y := a.to(p)
	return min(1, max(0, (x*dx+y*dy)/(dx*dx+dy*dy)))
}

// foot judges p by the piece before point i, on which its nearest point lies at a share t.
func (c Chain) foot(i int, t, offset float64, p Point) Foot {
	f := Foot{Chainage: c.at[i-1] + t*(c.at[i]-c.at[i-1]), Offset: offset, Beside: true}
	switch vertex := i - 1 + int(t); {
	case t > 0 && t < 1:
		f.Side = c.sideOf(i, p)
	case !c.closed && (vertex == 0 || vertex == len(c.points)-1):
		over, aside := c.beyond(i, vertex, p)
		f.Side, f.Beside = c.sideOf(i, p), over <= flatEnd
		if aside <= onTheAxis {
			f.Side = On
		}
	default:
		f.Side = c.sideAt(vertex, i, p)
	}
	if offset <= onTheAxis {
		f.Side = On
	}
	return f
}

// sideOf is the side of the piece before point i on which p lies.
func (c Chain) sideOf(i int, p Point) Side {
	if cross(c.points[i-1], c.points[i], p) >= 0 {
		return Left
	}
	return Right
}

// sideAt is the side of p whose nearest point is a vertex between two pieces: only the outer wedge of a turn has it there.
func (c Chain) sideAt(vertex, piece int, p Point) Side {
	before, after := vertex-1, vertex+1
	if last := len(c.points) - 1; c.closed && (vertex == 0 || vertex == last) {
		before, vertex, after = last-1, 0, 1
	}
	turn := cross(c.points[before], c.points[vertex], c.points[after])
	switch {
	case turn > tie*tie:
		return Right
	case turn < -tie*tie:
		return Left
	default:
		return c.sideOf(piece, p)
	}
}

// beyond is how far p reaches over an end of the chain along its direction there, and how far it lies aside of that.
func (c Chain) beyond(piece, vertex int, p Point) (over, aside float64) {
	a, b := c.points[piece-1], c.points[piece]
	if vertex == piece-1 {
		a, b = b, a
	}
	d := a.distance(b)
	dx, dy := a.to(b)
	x, y := b.to(p)
	return (x*dx + y*dy) / d, math.Abs(cross(a, b, p)) / d
}

// cross is positive if p lies to the left of the way from a to b.
func cross(a, b, p Point) float64 {
	dx, dy := a.to(b)
	x, y := b.to(p)
	return dx*y - dy*x
}

// Cut is the part of the chain over a stretch.
func (c Chain) Cut(over Span) Line {
	out := Line{c.Point(over.From)}
	for i, at := range c.at {
		if at > over.From+joint && at < over.To-joint {
			out = append(out, c.points[i])
		}
	}
	return append(out, c.Point(over.To))
}

// Point is the place on the chain at a chainage; beyond an end it is that end.
func (c Chain) Point(chainage float64) Point {
	for i := 1; i < len(c.at); i++ {
		if chainage <= c.at[i] || i == len(c.at)-1 {
			u := min(1, max(0, (chainage-c.at[i-1])/(c.at[i]-c.at[i-1])))
			dx, dy := c.points[i-1].to(c.points[i])
			return Point{c.points[i-1].X + u*dx, c.points[i-1].Y + u*dy}
		}
	}
	return Point{}
}

// Runs reports whether a line goes along c where it is nearest: its chord and the street differ by at most 45° (domain.md 6.3).
func (c Chain) Runs(l Line, beside Foot) bool {
	ahead, behind := c.Point(beside.Chainage+joint), c.Point(beside.Chainage-joint)
	sx, sy := behind.to(ahead)
	lx, ly := l[0].to(l[len(l)-1])
	return math.Abs(sx*lx+sy*ly) >= math.Sqrt2/2*math.Hypot(sx, sy)*math.Hypot(lx, ly)
}

// LeadsTo reports whether another line begins, within a centimetre, where this one ends.
func (l Line) LeadsTo(next Line) bool {
	return len(l) > 0 && len(next) > 0 && l[len(l)-1].distance(next[0]) <= joint
}

// Middle is the point halfway along the line.
func (l Line) Middle() Point {
	c, err := NewChain(l)
	if err != nil {
		return l[0]
	}
	return c.Point(c.Length() / 2)
}

// Distance is how far p lies from the line, in metres.
func (l Line) Distance(p Point) float64 {
	nearest := math.Inf(1)
	for i := 1; i < len(l); i++ {
		nearest = min(nearest, segmentDistance(l[i-1], l[i], p))
	}
	return nearest
}
