package works

import (
	"math"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
)

// vertex is a position in lon/lat to nine decimals, a tenth of a millimetre, as editors are given it.
type vertex struct{ lon, lat int64 }

func vertexAt(lon, lat float64) vertex {
	const nineDecimals = 1e9
	return vertex{int64(math.Round(lon * nineDecimals)), int64(math.Round(lat * nineDecimals))}
}

// known remembers where the vertices of stored shapes are in metres, so that one that comes back as it went out stays where
// it was to the last digit, and with it the border it shares with a neighbour.
type known map[vertex][2]float64

func (k known) remember(lonLat, metres geo.Geom) {
	if lonLat.IsZero() || metres.IsZero() {
		return
	}
	from, to := lonLat.T().FlatCoords(), metres.T().FlatCoords()
	for i := 0; i+1 < min(len(from), len(to)); i += 2 {
		k[vertexAt(from[i], from[i+1])] = [2]float64{to[i], to[i+1]}
	}
}

// snap puts every vertex on the grid of a millimetre, or where it was. lonLat and metres are the same shape; the result is
// a MultiPolygon where they are a Polygon.
func (k known) snap(lonLat, metres geo.Geom) (geo.Geom, error) {
	from, to := lonLat.T().FlatCoords(), metres.T().FlatCoords()
	flat := make([]float64, len(to))
	for i := 0; i+1 < len(to); i += 2 {
		at, stays := k[vertexAt(from[i], from[i+1])]
		if !stays {
			at = [2]float64{millimetre(to[i]), millimetre(to[i+1])}
		}
		flat[i], flat[i+1] = at[0], at[1]
	}
	return rebuilt(metres.T(), flat)
}

func millimetre(m float64) float64 { return math.Round(m*1000) / 1000 }

// rebuilt is t with other coordinates, and a Polygon as the MultiPolygon that is stored.
func rebuilt(t geom.T, flat []float64) (geo.Geom, error) {
	srid := int(geo.Storage)
	switch v := t.(type) {
	case *geom.Point:
		return geo.NewGeom(geom.NewPointFlat(geom.XY, flat).SetSRID(srid))
	case *geom.LineString:
		return geo.NewGeom(geom.NewLineStringFlat(geom.XY, flat).SetSRID(srid))
	case *geom.Polygon:
		return geo.NewGeom(geom.NewMultiPolygonFlat(geom.XY, flat, [][]int{v.Ends()}).SetSRID(srid))
	case *geom.MultiPolygon:
		return geo.NewGeom(geom.NewMultiPolygonFlat(geom.XY, flat, v.Endss()).SetSRID(srid))
	default:
		return geo.Geom{}, fault.New(fault.Internal, "internal", "a shape of this kind is not stored")
	}
}
