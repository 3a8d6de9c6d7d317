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
