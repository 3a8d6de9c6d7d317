package demo

import (
	"fmt"
	"math"
)

// layOut divides every block into lots, in the way its use asks for.
func (n *network) layOut(seed uint64, town int) []lot {
	var out []lot
	for i := range n.blocks {
		b := &n.blocks[i]
		if b.outside() {
			continue
		}
		d := newDice(seed, town, fmt.Sprint("block ", i))
		out = append(out, n.plots(i, b, d)...)
	}
	return out
}

func (n *network) plots(i int, b *block, d dice) []lot {
	whole := []lot{{ring: b.ring, block: i, kind: b.use}}
	switch b.use {
	case useMarket:
		return n.carve(whole[0], b.ring.centroid().add(vec{d.between(4, 8), d.between(3, 7)}), n.bearing(b), 25, 14.5)
	case useChurch:
		return n.carve(whole[0], b.ring.centroid(), n.bearing(b), 60, 25)
	case useShopping, useConvent:
		return whole
	case useSquare:
		return n.across(whole, d)
	case useBelt, useMoat:
		return n.belt(i, b, d)
	case useCanal:
		return n.canal(i, b, d)
	case useSuburb, useSchool, usePark:
		return n.meadows(n.cutBlock(i, d), d)
	default:
		return n.cutBlock(i, d)
	}
}

// bearing is the direction of the longest front of a block.
func (n *network) bearing(b *block) vec {
	best := n.halves[b.halves[0]].inset
	for _, h := range b.halves {
		if n.halves[h].inset.length() > best.length() {
			best = n.halves[h].inset
		}
	}
	v := best[len(best)-1].sub(best[0]).unit()
	if v.x < 0 {
		v = v.mul(-1)
	}
	return v
}

// carve cuts a rectangular plot out of the middle of a lot; what remains falls in two, since parcels have no holes here.
func (n *network) carve(l lot, centre, along vec, length, depth float64) []lot {
	u, v := along.mul(length/2), along.left().mul(depth/2)
	w, e := centre.sub(u), centre.add(u)
	west, ok1 := l.ring.landing(w, along.mul(-1), 0.5)
	east, ok2 := l.ring.landing(e, along, 0.5)
	if !ok1 || !ok2 {
		return []lot{l}
	}
	a, b, ok := l.ring.split(west, w, w.sub(v), e.sub(v), e, east)
	if !ok {
		return []lot{l}
	}
	if !b.contains(centre) {
		a, b = b, a
	}
	c, plot, ok := b.split(w, w.add(v), e.add(v), e)
	if !ok {
		return []lot{l}
	}
	if !plot.contains(centre) {
		c, plot = plot, c
	}
	return []lot{
		{ring: a, block: l.block, kind: l.kind, yard: true},
		{ring: c, block: l.block, kind: l.kind, yard: true},
		{ring: plot, block: l.block, kind: l.kind, tall: true},
	}
}

// across parts a lot into a built half and an open half.
func (n *network) across(ls []lot, d dice) []lot {
	r := ls[0].ring
	along := n.bearing(&n.blocks[ls[0].block])
	c := r.centroid().add(along.left().mul(d.between(-4, 2)))
	a, ok1 := r.landing(c, along, 0.5)
	b, ok2 := r.landing(c, along.mul(-1), 0.5)
	p, q, ok := r.split(a, b)
	if !ok1 || !ok2 || !ok {
		return ls
	}
	return []lot{
		{ring: p, block: ls[0].block, kind: useSquare, tall: true},
		{ring: q, block: ls[0].block, kind: useSquare, yard: true},
	}
}

// lengthwise parts r along a line that runs beside a front, at a share of the way to the other side.
func lengthwise(r ring, run path, share float64) (near, far ring, ok bool) {
	length := run.length()
	var line path
	for s := 5.0; s < length-4; s += 11 {
		p, _ := run.at(s)
		n := run.tangent(s, 8).left()
		if reach, _, hit := r.ray(p.add(n.mul(0.02)), n); hit && reach < 120 {
			at := share * reach
			if share > 1 {
				at = share
			}
			if at < reach-2 {
				line = append(line, p.add(n.mul(at)))
			}
		}
	}
	if len(line) < 2 {
		return r, r, false
	}
	k := len(line) - 1
	a, ok1 := r.landing(line[0], line[0].sub(line[1]).unit(), 1)
	b, ok2 := r.landing(line[k], line[k].sub(line[k-1]).unit(), 1)
	if !ok1 || !ok2 {
		return r, r, false
	}
	chord := append(append([]vec{a}, line...), b)
	near, far, ok = r.split(chord...)
	if ok && far.index(run[0].snap()) >= 0 {
		near, far = far, near
	}
	return near, far, ok
}

// slices cuts r square to a front about every step metres.
func slice(r ring, run path, step float64) []ring {
	count := int(run.length()/step + 0.5)
	var out []ring
	for i := 1; i < count; i++ {
		s := run.length() * float64(i) / float64(count)
		p, _ := run.at(s)
		p = p.snap()
		hit, ok := r.landing(p, run.tangent(s, 8).left(), 1.5)
		if !ok {
			continue
		}
		ahead, behind, ok := r.split(p, hit)
		if ok {
			out = append(out, behind)
			r = ahead
		}
	}
	return append(out, r)
}

// along joins the fronts of a block on streets of one kind.
func (n *network) along(b *block, is func(*street) bool) path {
	var out path
	k := len(b.halves)
	first := 0
	for first < k && is(n.halves[b.halves[first]].street) {
		first++
	}
	for j := range k {
		h := &n.halves[b.halves[(first+j)%k]]
		if is(h.street) {
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
			out = append(out, h.inset...)
		}
	}
	return out
}

func (n *network) belt(i int, b *block, d dice) []lot {
	run := n.along(b, func(s *street) bool { return s.rank == rankRing })
	near, far, ok := lengthwise(b.ring, run, d.between(0.48, 0.56))
	if !ok {
		return []lot{{ring: b.ring, block: i, kind: useBelt, yard: true}}
	}
	var out []lot
	for _, r := range slice(near, run, 75) {
		out = append(out, lot{ring: r, block: i, kind: useBelt, yard: true})
	}
	back := n.along(b, (*street).graben)
	for _, r := range slice(far, back, 110) {
		out = append(out, lot{ring: r, block: i, kind: b.use, yard: true})
	}
	return out
}

// canal lays a quay, the water and a far bank.
func (n *network) canal(i int, b *block, d dice) []lot {
	run := n.along(b, func(s *street) bool { return s.code == "HAF" })
	quay, far, ok := lengthwise(b.ring, run, d.between(9, 12))
	if !ok {
		return []lot{{ring: b.ring, block: i, kind: useCanal, yard: true}}
	}
	edge := far.beside(quay)
	out := []lot{{ring: quay, block: i, kind: useBelt, yard: true}}
	water, bank, ok := lengthwise(far, edge, 31)
	if !ok {
		return append(out, lot{ring: far, block: i, kind: useCanal, yard: true})
	}
	return append(out, lot{ring: water, block: i, kind: useCanal, yard: true}, lot{ring: bank, block: i, kind: useBelt, yard: true})
}

// beside returns the run of corners that r shares with o, in the order of r.
func (r ring) beside(o ring) path {
	shared := map[vec]bool{}
	for _, p := range o.p {
		shared[p] = true
	}
	n := len(r.p)
	start := 0
	for start < n && (!shared[r.p[start]] || shared[r.p[r.prev(start)]]) {
		start++
	}
	var out path
	for k := 0; k < n && shared[r.p[(start+k)%n]]; k++ {
		out = append(out, r.p[(start+k)%n])
	}
	return out
}

// meadows parts what the houses of a suburb leave over into fields and gardens.
func (n *network) meadows(ls []lot, d dice) []lot {
	var out []lot
	for _, l := range ls {
		if !l.yard {
			out = append(out, l)
			continue
		}
		for _, r := range halve(l.ring, 5200, d) {
			out = append(out, lot{ring: r, block: l.block, kind: l.kind, yard: true})
		}
	}
	return out
}

// halve cuts a piece square to its long axis until no part is larger than most.
func halve(r ring, most float64, d dice) []ring {
	if r.area() <= most {
		return []ring{r}
	}
	c := r.centroid()
	axis := r.axis()
	for _, turn := range []float64{d.between(-0.15, 0.15), 0.5, -0.5, math.Pi / 2} {
		dir := axis.left().turn(turn)
		a, ok1 := r.landing(c, dir, 2)
		b, ok2 := r.landing(c, dir.mul(-1), 2)
		if !ok1 || !ok2 {
			continue
		}
		if p, q, ok := r.split(a, b); ok && p.area() > most/12 && q.area() > most/12 {
			return append(halve(p, most, d), halve(q, most, d)...)
		}
	}
	return []ring{r}
}

// axis is the long direction of the tightest box around r.
func (r ring) axis() vec {
	best, smallest := vec{1, 0}, math.Inf(1)
	for i, p := range r.p {
		if p.dist(r.p[r.next(i)]) < 3 {
			continue
		}
		u := r.p[r.next(i)].sub(p).unit()
		w, h := r.extent(u), r.extent(u.left())
		if w*h < smallest {
			smallest, best = w*h, u
			if h > w {
				best = u.left()
			}
		}
	}
	return best
}

// extent is the size of r in direction u.
func (r ring) extent(u vec) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range r.p {
		low, high = min(low, p.dot(u)), max(high, p.dot(u))
	}
	return high - low
}
