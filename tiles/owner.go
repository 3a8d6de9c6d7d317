package tiles

import "slices"

// own lists for each exterior its holes, from the first to the last.
func (a *arranger) own(rings *lines) {
	a.index(rings)
	for h := rings.len() - 1; h >= 0; h-- {
		if a.areas[h] >= 0 {
			continue
		}
		if owner := a.around(rings, h); owner >= 0 {
			a.firstHole[owner], a.nextHole[h] = int32(h), a.firstHole[owner]
		}
	}
}

// index makes it quick to find the exteriors around a point.
func (a *arranger) index(rings *lines) {
	a.firstHole, a.nextHole, a.boxes = a.firstHole[:0], a.nextHole[:0], a.boxes[:0]
	for range rings.len() {
		a.firstHole, a.nextHole = append(a.firstHole, -1), append(a.nextHole, -1)
	}
	if !slices.ContainsFunc(a.areas, func(area int64) bool { return area < 0 }) {
		return
	}
	for _, i := range a.order {
		a.boxes = append(a.boxes, diagonal(rings.at(int(i))))
	}
	a.slabs.build(a.boxes, &a.left)
}

// diagonal goes from the north-west to the south-east corner of a ring's box.
func diagonal(ring []pt) edge {
	e := edge{a: ring[0], b: ring[0]}
	for _, p := range ring {
		e.a = pt{min(e.a.x, p.x), min(e.a.y, p.y)}
		e.b = pt{max(e.b.x, p.x), max(e.b.y, p.y)}
	}
	return e
}

// around returns the smallest exterior around a hole, -1 if there is none.
func (a *arranger) around(rings *lines, hole int) int32 {
	switch last := len(a.order) - 1; {
	case last < 0:
		return -1
	case last == 0 || a.left.over():
		return a.order[last]
	}
	inner := rings.at(hole)
	at := edge{a: inner[0], b: inner[0]}
	for _, k := range a.slabs.over(inner[0].x) {
		i := a.order[k]
		if a.left.spend(1); -a.areas[hole] <= a.areas[i] && a.boxes[k].boxMeets(&at) && within(inner, rings.at(int(i)), &a.left) {
			return i
		}
		if a.left.over() {
			return i
		}
	}
	return -1
}
