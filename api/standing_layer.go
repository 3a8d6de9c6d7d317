package api

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"mitte/geo"
)

// cell is a named value of a row.
type cell struct {
	name  string
	value any
}

// layer is a table in the making.
type layer struct {
	name, kind string
	w          jsonWriter
}

func (l *layer) begin() {
	if len(l.w.b) == 0 {
		l.w.open()
		l.w.str("type", "FeatureCollection")
		l.w.array("features")
	}
}

func (l *layer) add(g geo.Geom, cells ...cell) {
	l.begin()
	l.w.open()
	l.w.str("type", "Feature")
	l.w.key("geometry")
	l.w.b = geo.AppendGeom(l.w.b, g, exact)
	l.w.object("properties")
	for _, c := range cells {
		l.w.cell(c.name, c.value)
	}
	l.w.close('}')
	l.w.close('}')
}

func (l *layer) end() {
	l.begin()
	l.w.close(']')
	l.w.close('}')
}

// middle is halfway along a line, the centre of an area, or a place itself.
func middle(o orb.Geometry) orb.Point {
	line, ok := o.(orb.LineString)
	if !ok {
		p, _ := planar.CentroidArea(o)
		return p
	}
	half := planar.Length(line) / 2
	for i := 1; i < len(line); i++ {
		d := planar.Distance(line[i-1], line[i])
		if d > 0 && d >= half {
			u := half / d
			return orb.Point{line[i-1][0] + u*(line[i][0]-line[i-1][0]), line[i-1][1] + u*(line[i][1]-line[i-1][1])}
		}
		half = math.Max(0, half-d)
	}
	return line[0]
}
