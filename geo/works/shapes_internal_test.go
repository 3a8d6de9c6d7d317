package works

import (
	"github.com/twpayne/go-geom"

	"mitte/geo"
)

// box is a square of metres with its lower left corner at x, y.
func box(x, y, size float64) geo.Geom {
	flat := []float64{x, y, x + size, y, x + size, y + size, x, y + size, x, y}
	g, err := geo.NewGeom(geom.NewMultiPolygonFlat(geom.XY, flat, [][]int{{len(flat)}}).SetSRID(int(geo.Storage)))
	if err != nil {
		panic(err)
	}
	return g
}
