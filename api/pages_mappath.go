package api

import (
	"math"
	"strconv"

	"github.com/twpayne/go-geom"

	"mitte/geo"
)

// path writes the rings or lines of a geometry as the d of an SVG path, in tenths of a unit and relative, which is short.
func (p plan) path(g geo.Geom) string {
	var out []byte
	switch t := g.T().(type) {
	case *geom.MultiPolygon:
		for i := range t.NumPolygons() {
			out = p.rings(out, t.Polygon(i))
		}
	case *geom.Polygon:
		out = p.rings(out, t)
	case *geom.LineString:
		out = p.run(out, points(t.FlatCoords()), false)
	}
	return string(out)
}

func (p plan) rings(out []byte, poly *geom.Polygon) []byte {
	for i := range poly.NumLinearRings() {
		ring := points(poly.LinearRing(i).FlatCoords())
		out = p.run(out, ring[:len(ring)-1], true)
	}
	return out
}

type point struct{ x, y float64 }

func points(flat []float64) []point {
	out := make([]point, len(flat)/2)
	for i := range out {
		out[i] = point{flat[2*i], flat[2*i+1]}
	}
	return out
}

// run appends a line of metres.
func (p plan) run(out []byte, line []point, closed bool) []byte {
	units := make([]point, len(line))
	for i, v := range line {
		units[i].x, units[i].y = p.xy(v.x, v.y)
	}
	return appendLine(out, units, closed)
}

// appendLine appends a line of units.
func appendLine(out []byte, line []point, closed bool) []byte {
	var x, y int
	for i, v := range line {
		nx, ny := int(math.Round(v.x*10)), int(math.Round(v.y*10))
		switch {
		case i == 0:
			out = append(out, 'M')
			out = appendPair(out, nx, ny)
		case nx == x && ny == y:
			continue
		default:
			out = append(out, 'l')
			out = appendPair(out, nx-x, ny-y)
		}
		x, y = nx, ny
	}
	if closed {
		out = append(out, 'z')
	}
	return out
}

func appendPair(out []byte, x, y int) []byte {
	out = strconv.AppendFloat(out, float64(x)/10, 'f', -1, 64)
	out = append(out, ' ')
	return strconv.AppendFloat(out, float64(y)/10, 'f', -1, 64)
}
