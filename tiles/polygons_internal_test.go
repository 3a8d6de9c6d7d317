package tiles

import (
	"math"
	"math/rand/v2"

	"pgregory.net/rapid"
)

// Shapes for tests are made in tile units around one tile, with two more digits, and placed into its world coordinates.

const testUnit = 1 << (DeepestZoom - 14)

var testTile = Address{14, 8609, 5423}

// shapeOf returns a feature whose parts are rings in tile units, exterior first.
func shapeOf(kind geometryKind, parts ...[][]fpt) feature {
	f := feature{id: 1, kind: kind, safeZ: unknownSafeZ}
	frame := frameOf(testTile)
	for _, part := range parts {
		for i, ring := range part {
			var points []place
			for _, p := range ring {
				q := place{
					uint32(frame.originX + int64(math.Round(p.x*testUnit))),
					uint32(frame.originY + int64(math.Round(p.y*testUnit))),
				}
				if len(points) == 0 || points[len(points)-1] != q {
					points = append(points, q)
				}
			}
			if kind == polygonKind {
				points = oriented(points, i == 0)
			}
			f.points = append(f.points, points...)
			f.rings = append(f.rings, packRing(len(points), i == 0))
		}
	}
	f.box = boxOf(f.points)
	if kind == pointKind || len(f.rings) == 1 {
		f.rings = nil
	}
	return f
}

// oriented opens a ring and turns it positive or negative.
func oriented(ring []place, positive bool) []place {
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	f := feature{points: ring}
	if (f.area() > 0) != positive {
		for i, j := 0, len(ring)-1; i < j; i, j = i+1, j-1 {
			ring[i], ring[j] = ring[j], ring[i]
		}
	}
	return ring
}

// star is a ring around a centre whose radius varies; it is simple.
func star(r *rand.Rand, cx, cy, radius float64, n int) []fpt {
	ring := make([]fpt, n)
	turn := r.Float64()
	for i := range ring {
		angle := 2 * math.Pi * (float64(i) + turn + 0.7*r.Float64()) / float64(n)
		reach := radius * (0.25 + 0.75*r.Float64())
		ring[i] = fpt{cx + reach*math.Cos(angle), cy + reach*math.Sin(angle)}
	}
	return ring
}

// comb is a ring with teeth, which leaves and enters a tile often.
func comb(r *rand.Rand, x, y, width, height float64, teeth int) []fpt {
	ring := []fpt{{x + width, y + height*1.2}, {x, y + height*1.2}}
	step := width / float64(2*teeth)
	for i := range teeth {
		left := x + float64(2*i)*step
		top := y + r.Float64()*height*0.4
		ring = append(ring, fpt{left, top}, fpt{left + step*(0.3+0.6*r.Float64()), top + r.Float64()*3},
			fpt{left + step, y + height}, fpt{left + 2*step - 0.5*r.Float64()*step, y + height*(1+0.1*r.Float64())})
	}
	return ring
}

// spiral is a band that winds inwards.
func spiral(cx, cy, radius, breadth float64, turns, perTurn int) []fpt {
	var outer, inner []fpt
	steps := turns * perTurn
	for i := range steps + 1 {
		angle := 2 * math.Pi * float64(i) / float64(perTurn)
		at := radius * (1 - 0.8*float64(i)/float64(steps))
		outer = append(outer, fpt{cx + at*math.Cos(angle), cy + at*math.Sin(angle)})
		in := at - breadth
		inner = append(inner, fpt{cx + in*math.Cos(angle), cy + in*math.Sin(angle)})
	}
	for i := len(inner) - 1; i >= 0; i-- {
		outer = append(outer, inner[i])
	}
	return outer
}

// sliver is a long thin rectangle, as between parcels that were measured twice.
func sliver(r *rand.Rand, cx, cy, length, width float64) []fpt {
	angle := r.Float64() * math.Pi
	ux, uy := math.Cos(angle)*length/2, math.Sin(angle)*length/2
	vx, vy := -math.Sin(angle)*width/2, math.Cos(angle)*width/2
	return []fpt{{cx - ux - vx, cy - uy - vy}, {cx + ux - vx, cy + uy - vy}, {cx + ux + vx, cy + uy + vy}, {cx - ux + vx, cy - uy + vy}}
}

// aPolygon draws a polygon that is valid before rounding.
func aPolygon(r *rand.Rand) feature {
	// Most shapes meet an edge or corner of the tile.
	spot := func() float64 {
		switch r.IntN(4) {
		case 0:
			return lowest + r.Float64()*100 - 50
		case 1:
			return highest + r.Float64()*100 - 50
		default:
			return r.Float64()*Extent*1.2 - 400
		}
	}
	x, y := spot(), spot()
	size := math.Exp(r.Float64()*7 + 1)
	switch r.IntN(7) {
	case 0:
		return shapeOf(polygonKind, [][]fpt{star(r, x, y, size, 4+r.IntN(40))})
	case 1: // holes in a ring whose least radius is a quarter of size
		outer := star(r, x, y, size*4, 6+r.IntN(20))
		part := [][]fpt{outer}
		for i := range r.IntN(4) {
			angle := math.Pi / 2 * float64(i)
			part = append(part, star(r, x+size*0.32*math.Cos(angle), y+size*0.32*math.Sin(angle), size*0.2, 3+r.IntN(8)))
		}
		return shapeOf(polygonKind, part)
	case 2:
		return shapeOf(polygonKind, [][]fpt{comb(r, x, y, size*3, size, 2+r.IntN(12))})
	case 3:
		turns := 2 + r.IntN(3)
		return shapeOf(polygonKind, [][]fpt{spiral(x, y, size*3, size*3*0.8/float64(turns)*0.5, turns, 12+r.IntN(20))})
	case 4:
		return shapeOf(polygonKind, [][]fpt{sliver(r, x, y, size*20, 0.1+5.9*r.Float64())})
	case 5: // a ring around the tile with a hole that may cover it
		hole := star(r, Extent/2, Extent/2, 2000+r.Float64()*4000, 5+r.IntN(10))
		return shapeOf(polygonKind, [][]fpt{star(r, Extent/2, Extent/2, 40000, 8), hole})
	default:
		var parts [][][]fpt
		for i := range 2 + r.IntN(3) {
			parts = append(parts, [][]fpt{star(r, x+float64(i)*size*2.01, y, size, 4+r.IntN(8))})
		}
		return shapeOf(polygonKind, parts...)
	}
}

// polygons generates them from a seed, so that rapid can tell which one failed.
func polygons() *rapid.Generator[feature] {
	return rapid.Custom(func(t *rapid.T) feature {
		return aPolygon(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)))
	})
}
