package tiles

import "slices"

// eachPart calls add with the rings of each part of a polygon, snapped and clean, exterior first, and reports whether
// there are several. A part whose exterior lost its area is left out, and so is a hole that lost its own.
func (s *shaper) eachPart(f *feature, add func(rings *lines)) (several bool) {
	from, lost := 0, false
	s.part.reset()
	for i := range max(len(f.rings), 1) {
		points := f.points[from:f.ringEnd(i, from)]
		from += len(points)
		begins := i == 0 || f.rings[i]&1 == 1
		if begins && i > 0 {
			several = true
			addPart(&s.part, add)
			s.part.reset()
		}
		if lost = lost && !begins; !lost {
			lost = !s.snapRing(points, begins) && begins
		}
	}
	addPart(&s.part, add)
	return several
}

func addPart(rings *lines, add func(rings *lines)) {
	if rings.len() > 0 {
		add(rings)
	}
}

// snapRing appends a ring to s.part if rounding left it its area and its direction.
func (s *shaper) snapRing(points []place, exterior bool) bool {
	open := s.part.open()
	s.part.points = slices.Grow(s.part.points, len(points))
	for _, p := range points {
		s.part.points = append(s.part.points, s.frame.snap(p))
	}
	ring := clean(s.part.points[open:])
	if area := area2(ring); area == 0 || (area > 0) != exterior {
		s.part.drop()
		return false
	}
	copy(s.part.points[open:], ring)
	s.part.points = s.part.points[:open+len(ring)]
	s.part.close()
	return true
}

// points keeps the points whose place, before rounding, lies in the buffered tile; equal ones merge.
func (s *shaper) points(f *feature) {
	shift := s.frame.shift
	for _, p := range f.points {
		x, y := int64(p.x)-s.frame.originX, int64(p.y)-s.frame.originY
		if x < lowest<<shift || y < lowest<<shift || x > highest<<shift || y > highest<<shift {
			continue
		}
		s.out.points = append(s.out.points, s.frame.snap(p))
	}
	if len(s.out.points) > 1 {
		slices.SortFunc(s.out.points, comparePoints)
		s.out.points = slices.Compact(s.out.points)
	}
	if len(s.out.points) > 0 {
		s.out.close()
	}
}
