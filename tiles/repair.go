package tiles

// repairRounds bounds the noding: rounding a crossing to the grid bends its edges, which may cross anew.
const repairRounds = 12

// repairer turns rings that touch or cross into valid polygons with the same fill: the places the rings wind around at
// least once.
type repairer struct {
	edges, split []edge
	splits       []splitPoint
	walls        []wall
	slabs        slabs
	tracer       tracer
	left         budget
}

// repair replaces rings by valid ones. It reports false and leaves them if the noding did not come to an end, or if it
// all would cost too much.
func (r *repairer) repair(rings *lines) bool {
	r.left = repairBudget
	r.edges = appendEdges(r.edges[:0], rings)
	return r.node() && r.findWalls() && r.tracer.trace(r.walls, rings, &r.left)
}

// node splits the edges at every point they have in common until they meet in end points only.
func (r *repairer) node() bool {
	return r.rounds(r.findSplits) || r.rounds(r.findPulls)
}

func (r *repairer) rounds(find func()) bool {
	for range repairRounds {
		if r.look(find); len(r.splits) == 0 {
			return !r.left.over()
		}
		if r.left.over() {
			return false
		}
		r.applySplits()
	}
	r.look(find)
	return len(r.splits) == 0 && !r.left.over()
}

func (r *repairer) look(find func()) {
	r.splits = r.splits[:0]
	if r.left.spend(sortCost * len(r.edges)) {
		sortEdges(r.edges)
		find()
	}
}

// findSplits collects where edges have to be split; r.edges is sorted.
func (r *repairer) findSplits() {
	for i := range r.edges {
		e := &r.edges[i]
		right := e.maxX()
		j := i + 1
		for ; j < len(r.edges) && r.edges[j].minX() <= right; j++ {
			if o := &r.edges[j]; e.boxMeets(o) && meet4(e.a, e.b, o.a, o.b) {
				r.splitPair(int32(i), int32(j))
			}
		}
		if !r.left.spend(j - i) {
			return
		}
	}
}

func (r *repairer) splitPair(i, j int32) {
	r.left.spend(meetCost)
	e, o := &r.edges[i], &r.edges[j]
	touched := false
	for _, p := range [2]pt{o.a, o.b} {
		touched = r.splitAt(i, p) || touched
	}
	for _, p := range [2]pt{e.a, e.b} {
		touched = r.splitAt(j, p) || touched
	}
	if touched || sharesEnd(e, o) {
		return
	}
	p := meetingPoint(e, o)
	r.add(i, p)
	r.add(j, p)
}

// splitAt splits edge i at p if p lies on it, and reports whether it does, its ends included.
func (r *repairer) splitAt(i int32, p pt) bool {
	e := &r.edges[i]
	if cross(e.a, e.b, p) != 0 || !e.boxMeets(&edge{a: p, b: p}) {
		return false
	}
	r.add(i, p)
	return true
}

func (r *repairer) add(i int32, p pt) {
	if e := &r.edges[i]; p != e.a && p != e.b {
		r.splits = append(r.splits, splitPoint{i, p, alongEdge(e, p)})
		r.left.spend(splitCost)
	}
}

func sharesEnd(e, o *edge) bool { return e.a == o.a || e.a == o.b || e.b == o.a || e.b == o.b }
