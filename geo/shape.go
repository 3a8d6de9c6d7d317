package geo

import (
	"math"
	"strconv"

	"github.com/twpayne/go-geom"
)

// shape is a geometry as one run of x, y pairs, cut into parts, so that every rule is one loop whatever the type.
type shape struct {
	kind  string
	flat  []float64
	parts []part
}

// part is a point set, a line or a ring: positions from to to, its indices in the coordinates array, -1 where the type
// has none.
type part struct {
	from, to int
	i, j     int
}

func (s shape) areal() bool { return s.kind == "Polygon" || s.kind == "MultiPolygon" }

func (s shape) xy(n int) (x, y float64) { return s.flat[2*n], s.flat[2*n+1] }

// path returns the JSON pointer of a part.
func (s shape) path(p part) string {
	path := "/coordinates"
	for _, index := range [2]int{p.i, p.j} {
		if index >= 0 {
			path += "/" + strconv.Itoa(index)
		}
	}
	return path
}

// pathOf returns the JSON pointer of position n, which lies in p.
func (s shape) pathOf(p part, n int) string {
	if s.kind == "Point" {
		return s.path(p)
	}
	return s.path(p) + "/" + strconv.Itoa(n-p.from)
}

// newShape cuts t up. It refuses three dimensions and what has no x, y pairs at all.
func newShape(t geom.T) (shape, error) {
	if t.Layout() != geom.XY && t.Layout() != geom.NoLayout {
		return shape{}, refuse(codeThreeD, "/coordinates", "the geometry has layout %v; only x and y are taken", t.Layout())
	}
	s := shape{kind: typeName(t), flat: t.FlatCoords()}
	switch v := t.(type) {
	case *geom.Polygon, *geom.MultiLineString:
		s.cut(v.Ends(), -1)
	case *geom.MultiPolygon:
		for i, ends := range v.Endss() {
			if len(ends) == 0 {
				return shape{}, refuse(codeEmpty, "/coordinates/"+strconv.Itoa(i), "a part of the geometry is empty")
			}
			s.cut(ends, i)
		}
	case *geom.MultiPoint:
		if at := emptyPoint(v); at >= 0 {
			return shape{}, refuse(codeEmpty, "/coordinates/"+strconv.Itoa(at), "a part of the geometry is empty")
		}
		s.cut([]int{len(s.flat)}, -1)
		s.parts[0].j = -1
	default:
		s.cut([]int{len(s.flat)}, -1)
		s.parts[0].j = -1
	}
	return s, nil
}

// cut appends a part for each end; go-geom's ends are offsets into the whole flat slice.
func (s *shape) cut(ends []int, polygon int) {
	from := 0
	if len(s.parts) > 0 {
		from = s.parts[len(s.parts)-1].to
	}
	for j, end := range ends {
		s.parts = append(s.parts, part{from: from, to: end / 2, i: polygon, j: j})
		from = end / 2
	}
}

func emptyPoint(v *geom.MultiPoint) int {
	before := 0
	for i, end := range v.Ends() {
		if end == before {
			return i
		}
		before = end
	}
	return -1
}

// bound returns the box of all positions; s has at least one.
func (s shape) bound() BBox {
	b := BBox{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for n := range len(s.flat) / 2 {
		x, y := s.xy(n)
		b = b.Union(BBox{x, y, x, y})
	}
	return b
}

func typeName(t geom.T) string {
	switch t.(type) {
	case *geom.Point:
		return "Point"
	case *geom.MultiPoint:
		return "MultiPoint"
	case *geom.LineString:
		return "LineString"
	case *geom.MultiLineString:
		return "MultiLineString"
	case *geom.Polygon:
		return "Polygon"
	case *geom.MultiPolygon:
		return "MultiPolygon"
	case *geom.GeometryCollection:
		return "GeometryCollection"
	case *geom.LinearRing:
		return "LinearRing"
	default:
		return "unknown"
	}
}

// shallow copies the head of t, so that the caller's value keeps its SRID; the coordinates are shared.
func shallow(t geom.T) geom.T {
	switch v := t.(type) {
	case *geom.Point:
		return geom.NewPointFlat(geom.XY, v.FlatCoords())
	case *geom.MultiPoint:
		return geom.NewMultiPointFlat(geom.XY, v.FlatCoords())
	case *geom.LineString:
		return geom.NewLineStringFlat(geom.XY, v.FlatCoords())
	case *geom.MultiLineString:
		return geom.NewMultiLineStringFlat(geom.XY, v.FlatCoords(), v.Ends())
	case *geom.Polygon:
		return geom.NewPolygonFlat(geom.XY, v.FlatCoords(), v.Ends())
	case *geom.MultiPolygon:
		return geom.NewMultiPolygonFlat(geom.XY, v.FlatCoords(), v.Endss())
	default:
		return t
	}
}
