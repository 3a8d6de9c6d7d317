package tiles

import (
	"cmp"
	"slices"
)

// arranger puts rings in the order in which a tile holds them: each exterior, then its holes.
type arranger struct {
	areas     []int64
	order     []int32
	firstHole []int32 // of each exterior, -1 if it has none
	nextHole  []int32 // of each hole, in the same exterior
	result    lines
	boxes     []edge // of the exteriors from small to large, as their diagonals
	slabs     slabs  // of boxes
	left      budget
}

// arrange orders rings whose exteriors are positive and whose holes are negative. A hole belongs to the smallest
// exterior around it; one without an exterior is left out. It reports false if that would have cost too much; then some
// holes belong to an exterior beside them.
func (a *arranger) arrange(rings *lines) bool {
	a.left = arrangeBudget
	a.sizes(rings)
	if len(a.order) == 1 && (rings.len() == 1 || a.areas[0] > 0) {
		return true
	}
	a.own(rings)
	a.result.reset()
	for i := range rings.len() {
		if a.areas[i] <= 0 {
			continue
		}
		a.result.add(rings.at(i))
		for h := a.firstHole[i]; h >= 0; h = a.nextHole[h] {
			a.result.add(rings.at(int(h)))
		}
	}
	*rings, a.result = a.result, *rings
	return !a.left.over()
}

// sizes measures the rings and lists the exteriors from small to large.
func (a *arranger) sizes(rings *lines) {
	a.areas, a.order = a.areas[:0], a.order[:0]
	for i := range rings.len() {
		area := area2(rings.at(i))
		a.areas = append(a.areas, area)
		if area > 0 {
			a.order = append(a.order, int32(i))
		}
	}
	slices.SortFunc(a.order, func(x, y int32) int {
		return cmp.Or(cmp.Compare(a.areas[x], a.areas[y]), cmp.Compare(x, y))
	})
}

// within reports whether a ring lies in another that it does not cross. It may touch it, so the first point that is
// not on the border tells, be it a corner or the middle of an edge.
func within(inner, outer []pt, left *budget) bool {
	a := inner[len(inner)-1]
	for _, b := range inner {
		for _, p := range [2]pt{{2 * b.x, 2 * b.y}, {a.x + b.x, a.y + b.y}} {
			if !left.spend(len(outer)) {
				return true
			}
			if where := locate(p, outer); where != 0 {
				return where > 0
			}
		}
		a = b
	}
	return true
}

// locate is positive if the point, given in half units, lies in the ring, 0 on it, negative outside.
func locate(p pt, ring []pt) int {
	in := -1
	a := pt{2 * ring[len(ring)-1].x, 2 * ring[len(ring)-1].y}
	for _, v := range ring {
		b := pt{2 * v.x, 2 * v.y}
		side := cross(a, b, p)
		if side == 0 && min(a.x, b.x) <= p.x && p.x <= max(a.x, b.x) && min(a.y, b.y) <= p.y && p.y <= max(a.y, b.y) {
			return 0
		}
		if (a.y <= p.y) != (b.y <= p.y) && (side > 0) == (b.y > a.y) {
			in = -in
		}
		a = b
	}
	return in
}
