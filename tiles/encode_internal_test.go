package tiles

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// parcelTown fills a table with n parcels of a grid that spans the test tile and its neighbours, as a cadastre would.
func parcelTown(n int) *table {
	l, _ := layerNamed("parcels")
	t := newTable(&l)
	r := rand.New(rand.NewPCG(1, 2))
	side := 1
	for side*side < n {
		side++
	}
	step := 3 * Extent / float64(side)
	var w looseRow
	for i := range n {
		x, y := float64(i%side)*step-Extent, float64(i/side)*step-Extent
		f := shapeOf(polygonKind, [][]fpt{parcel(r, x, y, step)})
		w.begin()
		w.put(0, appendInteger(nil, 1))
		w.put(1, appendText(nil, []byte{byte('0' + i%10), '/', byte('0' + i/10%10)}))
		w.put(2, appendText(nil, []byte("Altstadt")))
		w.put(3, appendInteger(nil, int64(i%40)))
		w.put(5, appendBool(nil, true))
		t.append(&row{id: uint64(i + 1), kind: polygonKind, from: always, to: never, points: f.points, loose: w.done()})
	}
	t.cells.settle()
	return t
}

// parcel is a rectangle with points along its sides, as surveyors leave them: 9 to 29.
func parcel(r *rand.Rand, x, y, size float64) []fpt {
	n := 2 + r.IntN(5)
	var ring []fpt
	at := [5]fpt{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}
	for side := range 4 {
		a, b := at[side], at[side+1]
		for i := range n {
			f := float64(i) / float64(n)
			ring = append(ring, fpt{a.x + (b.x-a.x)*f + r.Float64()*size/40, a.y + (b.y-a.y)*f + r.Float64()*size/40})
		}
	}
	return ring
}

func layerNamed(name string) (Layer, bool) {
	i := slices.IndexFunc(layers, func(l Layer) bool { return l.Name == name })
	return layers[i], i >= 0
}

func TestEncodingKeepsEveryFeatureAndItsValues(t *testing.T) {
	t.Parallel()
	town := parcelTown(2000)
	var e encoder
	tile := e.encode(&picture{tables: []*table{town}, address: testTile})
	decoded, err := checkOwn(tile)
	if err != nil {
		t.Fatal(err)
	}
	if len(decoded) != 1 || decoded[0].name != "parcels" {
		t.Fatalf("layers %v", decoded)
	}
	seen := map[uint64]bool{}
	for _, f := range decoded[0].features {
		if seen[f.id] {
			t.Errorf("feature %d twice", f.id)
		}
		seen[f.id] = true
		if f.tags["gemarkung_name"] != "1:0:Altstadt" || f.tags["version"] != "5:1:" || len(f.tags) != 5 {
			t.Fatalf("feature %d has %v", f.id, f.tags)
		}
	}
	for _, i := range town.ids.all() {
		f := town.feature(i)
		var s shaper
		s.begin(testTile)
		if s.shape(&f) != seen[f.id] {
			t.Errorf("feature %d: in the tile %v", f.id, seen[f.id])
		}
	}
	if len(seen) < 200 {
		t.Errorf("only %d features", len(seen))
	}
}

//nolint:paralleltest // allocations of other tests would be counted
func TestB9EncodingDoesNotAllocate(t *testing.T) {
	town := parcelTown(4000)
	var e encoder
	for _, z := range []uint8{14, 16, 18} { // the deeper, the more features are cut and checked
		p := &picture{tables: []*table{town}, address: benchTile(z)}
		if len(e.encode(p)) == 0 {
			t.Errorf("nothing at zoom %d", z)
		}
		if n := testing.AllocsPerRun(20, func() { e.encode(p) }); n > 0 {
			t.Errorf("zoom %d: %g allocations a tile", z, n)
		}
	}
}

func TestEpochWrapsCleanly(t *testing.T) {
	t.Parallel()
	town := parcelTown(500)
	p := &picture{tables: []*table{town}, address: testTile}
	var e encoder
	want := slices.Clone(e.encode(p))
	e.writer.epoch = 1<<32 - 2
	for range 4 {
		if !slices.Equal(e.encode(p), want) {
			t.Fatal("the tile differs after the epoch wrapped")
		}
	}
}

// TestT14CeilingCountsTheGrid: the squares come on top of what is dropped for the ceiling, and count.
func TestT14CeilingCountsTheGrid(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	for i := range 300 {
		e.alter([]edit{squareEdit(uint64(i+1), 1, float64(i%20)*900, float64(i/20)*900, 90)})
	}
	above := Address{testTile.Z - 1, testTile.X / 2, testTile.Y / 2}
	p := &picture{tables: e.snapshot.tables[:1], address: above, grid: &e.snapshot.grid}
	var enc encoder
	whole := len(enc.encode(p))
	p.ceiling = whole - 1
	tile := enc.encode(p)
	layers, err := checkOwn(tile)
	if err != nil || len(tile) > p.ceiling || enc.dropped == 0 {
		t.Fatalf("%d of %d bytes, %d dropped: %v", len(tile), p.ceiling, enc.dropped, err)
	}
	if len(layers) != 2 || layers[1].name != gridName {
		t.Errorf("%d layers, want parcels and the grid", len(layers))
	}
}

// TestT14Ceiling: twice the same bytes within the ceiling, and what is dropped ranks below what is kept.
func TestT14Ceiling(t *testing.T) {
	t.Parallel()
	n := 50000
	if testing.Short() {
		n = 9000
	}
	town := parcelTown(n)
	for _, ceiling := range []int{20 << 10, 60 << 10} {
		var a, b encoder
		p := &picture{tables: []*table{town}, address: testTile, ceiling: ceiling}
		tile := slices.Clone(a.encode(p))
		if !slices.Equal(tile, b.encode(p)) || len(tile) > ceiling || a.dropped == 0 {
			t.Fatalf("%d bytes, %d dropped", len(tile), a.dropped)
		}
		if len(tile) < ceiling*3/4 {
			t.Errorf("%d bytes leave much of %d unused", len(tile), ceiling)
		}
		decoded, err := checkOwn(tile)
		if err != nil {
			t.Fatal(err)
		}
		least, kept := rank(127), map[uint64]bool{}
		for _, f := range decoded[0].features {
			stored := town.feature(recordOf(town, f.id))
			kept[f.id] = true
			least = min(least, stored.rank())
		}
		for _, i := range town.search(nil, testTile, moment{}) {
			f := town.feature(i)
			var s shaper
			s.begin(testTile)
			if !kept[f.id] && f.rank() > least && s.shape(&f) {
				t.Fatalf("feature %d of rank %d was dropped, one of rank %d kept", f.id, f.rank(), least)
			}
		}
	}
}
