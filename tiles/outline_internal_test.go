package tiles

import "math"

// outline is the edges of a shape in tile units, rings closed.
type outline [][]fpt

func outlineOf(f *decodedFeature) outline {
	var out outline
	for _, ring := range f.rings {
		var line []fpt
		for _, p := range ring {
			line = append(line, fpt{float64(p.x), float64(p.y)})
		}
		if f.kind == polygonKind {
			line = append(line, line[0])
		}
		out = append(out, line)
	}
	return out
}

// far is the distance of a point to the nearest edge; a line of one point counts as an edge.
func (o outline) far(p fpt) float64 {
	least := math.Inf(1)
	for _, line := range o {
		for k := range line {
			least = min(least, toEdge(p, line[max(k-1, 0)], line[k]))
		}
	}
	return least
}

// toEdge is the distance of a point to the edge a–b.
func toEdge(p, a, b fpt) float64 {
	bx, by := b.x-a.x, b.y-a.y
	t := 0.0
	if square := bx*bx + by*by; square > 0 {
		t = min(max(((p.x-a.x)*bx+(p.y-a.y)*by)/square, 0), 1)
	}
	return math.Hypot(p.x-a.x-t*bx, p.y-a.y-t*by)
}

// strays reports whether a point of o that clipping cannot have made lies farther than this from the other's edges.
func (o outline) strays(other outline, by float64) bool {
	for _, line := range o {
		for _, p := range line {
			if wellInside(p) && other.far(p) > by {
				return true
			}
		}
	}
	return false
}

// wellInside reports whether p lies more than a unit inside of where features are cut.
func wellInside(p fpt) bool {
	return p.x > lowest+1 && p.x < highest-1 && p.y > lowest+1 && p.y < highest-1
}

// asLong compares the length of lines, half a per cent and a unit aside. A line that leaves at a narrow angle leaves much
// sooner or later when it is moved by a unit, so o may have what the other has a unit more or less far inside.
func (o outline) asLong(other outline) bool {
	length := o.lengthWithin(1)
	return length >= 0.995*other.lengthWithin(2)-1 && length <= 1.005*other.lengthWithin(0)+1
}

// lengthWithin is the length of what lies so many units inside of where features are cut.
func (o outline) lengthWithin(units float64) float64 {
	return o.lengthIn(lowest+units, lowest+units, highest-units, highest-units)
}

// lengthIn is the length of what lies in a box.
func (o outline) lengthIn(x0, y0, x1, y1 float64) float64 {
	sum := 0.0
	for _, line := range o {
		for k := 1; k < len(line); k++ {
			a, b := line[k-1], line[k]
			from, to := 0.0, 1.0
			for _, side := range [2][4]float64{{a.x, b.x, x0, x1}, {a.y, b.y, y0, y1}} {
				from, to = cutSpan(side[0], side[1], side[2], side[3], from, to)
			}
			sum += max(to-from, 0) * math.Hypot(b.x-a.x, b.y-a.y)
		}
	}
	return sum
}

// cutSpan narrows the run from…to of the way a→b to where it lies between low and high.
func cutSpan(a, b, low, high, from, to float64) (float64, float64) {
	if a == b {
		if a < low || a > high {
			return 1, 0
		}
		return from, to
	}
	first, last := (low-a)/(b-a), (high-a)/(b-a)
	return max(from, min(first, last)), min(to, max(first, last))
}
