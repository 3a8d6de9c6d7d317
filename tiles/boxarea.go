package tiles

import "math"

// areaInBox returns the signed area that rings have in the buffered tile, and no more than the length of what they have
// in it. Each point outside counts as the nearest one on the border: that changes how often the rings go around no point
// inside, so the area is right however they cross themselves.
func areaInBox(rings *lines) (area, way float64) {
	var whole int64 // twice the area of what needs no cutting, exactly
	for i := range rings.len() {
		ring := rings.at(i)
		a := ring[len(ring)-1]
		from := outcode(a)
		for _, b := range ring {
			to := outcode(b)
			switch {
			case from|to == 0:
				whole += area0(a, b)
				way += float64(max(abs(b.x-a.x), abs(b.y-a.y)))
			case from&to != 0: // along the border, or in a corner
				whole += area0(onBox(a), onBox(b))
			default:
				cut, inside := areaOfEdge(a, b)
				area += cut
				way += inside
			}
			a, from = b, to
		}
	}
	return area + float64(whole)/2, way
}

// area0 is twice the area between an edge and the tile's corner.
func area0(a, b pt) int64 { return int64(a.x)*int64(b.y) - int64(a.y)*int64(b.x) }

func abs(v int32) int32 { return max(v, -v) }

// onBox returns the point of the buffered tile nearest to p.
func onBox(p pt) pt {
	return pt{min(max(p.x, lowest), highest), min(max(p.y, lowest), highest)}
}

// areaOfEdge is areaInBox of an edge that may cross the box: it bends only at the four lines on which the sides lie.
func areaOfEdge(a, b pt) (area, way float64) {
	from, step := fpt{float64(a.x), float64(a.y)}, fpt{float64(b.x) - float64(a.x), float64(b.y) - float64(a.y)}
	bends := [4]float64{
		(lowest - from.x) / step.x, (highest - from.x) / step.x, (lowest - from.y) / step.y, (highest - from.y) / step.y,
	}
	at, p := 0.0, from
	for at < 1 {
		next := 1.0
		for _, t := range bends { // an edge along a side bends at no number or at infinity
			if t > at && t < next {
				next = t
			}
		}
		q := fpt{from.x + next*step.x, from.y + next*step.y}
		c, d := p.onBox(), q.onBox()
		area += (c.x*d.y - c.y*d.x) / 2
		if middle := (fpt{(p.x + q.x) / 2, (p.y + q.y) / 2}); middle == middle.onBox() {
			way += max(math.Abs(d.x-c.x), math.Abs(d.y-c.y))
		}
		at, p = next, q
	}
	return area, way
}

func (p fpt) onBox() fpt {
	return fpt{min(max(p.x, lowest), highest), min(max(p.y, lowest), highest)}
}
