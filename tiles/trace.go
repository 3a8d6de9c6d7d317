package tiles

import (
	"cmp"
	"slices"
)

// tracer joins walls to rings.
type tracer struct {
	used []bool
	path []pt
	from []int32 // of each point of the path the first wall that begins there
	at   []int32 // of each such wall where in the path, counted from 1
}

// trace appends simple rings, exteriors positive and holes negative; two of them meet in points at most. It follows the
// fill on the right as closely as it can, so what hangs together by a point only comes apart. What was there goes, unless
// there is not enough left.
func (t *tracer) trace(walls []wall, out *lines, left *budget) bool {
	slices.SortFunc(walls, func(a, b wall) int { return cmp.Or(comparePoints(a.a, b.a), comparePoints(a.b, b.b)) })
	if !left.spend(turns(walls)) {
		return false
	}
	out.reset()
	t.used = slices.Grow(t.used[:0], len(walls))[:len(walls)]
	clear(t.used)
	t.at = zeroes(t.at, len(walls))
	for i := range walls {
		if !t.used[i] {
			t.walk(walls, i, out)
		}
	}
	return true
}

// turns is how many turns there are to choose from: at a point where many walls begin, all of them, as often.
func turns(walls []wall) int {
	n, first := 0, 0
	for i := range walls {
		if walls[i].a != walls[first].a {
			first = i
		}
		n += 2*(i-first) + 1
	}
	return n
}

func comparePoints(a, b pt) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) }

// walk follows the walls from the i-th until there is none left, and cuts off a ring whenever it comes to a point anew.
func (t *tracer) walk(walls []wall, i int, out *lines) {
	t.path, t.from = t.path[:0], t.from[:0]
	here, _ := wallsFrom(walls, walls[i].a)
	for i >= 0 {
		t.used[i] = true
		w := walls[i]
		t.path, t.from = append(t.path, w.a), append(t.from, int32(here))
		t.at[here] = int32(len(t.path))
		first, last := wallsFrom(walls, w.b)
		if at := int(t.at[first]) - 1; at >= 0 && (last-first > 1 || at == 0) {
			addClean(t.path[at:], out)
			t.back(at)
		}
		i, here = t.turn(walls, w, first, last), first
	}
	t.back(0)
}

// back forgets the path from a place on.
func (t *tracer) back(at int) {
	for _, first := range t.from[at:] {
		t.at[first] = 0
	}
	t.path, t.from = t.path[:at], t.from[:at]
}

// wallsFrom returns the half-open range of the walls that begin at p.
func wallsFrom(walls []wall, p pt) (first, last int) {
	first, _ = slices.BinarySearchFunc(walls, p, func(w wall, p pt) int { return comparePoints(w.a, p) })
	for last = first; last < len(walls) && walls[last].a == p; last++ {
	}
	return first, last
}

// turn returns the unused wall that turns most to the right after w, -1 if there is none.
func (t *tracer) turn(walls []wall, w wall, first, last int) int {
	best := -1
	for i := first; i < last; i++ {
		if !t.used[i] && (best < 0 || turnsBefore(w, walls[i].b, walls[best].b)) {
			best = i
		}
	}
	return best
}

// turnsBefore reports whether, turning against the clock from the way back along w, c comes before d.
func turnsBefore(w wall, c, d pt) bool {
	hc, hd := halfTurn(w, c), halfTurn(w, d)
	if hc != hd {
		return hc < hd
	}
	return cross(w.b, c, d) < 0
}

// halfTurn is 0 for a turn to the right, 1 for straight on, 2 for a turn to the left.
func halfTurn(w wall, c pt) int { return 1 - sign(cross(w.a, w.b, c)) }

// addClean appends a ring without its superfluous points; a ring without area is nothing.
func addClean(ring []pt, out *lines) {
	open := out.open()
	out.points = append(out.points, ring...)
	cleaned := clean(out.points[open:])
	copy(out.points[open:], cleaned)
	out.points = out.points[:open+len(cleaned)]
	if len(cleaned) > 0 {
		out.close()
	}
}
