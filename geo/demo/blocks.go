package demo

import (
	"cmp"
	"math"
	"slices"
)

// sides makes the two half-edges of each segment.
func (n *network) sides(d dice) {
	for i := range n.segments {
		s := &n.segments[i]
		st := &streets[s.street]
		w := st.width / 2
		if st.rank != rankEdge {
			w *= d.between(0.96, 1.04)
		}
		n.halves = append(n.halves,
			half{seg: i, left: true, line: s.line, from: s.from, to: s.to, width: w, block: -1, street: st},
			half{seg: i, line: s.line.reversed(), from: s.to, to: s.from, width: w, block: -1, street: st})
	}
	// A street keeps its width across a crossing, or its fronts would jump there.
	for i := range n.segments {
		first := i - n.segments[i].seq + 1
		n.halves[2*i].width, n.halves[2*i+1].width = n.halves[2*first].width, n.halves[2*first].width
	}
}

// trace walks round every face: at the end of a half-edge it goes on with the next one clockwise, so the face stays on
// the left.
func (n *network) trace() {
	leaving := make([][]int, len(n.at))
	for h := range n.halves {
		leaving[n.halves[h].from] = append(leaving[n.halves[h].from], h)
	}
	heading := func(h int) float64 {
		l := n.halves[h].line
		v, _ := l.at(min(6, l.length()/2))
		v = v.sub(l[0])
		return math.Atan2(v.y, v.x)
	}
	for _, at := range leaving {
		slices.SortFunc(at, func(a, b int) int { return cmp.Compare(heading(a), heading(b)) })
	}
	follow := func(h int) int {
		at := leaving[n.halves[h].to]
		i := slices.Index(at, h^1)
		return at[(i+len(at)-1)%len(at)]
	}
	for h := range n.halves {
		if n.halves[h].block >= 0 {
			continue
		}
		b := block{}
		for k := h; n.halves[k].block < 0; k = follow(k) {
			n.halves[k].block = len(n.blocks)
			b.halves = append(b.halves, k)
			line := n.halves[k].line
			b.face.p = append(b.face.p, line[:len(line)-1]...)
		}
		for range b.face.p {
			b.face.tag = append(b.face.tag, inner)
		}
		n.blocks = append(n.blocks, b)
	}
}

// uses decides what each block is for: by hint, else by the streets around it.
func (n *network) uses(s *surveyor) {
	for i := range n.blocks {
		b := &n.blocks[i]
		var wall, graben, suburb bool
		for _, h := range b.halves {
			st := n.halves[h].street
			wall = wall || st.rank == rankRing
			graben = graben || st.graben()
			suburb = suburb || st.rank == rankRoad || st.rank == rankEdge
		}
		switch {
		case wall && graben:
			b.use = useBelt
		case suburb:
			b.use = useSuburb
		}
	}
	for _, hint := range hints {
		p := s.place(hint.at)
		for i := range n.blocks {
			if n.blocks[i].face.area() > 0 && n.blocks[i].face.contains(p) {
				n.blocks[i].use = hint.use
			}
		}
	}
}

// outside is the one face that lies around the whole plan.
func (b *block) outside() bool { return b.face.area() <= 0 }

// fronts insets every block by half the width of the streets around it.
func (n *network) fronts() {
	for i := range n.blocks {
		b := &n.blocks[i]
		if b.outside() {
			continue
		}
		k := len(b.halves)
		corners := make([]vec, k) // corners[j] lies between half-edge j and the one after it
		for j, h := range b.halves {
			corners[j] = n.corner(b, &n.halves[h], &n.halves[b.halves[(j+1)%k]]).snap()
		}
		for j, h := range b.halves {
			n.inset(b, h, corners[(j+k-1)%k], corners[j])
		}
	}
}

func (n *network) widthIn(b *block, h *half) float64 {
	if b.use == useMarket {
		return 4
	}
	return h.width
}

// corner returns where the fronts along a and along b, which follows it, meet.
func (n *network) corner(bl *block, a, b *half) vec {
	node := n.at[a.to]
	wa, wb := n.widthIn(bl, a), n.widthIn(bl, b)
	da := a.line.tangent(a.line.length(), 4)
	db := b.line.tangent(0, 4)
	turn := math.Atan2(da.cross(db), da.dot(db))
	if math.Abs(turn) < 0.3 {
		return node.add(da.add(db).unit().left().mul((wa + wb) / 2))
	}
	fa, fb := parallel(a.line, wa, 30), parallel(b.line, wb, 30)
	best, found := vec{}, false
	for i := 1; i < len(fa); i++ {
		for j := 1; j < len(fb); j++ {
			t, u, ok := meet(fa[i-1], fa[i], fb[j-1], fb[j])
			if !ok || t < 0 || t > 1 || u < 0 || u > 1 {
				continue
			}
			if p := fa[i-1].lerp(fa[i], t); !found || p.dist(node) < best.dist(node) {
				best, found = p, true
			}
		}
	}
	if !found {
		return node.add(da.add(db).unit().left().mul((wa + wb) / 2))
	}
	return best
}

// parallel moves line w metres to its left and prolongs it by more at both ends.
func parallel(line path, w, more float64) path {
	out := make(path, 0, len(line)+2)
	for i, p := range line {
		d := line[min(i+1, len(line)-1)].sub(line[max(i-1, 0)]).unit()
		out = append(out, p.add(d.left().mul(w)))
	}
	first := out[0].sub(line[1].sub(line[0]).unit().mul(more))
	last := out[len(out)-1].add(line[len(line)-1].sub(line[len(line)-2]).unit().mul(more))
	return append(append(path{first}, out...), last)
}

// inset cuts the fronts of h at its two corners, adds them to the block's ring and makes the strip of street before them.
func (n *network) inset(b *block, h int, from, to vec) {
	e := &n.halves[h]
	line := parallel(e.line, n.widthIn(b, e), 30)
	s0, _ := line.project(from)
	s1, _ := line.project(to)
	e.inset = path{from}
	if s1-s0 > 4 {
		for _, p := range line.part(s0+1.5, s1-1.5).snapped() {
			if p.dist(from) > 1.2 && p.dist(to) > 1.2 {
				e.inset = append(e.inset, p)
			}
		}
	}
	e.inset = append(e.inset, to)
	if e.street.rank != rankEdge {
		e.inset = thin(e.inset)
	}
	for _, p := range e.inset[:len(e.inset)-1] {
		b.ring.p = append(b.ring.p, p)
		b.ring.tag = append(b.ring.tag, h)
	}
	if e.street.rank == rankEdge {
		return
	}
	e.strip = plain(append(slices.Clone(e.line), e.inset.reversed()...))
}

// thin drops places that bend a line by less than a few centimetres.
func thin(line path) path {
	out := path{line[0]}
	for i := 1; i < len(line)-1; i++ {
		if _, d := nearest(line[i], out[len(out)-1], line[i+1]); d > 0.04 {
			out = append(out, line[i])
		}
	}
	return append(out, line[len(line)-1])
}
