package demo_test

import (
	"testing"

	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
)

func BenchmarkGenerate(b *testing.B) {
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		demo.Generate(demo.Options{Seed: 1, Today: today}, n%50)
	}
}

// BenchmarkLoad reports rows a second; run it with -benchtime=1x for one region of twenty towns.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		db := pgtest.DB(b).Owner()
		b.StartTimer()
		out, err := demo.Load(b.Context(), db, demo.Options{Seed: 1, Scale: 20, Today: today})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Total())/out.Took.Seconds(), "rows/s")
	}
}
