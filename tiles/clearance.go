package tiles

import "math"

// maxClearance is the number of points up to which the clearance is worth its time, which grows with the square.
const maxClearance = 512

// safeZoom returns the least zoom at which rounding to the tile's grid cannot make a polygon invalid: there its
// clearance is at least two units. The clearance is the least distance between a point and an edge it is no end of.
func safeZoom(f *feature) uint8 {
	if f.kind != polygonKind || len(f.points) > maxClearance {
		return unknownSafeZ
	}
	square := f.clearance2()
	for z := uint8(0); z <= DeepestZoom; z++ {
		if unit := float64(int64(2) << (DeepestZoom - z)); square >= unit*unit {
			return z
		}
	}
	return unknownSafeZ
}

// clearance2 is the square of the clearance in world units.
func (f *feature) clearance2() float64 {
	least := math.Inf(1)
	from := 0
	for i := range max(len(f.rings), 1) {
		to := f.ringEnd(i, from)
		for k := from; k < to; k++ {
			before := k - 1
			if k == from {
				before = to - 1
			}
			least = min(least, f.nearest(before, k))
		}
		from = to
	}
	return least
}

// nearest returns the least squared distance of the edge between two points to all others.
func (f *feature) nearest(i, k int) float64 {
	a, b := f.points[i], f.points[k]
	bx, by := float64(b.x)-float64(a.x), float64(b.y)-float64(a.y)
	length := bx*bx + by*by
	least := length
	for j, p := range f.points {
		if j == i || j == k {
			continue
		}
		px, py := float64(p.x)-float64(a.x), float64(p.y)-float64(a.y)
		t := min(max((px*bx+py*by)/length, 0), 1)
		dx, dy := px-t*bx, py-t*by
		least = min(least, dx*dx+dy*dy)
	}
	return least
}
