package demo

import "math"

// pitch is the distance between the towns of a region, in metres: they touch with their fields.
const pitch = 1180.0

// seat is where the middle of the n-th town lies: Dorsten, then square rings around it, a little out of line.
func seat(seed uint64, n int) vec {
	if n == 0 {
		return dorsten
	}
	x, y := spiral(n)
	d := newDice(seed, n, "seat")
	off := vec{float64(x)*pitch + d.between(-60, 60), float64(y)*pitch + d.between(-60, 60)}
	return dorsten.add(off).snap()
}

// spiral walks the squares around the origin, ring by ring.
func spiral(n int) (x, y int) {
	ring := int(math.Ceil((math.Sqrt(float64(n)+1) - 1) / 2))
	side := 2 * ring
	k := n - (side-1)*(side-1)
	switch k / side {
	case 0:
		return ring, -ring + 1 + k%side
	case 1:
		return ring - 1 - k%side, ring
	case 2:
		return -ring, ring - 1 - k%side
	default:
		return -ring + 1 + k%side, -ring
	}
}

// extent is the square that a region of so many towns needs, with half a town of room, at least three kilometres wide.
func extent(scale int) path {
	ring := math.Ceil((math.Sqrt(float64(scale)) - 1) / 2)
	half := max(1500, (ring+1)*pitch)
	return box(dorsten, vec{1, 0}, 2*half, 2*half).p
}
