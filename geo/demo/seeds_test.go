package demo_test

import (
	"testing"

	"mitte/geo/demo"
)

func TestEverySeedMakesATown(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		town := demo.Generate(demo.Options{Seed: seed, Today: today}, int(seed%3))
		if len(town.Parcels) < 550 || len(town.Buildings) < 450 {
			t.Errorf("seed %d: %d parcels, %d buildings, %d units", seed, len(town.Parcels), len(town.Buildings), len(town.Units))
		}
	}
}

// The parcels of these towns of a large region touched themselves where corners lie a millimetre apart.
func TestParcelsOfRareTownsAreSimple(t *testing.T) {
	t.Parallel()
	for _, n := range []int{941, 1952, 2016} {
		for _, p := range demo.Generate(demo.Options{Seed: 1, Today: today}, n).Parcels {
			flat := p.Geom.T().FlatCoords()
			seen := map[[2]float64]bool{}
			for i := 0; i+2 < len(flat); i += 2 { // the last corner is the first again
				corner := [2]float64{flat[i], flat[i+1]}
				if len(p.Geom.T().Endss()) == 1 && len(p.Geom.T().Endss()[0]) == 1 && seen[corner] {
					t.Errorf("town %d, parcel %d comes twice to %.3f", n, p.ID, corner)
				}
				seen[corner] = true
			}
		}
	}
}
