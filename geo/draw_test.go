package geo_test

import (
	"math"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

func drawPoint(t *rapid.T) orb.Point {
	return orb.Point{rapid.Float64Range(6, 15).Draw(t, "lon"), rapid.Float64Range(47.5, 55).Draw(t, "lat")}
}

func drawPoints(t *rapid.T, least int) []orb.Point {
	return rapid.SliceOfN(rapid.Custom(drawPoint), least, 12).Draw(t, "points")
}

// drawRing draws a star around centre: its points lie at rising angles, so it never crosses itself.
func drawRing(t *rapid.T, centre orb.Point, least, most float64) orb.Ring {
	n := rapid.IntRange(3, 12).Draw(t, "corners")
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		radius := rapid.Float64Range(least, most).Draw(t, "radius")
		ring = append(ring, orb.Point{centre[0] + radius*math.Cos(angle), centre[1] + radius*math.Sin(angle)})
	}
	ring = append(ring, ring[0])
	if rapid.Bool().Draw(t, "clockwise") {
		ring.Reverse()
	}
	return ring
}

func drawPolygon(t *rapid.T) orb.Polygon {
	centre := drawPoint(t)
	p := orb.Polygon{drawRing(t, centre, 0.03, 0.04)}
	if rapid.Bool().Draw(t, "with a hole") {
		p = append(p, drawRing(t, centre, 0.001, 0.01))
	}
	return p
}

func drawGeometry(t *rapid.T) orb.Geometry {
	switch rapid.IntRange(0, 5).Draw(t, "type") {
	case 0:
		return drawPoint(t)
	case 1:
		return orb.MultiPoint(drawPoints(t, 1))
	case 2:
		return orb.LineString(drawPoints(t, 2))
	case 3:
		lines := make(orb.MultiLineString, rapid.IntRange(1, 4).Draw(t, "lines"))
		for i := range lines {
			lines[i] = drawPoints(t, 2)
		}
		return lines
	case 4:
		return drawPolygon(t)
	default:
		return orb.MultiPolygon(rapid.SliceOfN(rapid.Custom(drawPolygon), 1, 4).Draw(t, "polygons"))
	}
}
