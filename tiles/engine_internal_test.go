package tiles

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mitte/geo"
)

var testDay = geo.NewDate(2026, 11, 23)

// testEngine returns an engine whose layers are empty.
func testEngine(o Options) *Engine {
	if o.Clock == nil {
		o.Clock = geo.FixedClock(testDay.Time().Add(12 * time.Hour))
	}
	e := NewEngine(o)
	for i := range layers {
		e.snapshot.swap(i, newTable(&layers[i]))
	}
	e.ready.Store(true)
	return e
}

const (
	parcelsLayer  = 0
	segmentsLayer = 2
	unitsLayer    = 3
	sectionsLayer = 4
)

// squareEdit puts a parcel with a version at a place in tile units.
func squareEdit(id uint64, version int64, x, y, size float64) edit {
	f := shapeOf(polygonKind, [][]fpt{{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}}})
	var w looseRow
	w.begin()
	w.put(0, appendInteger(nil, version))
	return edit{parcelsLayer, id, []row{{
		id: id, kind: polygonKind, from: always, to: never, points: f.points, loose: bytes.Clone(w.done()),
	}}}
}

// unitEdit puts a unit with a row for each run of days, its status changing.
func unitEdit(id uint64, x, y float64, days ...int32) edit {
	f := shapeOf(pointKind, [][]fpt{{{x, y}}})
	out := edit{layer: unitsLayer, id: id}
	for i := 0; i+1 < len(days); i++ {
		var w looseRow
		w.begin()
		w.put(0, appendInteger(nil, 1))
		w.put(3, appendText(nil, fmt.Append(nil, "status", i)))
		out.rows = append(out.rows, row{
			id: id, kind: pointKind, from: days[i], to: days[i+1], points: f.points, loose: bytes.Clone(w.done()),
		})
	}
	return out
}

func plainRequest(set Set, a Address) Request {
	return Request{Set: set, Address: a, At: testDay, Today: testDay, Plain: true}
}

func mustTile(tb testing.TB, e *Engine, r Request) Tile {
	tb.Helper()
	tile, err := e.Tile(tb.Context(), r)
	if err != nil {
		tb.Fatal(err)
	}
	return tile
}

func decoded(tb testing.TB, tile Tile) map[string][]decodedFeature {
	tb.Helper()
	out := map[string][]decodedFeature{}
	list, err := checkOwn(tile.Body)
	if err != nil {
		tb.Fatal(err)
	}
	for _, l := range list {
		out[l.name] = l.features
	}
	return out
}

func TestEngineServesWhatItHoldsAndDropsWhatIsEdited(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	r := plainRequest(1<<parcelsLayer, testTile)
	if tile := mustTile(t, e, r); tile.Body != nil || tile.Result != "empty" {
		t.Fatalf("an empty map gave %v", tile)
	}
	e.alter([]edit{squareEdit(7, 1, 100, 100, 50)})
	first := mustTile(t, e, r)
	if first.Result != "build" || mustTile(t, e, r).Result != "hit" {
		t.Error("the second request should be a hit")
	}
	e.alter([]edit{squareEdit(7, 1, 100, 100, 50)})
	if mustTile(t, e, r).Result != "hit" {
		t.Error("an edit that changes nothing dropped the tile")
	}
	e.alter([]edit{squareEdit(8, 1, 20000, 100, 50)})
	if mustTile(t, e, r).Result != "hit" {
		t.Error("an edit elsewhere dropped the tile")
	}
	e.alter([]edit{squareEdit(7, 2, 9000, 100, 50)})
	if tile := mustTile(t, e, r); tile.Body != nil {
		t.Error("the parcel moved away and is still shown")
	}
	e.alter([]edit{{layer: parcelsLayer, id: 8}})
	if e.snapshot.tables[parcelsLayer].rows != 1 {
		t.Error("the parcel was not deleted")
	}
}

//nolint:paralleltest // allocations of other tests would be counted
func TestB9HitDoesNotAllocate(t *testing.T) {
	e := testEngine(Options{})
	e.alter([]edit{squareEdit(7, 1, 100, 100, 50)})
	r := plainRequest(AllLayers(), testTile)
	mustTile(t, e, r)
	if n := testing.AllocsPerRun(100, func() { _, _ = e.Tile(t.Context(), r) }); n > 0 {
		t.Errorf("%g allocations a hit", n)
	}
}

// TestT6Determinism: engines that came to the same rows by different edits give equal bytes.
func TestT6Determinism(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	engines := []*Engine{testEngine(Options{}), testEngine(Options{}), testEngine(Options{})}
	final := map[uint64]edit{}
	for range 1200 {
		id := uint64(r.IntN(300) + 1)
		x, y, size, version := r.Float64()*9000-2000, r.Float64()*9000-2000, r.Float64()*300+2, r.Int64N(90)
		switch r.IntN(5) {
		case 0:
			delete(final, id)
			engines[0].alter([]edit{{layer: parcelsLayer, id: id}})
		default:
			final[id] = squareEdit(id, version, x, y, size)
			engines[0].alter([]edit{final[id]})
		}
	}
	var ids []uint64
	for id := range final {
		ids = append(ids, id)
	}
	for k, e := range engines[1:] {
		r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		for _, id := range ids {
			e.alter([]edit{final[id]})
		}
		if k == 1 {
			e.snapshot.swap(parcelsLayer, e.snapshot.tables[parcelsLayer].rewritten())
		}
	}
	for z := uint8(10); z <= DeepestZoom; z++ {
		a := Address{z, testTile.X >> (14 - min(z, 14)), testTile.Y >> (14 - min(z, 14))}
		if z > 14 {
			a.X, a.Y = testTile.X<<(z-14), testTile.Y<<(z-14)
		}
		request := plainRequest(1<<parcelsLayer, a)
		want := mustTile(t, engines[0], request)
		for _, e := range engines[1:] {
			if got := mustTile(t, e, request); got.ETag != want.ETag || !bytes.Equal(got.Body, want.Body) {
				t.Errorf("%v differs", a)
			}
		}
	}
}

func TestDatedRowsAndFilters(t *testing.T) {
	t.Parallel()
	var clock wound
	e := dayEngine(&clock, &told{})
	today := dayNumber(testDay, 0)
	e.alter([]edit{unitEdit(1, 10, 10, always, today-5, today+1, never), unitEdit(2, 20, 20, today+1, never)})
	table := e.snapshot.tables[unitsLayer]
	if n := table.points.used; n != 2 {
		t.Errorf("%d points are stored for two units", n)
	}
	status := func(r Request) map[uint64]string {
		out := map[uint64]string{}
		for _, f := range decoded(t, mustTile(t, e, r))["units"] {
			out[f.id] = f.tags["vacancy_status"]
		}
		return out
	}
	r := plainRequest(1<<unitsLayer, testTile)
	if got := status(r); len(got) != 1 || got[1] != "1:0:status1" {
		t.Errorf("today: %v", got)
	}
	past, future := r, r
	past.At, future.At = testDay.AddDays(-10), testDay.AddDays(1)
	if got := status(past); len(got) != 1 || got[1] != "1:0:status0" {
		t.Errorf("in the past: %v", got)
	}
	if got := status(future); len(got) != 2 || got[1] != "1:0:status2" {
		t.Errorf("tomorrow: %v", got)
	}
	// At midnight tomorrow becomes today: the tile must change without an edit, and only it.
	e.alter([]edit{squareEdit(9, 1, 9000, 9000, 10)})
	elsewhere := plainRequest(1<<parcelsLayer, Address{14, testTile.X + 2, testTile.Y + 2})
	mustTile(t, e, elsewhere)
	next := future
	next.Today = next.At
	clock.set(midnight(next.At))
	if got := status(next); len(got) != 2 {
		t.Errorf("after midnight: %v", got)
	}
	elsewhere.Today, elsewhere.At = next.Today, next.Today
	if got := mustTile(t, e, elsewhere).Result; got != "hit" {
		t.Errorf("midnight dropped a tile without dated features: %s", got)
	}
	next.Filter, _ = ParseFilter(next.Set, url.Values{"vacancy_status": {"status2,other"}})
	if got := status(next); len(got) != 1 || got[1] == "" {
		t.Errorf("filtered: %v", got)
	}
	if results := []string{mustTile(t, e, next).Result, mustTile(t, e, next).Result}; !slices.Equal(results, []string{"build", "hit"}) {
		t.Errorf("a filter's tile is kept from the second request on, but: %v", results)
	}
}

func TestFilterIsRefused(t *testing.T) {
	t.Parallel()
	for _, q := range []url.Values{
		{"nothing": {"1"}},
		{"label": {"1"}},
		{"vacancy_status": {"a", "b"}},
		{"step_free": {"yes"}},
		{"rent_cents_m2_month_min": {"NaN"}},
		{"vacancy_status_min": {"1"}},
		{"rent_cents_m2_month": {"x"}},
	} {
		if _, err := ParseFilter(AllLayers(), q); err == nil {
			t.Errorf("%v was accepted", q)
		}
	}
	a, err := ParseFilter(AllLayers(), url.Values{"vacancy_status": {"b,a"}, "rent_cents_m2_month_max": {"1e3"}})
	b, _ := ParseFilter(AllLayers(), url.Values{"rent_cents_m2_month_max": {"1000"}, "vacancy_status": {"a,b,a"}})
	if err != nil || a.text != b.text || a.text == "" {
		t.Errorf("%q and %q (%v)", a.text, b.text, err)
	}
}

// TestT7NeverStale: each answered write is in every tile that is asked for afterwards, and no reader sees a version
// fall.
func TestT7NeverStale(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{CacheBytes: 40 << 10, Eager: true})
	const parcels = 20
	var answered [parcels]atomic.Int64
	lasts := func(r *rand.Rand) time.Duration {
		if testing.Short() {
			return 300 * time.Millisecond
		}
		return 3 * time.Second
	}(nil)
	stop := time.Now().Add(lasts)
	var wait sync.WaitGroup
	var reads, writes atomic.Int64
	for writer := range 2 {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(uint64(writer), 7))
			for version := int64(1); time.Now().Before(stop); version++ {
				i := r.IntN(parcels/2)*2 + writer
				e.applying.Lock()
				e.alter([]edit{squareEdit(uint64(i+1), version, float64(i)*200+r.Float64()*40, 100, 150)})
				e.applying.Unlock()
				answered[i].Store(version)
				writes.Add(1)
			}
		})
	}
	for reader := range 8 {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(uint64(reader), 8))
			var seen [parcels]int64
			for time.Now().Before(stop) {
				var before [parcels]int64
				for i := range before {
					before[i] = max(answered[i].Load(), seen[i])
				}
				z := uint8(13 + r.IntN(3))
				a := Address{z, testTile.X << 1 >> (15 - z), testTile.Y << 1 >> (15 - z)}
				request := plainRequest(1<<parcelsLayer, a)
				request.Set = 1<<parcelsLayer | Set(r.IntN(2))<<segmentsLayer
				for _, f := range decoded(t, mustTile(t, e, request))["parcels"] {
					var version int64
					_, _ = fmt.Sscanf(f.tags["version"], "5:%d", &version)
					if i := f.id - 1; version < before[i] {
						t.Errorf("parcel %d: version %d after %d", f.id, version, before[i])
					} else {
						seen[i] = version
					}
				}
				reads.Add(1)
			}
		})
	}
	wait.Wait()
	t.Logf("%d reads, %d writes", reads.Load(), writes.Load())
	checkCache(t, e.cache)
}

// TestS6DeadSpaceIsGivenBack edits until most of the arena is dead.
func TestS6DeadSpaceIsGivenBack(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	r := rand.New(rand.NewPCG(1, 1))
	big := func(id uint64) edit {
		f := shapeOf(polygonKind, [][]fpt{star(r, 2000, 2000, 1000, 20000)})
		return edit{parcelsLayer, id, []row{{id: id, kind: polygonKind, from: always, to: never, points: f.points, loose: make([]byte, 8)}}}
	}
	for i := range 120 {
		e.alter([]edit{big(uint64(i%20 + 1))})
	}
	table := e.snapshot.tables[parcelsLayer]
	if table.points.used > 20*20000+2<<20 || table.rows != 20 {
		t.Errorf("%d points are kept for %d rows", table.points.used, table.rows)
	}
}
