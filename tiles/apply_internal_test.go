package tiles

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mitte/geo/feed"
)

// engineIs fails unless the engine's tiles are those of an engine that loads the same rows now.
func engineIs(t *testing.T, e *Engine, r *rand.Rand) {
	t.Helper()
	fresh := NewEngine(e.options)
	if _, err := fresh.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, a := range someTiles(r, fresh, 14, 25) {
		request := plainRequest(AllLayers(), a)
		got, want := mustTile(t, e, request), mustTile(t, fresh, request)
		if got.ETag != want.ETag {
			t.Errorf("%v is not what a fresh engine makes (%s)", a, got.Result)
		}
	}
}

// TestT9EditsByForeignHandsAreFollowed edits by SQL alone, with transactions that commit out of order, deletes, floods
// and a truncate, and compares with a fresh load.
func TestT9EditsByForeignHandsAreFollowed(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{})
	f := feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(9, 9))
	engineIs(t, e, r)
	edits := []string{
		`UPDATE parcel SET source_date = source_date WHERE id % 7 = 0`,
		`UPDATE parcel SET geom = ST_Translate(geom, 3, 4) WHERE id % 11 = 0`,
		`UPDATE building SET storeys = coalesce(storeys, 0) + 1 WHERE id % 30 <> 1`,
		`DELETE FROM building WHERE id % 30 = 7`,
		`UPDATE construction_section SET geom = ST_Multi(ST_Buffer(geom, 5, 2)) WHERE id % 2 = 0`,
		`UPDATE construction_section SET status = 'cancelled' WHERE id % 5 = 0`,
		`UPDATE street_segment SET pedestrian_zone = NOT pedestrian_zone`,
		`UPDATE unit SET step_free = true WHERE id % 3 = 0`,
		`UPDATE parcel SET source_date = source_date`,
	}
	long, err := db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = long.Rollback(context.Background()) }()
	if _, err := long.Exec(t.Context(), `UPDATE building SET storeys = 9 WHERE id % 30 = 1`); err != nil {
		t.Fatal(err)
	}
	for _, sql := range edits {
		for _, a := range someTiles(r, e, 14, 20) {
			mustTile(t, e, plainRequest(AllLayers(), a))
		}
		if _, err := db.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		if err := f.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		engineIs(t, e, r)
		// A transaction may be idle for a minute at most.
		if _, err := long.Exec(t.Context(), `SELECT 1`); err != nil {
			t.Fatal(err)
		}
	}
	if err := long.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	engineIs(t, e, r)
}

// TestT7ThroughTheDatabase: writers commit and catch up, readers then see at least that version in the tile.
func TestT7ThroughTheDatabase(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{Eager: true})
	f := feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	go e.Background(t.Context())
	rows, err := db.Public().Query(t.Context(), `SELECT id FROM pub.buildings ORDER BY id LIMIT 10`)
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	stop := time.Now().Add(20 * time.Second)
	const enough = 300 // writes
	var wait sync.WaitGroup
	answered := make([]atomic.Int64, len(ids))
	var writes, reads atomic.Int64
	for writer := range 2 {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(uint64(writer), 1))
			for writes.Load() < enough && time.Now().Before(stop) {
				i := r.IntN(len(ids)/2)*2 + writer
				var version int64
				err := db.Owner().QueryRow(t.Context(),
					`UPDATE building SET storeys = 1 + coalesce(storeys, 0) % 9 WHERE id = $1 RETURNING version`, ids[i]).Scan(&version)
				if err == nil {
					err = f.CatchUp(t.Context())
				}
				if err != nil {
					t.Error(err)
					return
				}
				answered[i].Store(version)
				writes.Add(1)
			}
		})
	}
	for reader := range 8 {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(uint64(reader), 2))
			for writes.Load() < enough && time.Now().Before(stop) {
				i := r.IntN(len(ids))
				before := answered[i].Load()
				e.snapshot.mu.RLock()
				c := e.snapshot.tables[1].record(recordOf(e.snapshot.tables[1], uint64(ids[i]))).box.centre()
				e.snapshot.mu.RUnlock()
				tile := mustTile(t, e, plainRequest(1<<1, Address{17, c.x >> 15, c.y >> 15}))
				for _, b := range decoded(t, tile)["buildings"] {
					if b.id != uint64(ids[i]) {
						continue
					}
					var got int64
					if _, err := fmt.Sscanf(b.tags["version"], "5:%d", &got); err != nil || got < before {
						t.Errorf("building %d: version %d after %d (%v)", b.id, got, before, err)
					}
				}
				reads.Add(1)
				time.Sleep(time.Millisecond) // leaves the database its share of the processors
			}
		})
	}
	wait.Wait()
	t.Logf("%d writes, %d reads", writes.Load(), reads.Load())
}
