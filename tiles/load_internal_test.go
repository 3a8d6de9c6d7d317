package tiles

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// S7: a database gives rows in any order it likes, and a tile does not show in which.
func TestRowsInAnyOrderMakeTheSameTile(t *testing.T) {
	t.Parallel()
	town := parcelTown(3000)
	mixed := newTable(&layers[parcelsLayer])
	ids := town.sortedIDs()
	rand.New(rand.NewPCG(5, 5)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	var w looseRow
	for _, id := range ids {
		f := town.feature(recordOf(town, id))
		mixed.append(&row{id: id, kind: f.kind, from: always, to: never, points: f.points, rings: f.rings, loose: town.loosened(&w, f.values)})
	}
	mixed.finish()
	for _, a := range []Address{testTile, benchTile(16), benchTile(18), benchTile(12)} {
		var one, two encoder
		want, got := one.encode(&picture{tables: []*table{town}, address: a}), two.encode(&picture{tables: []*table{mixed}, address: a})
		if want == nil || !bytes.Equal(want, got) {
			t.Errorf("%v: %d bytes, mixed %d", a, len(want), len(got))
		}
	}
	if slices.IsSorted(ids) {
		t.Error("nothing was mixed")
	}
}

// recordOf returns the first record of an id that is there.
func recordOf(t *table, id uint64) uint32 {
	i, _ := t.ids.find(id)
	return i
}

func TestTheDirectoryIsAMap(t *testing.T) {
	t.Parallel()
	d, want := newDirectory(), map[uint64]uint32{}
	r := rand.New(rand.NewPCG(8, 8))
	for range 20_000 {
		id := 1 + r.Uint64N(1000)
		if r.IntN(20) == 0 {
			id = safeInteger - r.Uint64N(100)
		}
		if _, there := want[id]; there && r.IntN(2) == 0 {
			d.remove(id)
			delete(want, id)
		} else {
			d.put(id, uint32(id%1e6))
			want[id] = uint32(id % 1e6)
		}
		d.remove(id + 1000)
		delete(want, id+1000)
	}
	got := maps.Collect(d.all())
	if !maps.Equal(got, want) || d.count != len(want) {
		t.Errorf("%d ids, counted %d, want %d", len(got), d.count, len(want))
	}
	var before uint64
	for id := range d.all() {
		if id <= before {
			t.Fatalf("%d after %d", id, before)
		}
		before = id
		if i, there := d.find(id); !there || uint64(i) != id%1e6 {
			t.Errorf("%d: %d %v", id, i, there)
		}
	}
	if d.clear(); len(maps.Collect(d.all())) != 0 || d.count != 0 {
		t.Error("cleared, it holds something")
	}
}

func TestLoadTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	_, e, _ := demoEngine(t, Options{})
	var total int64
	for _, table := range e.snapshot.tables {
		total += int64(table.rows)
	}
	if rows, of := e.Loading(); rows != total || of < rows {
		t.Errorf("%d of about %d rows were read, there are %d", rows, of, total)
	}
	if rows, of := NewEngine(Options{}).Loading(); rows != 0 || of != 0 {
		t.Errorf("%d of %d rows before the first load", rows, of)
	}
}

func TestPlannedRows(t *testing.T) {
	t.Parallel()
	for plan, want := range map[string]int64{
		`[{"Plan": {"Node Type": "Seq Scan", "Plan Rows": 99273}}]`: 99273, `[]`: 0, `nonsense`: 0, `{"Plan": 1}`: 0,
	} {
		if got := planned([]byte(plan)); got != want {
			t.Errorf("%s: %d", plan, got)
		}
	}
}
