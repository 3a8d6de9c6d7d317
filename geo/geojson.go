package geo

import "github.com/paulmach/orb"

// AppendGeometry appends g as a GeoJSON geometry object of RFC 7946 and returns the longer slice; "null" for nil.
// Coordinates are lon/lat degrees, rounded to digits decimals (0–15) without trailing zeros, exponent or minus zero.
// Outer rings are written counter-clockwise and holes clockwise whatever way they run in g, which is not changed. A ring
// or box becomes a Polygon. A coordinate that is not finite, which the database cannot hold, is written as null.
func AppendGeometry(dst []byte, g orb.Geometry, digits int) []byte {
	w := coordWriter{dst: dst, digits: min(max(digits, 0), 15)}
	w.geometry(g)
	return w.dst
}

// AppendGeom is AppendGeometry for a Geom, with the coordinates of its own SRID: degrees or metres. "null" for the zero
// Geom.
func AppendGeom(dst []byte, g Geom, digits int) []byte {
	if g.IsZero() {
		return append(dst, "null"...)
	}
	o, err := toOrb(g.t)
	if err != nil {
		return append(dst, "null"...)
	}
	return AppendGeometry(dst, o, digits)
}

type coordWriter struct {
	dst    []byte
	digits int
}

func (w *coordWriter) geometry(g orb.Geometry) {
	switch v := g.(type) {
	case orb.Point:
		w.open("Point")
		w.position(v)
	case orb.MultiPoint:
		w.open("MultiPoint")
		w.positions(v)
	case orb.LineString:
		w.open("LineString")
		w.positions(v)
	case orb.MultiLineString:
		w.open("MultiLineString")
		list(w, v, func(line orb.LineString) { w.positions(line) })
	case orb.Ring:
		w.polygonObject(orb.Polygon{v})
		return
	case orb.Bound:
		w.polygonObject(v.ToPolygon())
		return
	case orb.Polygon:
		w.polygonObject(v)
		return
	case orb.MultiPolygon:
		w.open("MultiPolygon")
		list(w, v, w.polygon)
	case orb.Collection:
		w.dst = append(w.dst, `{"type":"GeometryCollection","geometries":`...)
		list(w, v, w.geometry)
	default:
		w.dst = append(w.dst, "null"...)
		return
	}
	w.dst = append(w.dst, '}')
}

func (w *coordWriter) open(kind string) {
	w.dst = append(w.dst, `{"type":"`...)
	w.dst = append(w.dst, kind...)
	w.dst = append(w.dst, `","coordinates":`...)
}

func (w *coordWriter) polygonObject(p orb.Polygon) {
	w.open("Polygon")
	w.polygon(p)
	w.dst = append(w.dst, '}')
}

func list[T any](w *coordWriter, items []T, write func(T)) {
	w.dst = append(w.dst, '[')
	for i, item := range items {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		write(item)
	}
	w.dst = append(w.dst, ']')
}

func (w *coordWriter) polygon(p orb.Polygon) {
	w.dst = append(w.dst, '[')
	for i, ring := range p {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		area := orbArea(ring)
		if outer := i == 0; area != 0 && outer != (area > 0) {
			w.reversed(ring)
		} else {
			w.positions(ring)
		}
	}
	w.dst = append(w.dst, ']')
}

// orbArea is signedArea for orb.
func orbArea(ring orb.Ring) float64 {
	twice := 0.0
	for i := 1; i < len(ring); i++ {
		a, b, o := ring[i-1], ring[i], ring[0]
		twice += (a[0]-o[0])*(b[1]-o[1]) - (b[0]-o[0])*(a[1]-o[1])
	}
	return twice / 2
}

func (w *coordWriter) positions(line []orb.Point) {
	w.dst = append(w.dst, '[')
	for i, p := range line {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.position(p)
	}
	w.dst = append(w.dst, ']')
}

func (w *coordWriter) reversed(line []orb.Point) {
	w.dst = append(w.dst, '[')
	for i := len(line) - 1; i >= 0; i-- {
		w.position(line[i])
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
	}
	w.dst = append(w.dst, ']')
}

func (w *coordWriter) position(p orb.Point) {
	w.dst = append(w.dst, '[')
	w.dst = appendRounded(w.dst, p[0], w.digits)
	w.dst = append(w.dst, ',')
	w.dst = appendRounded(w.dst, p[1], w.digits)
	w.dst = append(w.dst, ']')
}
