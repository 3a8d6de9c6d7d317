package ground

import (
	"math"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
)

// Point is a place in metres east and north.
type Point struct{ X, Y float64 }

// Line is a run of straight pieces.
type Line []Point

// Area is polygonal ground. The zero Area is nowhere.
type Area struct {
	rings []Line // closed
	edges []edge
	box   geo.BBox
}

type edge struct {
	a, b Point
	box  geo.BBox
}

// AreaOf returns the ground of a valid Polygon or MultiPolygon in EPSG:25832; of the zero Geom the zero Area. It returns
// Internal for anything else.
func AreaOf(g geo.Geom) (Area, error) {
	if g.IsZero() {
		return Area{}, nil
	}
	if g.SRID() != geo.Storage {
		return Area{}, fault.Newf(fault.Internal, "internal", "ground has SRID %d", g.SRID())
	}
	switch t := g.T().(type) {
	case *geom.Polygon:
		return NewArea(rings(nil, t.FlatCoords(), 0, t.Ends())...), nil
	case *geom.MultiPolygon:
		var all []Line
		from := 0
		for _, ends := range t.Endss() {
			all = rings(all, t.FlatCoords(), from, ends)
			from = ends[len(ends)-1]
		}
		return NewArea(all...), nil
	default:
		return Area{}, fault.Newf(fault.Internal, "internal", "%T is no ground", t)
	}
}

// LineOf returns the points of a LineString or Point in EPSG:25832.
func LineOf(g geo.Geom) Line {
	if g.IsZero() {
		return nil
	}
	return line(g.T().FlatCoords())
}

func rings(all []Line, flat []float64, from int, ends []int) []Line {
	for _, end := range ends {
		all = append(all, line(flat[from:end]))
		from = end
	}
	return all
}

func line(flat []float64) Line {
	out := make(Line, len(flat)/2)
	for i := range out {
		out[i] = Point{flat[2*i], flat[2*i+1]}
	}
	return out
}

// NewArea returns the ground inside closed rings; inside is what an odd number of them surrounds.
func NewArea(rings ...Line) Area {
	points := 0
	for _, ring := range rings {
		points += len(ring)
	}
	a := Area{rings: rings, edges: make([]edge, 0, points), box: emptyBox()}
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			e := edge{ring[i-1], ring[i], boxOf(ring[i-1], ring[i])}
			a.edges = append(a.edges, e)
			a.box = a.box.Union(e.box)
		}
	}
	return a
}

// IsZero reports whether a is nowhere.
func (a Area) IsZero() bool { return len(a.edges) == 0 }

// Box returns the box around a.
func (a Area) Box() geo.BBox { return a.box }

// Contains reports whether p lies in a; on the border it may answer either.
func (a Area) Contains(p Point) bool {
	if a.IsZero() || !a.box.Contains(p.X, p.Y) {
		return false
	}
	in := false
	for i := range a.edges {
		e := &a.edges[i]
		if (e.a.Y > p.Y) != (e.b.Y > p.Y) && p.X < e.a.X+(p.Y-e.a.Y)/(e.b.Y-e.a.Y)*(e.b.X-e.a.X) {
			in = !in
		}
	}
	return in
}

func emptyBox() geo.BBox {
	return geo.BBox{West: math.Inf(1), South: math.Inf(1), East: math.Inf(-1), North: math.Inf(-1)}
}

// boxOf is asked for every ray, so it compares by itself.
func boxOf(points ...Point) geo.BBox {
	b := emptyBox()
	for _, p := range points {
		if p.X < b.West {
			b.West = p.X
		}
		if p.X > b.East {
			b.East = p.X
		}
		if p.Y < b.South {
			b.South = p.Y
		}
		if p.Y > b.North {
			b.North = p.Y
		}
	}
	return b
}

func (p Point) to(o Point) (x, y float64) { return o.X - p.X, o.Y - p.Y }

func (p Point) distance(o Point) float64 { return math.Hypot(o.X-p.X, o.Y-p.Y) }
