package tiles

import (
	"math"

	"mitte/geo"
)

// verdict says whether a feature meets a box. Stored points are rounded by up to half a unit, so near the box's border
// only the database, which has the points as they are, can tell.
type verdict uint8

const (
	outside verdict = iota
	borderline
	overlaps
)

// pane is a box that features are asked to meet. What meets the inner box meets the asked one, and what meets the asked
// one meets the outer box, however its points were rounded. The inner box of a small pane is empty.
type pane struct {
	everywhere   bool
	inner, outer frameBox
	x, y         float64 // the centre of the asked box
}

// frameBox is a box in fractions of world units, bounds inclusive.
type frameBox struct{ minX, minY, maxX, maxY float64 }

// doubt is the width in units of the strip on both sides of a border in which rounding matters, half a unit, and as much
// again for what floating point adds.
const doubt = 1.0

// paneOf returns the pane of a box in lon/lat, or everywhere for nil.
func paneOf(b *geo.BBox) pane {
	if b == nil {
		return pane{everywhere: true}
	}
	asked := frameBox{lonUnit(b.West), latUnit(b.North), lonUnit(b.East), latUnit(b.South)}
	return pane{
		inner: asked.grown(-doubt), outer: asked.grown(doubt),
		x: (asked.minX + asked.maxX) / 2, y: (asked.minY + asked.maxY) / 2,
	}
}

func lonUnit(lon float64) float64 { return (lon + 180) / 360 * (1 << 32) }

// latUnit ends where the Web Mercator world does; nothing is stored beyond.
func latUnit(lat float64) float64 {
	const end = 85.06
	y := math.Asinh(math.Tan(min(max(lat, -end), end)*math.Pi/180)) / math.Pi
	return (1 - y) * (1 << 31)
}

func (b frameBox) grown(by float64) frameBox {
	return frameBox{b.minX - by, b.minY - by, b.maxX + by, b.maxY + by}
}

// world returns the stored places that can lie in b.
func (b frameBox) world() worldBox {
	at := func(v float64) uint32 { return uint32(min(max(v, 0), math.MaxUint32)) }
	return worldBox{at(math.Ceil(b.minX)), at(math.Ceil(b.minY)), at(math.Floor(b.maxX)), at(math.Floor(b.maxY))}
}

func (b frameBox) has(p place) bool {
	x, y := float64(p.x), float64(p.y)
	return x >= b.minX && x <= b.maxX && y >= b.minY && y <= b.maxY
}

// judge compares a feature with the pane.
func (a *pane) judge(f *feature) verdict {
	if a.everywhere || (a.inner.has(place{f.box.minX, f.box.minY}) && a.inner.has(place{f.box.maxX, f.box.maxY})) {
		return overlaps
	}
	near := false
	for _, p := range f.points {
		if a.inner.has(p) {
			return overlaps
		}
		near = near || a.outer.has(p)
	}
	if f.kind == pointKind {
		return borderlineIf(near)
	}
	within, from := false, 0
	for i := range max(len(f.rings), 1) {
		line := f.points[from:f.ringEnd(i, from)]
		from += len(line)
		switch a.judgeLine(line, f.kind == polygonKind, &within) {
		case overlaps:
			return overlaps
		case borderline:
			near = true
		case outside:
		}
	}
	if !near && within && f.kind == polygonKind {
		return overlaps
	}
	return borderlineIf(near)
}

func borderlineIf(near bool) verdict {
	if near {
		return borderline
	}
	return outside
}

// judgeLine compares the edges of a line or ring with the pane, and turns within for each that passes east of its centre.
func (a *pane) judgeLine(line []place, ring bool, within *bool) verdict {
	near := false
	before := line[0]
	if ring {
		before = line[len(line)-1]
	}
	for _, p := range line {
		if a.inner.cutBy(before, p) {
			return overlaps
		}
		near = near || a.outer.cutBy(before, p)
		if passesEast(before, p, a.x, a.y) {
			*within = !*within
		}
		before = p
	}
	return borderlineIf(near)
}

// cutBy reports whether the edge from p to q has a point in b.
func (b frameBox) cutBy(p, q place) bool {
	px, py, qx, qy := float64(p.x), float64(p.y), float64(q.x), float64(q.y)
	if max(px, qx) < b.minX || min(px, qx) > b.maxX || max(py, qy) < b.minY || min(py, qy) > b.maxY ||
		b.minX > b.maxX || b.minY > b.maxY {
		return false
	}
	dx, dy := qx-px, qy-py
	side := func(x, y float64) float64 { return dx*(y-py) - dy*(x-px) }
	nw, ne, sw, se := side(b.minX, b.minY), side(b.maxX, b.minY), side(b.minX, b.maxY), side(b.maxX, b.maxY)
	return min(nw, ne, sw, se) <= 0 && max(nw, ne, sw, se) >= 0
}

func passesEast(p, q place, x, y float64) bool {
	px, py, qx, qy := float64(p.x), float64(p.y), float64(q.x), float64(q.y)
	return (py > y) != (qy > y) && x < px+(qx-px)*(y-py)/(qy-py)
}
