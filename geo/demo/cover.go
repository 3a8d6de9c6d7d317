package demo

import "slices"

// noded puts every corner that lies on another ring's side into that side, so that neighbours share their whole border
// corner by corner. A ring gets no corner twice: where corners lie a millimetre apart, it would touch itself.
func noded(rings []ring) {
	const cell = 8.0
	type key struct{ x, y int }
	at := func(x, y float64) key { return key{int(x/cell + 4096), int(y/cell + 4096)} }
	seen := map[vec]bool{}
	grid := map[key][]vec{}
	for _, r := range rings {
		for _, p := range r.p {
			if !seen[p] {
				seen[p] = true
				k := at(p.x, p.y)
				grid[k] = append(grid[k], p)
			}
		}
	}
	for i := range rings {
		r := &rings[i]
		out := ring{make(path, 0, len(r.p)+4), make([]int, 0, len(r.p)+4)}
		for j, a := range r.p {
			b := r.p[r.next(j)]
			out.p, out.tag = append(out.p, a), append(out.tag, r.tag[j])
			lo, hi := at(min(a.x, b.x)-0.01, min(a.y, b.y)-0.01), at(max(a.x, b.x)+0.01, max(a.y, b.y)+0.01)
			var on []vec
			for x := lo.x; x <= hi.x; x++ {
				for y := lo.y; y <= hi.y; y++ {
					for _, p := range grid[key{x, y}] {
						if t, d := nearest(p, a, b); d < 0.0016 && t > 0 && t < 1 && !slices.Contains(r.p, p) && !slices.Contains(out.p, p) {
							on = append(on, p)
						}
					}
				}
			}
			slices.SortFunc(on, func(p, q vec) int {
				if p.dist(a) < q.dist(a) {
					return -1
				}
				return 1
			})
			for _, p := range on {
				out.p, out.tag = append(out.p, p), append(out.tag, r.tag[j])
			}
		}
		*r = out
	}
}

// side is a directed side of a ring.
type side struct{ a, b vec }

// union joins rings that share whole borders, as noded leaves them. It returns outer rings counter-clockwise and holes
// clockwise; a side keeps its tag.
func union(rings ...ring) []ring {
	tags := map[side]int{}
	var order []side
	for _, r := range rings {
		for i, a := range r.p {
			s := side{a, r.p[r.next(i)]}
			if _, ok := tags[side{s.b, s.a}]; ok {
				delete(tags, side{s.b, s.a})
				continue
			}
			tags[s] = r.tag[i]
			order = append(order, s)
		}
	}
	from := map[vec][]side{}
	for _, s := range order {
		if _, ok := tags[s]; ok {
			from[s.a] = append(from[s.a], s)
		}
	}
	var out []ring
	for _, s := range order {
		if _, ok := tags[s]; ok {
			out = append(out, walk(s, tags, from))
		}
	}
	return out
}

// walk follows the border from s until it closes. Where several sides leave a corner it turns sharply left, so that rings
// that only touch stay apart.
func walk(s side, tags map[side]int, from map[vec][]side) ring {
	var r ring
	for start := s.a; ; {
		r.p, r.tag = append(r.p, s.a), append(r.tag, tags[s])
		delete(tags, s)
		if s.b == start {
			return r
		}
		best, found := side{}, false
		for _, n := range from[s.b] {
			if _, ok := tags[n]; ok && (!found || sharper(s, n, best)) {
				best, found = n, true
			}
		}
		if !found {
			return r
		}
		s = best
	}
}

func sharper(s, n, than side) bool {
	d := s.b.sub(s.a)
	turn := func(o side) float64 {
		v := o.b.sub(o.a)
		c, k := d.cross(v), d.dot(v)
		// Monotone in the angle from -180° to 180°.
		switch {
		case k >= 0:
			return c / v.len() / d.len()
		case c >= 0:
			return 2 - c/v.len()/d.len()
		}
		return -2 - c/v.len()/d.len()
	}
	return turn(n) > turn(than)
}

// joined unites rings to one without holes; ok is false if they do not make one.
func joined(rings ...ring) (ring, bool) {
	out := union(rings...)
	if len(out) != 1 || out[0].area() <= 0 || !out[0].simple() {
		return ring{}, false
	}
	return out[0], true
}
