package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"mitte/tiles"
)

// benchPlace is a tile and a parcel in it.
type benchPlace struct {
	at     tiles.Address
	parcel int64
}

const halfWorld = math.Pi * 6378137 // metres of EPSG:3857

// places returns up to most different tiles of a zoom that hold parcels, densest ones more often first; shuffled makes
// all of them as likely to come first, for loads that may not get through.
func (d *benchData) places(z uint8, most int) []benchPlace {
	seen := map[tiles.Address]bool{}
	var out []benchPlace
	for _, s := range d.spots {
		at := addressOf(s.x, s.y, z)
		if !seen[at] {
			seen[at] = true
			out = append(out, benchPlace{at, s.id})
		}
		if len(out) == most {
			break
		}
	}
	return out
}

// addressOf is the tile of a point in metres of EPSG:3857.
func addressOf(x, y float64, z uint8) tiles.Address {
	side := 2 * halfWorld / float64(uint64(1)<<z)
	return tiles.Address{Z: z, X: uint32((x + halfWorld) / side), Y: uint32((halfWorld - y) / side)}
}

func mercator(lon, lat float64) (x, y float64) {
	return lon / 180 * halfWorld, math.Asinh(math.Tan(lat*math.Pi/180)) / math.Pi * halfWorld
}

func shuffled(places []benchPlace) []benchPlace {
	rand.New(rand.NewPCG(benchSeed, 0)).Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	return places
}

// path is the address of a tile of all layers.
func (p benchPlace) path() string {
	return fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", tiles.AllLayers(), p.at.Z, p.at.X, p.at.Y)
}

func requestsFor(places []benchPlace, headers ...string) [][]byte {
	out := make([][]byte, len(places))
	for i, p := range places {
		out[i] = request(p.path(), headers...)
	}
	return out
}

// boxPath asks for the features in a box of so many degrees around a spot.
func (s benchSpot) boxPath(route string, degrees float64) string {
	lon := s.x / halfWorld * 180
	lat := math.Atan(math.Sinh(s.y/halfWorld*math.Pi)) * 180 / math.Pi
	return fmt.Sprintf("%s?bbox=%.7f,%.7f,%.7f,%.7f", route, lon-degrees, lat-0.6*degrees, lon+degrees, lat+0.6*degrees)
}
