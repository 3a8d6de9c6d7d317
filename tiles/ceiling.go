package tiles

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// A tile over the byte ceiling keeps the features that matter most in the world, not in this tile, so that a feature is
// kept or dropped alike in neighbouring tiles as far as their thresholds agree.

// rank is a step on a ladder of powers of two: of a polygon's breadth, a line's length, a point's lot by its id.
type rank int8

func (f *feature) rank() rank {
	switch f.kind {
	case pointKind:
		return rank(8 + bits.TrailingZeros64(scramble(f.id)))
	case lineKind:
		return ladder(f.length())
	default:
		return ladder(math.Sqrt(math.Max(f.area(), 0)))
	}
}

func ladder(v float64) rank {
	if v < 1 {
		return 0
	}
	return rank(math.Ilogb(v))
}

// scramble spreads ids evenly (splitmix64).
func scramble(id uint64) uint64 {
	id = (id ^ id>>30) * 0xbf58476d1ce4e5b9
	id = (id ^ id>>27) * 0x94d049bb133111eb
	return id ^ id>>31
}

func (f *feature) area() float64 {
	sum, from := 0.0, 0
	for i := range max(len(f.rings), 1) {
		ring := f.points[from:f.ringEnd(i, from)]
		from += len(ring)
		a := ring[len(ring)-1]
		for _, b := range ring {
			sum += (float64(a.x)-float64(ring[0].x))*(float64(b.y)-float64(ring[0].y)) -
				(float64(a.y)-float64(ring[0].y))*(float64(b.x)-float64(ring[0].x))
			a = b
		}
	}
	return sum / 2
}

func (f *feature) length() float64 {
	sum, from := 0.0, 0
	for i := range max(len(f.rings), 1) {
		line := f.points[from:f.ringEnd(i, from)]
		from += len(line)
		for k := 1; k < len(line); k++ {
			sum += math.Hypot(float64(line[k].x)-float64(line[k-1].x), float64(line[k].y)-float64(line[k-1].y))
		}
	}
	return sum
}

// cutoff keeps what is above its rank, and of its rank the lowest ids.
type cutoff struct {
	rank rank
	id   uint64
}

func (c *cutoff) keeps(f *feature) bool {
	r := f.rank()
	return r > c.rank || (r == c.rank && f.id <= c.id)
}

type ranked struct {
	rank rank
	id   uint64
	size int
}

type ranks []ranked

// reduce makes the tile anew with as many features as fit into room bytes.
func (e *encoder) reduce(p *picture, room int) {
	e.weigh(p)
	for budget := room; ; budget -= budget/16 + 1 {
		keep := e.ranks.fit(budget)
		e.tile, e.drawn, e.dropped = e.tile[:0], e.drawn[:0], 0
		for i := range p.tables {
			e.layer(p, i, keep)
		}
		if len(e.tile) <= room || budget <= 0 {
			return
		}
	}
}

// weigh notes what each feature adds to the tile, the highest rank first.
func (e *encoder) weigh(p *picture) {
	e.ranks = e.ranks[:0]
	for i, t := range p.tables {
		e.found = t.search(e.found[:0], p.address, p.on)
		e.writer.begin(t)
		for _, at := range e.found {
			f := t.feature(at)
			before := e.writer.size()
			if p.accepts(i, f.values) && e.shaper.shape(&f) {
				e.writer.add(&f, &e.shaper.out)
				e.ranks = append(e.ranks, ranked{f.rank(), f.id, e.writer.size() - before})
			}
		}
	}
	slices.SortStableFunc(e.ranks, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.id, b.id))
	})
}

// fit returns the cutoff at which the features kept stay within a budget.
func (r ranks) fit(budget int) *cutoff {
	keep := &cutoff{rank: math.MaxInt8}
	for i := range r {
		if budget -= r[i].size; budget < 0 {
			break
		}
		keep.rank, keep.id = r[i].rank, r[i].id
	}
	return keep
}
