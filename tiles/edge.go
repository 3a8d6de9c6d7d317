package tiles

import "math"

// Features are cut at the buffered tile. Its sides lie at half units, so no vertex is ever on one, and a vertex at the
// buffer's own edge is inside.
const (
	lowest  = -Buffer
	highest = Extent + Buffer
	cutLow  = lowest - 0.5
	cutHigh = highest + 0.5
	side    = cutHigh - cutLow
)

func inside(p pt) bool { return outcode(p) == 0 }

// crossing is where an edge passes the cut box: the grid point inside, and the way along the box from its north-west
// corner in positive direction (clockwise on the screen), in units.
type crossing struct {
	at  pt
	way float64
}

// passage is the part of an edge in the cut box. An end that lies inside is no crossing.
type passage struct {
	in, out       crossing
	enters, exits bool
}

// pass cuts the edge a→b; it reports false if the edge misses the box. The cut is computed from the ends in canonical
// order, so both neighbours of a shared border get the same points.
func pass(a, b pt) (passage, bool) {
	if outcode(a)&outcode(b) != 0 {
		return passage{}, false
	}
	swapped := b.x < a.x || (b.x == a.x && b.y < a.y)
	if swapped {
		a, b = b, a
	}
	p, ok := passCanonical(a, b)
	if swapped {
		p.in, p.out, p.enters, p.exits = p.out, p.in, p.exits, p.enters
	}
	return p, ok
}

func passCanonical(a, b pt) (passage, bool) {
	dx, dy := float64(b.x)-float64(a.x), float64(b.y)-float64(a.y)
	t := span{from: math.Inf(-1), to: math.Inf(1)}
	t.narrow(dx, cutLow-float64(a.x), cutHigh-float64(a.x), west, east)
	t.narrow(dy, cutLow-float64(a.y), cutHigh-float64(a.y), north, south)
	enters, exits := !inside(a), !inside(b)
	if enters && exits && t.from >= t.to {
		return passage{}, false
	}
	p := passage{enters: enters, exits: exits}
	if enters {
		p.in = crossingAt(t.fromSide, a, b)
	}
	if exits {
		p.out = crossingAt(t.toSide, a, b)
	}
	return p, true
}

// The sides in positive direction, from the north-west corner.
const (
	north = iota
	east
	south
	west
)

// span is the run of an edge's parameter that lies inside, and the sides at which it begins and ends.
type span struct {
	from, to         float64
	fromSide, toSide int
}

// narrow cuts the span at two opposite sides, at distances low and high from the edge's first end.
func (t *span) narrow(d, low, high float64, lowSide, highSide int) {
	if d == 0 {
		return
	}
	first, last := low/d, high/d
	if d < 0 {
		first, last, lowSide, highSide = last, first, highSide, lowSide
	}
	if first > t.from {
		t.from, t.fromSide = first, lowSide
	}
	if last < t.to {
		t.to, t.toSide = last, highSide
	}
}

// crossingAt computes where the line through a and b meets a side.
func crossingAt(s int, a, b pt) crossing {
	switch s {
	case north:
		x := along(cutLow, a.y, b.y, a.x, b.x)
		return crossing{pt{inward(x), lowest}, x - cutLow}
	case east:
		y := along(cutHigh, a.x, b.x, a.y, b.y)
		return crossing{pt{highest, inward(y)}, side + y - cutLow}
	case south:
		x := along(cutHigh, a.y, b.y, a.x, b.x)
		return crossing{pt{inward(x), highest}, 2*side + cutHigh - x}
	default:
		y := along(cutLow, a.x, b.x, a.y, b.y)
		return crossing{pt{lowest, inward(y)}, 3*side + cutHigh - y}
	}
}

// along returns the second coordinate of the line a→b where the first is v, kept on the box.
func along(v float64, a, b, a2, b2 int32) float64 {
	w := float64(a2) + (v-float64(a))*(float64(b2)-float64(a2))/(float64(b)-float64(a))
	return min(max(w, cutLow), cutHigh)
}

func inward(v float64) int32 { return min(max(int32(math.Floor(v+0.5)), lowest), highest) }

// outcode has a bit for each side that p lies beyond. It takes the signs of differences, since branches would be guessed
// wrong where a ring comes and goes.
func outcode(p pt) uint8 {
	return uint8(uint32(p.x-lowest)>>31 | uint32(highest-p.x)>>31<<1 | uint32(p.y-lowest)>>31<<2 | uint32(highest-p.y)>>31<<3)
}
