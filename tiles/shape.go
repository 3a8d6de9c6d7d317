package tiles

// geometryKind is what a feature is made of, numbered as in a tile.
type geometryKind uint8

const (
	pointKind   geometryKind = 1
	lineKind    geometryKind = 2
	polygonKind geometryKind = 3
)

// feature is a view of one stored feature. Its points are those of all rings, lines or points, rings open, exteriors
// positive with y running down.
type feature struct {
	id     uint64
	kind   geometryKind
	safeZ  uint8 // the least zoom at which rounding cannot make it invalid; unknown is beyond every zoom
	box    worldBox
	points []place
	rings  []uint32 // of each ring its number of points and whether it begins a part; nil for a single one
	values []byte
}

const unknownSafeZ = 255

// ring and part pack an entry of feature.rings.
func packRing(points int, beginsPart bool) uint32 {
	packed := uint32(points) << 1
	if beginsPart {
		packed |= 1
	}
	return packed
}

// shaper turns a stored feature into what a tile shows of it: snapped, cleaned, cut, checked, in this order.
type shaper struct {
	frame    frame
	zoom     uint8
	out      lines
	part     lines
	clipper  clipper
	checker  checker
	repairer repairer
	arranger arranger
	far      farCutter
	tally    tally
}

// tally counts what happened to the geometries of a tile.
type tally struct {
	repaired   int // invalid after rounding, valid now
	unrepaired int // the repair came to no end, or would have cost too much
	unchecked  int // too much to check
}

// maxChecked is the number of points up to which a geometry is checked.
const maxChecked = 65536

func (s *shaper) begin(a Address) { s.frame, s.zoom, s.tally = frameOf(a), a.Z, tally{} }

// shape leaves the feature's geometry in s.out and reports whether there is any.
func (s *shaper) shape(f *feature) bool {
	s.out.reset()
	switch {
	case f.kind == pointKind:
		s.points(f)
	case s.frame.far(f.box):
		s.farFeature(f)
	case f.kind == lineKind:
		s.lines(f)
	default:
		s.polygons(f)
	}
	return s.out.len() > 0
}

// within reports whether the whole feature lies in the buffered tile.
func (s *shaper) within(b worldBox) bool {
	low, high := s.frame.snapBox(b)
	return low.x >= lowest && low.y >= lowest && high.x <= highest && high.y <= highest
}

func (s *shaper) polygons(f *feature) {
	whole := s.within(f.box)
	several := s.eachPart(f, func(rings *lines) { s.addPart(rings, whole) })
	s.settle(several || !whole, !whole || s.zoom < f.safeZ)
}

// addPart appends a part whose rings are snapped and clean. A part of no positive area is none.
func (s *shaper) addPart(rings *lines, whole bool) {
	before := s.out.len()
	if whole {
		for i := range rings.len() {
			s.out.add(rings.at(i))
		}
	} else {
		s.clipper.part(rings, &s.out)
	}
	if areaFrom(&s.out, before) <= 0 {
		s.out.truncate(before)
	}
}

// settle makes the rings valid and puts them in order.
func (s *shaper) settle(arrange, check bool) {
	if check && !s.valid() {
		arrange = true
		if s.repairer.repair(&s.out) {
			s.tally.repaired++
		} else {
			s.tally.unrepaired++
		}
	}
	if arrange && !s.arranger.arrange(&s.out) {
		s.tally.unchecked++
	}
}

func (s *shaper) valid() bool {
	if len(s.out.points) > maxChecked {
		s.tally.unchecked++
		return true
	}
	clean, known := s.checker.clean(&s.out)
	if !known {
		s.tally.unchecked++
	}
	return clean || !known
}

// lines cuts each line of the feature.
func (s *shaper) lines(f *feature) {
	whole := s.within(f.box)
	from := 0
	for i := range max(len(f.rings), 1) {
		points := f.points[from:f.ringEnd(i, from)]
		from += len(points)
		s.part.reset()
		for _, p := range points {
			s.part.points = append(s.part.points, s.frame.snap(p))
		}
		s.addLine(whole)
	}
}

func (s *shaper) addLine(whole bool) {
	line := cleanLine(s.part.points)
	switch {
	case len(line) < 2:
	case whole:
		s.out.add(line)
	default:
		clipLine(line, &s.out)
	}
}

func (f *feature) ringEnd(i, from int) int {
	if f.rings == nil {
		return len(f.points)
	}
	return from + int(f.rings[i]>>1)
}
