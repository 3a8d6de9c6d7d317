package geo

import (
	"mitte/geo/fault"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
)

func toOrb(t geom.T) (orb.Geometry, error) {
	switch v := t.(type) {
	case *geom.Point:
		return orb.Point{v.X(), v.Y()}, nil
	case *geom.MultiPoint:
		return orb.MultiPoint(points(v.FlatCoords())), nil
	case *geom.LineString:
		return orb.LineString(points(v.FlatCoords())), nil
	case *geom.MultiLineString:
		out := make(orb.MultiLineString, v.NumLineStrings())
		for i := range out {
			out[i] = points(v.LineString(i).FlatCoords())
		}
		return out, nil
	case *geom.Polygon:
		return polygonToOrb(v), nil
	case *geom.MultiPolygon:
		out := make(orb.MultiPolygon, v.NumPolygons())
		for i := range out {
			out[i] = polygonToOrb(v.Polygon(i))
		}
		return out, nil
	default:
		return nil, fault.Newf(fault.Internal, "internal", "%T has no orb counterpart", t)
	}
}

func polygonToOrb(p *geom.Polygon) orb.Polygon {
	out := make(orb.Polygon, p.NumLinearRings())
	for i := range out {
		out[i] = points(p.LinearRing(i).FlatCoords())
	}
	return out
}

func points(flat []float64) []orb.Point {
	out := make([]orb.Point, len(flat)/2)
	for i := range out {
		out[i] = orb.Point{flat[2*i], flat[2*i+1]}
	}
	return out
}

func fromOrb(o orb.Geometry) (geom.T, error) {
	srid := int(LonLat)
	switch v := o.(type) {
	case orb.Point:
		return geom.NewPointFlat(geom.XY, []float64{v[0], v[1]}).SetSRID(srid), nil
	case orb.MultiPoint:
		return geom.NewMultiPointFlat(geom.XY, flat(v)).SetSRID(srid), nil
	case orb.LineString:
		return geom.NewLineStringFlat(geom.XY, flat(v)).SetSRID(srid), nil
	case orb.MultiLineString:
		var coords []float64
		ends := make([]int, 0, len(v))
		for _, line := range v {
			coords = append(coords, flat(line)...)
			ends = append(ends, len(coords))
		}
		return geom.NewMultiLineStringFlat(geom.XY, coords, ends).SetSRID(srid), nil
	case orb.Polygon:
		coords, ends := flatRings(nil, v)
		return geom.NewPolygonFlat(geom.XY, coords, ends).SetSRID(srid), nil
	case orb.MultiPolygon:
		var coords []float64
		endss := make([][]int, 0, len(v))
		for _, p := range v {
			var ends []int
			coords, ends = flatRings(coords, p)
			endss = append(endss, ends)
		}
		return geom.NewMultiPolygonFlat(geom.XY, coords, endss).SetSRID(srid), nil
	default:
		return nil, fault.Newf(fault.Invalid, "geometry_type", "%s is not a kind of geometry that mitte keeps", o.GeoJSONType())
	}
}

func flat[P ~[]orb.Point](line P) []float64 {
	out := make([]float64, 0, 2*len(line))
	for _, p := range line {
		out = append(out, p[0], p[1])
	}
	return out
}

// flatRings appends p's rings to coords and returns the ends go-geom wants: offsets into the whole slice.
func flatRings(coords []float64, p orb.Polygon) (all []float64, ends []int) {
	for _, ring := range p {
		coords = append(coords, flat(ring)...)
		ends = append(ends, len(coords))
	}
	return coords, ends
}
