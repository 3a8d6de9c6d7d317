package tiles

import (
	"math/rand/v2"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
)

// BenchmarkFromDatabase makes tiles of the demo from rows, and next to it from memory.
func BenchmarkFromDatabase(b *testing.B) {
	db := pgtest.DB(b)
	if _, err := demo.Load(b.Context(), db.Owner(), demo.Options{Seed: 1, Scale: 1, Today: testDay}); err != nil {
		b.Fatal(err)
	}
	engines := map[string]*Engine{}
	for name, memory := range map[string]int64{"rows": -1, "memory": 0} {
		e := NewEngine(Options{
			DB: db.App(), Public: db.Public(), Memory: memory, Clock: geo.FixedClock(testDay.Time().Add(12 * time.Hour)),
		})
		if _, err := e.Load(b.Context()); err != nil {
			b.Fatal(err)
		}
		engines[name] = e
	}
	for name, e := range engines {
		b.Run(name, func(b *testing.B) {
			places := someTiles(rand.New(rand.NewPCG(1, 1)), engines["memory"], 16, 64)
			source := e.Uncached()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				a := places[i%len(places)]
				if a.Z > 16 {
					a = Address{16, a.X >> (a.Z - 16), a.Y >> (a.Z - 16)}
				}
				if _, err := source.Tile(b.Context(), plainRequest(AllLayers(), a)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
