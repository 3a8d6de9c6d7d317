package demo

import (
	"cmp"
	"math"
	"slices"
)

// lot is a piece of a block: a parcel in the making.
type lot struct {
	ring  ring
	block int
	kind  use
	yard  bool // in the heart of the block, behind the houses
	tall  bool // several plots thrown together for a large house
}

// cutter divides one block into lots. It works through the sides of the block, the most important street first, and cuts
// one narrow deep plot after another off what is left, square to the street, until no front remains. Every cut is a
// chord of a simple polygon, so the lots cover the block without overlap or gap, whatever its shape.
type cutter struct {
	d     dice
	net   *network
	block int
	kind  use
	lots  []lot
	rest  []ring
}

func (n *network) cutBlock(i int, d dice) []lot {
	b := &n.blocks[i]
	c := &cutter{d: d, net: n, block: i, kind: b.use, rest: []ring{b.ring}}
	// What a failed cut left over has a front still, and other cuts another time.
	for range 3 {
		for _, h := range c.claims(b) {
			for k := range len(c.rest) { // not what the cuts along this side leave over
				c.peel(k, h)
			}
		}
	}
	for _, r := range c.rest {
		if len(r.p) > 0 {
			c.lots = append(c.lots, lot{ring: r, block: i, kind: b.use, yard: true})
		}
	}
	return c.lots
}

// claims orders the sides of a block: the greater street takes the corner, then the longer one.
func (c *cutter) claims(b *block) []int {
	weight := func(h int) float64 {
		st := c.net.halves[h].street
		return float64(st.rank)*1000 + c.net.halves[h].inset.length()
	}
	out := slices.Clone(b.halves)
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(weight(b), weight(a)) })
	return slices.DeleteFunc(out, func(h int) bool { return c.net.halves[h].street.rank == rankEdge })
}

// peel cuts the plots along side h off the k-th remaining piece.
func (c *cutter) peel(k, h int) {
	rest := c.rest[k]
	if len(rest.p) == 0 {
		return
	}
	run := rest.longest(h)
	if run.length() < 4 {
		return
	}
	c.rest[k] = ring{}
	p := &peeling{cutter: c, left: rest, h: h, front: run, marks: c.marks(run, h)}
	p.base = c.depth(h)
	p.wave = c.d.wave(130)
	p.run()
}

func (r ring) longest(h int) path {
	var best path
	for _, f := range r.fronts() {
		if f.half == h && f.line.length() > best.length() {
			best = f.line
		}
	}
	return best
}

// widths of plots by the street they lie on, in metres.
func (c *cutter) widths(h int) (low, high float64) {
	if c.kind >= useSuburb {
		return 20, 31
	}
	switch c.net.halves[h].street.rank {
	case rankMarket:
		return 7.5, 11
	case rankMain:
		return 7, 11
	case rankLane:
		return 8, 13
	case rankRing:
		return 11, 18
	default:
		return 8, 14
	}
}

// depth of plots by the street they lie on, in metres.
func (c *cutter) depth(h int) float64 {
	if c.kind >= useSuburb {
		return c.d.between(34, 44)
	}
	switch c.net.halves[h].street.rank {
	case rankMain, rankMarket:
		return c.d.between(28, 36)
	case rankAlley:
		return c.d.between(15, 21)
	case rankRing:
		return c.d.between(19, 26)
	default:
		return c.d.between(21, 29)
	}
}

// marks are the metres along a front at which it is cut, both ends included.
func (c *cutter) marks(run path, h int) []float64 {
	low, high := c.widths(h)
	length := run.length()
	n := max(1, int(math.Round(length/((low+high)/2))))
	weights := make([]float64, n)
	sum := 0.0
	for i := range weights {
		weights[i] = c.d.between(low, high)
		if i == 0 || i == n-1 {
			weights[i] *= 1.2
		}
		sum += weights[i]
	}
	out := make([]float64, 1, n+1)
	at := 0.0
	for _, w := range weights {
		at += w * length / sum
		out = append(out, at)
	}
	return out
}

// peeling is one walk along one front.
type peeling struct {
	*cutter
	left  ring // what is not cut yet, from the present place on
	h     int
	front path
	marks []float64
	base  float64
	wave  wave
	step  float64 // the jump of the back line between groups of plots
	back  vec     // the back corner of the plot before, if it was cut at a depth
	depth float64 // of the plot before; 0 if it went through the block
	at    vec     // the front corner where the next plot begins
	dir   vec     // the direction of the border there
}

func (p *peeling) run() {
	p.at = p.front[0]
	for j := 1; j < len(p.marks); j++ {
		if p.d.chance(0.3) {
			p.step = p.d.between(-5, 5)
		}
		if j == len(p.marks)-1 {
			p.last(j)
			return
		}
		p.one(j)
	}
}

// one cuts plot j; where the cut fails, the plot is thrown together with the next.
func (p *peeling) one(j int) {
	s := p.marks[j]
	q, k := p.front.at(s)
	for _, corner := range []vec{p.front[k], p.front[min(k+1, len(p.front)-1)]} {
		if corner.dist(q) < 0.6 && corner != p.front[0] && corner != p.front[len(p.front)-1] {
			q = corner
		}
	}
	q = q.snap()
	n := p.front.tangent(s, 9).left().turn(p.d.between(-0.035, 0.035))
	reach, facing := p.reach(q, n, j)
	if reach == 0 {
		return
	}
	d := p.wanted(s, reach, facing)
	if d > 0 || !p.through(q, n, reach) {
		p.stop(q, n, cmp.Or(d, min(p.base, reach*0.6)))
	}
}

// reach looks how far a plot could go and what it would meet there.
func (p *peeling) reach(q, n vec, j int) (reach float64, facing int) {
	dist, side, ok := p.left.ray(q, n)
	if !ok {
		return 0, 0
	}
	mid, _ := p.front.at((p.marks[j-1] + p.marks[j]) / 2)
	if d, s, ok := p.left.ray(mid.add(n.mul(0.01)), n); ok && d < dist {
		dist, side = d, s
	}
	return dist, p.left.tag[side]
}

// wanted returns the depth of a plot, 0 if it goes through to what lies behind.
func (p *peeling) wanted(s, reach float64, facing int) float64 {
	d := p.base + 3*p.wave.at(s) + p.step
	switch {
	case reach < 19:
		return 0
	case facing == inner && reach < 1.45*d:
		return 0
	case facing != inner && reach < 2.3*d:
		return reach*0.5 + p.wave.at(s)*2.5 + p.step*0.4
	}
	return d
}

// through cuts from q straight to the far border, unless that would take land far beyond the plot's own front.
func (p *peeling) through(q, n vec, reach float64) bool {
	p.leave()
	hit, ok := p.left.landing(q, n, 0.5)
	if !ok {
		return false
	}
	ahead, behind, ok := p.left.split(q, hit)
	if !ok || behind.area() > 120+1.8*reach*q.dist(p.at) {
		return false
	}
	p.take(behind)
	p.left, p.at, p.dir, p.depth = ahead, q, n, 0
	return true
}

// leave parts the land behind the plots cut so far from the land ahead, before a plot goes through.
func (p *peeling) leave() {
	if p.depth == 0 {
		return
	}
	hit, ok := p.left.landing(p.back, p.dir, 0.5)
	if !ok {
		return
	}
	if ahead, behind, ok := p.left.split(p.back, hit); ok {
		p.left = ahead
		p.rest = append(p.rest, behind)
		p.depth = 0
	}
}

// stop cuts a plot of depth d from q.
func (p *peeling) stop(q, n vec, d float64) {
	if p.depth > 0 && math.Abs(d-p.depth) < 1.2 {
		d = p.depth
	}
	corner := q.add(n.mul(d)).snap()
	for _, tail := range p.closings(corner, d) {
		ahead, behind, ok := p.left.split(append([]vec{q, corner}, tail...)...)
		if ok && behind.area() < 150+2*d*q.dist(p.at) {
			p.take(behind)
			p.left, p.at, p.dir, p.back, p.depth = ahead, q, n, corner, d
			return
		}
	}
}

// closings are the ways from the back corner of a plot to the border on its near side.
func (p *peeling) closings(corner vec, d float64) [][]vec {
	var out [][]vec
	if p.depth > 0 {
		side := p.at.add(p.dir.mul(d)).snap()
		switch {
		case d == p.depth:
			out = append(out, []vec{p.back})
		case d > p.depth:
			out = append(out, []vec{side, p.back})
		default:
			out = append(out, []vec{side})
		}
	}
	s, _ := p.front.project(corner)
	if hit, ok := p.left.landing(corner, p.front.tangent(s, 9).mul(-1), 0.8); ok && hit.dist(corner) < 34 {
		out = append(out, []vec{hit})
	}
	return append(out, []vec{p.at.add(p.front.tangent(0, 6).left().mul(d)).snap(), p.at})
}

// last cuts the plot at the far end of the front, or takes all that is left if that is little.
func (p *peeling) last(j int) {
	at := (p.marks[j-1] + p.marks[j]) / 2
	mid, _ := p.front.at(at)
	n := p.front.tangent(at, 6).left()
	reach, side, ok := p.left.ray(mid.add(n.mul(0.01)), n)
	d := 0.0
	if ok {
		d = p.wanted(p.marks[j], reach, p.left.tag[side])
	}
	p.dropBehind(d)
	if p.left.area() < 330 || (d == 0 && p.left.area() < 200+1.5*reach*p.front.length()/float64(len(p.marks)-1)) {
		p.take(p.left)
		return
	}
	if d == 0 {
		d = p.base
	}
	for _, share := range []float64{1, 0.85, 1.15, 0.7, 0.5} {
		if p.end(mid, n, d*share) {
			return
		}
	}
	p.rest = append(p.rest, p.left)
}

// dropBehind leaves the land behind the plots cut so far if the last plot does not stop before it.
func (p *peeling) dropBehind(d float64) {
	if d == 0 {
		p.leave()
	}
}

// end closes the last plot at depth d.
func (p *peeling) end(mid, n vec, d float64) bool {
	if p.depth > 0 && math.Abs(d-p.depth) < 2 {
		d = p.depth
	}
	tip := p.front[len(p.front)-1]
	end := p.front.tangent(p.front.length(), 6)
	from := mid.add(n.mul(d))
	starts := [][]vec{}
	if hit, ok := p.left.landing(from, n.turn(-math.Pi/2), 0.8); ok && hit.dist(from) < 26 {
		starts = append(starts, []vec{hit})
	}
	starts = append(starts, []vec{tip, tip.add(end.left().mul(d))})
	for _, start := range starts {
		for _, tail := range p.closings(from.snap(), d) {
			ahead, behind, ok := p.left.split(append(start, tail...)...)
			if ok && behind.area() < 150+2*d*p.front.length()/float64(len(p.marks)-1) {
				p.take(behind)
				p.rest = append(p.rest, ahead)
				return true
			}
		}
	}
	return false
}

func (p *peeling) take(r ring) {
	p.lots = append(p.lots, lot{ring: r, block: p.block, kind: p.kind})
}
