package tiles

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mitte/geo/fault"
	"mitte/geo/feed"
	"mitte/geo/pg/pgtest"
)

// encode is draw for what is in memory.
func (e *Engine) encode(enc *encoder, r *Request) []byte {
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	return enc.encode(e.snapshot.picture(r, e.options.MaxTileBytes))
}

// twins are an engine with all layers in memory and others of the same database, with none or some.
func twins(t *testing.T, memory ...int64) (db *pgtest.Database, whole *Engine, others []*Engine) {
	t.Helper()
	db, whole, _ = demoEngine(t, Options{MaxTileBytes: 20_000})
	for _, m := range memory {
		o := whole.options
		o.Memory = m
		e := NewEngine(o)
		if _, err := e.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		others = append(others, e)
	}
	return db, whole, others
}

func away(e *Engine) Set {
	var set Set
	for i, t := range e.snapshot.tables {
		if t.ledger != nil {
			set |= 1 << i
		}
	}
	return set
}

// differentTiles compares tiles of all zooms, on several days, with and without a filter. It returns how many it saw.
func differentTiles(t *testing.T, r *rand.Rand, n int, whole *Engine, others ...*Engine) {
	t.Helper()
	filter, err := ParseFilter(AllLayers(), url.Values{"vacancy_status": {"vacant,marketing"}, "rent_cents_m2_month_max": {"3000"}})
	if err != nil {
		t.Fatal(err)
	}
	features := 0
	for i, a := range someTiles(r, whole, 10, n) {
		request := plainRequest(AllLayers()|Grid, a)
		if z := uint8(5 + i/5%9); i%5 == 0 && z < a.Z {
			request.Address = Address{z, a.X >> (a.Z - z), a.Y >> (a.Z - z)}
		}
		switch i % 4 {
		case 1:
			request.At = testDay.AddDays(r.IntN(800) - 600)
		case 2:
			request.Set &= Set(r.Uint32N(1<<len(layers))) | Grid
		}
		if i%3 == 0 {
			request.Filter = filter
		}
		want := mustTile(t, whole, request)
		features += len(decoded(t, want))
		for _, e := range others {
			if got := mustTile(t, e, request); got.ETag != want.ETag || got.Dropped != want.Dropped {
				t.Errorf("%v %s at %s: %d bytes from the database, %d dropped, %d bytes from memory, %d dropped", request.Address,
					request.Set, request.At, len(got.Body), got.Dropped, len(want.Body), want.Dropped)
			}
		}
	}
	if features < n/2 {
		t.Errorf("only %d layers were seen in %d tiles", features, n)
	}
}

// TestK1FallbackMakesTheSameBytes: the layers of one engine stay in the database altogether, of another in part.
func TestK1FallbackMakesTheSameBytes(t *testing.T) {
	t.Parallel()
	_, whole, others := twins(t, -1, 200_000)
	if got := []Set{away(whole), away(others[0]), away(others[1])}; got[0] != 0 || got[1] != AllLayers() || got[2] == 0 || got[2] == AllLayers() {
		t.Fatalf("from the database: %v", got)
	}
	differentTiles(t, rand.New(rand.NewPCG(1, 6)), 300, whole, others...)
}

// TestK1FallbackFollowsEdits edits by SQL, at random and in floods, and compares tiles that were kept before.
func TestK1FallbackFollowsEdits(t *testing.T) {
	t.Parallel()
	db, whole, others := twins(t, -1, 200_000)
	var followers []*feed.Follower
	for _, e := range append(others, whole) {
		f := feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))
		if err := f.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		followers = append(followers, f)
	}
	r := rand.New(rand.NewPCG(7, 6))
	some := func() int { return 2 + r.IntN(40) }
	for round := range 3 {
		for _, sql := range []string{
			`UPDATE parcel SET geom = ST_Translate(geom, %[2]d - 10, %[2]d / 2) WHERE id %% %[1]d = 0`,
			`UPDATE parcel SET geom = ST_Translate(geom, 700, 700) WHERE id %% %[1]d = 1; UPDATE parcel SET geom = ST_Translate(geom, -650, 0) WHERE id %% %[1]d = 1`,
			`DELETE FROM building WHERE id %% (%[1]d * 40) = 7`,
			`UPDATE building SET storeys = coalesce(storeys, 0) %% 9 + 1 WHERE id %% %[1]d <> 1`,
			`UPDATE street_segment SET pedestrian_zone = NOT pedestrian_zone WHERE id %% %[1]d = 0`,
			`UPDATE unit SET geom = ST_Translate(geom, 1, %[2]d) WHERE id %% %[1]d = 0`,
			`UPDATE unit SET public_basis = NULL WHERE id %% (%[1]d * 8) = 0`,
			`UPDATE construction_section SET geom = ST_Multi(ST_Buffer(geom, %[2]d / 10 + 1, 2)) WHERE id %% 2 = 0`,
			`UPDATE construction_section SET status = 'cancelled' WHERE id %% %[1]d = 3`,
		} {
			if _, err := db.Owner().Exec(t.Context(), fmt.Sprintf(sql, some(), some())); err != nil {
				t.Fatalf("%s: %v", sql, err)
			}
		}
		for _, f := range followers {
			if err := f.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		differentTiles(t, rand.New(rand.NewPCG(uint64(round%2), 1)), 60, whole, others...)
	}
	fresh := NewEngine(whole.options) // T6: to it the rows came in another order
	if _, err := fresh.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	differentTiles(t, rand.New(rand.NewPCG(8, 6)), 120, whole, append(others, fresh)...)
	for i := range layers {
		name := layers[i].Name
		for _, e := range others {
			mine, theirs := whole.snapshot.tables[i], e.snapshot.tables[i]
			if mine.features() != theirs.features() || mine.rows != theirs.rows {
				t.Errorf("%s: %d features, %d rows, but %d, %d in memory", name, theirs.features(), theirs.rows, mine.features(), mine.rows)
			}
			for id := range mine.everyID() {
				if !e.Shows(name, int64(id)) {
					t.Errorf("%s %d is not known", name, id)
				}
			}
		}
	}
}

// TestK1MidnightDropsWhatTurns: dated rows stay in the database, and yet a new day shows in tiles that were kept.
func TestK1MidnightDropsWhatTurns(t *testing.T) {
	t.Parallel()
	_, whole, others := twins(t, -1)
	e := others[0]
	var clock wound
	whole.options.Clock, e.options.Clock = &clock, &clock
	turned := 0
	tiles := someTiles(rand.New(rand.NewPCG(3, 3)), whole, 13, 60)
	for days := range 20 {
		day := testDay.AddDays(days * 18)
		clock.set(midnight(day).Add(12 * time.Hour))
		for _, a := range tiles {
			request := onDay(1<<unitsLayer|1<<sectionsLayer|Grid, a, day)
			want, got := mustTile(t, whole, request), mustTile(t, e, request)
			if got.ETag != want.ETag {
				t.Errorf("%v on %s: not the tile of memory (%s)", a, request.At, got.Result)
			}
			if got.Result == "build" && days > 0 {
				turned++
			}
		}
	}
	if turned == 0 || turned > 19*len(tiles)*9/10 {
		t.Errorf("%d tiles of %d were made anew", turned, 19*len(tiles))
	}
}

// TestK1TooManyRows: the largest are taken, and the ceiling chooses among them as it does among all.
func TestK1TooManyRows(t *testing.T) {
	t.Parallel()
	_, whole, others := twins(t, -1)
	e := others[0]
	whole.options.MaxTileBytes, e.options.MaxTileBytes = 7000, 7000
	e.reader.limit = 150
	e.reader.prepare()
	c := whole.snapshot.box.centre()
	seen := 0
	for z := uint8(13); z <= 16; z++ {
		request := plainRequest(1<<parcelsLayer|1<<segmentsLayer, Address{z, c.x >> (32 - z), c.y >> (32 - z)})
		want, got := mustTile(t, whole, request), mustTile(t, e, request)
		if near := decoded(t, want); want.Dropped > 150 && max(len(near["parcels"]), len(near["segments"])) < 150 {
			seen++
			if got.ETag != want.ETag {
				t.Errorf("zoom %d: not the tile of memory", z)
			}
			if off := got.Dropped - want.Dropped; off < 0 || off > 60 { // the database counts those beside the tile too
				t.Errorf("zoom %d: %d are dropped, not %d", z, got.Dropped, want.Dropped)
			}
		}
	}
	if seen == 0 {
		t.Error("no tile had too many rows")
	}
}

// TestK1NeverStale: what is committed and applied is in the next tile, though builders read the database at any moment.
func TestK1NeverStale(t *testing.T) {
	t.Parallel()
	db, _, others := twins(t, -1)
	e := others[0]
	f := feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	var id int64
	var x, y float64
	err := db.Public().QueryRow(t.Context(), `SELECT id, ST_X(c), ST_Y(c) FROM (SELECT id, ST_Centroid(geom_3857) AS c FROM pub.buildings ORDER BY id LIMIT 1) AS one`).
		Scan(&id, &x, &y)
	if err != nil {
		t.Fatal(err)
	}
	middle := placeOf(x, y)
	var answered atomic.Int64
	var wait sync.WaitGroup
	stop := make(chan struct{})
	for reader := range 6 {
		wait.Go(func() {
			for reads := 0; ; reads++ {
				select {
				case <-stop:
					return
				default:
				}
				before := answered.Load()
				z := uint8(15 + (reads+reader)%3)
				request := plainRequest(1<<1|Set(reads%2)<<unitsLayer, Address{z, middle.x >> (32 - z), middle.y >> (32 - z)})
				if got := versionOf(t, mustTile(t, e, request), uint64(id)); got < before {
					t.Errorf("version %d after %d", got, before)
				}
				time.Sleep(time.Millisecond) // leaves the database its share of the processors
			}
		})
	}
	for range 40 {
		var version int64
		err := db.Owner().QueryRow(t.Context(), `UPDATE building SET storeys = 1 + coalesce(storeys, 0) % 9 WHERE id = $1 RETURNING version`, id).
			Scan(&version)
		if err == nil {
			err = f.CatchUp(t.Context())
		}
		if err != nil {
			t.Error(err)
			break
		}
		answered.Store(version)
	}
	close(stop)
	wait.Wait()
}

// versionOf is the version of a building in a tile.
func versionOf(t *testing.T, tile Tile, id uint64) (version int64) {
	t.Helper()
	for _, b := range decoded(t, tile)["buildings"] {
		if b.id == id {
			if _, err := fmt.Sscanf(b.tags["version"], "5:%d", &version); err != nil {
				t.Error(err)
			}
		}
	}
	return version
}

// TestK1OutOfTime: a tile that waits for a lock ends with Timeout, is not kept, and is made when the lock is gone.
func TestK1OutOfTime(t *testing.T) {
	t.Parallel()
	db, whole, others := twins(t, -1)
	e := others[0]
	e.reader.time = 300 * time.Millisecond
	tx, err := db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	if _, err := tx.Exec(t.Context(), `LOCK TABLE parcel`); err != nil {
		t.Fatal(err)
	}
	c := whole.snapshot.box.centre()
	request := plainRequest(AllLayers(), Address{16, c.x >> 16, c.y >> 16})
	if _, err := e.Tile(t.Context(), request); fault.KindOf(err) != fault.Timeout {
		t.Errorf("behind a lock: %v", err)
	}
	request.Set &^= 1 << parcelsLayer
	e.reader.time = time.Minute
	mustTile(t, e, request)
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	request.Set = AllLayers()
	if got, want := mustTile(t, e, request), mustTile(t, whole, request); got.ETag != want.ETag || got.Result != "build" {
		t.Errorf("afterwards: %s", got.Result)
	}
}

// TestK1SaysWhatIsServedFromTheDatabase in the log and by its sizes.
func TestK1SaysWhatIsServedFromTheDatabase(t *testing.T) {
	t.Parallel()
	_, whole, _ := twins(t)
	var log strings.Builder
	o := whole.options
	o.Memory, o.Log = 200_000, slog.New(slog.NewTextHandler(&log, nil))
	e := NewEngine(o)
	if _, err := e.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := whole.Sizes()
	for i, size := range e.Sizes() {
		was := before[i]
		if size.Features != was.Features || size.Away != (was.Bytes > o.Memory) || size.Estimate < was.Bytes*9/10 || size.Estimate > was.Bytes*11/10 {
			t.Errorf("%+v, in memory %+v", size, was)
		}
		if size.Away && size.Bytes > was.Bytes/3 {
			t.Errorf("%s takes %d bytes though it is not here, else %d", size.Layer, size.Bytes, was.Bytes)
		}
		if told := strings.Contains(log.String(), "served from the database, which is slower: in memory it would take more than it may\" layer="+size.Layer+" "); told != size.Away {
			t.Errorf("%s: the log does not tell", size.Layer)
		}
	}
}
