package tiles

// farCutter cuts features that reach thousands of tiles beyond the one that is made, before their places are turned
// into its units. Only country-wide features at zoom 18 and deeper come here.
type farCutter struct {
	from, to []fpt
}

// farBox is the half width, in tile units, of the box that is kept around the tile. A cut there bends an edge by less
// than a millionth of a unit inside the tile.
const farBox = 1 << 28

func (c *farCutter) load(points []place, f *frame) {
	c.from = c.from[:0]
	scale := 1 / float64(int64(1)<<f.shift)
	for _, p := range points {
		c.from = append(c.from, fpt{float64(int64(p.x)-f.originX) * scale, float64(int64(p.y)-f.originY) * scale})
	}
}

// ring leaves the ring cut by Sutherland–Hodgman in c.from; its bridges lie far from the tile.
func (c *farCutter) ring() {
	for s := north; s <= west; s++ {
		c.to = c.to[:0]
		for i, b := range c.from {
			a := c.from[(i+len(c.from)-1)%len(c.from)]
			da, db := farDepth(a, s), farDepth(b, s)
			if (da > 0) != (db > 0) {
				c.to = append(c.to, meet(a, b, da, db))
			}
			if db > 0 {
				c.to = append(c.to, b)
			}
		}
		c.from, c.to = c.to, c.from
	}
}

func farDepth(p fpt, s int) float64 {
	switch s {
	case north:
		return p.y + farBox
	case east:
		return farBox - p.x
	case south:
		return farBox - p.y
	default:
		return p.x + farBox
	}
}

// farFeature shapes a line or polygon in steps that never leave the range of a tile unit.
func (s *shaper) farFeature(f *feature) {
	from := 0
	s.part.reset()
	for i := range max(len(f.rings), 1) {
		points := f.points[from:f.ringEnd(i, from)]
		from += len(points)
		if f.kind == lineKind {
			s.farLine(points)
			continue
		}
		if i > 0 && f.rings[i]&1 == 1 {
			addPart(&s.part, func(rings *lines) { s.addPart(rings, false) })
			s.part.reset()
		}
		s.farRing(points)
	}
	if f.kind == polygonKind {
		addPart(&s.part, func(rings *lines) { s.addPart(rings, false) })
		s.settle(true, true)
	}
}

func (s *shaper) farRing(points []place) {
	s.far.load(points, &s.frame)
	s.far.ring()
	open := s.part.open()
	for _, p := range s.far.from {
		s.part.points = append(s.part.points, snapFar(p))
	}
	ring := clean(s.part.points[open:])
	if len(ring) == 0 {
		s.part.drop()
		return
	}
	copy(s.part.points[open:], ring)
	s.part.points = s.part.points[:open+len(ring)]
	s.part.close()
}

// farLine cuts each segment on its own; the pieces in the tile join again where they share a point.
func (s *shaper) farLine(points []place) {
	s.far.load(points, &s.frame)
	s.part.reset()
	for i := 1; i < len(s.far.from); i++ {
		a, b, ok := cutSegment(s.far.from[i-1], s.far.from[i])
		if !ok {
			continue
		}
		if n := len(s.part.points); n > 0 && s.part.points[n-1] != snapFar(a) {
			s.addLine(false)
			s.part.reset()
		}
		s.part.points = append(s.part.points, snapFar(a), snapFar(b))
	}
	s.addLine(false)
}

// cutSegment returns the part of a segment inside the far box.
func cutSegment(a, b fpt) (fpt, fpt, bool) {
	for s := north; s <= west; s++ {
		da, db := farDepth(a, s), farDepth(b, s)
		switch {
		case da <= 0 && db <= 0:
			return a, b, false
		case da <= 0:
			a = meet(a, b, da, db)
		case db <= 0:
			b = meet(a, b, da, db)
		}
	}
	return a, b, true
}

func snapFar(p fpt) pt { return pt{halfUp(p.x), halfUp(p.y)} }
