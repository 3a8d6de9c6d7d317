package intake_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"mitte/geo"
	"mitte/geo/intake"
	"mitte/geo/pg/pgtest"
)

// BenchmarkImport takes 10,000 parcels, first into an empty stock, then again.
func BenchmarkImport(b *testing.B) {
	path := filepath.Join(b.TempDir(), "parcels.geojson")
	if err := os.WriteFile(path, manyParcels(b, 10_000), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		again bool
	}{{"new", false}, {"again", true}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				service := intake.New(pgtest.DB(b).App(), geo.FixedClock(today.Time()))
				if c.again {
					mustImport(b, service, path)
				}
				b.StartTimer()
				mustImport(b, service, path)
			}
		})
	}
}

func mustImport(b *testing.B, service *intake.Service, path string) {
	b.Helper()
	report, err := service.Import(b.Context(), intake.Options{Kind: intake.ALKIS, Path: path})
	if err != nil || len(report.Refusals) > 0 {
		b.Fatal(err, codes(report))
	}
}

func manyParcels(t testing.TB, n int) []byte {
	type object = map[string]any
	features := make([]object, n)
	for i := range features {
		x, y := 6.93+float64(i%100)*0.0004, 51.63+float64(i/100)*0.0003
		ring := [][2]float64{{x, y}, {x + 0.0004, y}, {x + 0.0004, y + 0.0003}, {x, y + 0.0003}, {x, y}}
		features[i] = object{
			"type": "Feature", "id": fmt.Sprintf("DENWBENCH%07d", i), "geometry": object{"type": "Polygon", "coordinates": []any{ring}},
			"properties": object{
				"flstkennz": fmt.Sprintf("055122901%05d______", i+1), "gemarkung": "Dorsten", "gmdschl": "05562012", "flaeche": 923,
				"aktualit": "2025-01-01Z", "tntxt": "Wohnbaufläche;923",
			},
		}
	}
	text, err := json.Marshal(object{"type": "FeatureCollection", "features": features})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
