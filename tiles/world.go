package tiles

import (
	"math"

	"mitte/geo"
)

// worldWidth is the width of the Web Mercator world in metres, EPSG:3857.
const worldWidth = 2 * math.Pi * 6378137

// place is a point in world coordinates: 2³² units are the width of the Web Mercator world (9.3 mm at the equator), x to
// the east from the west edge, y to the south from the north edge. At zoom 20 a unit is a tile's unit.
type place struct{ x, y uint32 }

// placeOf rounds metres of EPSG:3857 half up to the next place; beyond the world's edge it is the edge.
func placeOf(x, y float64) place {
	return place{worldUnit(x + worldWidth/2), worldUnit(worldWidth/2 - y)}
}

func worldUnit(metres float64) uint32 {
	u := math.Floor(metres*((1<<32)/worldWidth) + 0.5)
	switch {
	case !(u > 0): // NaN too
		return 0
	case u > math.MaxUint32:
		return math.MaxUint32
	}
	return uint32(u)
}

// metres returns the centre of a place in EPSG:3857.
func (p place) metres() (x, y float64) {
	return float64(p.x)*(worldWidth/(1<<32)) - worldWidth/2, worldWidth/2 - float64(p.y)*(worldWidth/(1<<32))
}

// lonLat returns the centre of a place in degrees.
func (p place) lonLat() (lon, lat float64) {
	return float64(p.x)*(360.0/(1<<32)) - 180, latitude(1 - float64(p.y)/(1<<31))
}

// worldBox is a box in world coordinates, all four bounds inclusive.
type worldBox struct{ minX, minY, maxX, maxY uint32 }

// lonLat returns the box in degrees, rounded outwards to a centimetre.
func (b worldBox) lonLat() geo.BBox {
	const fine = 1e7
	west, south := place{b.minX, b.maxY}.lonLat()
	east, north := place{b.maxX, b.minY}.lonLat()
	return geo.BBox{
		West: math.Floor(west*fine) / fine, South: math.Floor(south*fine) / fine,
		East: math.Ceil(east*fine) / fine, North: math.Ceil(north*fine) / fine,
	}
}

// noBox meets nothing and is the beginning of a union.
var noBox = worldBox{math.MaxUint32, math.MaxUint32, 0, 0}

func boxOf(points []place) worldBox {
	b := noBox
	for _, p := range points {
		b.minX, b.maxX = min(b.minX, p.x), max(b.maxX, p.x)
		b.minY, b.maxY = min(b.minY, p.y), max(b.maxY, p.y)
	}
	return b
}

func (b worldBox) empty() bool { return b.minX > b.maxX || b.minY > b.maxY }

func (b worldBox) union(o worldBox) worldBox {
	return worldBox{min(b.minX, o.minX), min(b.minY, o.minY), max(b.maxX, o.maxX), max(b.maxY, o.maxY)}
}

func (b worldBox) centre() place {
	return place{b.minX + (b.maxX-b.minX)/2, b.minY + (b.maxY-b.minY)/2}
}
