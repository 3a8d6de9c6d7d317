package tiles

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mitte/geo"
)

// wound is a clock that a test winds.
type wound struct{ at atomic.Int64 }

func (w *wound) Now() time.Time { return time.Unix(w.at.Load(), 0).UTC() }

func (w *wound) set(to time.Time) { w.at.Store(to.Unix()) }

// midnight is the beginning of a day in Berlin, in winter.
func midnight(d geo.Date) time.Time { return d.Time().Add(-time.Hour) }

// told is what watchers hear of a turn.
type told struct {
	mu   sync.Mutex
	list []toldTurn
}

type toldTurn struct {
	layer string
	ids   []int64
	box   geo.BBox
}

func (t *told) turned(layer string, ids []int64, box geo.BBox) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.list = append(t.list, toldTurn{layer, ids, box})
}

func (t *told) take() []toldTurn {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := t.list
	t.list = nil
	return list
}

func dayEngine(clock *wound, watch *told) *Engine {
	clock.set(testDay.Time().Add(12 * time.Hour))
	return testEngine(Options{Clock: clock, Turned: watch.turned})
}

func onDay(set Set, a Address, d geo.Date) Request {
	return Request{Set: set, Address: a, At: d, Today: d, Plain: true}
}

// F1: at midnight in Berlin, and when the clock jumps, exactly the tiles of features with a boundary in the passed days
// are dropped, and these features are announced.
func TestF1ATurnOfTheDayDropsAndTellsWhatItTouches(t *testing.T) {
	t.Parallel()
	var clock wound
	var watch told
	e := dayEngine(&clock, &watch)
	today := dayNumber(testDay, 0)
	far := Address{testTile.Z, testTile.X + 3, testTile.Y}
	e.alter([]edit{
		unitEdit(1, 100, 100, always, today+1, never),      // another status from tomorrow on
		unitEdit(2, 200, 200, always, today+3, never),      // in three days
		unitEdit(3, 3*4096+900, 900, always, today, never), // since today
	})
	const set = 1<<unitsLayer | Grid
	below := Address{12, testTile.X >> 2, testTile.Y >> 2}
	see := func(d geo.Date, a Address) Tile { return mustTile(t, e, onDay(set, a, d)) }
	settled := func(d geo.Date, want ...string) {
		t.Helper()
		got := []string{see(d, testTile).Result, see(d, far).Result, see(d, below).Result}
		if !slices.Equal(got, want) {
			t.Errorf("on %v: near, far and below are %v, want %v", d, got, want)
		}
	}
	heard := func(want ...int64) {
		t.Helper()
		list := watch.take()
		if len(list) != 1 || list[0].layer != "units" || !slices.Equal(list[0].ids, want) || list[0].box.West >= list[0].box.East+1e-6 {
			t.Errorf("told %+v, want %v", list, want)
		}
	}
	settled(testDay, "build", "build", "build")
	settled(testDay, "hit", "hit", "hit")

	clock.set(midnight(testDay.AddDays(1)).Add(-time.Second))
	e.turn(dayNumber(testDay.AddDays(1), 0)) // asked for too early
	settled(testDay, "hit", "hit", "hit")
	if list := watch.take(); len(list) > 0 {
		t.Errorf("before midnight %v was told", list)
	}
	clock.set(midnight(testDay.AddDays(1)))
	settled(testDay.AddDays(1), "build", "hit", "build")
	heard(1)
	clock.set(midnight(testDay.AddDays(9))) // the machine slept
	settled(testDay.AddDays(9), "build", "hit", "build")
	heard(2)
	clock.set(midnight(testDay.AddDays(-1))) // and its clock was put right
	settled(testDay.AddDays(-1), "build", "build", "build")
	heard(1, 2, 3)
	clock.set(midnight(testDay))
	e.turn(dayNumber(testDay, 0))
	fresh := testEngine(Options{Clock: &clock})
	for _, id := range []uint64{1, 2, 3} {
		fresh.alter([]edit{{unitsLayer, id, rowsOf(e, unitsLayer, id)}})
	}
	for _, a := range []Address{testTile, far, below} {
		if see(testDay, a).ETag != mustTile(t, fresh, onDay(set, a, testDay)).ETag {
			t.Errorf("%v is another tile than without the turns", a)
		}
	}
}

// rowsOf returns what the engine has of a feature, as it came.
func rowsOf(e *Engine, layer int, id uint64) []row {
	var out []row
	var w looseRow
	table := e.snapshot.tables[layer]
	for i := range table.recordsOf(id) {
		rec, f := table.record(i), table.feature(i)
		out = append(out, row{
			id: id, kind: rec.kind, from: rec.from, to: rec.to, goesOn: rec.goesOn, points: f.points, rings: f.rings,
			loose: slices.Clone(table.loosened(&w, f.values)),
		})
	}
	return out
}

// The clock is watched: a day is told though nobody asks for a tile.
func TestF1ANewDayIsToldWithoutARequest(t *testing.T) {
	t.Parallel()
	var clock wound
	var watch told
	e := dayEngine(&clock, &watch)
	today := dayNumber(testDay, 0)
	e.alter([]edit{unitEdit(1, 100, 100, always, today+1, never)})
	go e.Days(t.Context())
	clock.set(midnight(testDay.AddDays(1)))
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if list := watch.take(); len(list) > 0 {
			return
		}
	}
	t.Error("the new day was not told")
}

// A request that looked for its tile before midnight and makes it after must not leave yesterday's tile as today's.
func TestF1ATileOfYesterdayIsNotKeptAsTodays(t *testing.T) {
	t.Parallel()
	var clock wound
	var watch told
	e := dayEngine(&clock, &watch)
	today := dayNumber(testDay, 0)
	e.alter([]edit{unitEdit(1, 100, 100, always, today+1, never)})
	late := onDay(1<<unitsLayer, testTile, testDay)
	name := e.name(&late)
	clock.set(midnight(testDay.AddDays(1)))
	e.turn(today + 1)
	if _, err := e.made(t.Context(), packAddress(testTile), name, &late); err == nil {
		t.Error("a tile was made under yesterday's key")
	}
	next := onDay(1<<unitsLayer, testTile, testDay.AddDays(1))
	if got := mustTile(t, e, next); got.Result != "build" {
		t.Errorf("today's tile is a %s", got.Result)
	}
	want := decoded(t, mustTile(t, e, next))["units"][0].tags["vacancy_status"]
	if got := decoded(t, mustTile(t, e, late))["units"][0].tags["vacancy_status"]; got == want {
		t.Errorf("the late request got %s, as on the day after", got)
	}
}

// The counts are of today; a request for another day must not leave its empty tile as today's.
func TestAnotherDaysGridIsNotTodays(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.alter([]edit{squareEdit(7, 1, 100, 100, 50)})
	a := Address{12, testTile.X >> 2, testTile.Y >> 2}
	r := plainRequest(1<<parcelsLayer|Grid, a)
	r.At = testDay.AddDays(-400)
	mustTile(t, e, r)
	if tile := mustTile(t, e, plainRequest(1<<parcelsLayer|Grid, a)); tile.Body == nil {
		t.Error("today's grid is that of another day")
	}
}
