package tiles

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// TestL1GridCountsWhatIsThere: after any edits the grid is that of a fresh count, and its tiles are valid.
func TestL1GridCountsWhatIsThere(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	r := rand.New(rand.NewPCG(2, 2))
	today := dayNumber(testDay, 0)
	for range 600 {
		id := uint64(r.IntN(100) + 1)
		x, y := r.Float64()*20000, r.Float64()*20000
		switch r.IntN(4) {
		case 0:
			e.alter([]edit{{layer: parcelsLayer, id: id}})
		case 1:
			e.alter([]edit{unitEdit(id, x, y, always, today-1, today+2, never)})
		default:
			e.alter([]edit{squareEdit(id, 1, x, y, 90)})
		}
	}
	kept := e.snapshot.grid
	e.snapshot.grid = grid{}
	e.snapshot.recount()
	if !reflect.DeepEqual(kept, e.snapshot.grid) {
		t.Error("the kept counts are not those of a fresh count")
	}
	for z := uint8(gridMinZoom); z <= gridMaxZoom; z++ {
		a := Address{z, testTile.X >> (14 - z), testTile.Y >> (14 - z)}
		list, err := checkOwn(e.snapshot.grid.appendTo(nil, a))
		if err != nil || len(list) != 1 || list[0].name != gridName {
			t.Fatalf("%v: %v", a, err)
		}
	}
	set, err := ParseSet("parcels,units,grid")
	if err != nil || set.String() != "parcels,units,grid" || set.MinZoom() != gridMinZoom {
		t.Fatalf("%v, %v", set, err)
	}
	low := plainRequest(set, Address{12, testTile.X >> 2, testTile.Y >> 2})
	if got := decoded(t, mustTile(t, e, low)); len(got) != 1 || len(got[gridName]) == 0 {
		t.Errorf("zoom 12 has %d layers", len(got))
	}
	for _, bad := range []string{"grid,parcels", "grid,grid"} {
		if _, err := ParseSet(bad); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

func BenchmarkGrid(b *testing.B) {
	e := testEngine(Options{})
	e.snapshot.swap(parcelsLayer, parcelTown(benchParcels))
	e.snapshot.recount()
	a := Address{12, testTile.X >> 2, testTile.Y >> 2}
	var tile []byte
	for b.Loop() {
		tile = e.snapshot.grid.appendTo(tile[:0], a)
	}
	b.ReportMetric(float64(len(tile)), "B/tile")
}

// The squares count today, so another day has none, whichever was asked for first.
func TestGridOfAnotherDayIsAnotherTile(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.alter([]edit{squareEdit(7, 1, 100, 100, 50)})
	for _, days := range []int{-1, 0, -1, 0} {
		r := plainRequest(Grid, Address{13, testTile.X >> 1, testTile.Y >> 1})
		r.At = testDay.AddDays(days)
		if shown := mustTile(t, e, r).Body != nil; shown != (days == 0) {
			t.Errorf("%d days from today: shown is %v", days, shown)
		}
	}
}
