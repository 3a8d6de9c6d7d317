package demo

import (
	"cmp"
	"slices"
)

// plot is a parcel before it gets its number: ground of one owner and one use.
type plot struct {
	ring    ring
	block   int // -1 for a street
	segment int // of a street, else -1
	kind    use
	yard    bool
	tall    bool
}

// parcelled is the whole ground of a town: every square metre inside its edge belongs to exactly one plot.
func (n *network) parcelled(seed uint64, town int) []plot {
	lots := n.layOut(seed, town)
	rings := make([]ring, 0, len(lots)+len(n.halves))
	for _, l := range lots {
		rings = append(rings, l.ring)
	}
	for i := range n.halves {
		if len(n.halves[i].strip.p) > 0 {
			rings = append(rings, n.halves[i].strip)
		}
	}
	noded(rings)
	out := make([]plot, 0, len(rings))
	for i, l := range lots {
		out = append(out, plot{rings[i], l.block, -1, l.kind, l.yard, l.tall})
	}
	k := len(lots)
	for i := range n.halves {
		if len(n.halves[i].strip.p) > 0 {
			n.halves[i].strip = rings[k]
			k++
		}
	}
	out = absorb(out)
	out = merge(out, n, newDice(seed, town, "merge"))
	return append(out, n.streetPlots()...)
}

func (n *network) streetPlots() []plot {
	out := make([]plot, 0, len(n.segments))
	for i := range n.segments {
		a, b := n.halves[2*i].strip, n.halves[2*i+1].strip
		if len(a.p) == 0 || len(b.p) == 0 {
			continue
		}
		for _, r := range union(a, b) {
			out = append(out, plot{ring: r, block: -1, segment: i})
		}
	}
	return out
}

// absorb gives scraps in the heart of a block to the neighbour with the longest common border.
func absorb(plots []plot) []plot {
	for {
		i := slices.IndexFunc(plots, func(p plot) bool {
			return p.ring.area() < 45 || p.yard && p.kind == useHouses && (p.ring.area() < 110 || p.ring.slimness() < 0.3)
		})
		if i < 0 {
			return plots
		}
		j, r, ok := neighbour(plots, i)
		if !ok {
			plots[i].yard = false
			if plots[i].ring.area() < 45 {
				return plots
			}
			continue
		}
		plots[j].ring = r
		plots = slices.Delete(plots, i, i+1)
	}
}

func neighbour(plots []plot, i int) (int, ring, bool) {
	sides := map[side]bool{}
	r := plots[i].ring
	for k, a := range r.p {
		sides[side{r.p[r.next(k)], a}] = true
	}
	type candidate struct {
		j      int
		common float64
	}
	var all []candidate
	for j := range plots {
		if j == i || plots[j].block != plots[i].block {
			continue
		}
		o := plots[j].ring
		common := 0.0
		for k, a := range o.p {
			if b := o.p[o.next(k)]; sides[side{a, b}] {
				common += a.dist(b)
			}
		}
		if common > 0 {
			all = append(all, candidate{j, common})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.common, a.common) })
	for _, c := range all {
		if r, ok := joined(plots[c.j].ring, plots[i].ring); ok {
			return c.j, r, true
		}
	}
	return 0, ring{}, false
}

// merge throws a few neighbouring plots on the shopping streets together: the department stores of the town.
func merge(plots []plot, n *network, d dice) []plot {
	for i := 0; i < len(plots); i++ {
		if plots[i].yard || plots[i].kind != useHouses {
			continue
		}
		f, ok := n.facade(plots[i].ring)
		if !ok {
			continue
		}
		chance, most := 0.02, 2
		if n.halves[f.half].street.rank >= rankMain {
			chance, most = 0.09, 4
		}
		if !d.chance(chance) {
			continue
		}
		for count := d.days(1, most-1); count > 0 && i+1 < len(plots); count-- {
			if g, ok := n.facade(plots[i+1].ring); !ok || g.half != f.half || plots[i+1].yard || plots[i].ring.area() > 1100 {
				break
			}
			r, ok := joined(plots[i].ring, plots[i+1].ring)
			if !ok {
				break
			}
			plots[i].ring, plots[i].tall = r, true
			plots = slices.Delete(plots, i+1, i+2)
		}
	}
	return plots
}

// facade is the front by which a plot has its address: the one on the greatest street, else the longest.
func (n *network) facade(r ring) (front, bool) {
	var best front
	score := -1.0
	for _, f := range r.fronts() {
		st := n.halves[f.half].street
		if st.rank <= rankPath {
			continue
		}
		length := f.line.length()
		if s := length + 8*float64(st.rank); length > 2.2 && s > score {
			best, score = f, s
		}
	}
	return best, score >= 0
}
