package tiles

import "math"

// clipper cuts the rings of one part at the buffered tile. It keeps its buffers from part to part.
type clipper struct {
	linked  linker
	plain   lines
	scratch [2][]fpt
}

// part cuts the rings of one part, exterior first, and appends what is left to out: exteriors positive, holes negative.
//
// Linking runs keeps pieces apart that Sutherland–Hodgman would join by bridges along the edge. But runs that rounding
// has put in the wrong order link wrongly, at worst round the whole tile. The area inside the box is known whatever the
// order, so it decides.
func (c *clipper) part(rings *lines, out *lines) {
	before := out.len()
	c.linked.part(rings, out)
	area := areaFrom(out, before)
	if exact, way := areaInBox(rings); math.Abs(area-exact) <= 0.5*way+4 {
		return
	}
	perimeter := c.sutherland(rings)
	if off := math.Abs(area - areaFrom(&c.plain, 0)); off <= 0.5*perimeter+4 {
		return
	}
	out.truncate(before)
	for i := range c.plain.len() {
		out.add(c.plain.at(i))
	}
}

// areaFrom sums the signed areas of the rings from the first-th on.
func areaFrom(l *lines, first int) float64 {
	var sum int64
	for i := first; i < l.len(); i++ {
		sum += area2(l.at(i))
	}
	return float64(sum) / 2
}

// line appends the runs of a line inside the buffered tile; each has at least two distinct points.
func clipLine(points []pt, out *lines) {
	for i := 1; i < len(points); i++ {
		p, ok := pass(points[i-1], points[i])
		switch {
		case !ok:
			continue
		case p.enters:
			closeLine(out)
			out.points = append(out.points, p.in.at)
		case len(out.points) == out.open():
			out.points = append(out.points, points[i-1])
		}
		if p.exits {
			out.points = append(out.points, p.out.at)
			closeLine(out)
		} else {
			out.points = append(out.points, points[i])
		}
	}
	closeLine(out)
}

// closeLine ends the line under way, or forgets it if it has no length.
func closeLine(out *lines) {
	first := out.open()
	line := cleanLine(out.points[first:])
	if len(line) < 2 {
		out.drop()
		return
	}
	out.points = out.points[:first+len(line)]
	out.close()
}
