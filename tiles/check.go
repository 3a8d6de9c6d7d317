package tiles

import (
	"cmp"
	"slices"
)

// edge is a directed edge of a ring. ring and at say which, so that neighbours are known.
type edge struct {
	a, b pt
	ring int32
	at   int32
}

func (e *edge) minX() int32 { return min(e.a.x, e.b.x) }
func (e *edge) maxX() int32 { return max(e.a.x, e.b.x) }

func (e *edge) boxMeets(o *edge) bool {
	return e.minX() <= o.maxX() && o.minX() <= e.maxX() &&
		min(e.a.y, e.b.y) <= max(o.a.y, o.b.y) && min(o.a.y, o.b.y) <= max(e.a.y, e.b.y)
}

// few is up to how many edges looking at all pairs is faster than sorting them.
const few = 32

// checker finds out whether rings touch or cross themselves or each other.
type checker struct{ edges []edge }

// clean reports whether no two edges meet but neighbours in their common point. The rings are clean ones.
func (c *checker) clean(rings *lines) bool {
	c.edges = appendEdges(c.edges[:0], rings)
	if len(c.edges) > few {
		sortEdges(c.edges)
	}
	return !meetsAny(c.edges, len(c.edges) > few, rings)
}

func appendEdges(edges []edge, rings *lines) []edge {
	for r := range rings.len() {
		ring := rings.at(r)
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			edges = append(edges, edge{a, b, int32(r), int32(i)})
		}
	}
	return edges
}

func sortEdges(edges []edge) {
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.minX(), b.minX()) })
}

func meetsAny(edges []edge, sorted bool, rings *lines) bool {
	for i := range edges {
		e := &edges[i]
		right := e.maxX()
		for j := i + 1; j < len(edges); j++ {
			o := &edges[j]
			if sorted && o.minX() > right {
				break
			}
			if e.boxMeets(o) && !neighbours(e, o, rings) && meet4(e.a, e.b, o.a, o.b) {
				return true
			}
		}
	}
	return false
}

func neighbours(e, o *edge, rings *lines) bool {
	if e.ring != o.ring {
		return false
	}
	d := e.at - o.at
	last := rings.ends[e.ring] - int32(rings.start(int(e.ring))) - 1
	return d == 1 || d == -1 || d == last || d == -last
}

// meet4 reports whether the segments a–b and c–d have a point in common; their boxes meet.
func meet4(a, b, c, d pt) bool {
	c1, d1 := sign(cross(a, b, c)), sign(cross(a, b, d))
	if c1*d1 > 0 {
		return false
	}
	return sign(cross(c, d, a))*sign(cross(c, d, b)) <= 0
}

func sign(v int64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
