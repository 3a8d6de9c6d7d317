package tiles

import "math"

// fpt is a point in tile units between the grid points.
type fpt struct{ x, y float64 }

// sutherland cuts the rings by Sutherland–Hodgman into c.plain and returns their perimeter. Its pieces hang together by
// bridges along the box, but its area is right.
func (c *clipper) sutherland(rings *lines) (perimeter float64) {
	c.plain.reset()
	for i := range rings.len() {
		cut := c.cutRing(rings.at(i))
		perimeter += length(cut)
		c.keep(cut)
	}
	return perimeter
}

func (c *clipper) cutRing(ring []pt) []fpt {
	from, to := c.scratch[0][:0], c.scratch[1][:0]
	for _, p := range ring {
		from = append(from, fpt{float64(p.x), float64(p.y)})
	}
	for s := north; s <= west; s++ {
		to = cutSide(from, to[:0], s)
		from, to = to, from
	}
	c.scratch[0], c.scratch[1] = from, to
	return from
}

// cutSide keeps what lies on the inner side of one side of the box.
func cutSide(in, out []fpt, s int) []fpt {
	if len(in) == 0 {
		return out
	}
	a := in[len(in)-1]
	for _, b := range in {
		da, db := depth(a, s), depth(b, s)
		if (da > 0) != (db > 0) {
			out = append(out, meet(a, b, da, db))
		}
		if db > 0 {
			out = append(out, b)
		}
		a = b
	}
	return out
}

// depth is how far p lies inside a side.
func depth(p fpt, s int) float64 {
	switch s {
	case north:
		return p.y - cutLow
	case east:
		return cutHigh - p.x
	case south:
		return cutHigh - p.y
	default:
		return p.x - cutLow
	}
}

// meet returns the point of a→b at depth zero; it takes the ends in canonical order, as pass does.
func meet(a, b fpt, da, db float64) fpt {
	if b.x < a.x || (b.x == a.x && b.y < a.y) {
		a, b, da, db = b, a, db, da
	}
	t := da / (da - db)
	return fpt{a.x + t*(b.x-a.x), a.y + t*(b.y-a.y)}
}

// length is the way around a ring.
func length(ring []fpt) float64 {
	sum := 0.0
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		sum += math.Hypot(b.x-a.x, b.y-a.y)
	}
	return sum
}

func (c *clipper) keep(ring []fpt) {
	open := c.plain.open()
	for _, p := range ring {
		c.plain.points = append(c.plain.points, pt{inward(p.x), inward(p.y)})
	}
	cleaned := clean(c.plain.points[open:])
	copy(c.plain.points[open:], cleaned)
	c.plain.points = c.plain.points[:open+len(cleaned)]
	if len(cleaned) > 0 {
		c.plain.close()
	}
}
