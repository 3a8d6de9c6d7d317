package demo

import "math"

// The rule that gives a shop front its segment (domain.md 6.3).
const (
	corridor  = 60.0 // metres
	flatEnd   = 0.5  // metres a place may lie beyond the end of a chain
	onTheAxis = 0.05
)

// assign returns segment, side and chainage of a front: the nearest segment that runs along it, on the chain in whose
// corridor its middle lies.
func (t *builtTown) assign(line path) Frontage {
	mid, _ := line.at(line.length() / 2)
	chord := line[len(line)-1].sub(line[0]).unit()
	var best Frontage
	best.OffsetM = math.Inf(1)
	for i := 0; i < len(t.net.segments); {
		k := i + 1
		for k < len(t.net.segments) && t.net.segments[k].seq > 1 {
			k++
		}
		if f, ok := t.onChain(i, k, mid, chord); ok && f.OffsetM < best.OffsetM {
			best = f
		}
		i = k
	}
	if best.SegmentID == 0 {
		return Frontage{}
	}
	axis := t.net.segments[best.SegmentID-1].line
	best.FromM, best.ToM = math.Inf(1), math.Inf(-1)
	for _, p := range line {
		s, _ := axis.project(p)
		best.FromM, best.ToM = min(best.FromM, s), max(best.ToM, s)
	}
	return best
}

// onChain looks at the chain of segments i up to k.
func (t *builtTown) onChain(i, k int, p, chord vec) (Frontage, bool) {
	if streets[t.net.segments[i].street].rank == rankEdge {
		return Frontage{}, false
	}
	at, s, dist := -1, 0.0, corridor
	for j := i; j < k; j++ {
		if g := &t.net.segments[j]; p.dist(g.line[0]) > dist+g.length {
			continue
		}
		if x, d := t.net.segments[j].line.project(p); d < dist-0.001 {
			at, s, dist = j, x, d
		}
	}
	if at < 0 {
		return Frontage{}, false
	}
	line := t.net.segments[at].line
	q, piece := line.at(s)
	along := line[piece+1].sub(line[piece]).unit()
	beyond := p.sub(q).dot(along)
	if at == i && s < 1e-9 && -beyond > flatEnd || at == k-1 && s > line.length()-1e-9 && beyond > flatEnd {
		return Frontage{}, false
	}
	if math.Abs(along.dot(chord)) < math.Sqrt2/2 {
		return Frontage{}, false
	}
	side := "right"
	switch {
	case dist <= onTheAxis:
		side = "on"
	case along.cross(p.sub(q)) > 0:
		side = "left"
	}
	return Frontage{SegmentID: int64(at + 1), Side: side, OffsetM: dist}, true
}
