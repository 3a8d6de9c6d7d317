package tiles

import "slices"

// slabs finds the edges that stand over a place without looking at all of them: the breadth of the rings is cut into
// equal slabs, and each slab lists the edges that reach into it.
type slabs struct {
	low, width int32
	first      []int32 // of each slab, in list; one more than there are slabs
	list       []int32
}

// perSlab is about how many edges begin in a slab.
const perSlab = 16

// build reports whether there is enough left for the lists and for looking through them for each edge.
func (s *slabs) build(edges []edge, left *budget) bool {
	if len(edges) == 0 {
		return true
	}
	low, high := edges[0].a.x, edges[0].b.x // a.x ≤ b.x
	for i := range edges {
		low, high = min(low, edges[i].a.x), max(high, edges[i].b.x)
	}
	n := int32(min(len(edges)/perSlab+1, 1024))
	s.low, s.width = low, (high-low)/n+1
	s.first = zeroes(s.first, int(n)+1)
	if !left.spend(s.entries(edges)) {
		return false
	}
	for i := range edges {
		for k := s.slab(edges[i].a.x); k <= s.slab(edges[i].b.x); k++ {
			s.first[k]++
		}
	}
	looks := 0
	for i := range edges {
		looks += int(s.first[s.slab((edges[i].a.x+edges[i].b.x)>>1)])
	}
	if !left.spend(looks) {
		return false
	}
	var sum int32
	for k, count := range s.first {
		s.first[k] = sum
		sum += count
	}
	s.list = zeroes(s.list, int(sum))
	for i := range edges {
		for k := s.slab(edges[i].a.x); k <= s.slab(edges[i].b.x); k++ {
			s.list[s.first[k]] = int32(i)
			s.first[k]++
		}
	}
	copy(s.first[1:], s.first[:n])
	s.first[0] = 0
	return true
}

// entries is how long the list will be.
func (s *slabs) entries(edges []edge) int {
	n := 0
	for i := range edges {
		n += int(s.slab(edges[i].b.x)-s.slab(edges[i].a.x)) + 1
	}
	return n
}

func zeroes(s []int32, n int) []int32 {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

func (s *slabs) slab(x int32) int32 { return (x - s.low) / s.width }

func (s *slabs) over(x int32) []int32 {
	k := s.slab(x)
	if k < 0 || int(k)+1 >= len(s.first) {
		return nil
	}
	return s.list[s.first[k]:s.first[k+1]]
}

// windingLeft returns how often the edges wind around the place just to the left of the middle of e: the sum of what
// runs east above it. All edges run east, at counts how many times, and none cross.
func (s *slabs) windingLeft(edges []edge, e *edge) int {
	middle := pt{e.a.x + e.b.x, e.a.y + e.b.y}
	sum := 0
	for _, i := range s.over(middle.x >> 1) {
		f := &edges[i]
		if 2*f.a.x > middle.x || middle.x >= 2*f.b.x || f == e {
			continue
		}
		if cross(pt{2 * f.a.x, 2 * f.a.y}, pt{2 * f.b.x, 2 * f.b.y}, middle) > 0 {
			sum += int(f.at)
		}
	}
	return sum
}
