package tiles

import (
	"cmp"
	"math"
	"slices"
)

// splitPoint is a point at which an edge is to be split, and how far along the edge it lies.
type splitPoint struct {
	edge int32
	at   pt
	far  int64
}

func alongEdge(e *edge, p pt) int64 {
	return int64(p.x-e.a.x)*int64(e.b.x-e.a.x) + int64(p.y-e.a.y)*int64(e.b.y-e.a.y)
}

// meetingPoint returns the grid point nearest to where two edges cross.
func meetingPoint(e, o *edge) pt {
	dx, dy := float64(e.b.x-e.a.x), float64(e.b.y-e.a.y)
	t := float64(cross(o.a, o.b, e.a)) / (float64(cross(o.a, o.b, e.a)) - float64(cross(o.a, o.b, e.b)))
	return pt{e.a.x + int32(math.Floor(t*dx+0.5)), e.a.y + int32(math.Floor(t*dy+0.5))}
}

// applySplits makes the pieces of each split edge.
func (r *repairer) applySplits() {
	slices.SortFunc(r.splits, func(a, b splitPoint) int {
		return cmp.Or(cmp.Compare(a.edge, b.edge), cmp.Compare(a.far, b.far),
			cmp.Compare(a.at.x, b.at.x), cmp.Compare(a.at.y, b.at.y))
	})
	r.split = r.split[:0]
	next := 0
	for i := range r.edges {
		from := r.edges[i].a
		for ; next < len(r.splits) && r.splits[next].edge == int32(i); next++ {
			from = r.piece(from, r.splits[next].at)
		}
		r.piece(from, r.edges[i].b)
	}
	r.edges, r.split = r.split, r.edges
}

func (r *repairer) piece(from, to pt) pt {
	if from != to {
		r.split = append(r.split, edge{a: from, b: to})
	}
	return to
}

// wall is an edge with fill on its right side, as seen when walking it on the screen, and none on its left.
type wall struct{ a, b pt }

// findWalls turns the noded edges into the boundary of what they wind around. It reports whether it could afford to.
func (r *repairer) findWalls() bool {
	r.walls = r.walls[:0]
	canonical := r.split[:0]
	for _, e := range r.edges {
		turns := int32(1)
		if e.b.x < e.a.x || (e.b.x == e.a.x && e.b.y < e.a.y) {
			e.a, e.b, turns = e.b, e.a, -1
		}
		canonical = append(canonical, edge{a: e.a, b: e.b, at: turns})
	}
	r.split = mergeEdges(canonical)
	if !r.slabs.build(r.split, &r.left) {
		return false
	}
	for i := range r.split {
		e := &r.split[i]
		left := r.slabs.windingLeft(r.split, e)
		right := left + int(e.at)
		switch {
		case right >= 1 && left < 1:
			r.walls = append(r.walls, wall{e.a, e.b})
		case left >= 1 && right < 1:
			r.walls = append(r.walls, wall{e.b, e.a})
		}
	}
	return true
}

// mergeEdges adds up the edges with the same ends and drops those that cancel out.
func mergeEdges(edges []edge) []edge {
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.a.x, b.a.x), cmp.Compare(a.a.y, b.a.y), cmp.Compare(a.b.x, b.b.x), cmp.Compare(a.b.y, b.b.y))
	})
	n := 0
	for i := 0; i < len(edges); {
		e := edges[i]
		for i++; i < len(edges) && edges[i].a == e.a && edges[i].b == e.b; i++ {
			e.at += edges[i].at
		}
		if e.at != 0 {
			edges[n] = e
			n++
		}
	}
	return edges[:n]
}
