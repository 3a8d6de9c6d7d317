package tiles

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
)

// The benchmarks' town has as many parcels in a tile of zoom 14 as a dense city.
const benchParcels = 40000

func benchTile(z uint8) Address {
	if z >= 14 {
		return Address{z, testTile.X<<(z-14) + 1<<(z-14)/2, testTile.Y<<(z-14) + 1<<(z-14)/2}
	}
	return Address{z, testTile.X >> (14 - z), testTile.Y >> (14 - z)}
}

func benchEngine(b *testing.B) *Engine {
	b.Helper()
	e := testEngine(Options{MaxTileBytes: -1})
	e.snapshot.swap(parcelsLayer, parcelTown(benchParcels))
	e.measure(b.Context())
	return e
}

func BenchmarkEncode(b *testing.B) {
	e := benchEngine(b)
	for _, z := range []uint8{14, 16, 18} {
		b.Run(fmt.Sprintf("z%d", z), func(b *testing.B) {
			var enc encoder
			r := plainRequest(AllLayers(), benchTile(z))
			b.ReportAllocs()
			for b.Loop() {
				enc.encode(e.snapshot.picture(&r, 0))
			}
			found := len(e.snapshot.tables[parcelsLayer].search(nil, r.Address, moment{}))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(max(found, 1)), "ns/feature")
			b.ReportMetric(float64(len(enc.tile)), "B/tile")
		})
	}
}

func BenchmarkClip(b *testing.B) {
	f := shapeOf(polygonKind, [][]fpt{parcel(rand.New(rand.NewPCG(3, 3)), highest-40, 500, 80)})
	var s shaper
	s.begin(testTile)
	b.ReportAllocs()
	for b.Loop() {
		s.shape(&f)
	}
}

func BenchmarkCheck(b *testing.B) {
	f := shapeOf(polygonKind, [][]fpt{parcel(rand.New(rand.NewPCG(3, 3)), 1000, 500, 80)})
	var s shaper
	s.begin(testTile)
	s.shape(&f)
	b.ReportAllocs()
	for b.Loop() {
		s.checker.clean(&s.out)
	}
	b.ReportMetric(float64(len(f.points)), "points")
}

func BenchmarkClearance(b *testing.B) {
	f := shapeOf(polygonKind, [][]fpt{parcel(rand.New(rand.NewPCG(3, 3)), 1000, 500, 80)})
	for b.Loop() {
		safeZoom(&f)
	}
}

func BenchmarkRepair(b *testing.B) {
	var s shaper
	s.begin(testTile)
	var broken feature
	for i := uint64(0); s.tally.repaired == 0; i++ {
		broken = aPolygon(rand.New(rand.NewPCG(i, 77)))
		s.shape(&broken)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.shape(&broken)
	}
	b.ReportMetric(float64(len(broken.points)), "points")
}

func BenchmarkCompress(b *testing.B) {
	e := benchEngine(b)
	for _, z := range []uint8{14, 16, 18} {
		var enc encoder
		r := plainRequest(AllLayers(), benchTile(z))
		raw := enc.encode(e.snapshot.picture(&r, 0))
		for _, useZstd := range []bool{false, true} {
			b.Run(fmt.Sprintf("z%d/zstd=%v", z, useZstd), func(b *testing.B) {
				b.ReportAllocs()
				n := 0
				for b.Loop() {
					out := pack(raw, enc.drawn, useZstd)
					n = len(out)
				}
				b.ReportMetric(float64(n), "B/tile")
			})
		}
	}
}

func BenchmarkHit(b *testing.B) {
	e := benchEngine(b)
	r := plainRequest(AllLayers(), benchTile(16))
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_, _ = e.Tile(b.Context(), r)
		}
	})
}

func BenchmarkCold(b *testing.B) {
	e := benchEngine(b)
	for _, z := range []uint8{14, 16, 18} {
		b.Run(fmt.Sprintf("z%d", z), func(b *testing.B) {
			r := plainRequest(AllLayers(), benchTile(z))
			r.Gzip = true
			b.ReportAllocs()
			for b.Loop() {
				_, _ = e.build(b.Context(), &r)
			}
		})
	}
}

func BenchmarkInvalidate(b *testing.B) {
	e := benchEngine(b)
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		z := uint8(10 + r.IntN(9))
		a := benchTile(z)
		_, _ = e.Tile(b.Context(), plainRequest(AllLayers(), Address{z, a.X + uint32(r.IntN(16)), a.Y + uint32(r.IntN(16))}))
	}
	box := e.snapshot.tables[parcelsLayer].record(0).box
	b.ReportAllocs()
	for b.Loop() {
		e.cache.invalidate(box, nil)
	}
}

func BenchmarkAlter(b *testing.B) {
	e := benchEngine(b)
	version := int64(1)
	b.ReportAllocs()
	for b.Loop() {
		version++
		e.alter([]edit{squareEdit(uint64(version%1000+1), version, float64(version%40)*100, 100, 80)})
	}
}

// BenchmarkCells is the search alone, by zoom.
func BenchmarkCells(b *testing.B) {
	t := parcelTown(benchParcels)
	for _, z := range []uint8{14, 16, 18} {
		b.Run(fmt.Sprintf("z%d", z), func(b *testing.B) {
			var found []uint32
			for b.Loop() {
				found = t.search(found[:0], benchTile(z), moment{})
			}
			b.ReportMetric(float64(len(found)), "features")
		})
	}
}

// BenchmarkMemory reports what a parcel of 19 points takes on average.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		t := parcelTown(200000)
		t.cells.trim()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(t.rows), "B/feature")
		b.ReportMetric(float64(t.points.used)/float64(t.rows), "points/feature")
		runtime.KeepAlive(t)
	}
}

func BenchmarkLoad(b *testing.B) {
	db := pgtest.DB(b)
	if _, err := demo.Load(b.Context(), db.Owner(), demo.Options{Seed: 1, Scale: 4, Today: testDay}); err != nil {
		b.Fatal(err)
	}
	e := NewEngine(Options{DB: db.App(), Public: db.Public(), Clock: geo.FixedClock(testDay.Time().Add(12 * time.Hour))})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Load(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	rows := 0
	for _, t := range e.snapshot.tables {
		rows += t.rows
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
	b.ReportMetric(float64(rows), "rows")
}
