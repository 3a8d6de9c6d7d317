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
const few = 48

// checker finds out whether rings touch or cross themselves or each other.
type checker struct {
	edges []edge
	boxes []edgeBox // of the edges; most pairs need no more
	left  budget
}

type edgeBox struct{ minX, minY, maxX, maxY int32 }

// meets takes the signs of four differences at once: branches would be guessed wrong.
func (b *edgeBox) meets(o *edgeBox) bool {
	return (b.minX-o.maxX-1)&(o.minX-b.maxX-1)&(b.minY-o.maxY-1)&(o.minY-b.maxY-1) < 0
}

// clean reports whether no two edges meet but neighbours in their common point. The rings are clean ones. It is not known
// where looking further would cost too much.
func (c *checker) clean(rings *lines) (clean, known bool) {
	c.left = checkBudget
	c.edges = appendEdges(c.edges[:0], rings)
	if len(c.edges) > few {
		sortEdges(c.edges)
	}
	c.boxes = c.boxes[:0]
	for i := range c.edges {
		a, b := c.edges[i].a, c.edges[i].b
		c.boxes = append(c.boxes, edgeBox{min(a.x, b.x), min(a.y, b.y), max(a.x, b.x), max(a.y, b.y)})
	}
	return !c.meetsAny(rings), !c.left.over()
}

func appendEdges(edges []edge, rings *lines) []edge {
	for r := range rings.len() {
		ring := rings.at(r)
		a := ring[len(ring)-1]
		for i, b := range ring {
			edges = append(edges, edge{a, b, int32(r), int32(i)})
			a = b
		}
	}
	return edges
}

func sortEdges(edges []edge) {
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.minX(), b.minX()) })
}

func (c *checker) meetsAny(rings *lines) bool {
	sorted := len(c.edges) > few
	for i := range c.boxes {
		e := &c.boxes[i]
		j := i + 1
		for ; j < len(c.boxes); j++ {
			o := &c.boxes[j]
			if sorted && o.minX > e.maxX {
				break
			}
			if e.meets(o) && !neighbours(&c.edges[i], &c.edges[j], rings) && c.edges[i].meets(&c.edges[j]) {
				return true
			}
		}
		if !c.left.spend(j - i) {
			return false
		}
	}
	return false
}

func (e *edge) meets(o *edge) bool { return meet4(e.a, e.b, o.a, o.b) }

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
