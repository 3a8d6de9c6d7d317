package tiles

import (
	"fmt"
	"math/rand/v2"
)

// sampled looks at points of the tile at least a unit from the edges of a valid polygon as it was before rounding: they
// are in what is drawn if they were in the polygon. It says what is wrong, and how many points it saw.
func sampled(r *rand.Rand, f *feature, drawn *lines) (seen int, why string) {
	var truth, shape [][]fpt
	frame := frameOf(testTile)
	from := 0
	for i := range max(len(f.rings), 1) {
		var ring []fpt
		for _, p := range f.points[from:f.ringEnd(i, from)] {
			ring = append(ring, fpt{float64(int64(p.x)-frame.originX) / testUnit, float64(int64(p.y)-frame.originY) / testUnit})
		}
		from += len(ring)
		truth = append(truth, ring)
	}
	for i := range drawn.len() {
		var ring []fpt
		for _, p := range drawn.at(i) {
			ring = append(ring, fpt{float64(p.x), float64(p.y)})
		}
		shape = append(shape, ring)
	}
	for range 60 {
		p := fpt{lowest + r.Float64()*(highest-lowest), lowest + r.Float64()*(highest-lowest)}
		if r.IntN(3) > 0 { // beside a corner
			ring := truth[r.IntN(len(truth))]
			corner := ring[r.IntN(len(ring))]
			p = fpt{corner.x + r.NormFloat64()*6, corner.y + r.NormFloat64()*6}
		}
		if min(p.x, p.y) < lowest+1 || max(p.x, p.y) > highest-1 || nearEdge(p, truth) {
			continue
		}
		seen++
		if was := covered(p, truth); was != covered(p, shape) {
			why = fmt.Sprintf("%v was covered: %v", p, was)
		}
	}
	return seen, why
}

func nearEdge(p fpt, rings [][]fpt) bool {
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			if toEdge(p, a, b) < 1 {
				return true
			}
			a = b
		}
	}
	return false
}

// covered reports whether a point lies in an odd number of rings.
func covered(p fpt, rings [][]fpt) bool {
	in := false
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			if (a.y > p.y) != (b.y > p.y) && p.x < a.x+(p.y-a.y)*(b.x-a.x)/(b.y-a.y) {
				in = !in
			}
			a = b
		}
	}
	return in
}
