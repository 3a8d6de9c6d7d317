package intake

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/osm"
)

// orderChains gives each piece its chain, its place in it and its direction. The pieces of one street name that go on
// into one another form a chain; where more than two meet, as at the fork of a dual carriageway, the straightest go on.
// Unnamed ways are chains of their own, numbered by the way, so that a new footpath does not renumber all others.
func orderChains(pieces []*piece) {
	byName := map[string][]*piece{}
	for _, p := range pieces {
		if p.name() == "" {
			p.chainNo, p.seq = int(int64(p.way.ID)%math.MaxInt32), p.index
			continue
		}
		byName[p.name()] = append(byName[p.name()], p)
	}
	for _, group := range byName {
		for i, c := range chainsOf(group) {
			for seq, p := range c {
				p.chainNo, p.seq = i+1, seq+1
			}
		}
	}
}

// end is one end of a piece: its first node or its last.
type end struct {
	p     *piece
	first bool
}

func (e end) other() end { return end{e.p, !e.first} }

func (e end) node() osm.NodeID {
	if e.first {
		return e.p.from()
	}
	return e.p.to()
}

// direction is the heading with which one leaves the node into the piece, in radians.
func (e end) direction() float64 {
	f := e.p.flat
	n := len(f)
	if !e.first {
		return math.Atan2(f[n-3]-f[n-1], (f[n-4]-f[n-2])*math.Cos(f[n-1]*math.Pi/180))
	}
	return math.Atan2(f[3]-f[1], (f[2]-f[0])*math.Cos(f[1]*math.Pi/180))
}

// chainsOf returns the chains of one name, the longest first, each in order and turned into one direction.
func chainsOf(pieces []*piece) [][]*piece {
	next := pairEnds(pieces)
	done := map[*piece]bool{}
	var chains [][]*piece
	for _, start := range chainStarts(pieces, next) {
		if !done[start.p] {
			chains = append(chains, turned(walk(start, next, done)))
		}
	}
	slices.SortStableFunc(chains, func(a, b []*piece) int {
		return cmp.Or(-cmp.Compare(chainLength(a), chainLength(b)), cmp.Compare(a[0].way.ID, b[0].way.ID))
	})
	return chains
}

// pairEnds says for each end which end of another piece the street goes on with.
func pairEnds(pieces []*piece) map[end]end {
	at := map[osm.NodeID][]end{}
	for _, p := range pieces {
		for _, e := range []end{{p, true}, {p, false}} {
			at[e.node()] = append(at[e.node()], e)
		}
	}
	next := map[end]end{}
	for _, ends := range at {
		if len(ends) == 2 {
			join(next, ends[0], ends[1])
			continue
		}
		pairStraightest(next, ends)
	}
	return next
}

func join(next map[end]end, a, b end) {
	if a.p != b.p {
		next[a], next[b] = b, a
	}
}

// pairStraightest joins the two ends that bend least, then the next two, up to 60°.
func pairStraightest(next map[end]end, ends []end) {
	type pair struct {
		a, b end
		bend float64
	}
	var pairs []pair
	for i, a := range ends {
		for _, b := range ends[i+1:] {
			bend := math.Abs(math.Pi - math.Abs(math.Remainder(a.direction()-b.direction(), 2*math.Pi)))
			if bend <= math.Pi/3 && a.p != b.p {
				pairs = append(pairs, pair{a, b, bend})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(x.bend, y.bend) })
	for _, p := range pairs {
		_, usedA := next[p.a]
		_, usedB := next[p.b]
		if !usedA && !usedB {
			join(next, p.a, p.b)
		}
	}
}

// chainStarts lists the ends from which to walk: loose ends first, then, for streets that close on themselves, any. A
// loose end that a way begins with comes before one that it ends with, so most chains run as they were drawn.
func chainStarts(pieces []*piece, next map[end]end) []end {
	var loose, rest []end
	for _, first := range []bool{true, false} {
		for _, p := range pieces {
			e := end{p, first}
			if _, goesOn := next[e]; goesOn {
				rest = append(rest, e)
			} else {
				loose = append(loose, e)
			}
		}
	}
	return append(loose, rest...)
}

// walk follows the pairs from an end and leaves each piece running in that direction.
func walk(start end, next map[end]end, done map[*piece]bool) []*piece {
	var chain []*piece
	for e, ok := start, true; ok && !done[e.p]; {
		done[e.p] = true
		if !e.first {
			e.p.reversed = true
		}
		chain = append(chain, e.p)
		e, ok = next[e.other()]
	}
	for _, p := range chain {
		if p.reversed {
			slices.Reverse(p.nodes)
			p.flat = reversed(p.flat)
		}
	}
	return chain
}

func reversed(flat []float64) []float64 {
	out := make([]float64, 0, len(flat))
	for i := len(flat) - 2; i >= 0; i -= 2 {
		out = append(out, flat[i], flat[i+1])
	}
	return out
}

// turned turns the whole chain round if more of its metres were drawn the other way.
func turned(chain []*piece) []*piece {
	against := 0.0
	for _, p := range chain {
		if p.reversed {
			against += p.length()
		} else {
			against -= p.length()
		}
	}
	if against <= 0 {
		return chain
	}
	slices.Reverse(chain)
	for _, p := range chain {
		slices.Reverse(p.nodes)
		p.flat, p.reversed = reversed(p.flat), !p.reversed
	}
	return chain
}

func chainLength(chain []*piece) float64 {
	total := 0.0
	for _, p := range chain {
		total += p.length()
	}
	return total
}
