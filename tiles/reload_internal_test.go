package tiles

import (
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"

	"mitte/geo/feed"
)

// X5: a layer is loaded anew after every statement that touches too much of it, again and again. Readers get a whole tile
// every time, never older than the last edit that was answered, never one of an engine that is loading.
func TestX5AReloadLeavesNoGap(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{})
	f := feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	table := e.snapshot.tables[parcelsLayer]
	c := table.box.centre()
	request := plainRequest(1<<parcelsLayer, Address{14, c.x >> 18, c.y >> 18})
	all := len(decoded(t, mustTile(t, e, request))["parcels"])
	var answered, reads atomic.Int64
	answered.Store(1)
	over := make(chan struct{})
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				least := answered.Load()
				tile, err := e.Tile(t.Context(), request)
				if err != nil || tile.Body == nil {
					t.Errorf("%v %v", tile, err)
					return
				}
				features := decoded(t, tile)["parcels"]
				if len(features) != all {
					t.Errorf("%d of %d parcels", len(features), all)
				}
				for _, p := range features {
					var version int64
					if _, err := fmt.Sscanf(p.tags["version"], "5:%d", &version); err != nil || version < least {
						t.Errorf("parcel %d: version %d after %d (%v)", p.id, version, least, err)
						return
					}
				}
				reads.Add(1)
			}
		})
	}
	for version := int64(2); version < 5; version++ {
		if _, err := db.Owner().Exec(t.Context(), `UPDATE parcel SET source_date = source_date`); err != nil {
			t.Fatal(err)
		}
		before := e.snapshot.tables[parcelsLayer]
		if err := f.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		if e.snapshot.tables[parcelsLayer] == before {
			t.Error("the layer was not loaded anew")
		}
		answered.Store(version)
	}
	close(over)
	wait.Wait()
	if reads.Load() == 0 {
		t.Error("nobody read")
	}
}
