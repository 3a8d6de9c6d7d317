package tiles

// When two edges run side by side for long, splitting them at the grid point nearest to where they cross bends them, and
// they cross again a unit or two further on, round after round. Pulling every edge to each point that it passes within
// half a unit of ends that, at the price of moving edges which did not need it. Only rings that were invalid before
// rounding have come this far.

// findPulls collects, beside the splits of findSplits, where edges pass the pixel of a point.
func (r *repairer) findPulls() {
	for i := range r.edges {
		e := &r.edges[i]
		right := e.maxX() + 1
		j := i + 1
		for ; j < len(r.edges) && r.edges[j].minX() <= right; j++ {
			o := &r.edges[j]
			pulled := r.pull(int32(i), o)
			pulled = r.pull(int32(j), e) || pulled
			if !pulled && !sharesEnd(e, o) && e.boxMeets(o) && meet4(e.a, e.b, o.a, o.b) {
				p := meetingPoint(e, o)
				r.add(int32(i), p)
				r.add(int32(j), p)
			}
		}
		if !r.left.spend(pullCost * (j - i)) {
			return
		}
	}
}

// pull splits edge i at the ends of o whose pixel it passes, and reports whether there are any.
func (r *repairer) pull(i int32, o *edge) bool {
	pulled := false
	for _, p := range [2]pt{o.a, o.b} {
		if e := &r.edges[i]; p != e.a && p != e.b && e.passesPixel(p) {
			r.add(i, p)
			pulled = true
		}
	}
	return pulled
}

// passesPixel reports whether the edge passes the square of one unit around p; touching it is not enough, or the two
// diagonals of a square would pull each other for ever. Everything is doubled, to be whole.
func (e *edge) passesPixel(p pt) bool {
	if 2*e.minX() >= 2*p.x+1 || 2*e.maxX() <= 2*p.x-1 || 2*min(e.a.y, e.b.y) >= 2*p.y+1 || 2*max(e.a.y, e.b.y) <= 2*p.y-1 {
		return false
	}
	a, b := pt{2 * e.a.x, 2 * e.a.y}, pt{2 * e.b.x, 2 * e.b.y}
	low, high := 0, 0
	for _, corner := range [4]pt{{2*p.x - 1, 2*p.y - 1}, {2*p.x + 1, 2*p.y - 1}, {2*p.x + 1, 2*p.y + 1}, {2*p.x - 1, 2*p.y + 1}} {
		side := sign(cross(a, b, corner))
		low, high = min(low, side), max(high, side)
	}
	return low < 0 && high > 0
}
