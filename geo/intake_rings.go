package geo

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"github.com/twpayne/go-geom"
)

// rings checks what can be known of a ring without crossing lines: closed, long enough, with an area, not there twice.
func (in Intake) rings(s shape) error {
	if !s.areal() {
		return nil
	}
	seen := make(map[string]struct{}, len(s.parts))
	for _, p := range s.parts {
		if err := checkRing(s, p, seen); err != nil {
			return err
		}
	}
	return nil
}

func checkRing(s shape, p part, seen map[string]struct{}) error {
	x, y := s.xy(p.from)
	if lastX, lastY := s.xy(p.to - 1); x != lastX || y != lastY {
		return refuseAt(lastX, lastY, codeRingOpen, s.path(p), "the ring is not closed; its last position must be its first")
	}
	if p.to-p.from < 4 {
		return refuseAt(x, y, codeDegenerate, s.path(p), "a ring needs four or more positions, this one has %d", p.to-p.from)
	}
	ring := s.flat[2*p.from : 2*p.to]
	edges := sortedEdges(ring)
	if collinear(ring) || cancels(edges) {
		return refuseAt(x, y, codeDegenerate, s.path(p), "the ring has no area")
	}
	key := edgesKey(edges)
	if _, twice := seen[key]; twice {
		return refuseAt(x, y, codeDegenerate, s.path(p), "the ring is there twice")
	}
	seen[key] = struct{}{}
	return nil
}

// edge runs from its smaller to its greater end; back says that the ring walks it the other way.
type edge struct {
	x1, y1, x2, y2 float64
	back           bool
}

func (e edge) compare(o edge) int {
	return cmp.Or(cmp.Compare(e.x1, o.x1), cmp.Compare(e.y1, o.y1), cmp.Compare(e.x2, o.x2), cmp.Compare(e.y2, o.y2))
}

// sortedEdges is the same for a ring and its copy that begins elsewhere or runs the other way. Repeated positions make
// no edge.
func sortedEdges(ring []float64) []edge {
	edges := make([]edge, 0, len(ring)/2)
	for i := 2; i < len(ring); i += 2 {
		e := edge{ring[i-2] + 0, ring[i-1] + 0, ring[i] + 0, ring[i+1] + 0, false} // + 0 makes -0 the same as 0
		switch way := cmp.Or(cmp.Compare(e.x1, e.x2), cmp.Compare(e.y1, e.y2)); {
		case way == 0:
			continue
		case way > 0:
			e = edge{e.x2, e.y2, e.x1, e.y1, true}
		}
		edges = append(edges, e)
	}
	slices.SortFunc(edges, edge.compare)
	return edges
}

// cancels reports whether the ring walks each edge as often forth as back, so that it bounds nothing.
func cancels(edges []edge) bool {
	for len(edges) > 0 {
		forth := 0
		n := 0
		for n < len(edges) && edges[n].compare(edges[0]) == 0 {
			forth++
			if edges[n].back {
				forth -= 2
			}
			n++
		}
		if forth != 0 {
			return false
		}
		edges = edges[n:]
	}
	return true
}

func edgesKey(edges []edge) string {
	key := make([]byte, 0, 32*len(edges))
	for _, e := range edges {
		for _, v := range [4]float64{e.x1, e.y1, e.x2, e.y2} {
			key = binary.LittleEndian.AppendUint64(key, math.Float64bits(v))
		}
	}
	return string(key)
}

// collinear reports whether all positions lie on one line as far as float64 can tell: within four units of the last
// place of the greatest coordinate. Decimal degrees on one line are rarely on one line in binary.
func collinear(ring []float64) bool {
	x0, y0 := ring[0], ring[1]
	var dx, dy, length, greatest float64
	for i := 0; i < len(ring); i += 2 {
		x, y := ring[i]-x0, ring[i+1]-y0
		if l := math.Hypot(x, y); l > length {
			dx, dy, length = x, y, l
		}
		greatest = max(greatest, math.Abs(ring[i]), math.Abs(ring[i+1]))
	}
	slack := 4 * (math.Nextafter(greatest, math.Inf(1)) - greatest)
	for i := 0; i < len(ring) && length > 0; i += 2 {
		if away := math.Abs((ring[i]-x0)*(dy/length) - (ring[i+1]-y0)*(dx/length)); away > slack {
			return false
		}
	}
	return true
}

// checkWinding asks for the right-hand rule of RFC 7946 §3.1.6.
func checkWinding(t geom.T) error {
	s, err := newShape(t)
	if err != nil || !s.areal() {
		return err
	}
	for _, p := range s.parts {
		area := signedArea(s.flat[2*p.from : 2*p.to])
		if hole := p.j > 0; area != 0 && hole != (area < 0) {
			x, y := s.xy(p.from)
			return refuseAt(x, y, codeWinding, s.path(p),
				"the ring breaks the right-hand rule: outer rings run counter-clockwise, holes clockwise")
		}
	}
	return nil
}

// signedArea is positive for a counter-clockwise ring. It measures from the first position, so that metres far from the
// origin lose no digits.
func signedArea(ring []float64) float64 {
	x0, y0 := ring[0], ring[1]
	twice := 0.0
	for i := 2; i+1 < len(ring); i += 2 {
		twice += (ring[i-2]-x0)*(ring[i+1]-y0) - (ring[i]-x0)*(ring[i-1]-y0)
	}
	return twice / 2
}
