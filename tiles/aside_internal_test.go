package tiles

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/feed"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// slowDB answers one statement as of the moment it was asked, and gives the rows out once it is released.
type slowDB struct {
	pg.DB
	statement       string
	asked, released chan struct{}
	once            sync.Once
}

func (d *slowDB) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	rows, err := d.DB.Query(ctx, sql, args...)
	if sql == d.statement {
		d.once.Do(func() { close(d.asked) })
		<-d.released
	}
	return rows, err
}

// BeginTx lets the other loads be what they are.
func (d *slowDB) BeginTx(ctx context.Context, o pgx.TxOptions) (pgx.Tx, error) {
	return d.DB.(interface {
		BeginTx(ctx context.Context, o pgx.TxOptions) (pgx.Tx, error)
	}).BeginTx(ctx, o)
}

// aside is an engine whose next reload of the parcels does not end before it is released.
type aside struct {
	t    *testing.T
	db   *pgtest.Database
	e    *Engine
	f    *feed.Follower
	slow *slowDB
	done chan error
}

// holdReload edits all parcels and returns while they are being loaded anew. xid is the transaction of that.
func holdReload(t *testing.T) (a *aside, xid uint64, id int64) {
	t.Helper()
	db, e, _ := demoEngine(t, Options{})
	a = &aside{t: t, db: db, e: e, done: make(chan error, 1)}
	a.slow = &slowDB{
		DB: e.options.Public, statement: sqlAllRows[parcelsLayer], asked: make(chan struct{}), released: make(chan struct{}),
	}
	e.options.Public = a.slow
	a.f = feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))
	if err := a.f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.sql(`UPDATE parcel SET source_date = source_date`)
	err := db.Owner().QueryRow(t.Context(), `SELECT xid, id FROM change WHERE layer = 'parcels' ORDER BY xid DESC LIMIT 1`).Scan(&xid, &id)
	if err != nil {
		t.Fatal(err)
	}
	go func() { a.done <- a.f.CatchUp(context.WithoutCancel(t.Context())) }()
	select {
	case <-a.slow.asked:
	case <-time.After(time.Minute):
		t.Fatal("the layer is not loaded anew")
	}
	return a, xid, id
}

// release lets the reload end and everything be applied.
func (a *aside) release() {
	a.t.Helper()
	close(a.slow.released)
	if err := <-a.done; err != nil {
		a.t.Fatal(err)
	}
}

func (a *aside) sql(text string, args ...any) {
	a.t.Helper()
	if _, err := a.db.Owner().Exec(a.t.Context(), text, args...); err != nil {
		a.t.Fatalf("%s: %v", text, err)
	}
}

// edit edits as a service does, and returns once the edit may be answered.
func (a *aside) edit(text string, args ...any) {
	a.t.Helper()
	tx, err := a.db.Owner().Begin(a.t.Context())
	if err != nil {
		a.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(a.t.Context())) }()
	var xid uint64
	if _, err = tx.Exec(a.t.Context(), text, args...); err == nil {
		err = tx.QueryRow(a.t.Context(), `SELECT pg_current_xact_id()`).Scan(&xid)
	}
	if err == nil {
		err = tx.Commit(a.t.Context())
	}
	if err == nil {
		err = a.f.Reach(a.t.Context(), xid)
	}
	if err != nil {
		a.t.Fatalf("%s: %v", text, err)
	}
}

// shows fails unless the tile of a feature has it as the database has.
func (a *aside) shows(layer int, id int64) {
	a.t.Helper()
	var version int64
	var x, y float64
	name := layers[layer].Name
	err := a.db.Public().QueryRow(a.t.Context(), fmt.Sprintf(`SELECT version, ST_X(c), ST_Y(c)
		FROM pub.%s, ST_PointOnSurface(geom_3857) c WHERE id = $1`, name), id).Scan(&version, &x, &y)
	if err != nil {
		a.t.Fatal(err)
	}
	if got := a.version(layer, id, placeOf(x, y)); got != version {
		a.t.Errorf("%s %d has version %d instead of %d", name, id, got, version)
	}
}

// version returns the version that a feature has in a tile, 0 if it is not there.
func (a *aside) version(layer int, id int64, at place) (version int64) {
	a.t.Helper()
	tile := mustTile(a.t, a.e, plainRequest(1<<layer, Address{17, at.x >> 15, at.y >> 15}))
	if tile.Body == nil {
		return 0
	}
	for _, f := range decoded(a.t, tile)[layers[layer].Name] {
		if f.id == uint64(id) {
			_, _ = fmt.Sscanf(f.tags["version"], "5:%d", &version)
		}
	}
	return version
}

func (a *aside) centre(layer int, id int64) place {
	a.e.snapshot.mu.RLock()
	defer a.e.snapshot.mu.RUnlock()
	t := a.e.snapshot.tables[layer]
	return t.record(recordOf(t, uint64(id))).box.centre()
}

// someIDs returns the first features of a layer.
func (a *aside) someIDs(layer, n int) []int64 {
	var out []int64
	for id := range a.e.snapshot.tables[layer].ids.all() {
		if out = append(out, int64(id)); len(out) == n {
			break
		}
	}
	return out
}

// X5: while a layer is loaded aside, edits of others and of itself show before they are answered, and none is lost when
// the new layer takes its place.
func TestX5EditsGoOnWhileALayerIsLoadedAside(t *testing.T) {
	t.Parallel()
	a, xid, change := holdReload(t)
	old := a.e.snapshot.tables[parcelsLayer]
	buildings, parcels := a.someIDs(1, 3), a.someIDs(parcelsLayer, 9)
	const touch, move = `UPDATE parcel SET source_date = source_date WHERE id = $1`, `UPDATE parcel SET geom = ST_Translate(geom, 40, 30) WHERE id = $1`
	for range 3 {
		a.edit(`UPDATE building SET storeys = 1 + coalesce(storeys, 0) % 9 WHERE id = $1`, buildings[0])
		a.shows(1, buildings[0])
		for _, id := range parcels[:3] {
			a.edit(touch, id)
			a.shows(parcelsLayer, id)
		}
	}
	a.edit(move, parcels[4])
	a.shows(parcelsLayer, parcels[4])
	gone := a.centre(parcelsLayer, parcels[5])
	a.edit(`DELETE FROM parcel WHERE id = $1`, parcels[5])
	if v := a.version(parcelsLayer, parcels[5], gone); v != 0 {
		t.Errorf("a parcel that is gone has version %d", v)
	}
	if a.e.snapshot.tables[parcelsLayer] != old {
		t.Error("the new layer is there already")
	}
	if a.f.Wait(t.Context(), a.f.Epoch(), xid, change) {
		t.Error("what is still being loaded is said to be there")
	}
	passed := a.f.Passed()
	a.release()
	if a.e.snapshot.tables[parcelsLayer] == old {
		t.Error("the new layer did not take the place of the old")
	}
	for _, id := range parcels[:5] {
		a.shows(parcelsLayer, id)
	}
	if v := a.version(parcelsLayer, parcels[5], gone); v != 0 {
		t.Errorf("a parcel came back with version %d", v)
	}
	if !a.f.Wait(t.Context(), a.f.Epoch(), xid, change) || a.f.CatchUp(t.Context()) != nil || !a.f.Passed().After(passed) {
		t.Error("what was loaded is not said to be there")
	}
	engineIs(t, a.e, rand.New(rand.NewPCG(5, 5)))
}

// Everything is loaded anew while a layer is read aside: that layer is from before and must not come.
func TestX5ALayerReadBeforeALoadIsForgotten(t *testing.T) {
	t.Parallel()
	a, _, _ := holdReload(t)
	a.sql(`UPDATE parcel SET geom = ST_Translate(geom, 40, 30)`)
	if _, err := a.e.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	loaded := a.e.snapshot.tables[parcelsLayer]
	a.release()
	if a.e.snapshot.tables[parcelsLayer] != loaded {
		t.Error("an older layer took the place of a newer one")
	}
	engineIs(t, a.e, rand.New(rand.NewPCG(5, 6)))
}

// X5: readers and writers go on while the layer is loaded aside again and again. No answered write is missing from a tile,
// and no reader sees a version fall.
func TestX5NoVersionFallsWhileLayersAreExchanged(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{})
	a := &aside{t: t, db: db, e: e, f: feed.NewFollower(db.App(), e, feed.NewHub(100, 0), slog.New(slog.DiscardHandler))}
	if err := a.f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() { a.f.Run(ctx, nil) })
	ids := a.someIDs(parcelsLayer, 4)
	over := make(chan struct{})
	for _, id := range ids {
		at := a.centre(parcelsLayer, id)
		wait.Go(func() {
			var last int64
			for {
				select {
				case <-over:
					return
				default:
				}
				version := a.version(parcelsLayer, id, at)
				if version < last || version == 0 {
					t.Errorf("parcel %d: version %d after %d", id, version, last)
					return
				}
				last = version
				time.Sleep(time.Millisecond) // leaves the others their share of the processors
			}
		})
	}
	for i := range 4 {
		a.sql([]string{`UPDATE parcel SET source_date = source_date`, `INSERT INTO change (layer, op) VALUES ('parcels', 'bulk')`}[i%2])
		for range 3 {
			for _, id := range ids {
				a.edit(`UPDATE parcel SET source_date = source_date WHERE id = $1`, id)
				a.shows(parcelsLayer, id)
			}
		}
	}
	close(over)
	if err := a.f.CatchUp(t.Context()); err != nil {
		t.Error(err)
	}
	stop()
	wait.Wait()
	engineIs(t, e, rand.New(rand.NewPCG(5, 7)))
}
