package feed_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/feed"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// keeper remembers which features it was told of.
type keeper struct {
	mu      sync.Mutex
	db      pg.DB
	applied []int64
	loads   int
	fail    error
	gone    int64
	reload  func(ctx context.Context, layer string) error
}

func (k *keeper) Load(ctx context.Context) (*pg.Cursor, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.loads++
	return pg.Start(ctx, k.db)
}

func (k *keeper) Apply(_ context.Context, changes []pg.Change) ([]bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return nil, k.fail
	}
	later := make([]bool, len(changes))
	for i, c := range changes {
		if later[i] = c.Op == "bulk"; !later[i] {
			k.applied = append(k.applied, c.FeatureID)
		}
	}
	return later, nil
}

func (k *keeper) Reload(ctx context.Context, layer string) error { return k.reload(ctx, layer) }

func (k *keeper) Shows(_ string, id int64) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return id != hidden && (id == 0 || id != k.gone)
}

const hidden = 4711

const sqlChange = `INSERT INTO change (layer, op, feature_id, new_box) VALUES ('units', 'update', $1, ARRAY[0, 0, 10, 10])`

func setup(t *testing.T) (*pgtest.Database, *keeper, *feed.Hub, *feed.Follower) {
	t.Helper()
	db := pgtest.DB(t)
	k := &keeper{db: db.Owner()}
	hub := feed.NewHub(8, 0)
	f := feed.NewFollower(db.Owner(), k, hub, slog.New(slog.DiscardHandler))
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db, k, hub, f
}

func TestCatchUpAppliesWhatWasCommittedBefore(t *testing.T) {
	t.Parallel()
	db, k, hub, f := setup(t)
	w := hub.Watch(f.Epoch(), 0, 0)
	defer w.Close()
	var wait sync.WaitGroup
	for id := range int64(40) {
		wait.Go(func() {
			if _, err := db.Owner().Exec(t.Context(), sqlChange, id); err != nil {
				t.Error(err)
			}
			if err := f.CatchUp(t.Context()); err != nil {
				t.Error(err)
			}
			k.mu.Lock()
			defer k.mu.Unlock()
			for _, seen := range k.applied {
				if seen == id {
					return
				}
			}
			t.Errorf("change %d is not applied after CatchUp", id)
		})
	}
	wait.Wait()
	if len(k.applied) != 40 || k.loads != 1 {
		t.Errorf("%d applied, %d loads", len(k.applied), k.loads)
	}
	told := 0
	for told < 40 {
		e := <-w.Events()
		told += len(e.IDs)
		if e.Layer != "units" || e.Box == nil || e.Resync {
			t.Errorf("event %+v", e)
		}
	}
}

// gate is a database that can be away.
type gate struct {
	pg.DB
	away atomic.Bool
}

func (g *gate) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	if g.away.Load() {
		return nil, errors.New("the database is away")
	}
	return g.DB.Query(ctx, sql, args...)
}

// X8: while the database is away the lag grows; once it is back, what happened meanwhile is applied and there is none.
func TestTheLagGrowsWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	k, g := &keeper{db: db.Owner()}, &gate{DB: db.Owner()}
	f := feed.NewFollower(g, k, feed.NewHub(8, 0), slog.New(slog.DiscardHandler))
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	passed := f.Passed()
	g.away.Store(true)
	if _, err := db.Owner().Exec(t.Context(), sqlChange, 5); err != nil {
		t.Fatal(err)
	}
	if err := f.CatchUp(t.Context()); err == nil || !f.Passed().Equal(passed) || len(k.applied) != 0 {
		t.Errorf("%v, %v applied", err, k.applied)
	}
	g.away.Store(false)
	if err := f.CatchUp(t.Context()); err != nil || !f.Passed().After(passed) || len(k.applied) != 1 {
		t.Errorf("%v, %v applied", err, k.applied)
	}
}

const sqlBulk = `INSERT INTO change (layer, op) VALUES ($1, 'bulk') RETURNING xid, id`

func bulk(t *testing.T, db *pgtest.Database, layer string) (xid uint64, id int64) {
	t.Helper()
	if err := db.Owner().QueryRow(t.Context(), sqlBulk, layer).Scan(&xid, &id); err != nil {
		t.Fatal(err)
	}
	return xid, id
}

// X5: what is applied while a layer is loaded is told at once; the layer's change is told once it is there.
func TestALayerIsLoadedBesideWhatGoesOn(t *testing.T) {
	t.Parallel()
	db, k, hub, f := setup(t)
	w := hub.Watch(f.Epoch(), 0, 0)
	defer w.Close()
	loading, loaded := make(chan string, 10), make(chan struct{})
	k.reload = func(_ context.Context, layer string) error {
		loading <- layer
		<-loaded
		return nil
	}
	xid, id := bulk(t, db, "parcels")
	ctx, stop := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	wait.Go(func() { f.Run(ctx, nil) })
	if layer := <-loading; layer != "parcels" {
		t.Errorf("%s is loaded", layer)
	}
	passed := f.Passed()
	if _, err := db.Owner().Exec(t.Context(), sqlChange, 5); err != nil {
		t.Fatal(err)
	}
	if err := f.Reach(t.Context(), xid+1); err != nil {
		t.Fatal(err)
	}
	if e := <-w.Events(); e.Layer != "units" || len(w.Events()) > 0 || f.Version() != e.Version() {
		t.Errorf("event %+v at %s", e, f.Version())
	}
	if !f.Passed().Equal(passed) {
		t.Error("there is no lag although a layer is old")
	}
	second, _ := bulk(t, db, "parcels") // after the rows were read
	done := make(chan error, 2)
	go func() { done <- f.Reach(t.Context(), second) }()
	go func() { done <- f.CatchUp(t.Context()) }()
	if f.Wait(t.Context(), f.Epoch(), xid, id) || len(done) > 0 {
		t.Error("what is still being loaded is said to be there")
	}
	close(loaded)
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if layer := <-loading; layer != "parcels" {
		t.Errorf("%s is loaded", layer)
	}
	for range 2 {
		if e := <-w.Events(); e.Op != "bulk" || e.Layer != "parcels" {
			t.Errorf("event %+v", e)
		}
	}
	if !f.Wait(t.Context(), f.Epoch(), xid, id) || f.CatchUp(t.Context()) != nil || !f.Passed().After(passed) {
		t.Error("what was loaded is not said to be there")
	}
	stop()
	wait.Wait()
}

func TestALayerThatCannotBeLoadedIsTriedAgain(t *testing.T) {
	t.Parallel()
	db, k, hub, f := setup(t)
	w := hub.Watch(f.Epoch(), 0, 0)
	defer w.Close()
	var tried []string
	k.reload = func(_ context.Context, layer string) error {
		if tried = append(tried, layer); len(tried) == 2 {
			return errors.New("the database is away")
		}
		return nil
	}
	bulk(t, db, "units")
	bulk(t, db, "parcels")
	xid, _ := bulk(t, db, "units")
	if err := f.CatchUp(t.Context()); err == nil || len(w.Events()) != 2 {
		t.Errorf("%v, %d events", err, len(w.Events()))
	}
	if err := f.Reach(t.Context(), xid); err != nil || len(tried) != 2 {
		t.Errorf("%v, loaded %v", err, tried)
	}
	if err := f.CatchUp(t.Context()); err != nil || len(tried) != 3 || tried[2] != "parcels" || len(w.Events()) != 3 {
		t.Errorf("%v, loaded %v, %d events", err, tried, len(w.Events()))
	}
}

func TestWaitForAChange(t *testing.T) {
	t.Parallel()
	db, _, _, f := setup(t)
	var xid uint64
	var id int64
	err := db.Owner().QueryRow(t.Context(), sqlChange+` RETURNING xid, id`, 3).Scan(&xid, &id)
	if err != nil {
		t.Fatal(err)
	}
	if !f.Wait(t.Context(), f.Epoch(), xid, id) {
		t.Error("a committed change was not found")
	}
	if f.Wait(t.Context(), f.Epoch()+1, xid, id) || f.Wait(t.Context(), f.Epoch(), xid+1000, id) {
		t.Error("a change that is not there was found")
	}
}

func TestWhatCouldNotBeAppliedIsTriedAgain(t *testing.T) {
	t.Parallel()
	db, k, _, f := setup(t)
	k.fail = errors.New("the database is away")
	if _, err := db.Owner().Exec(t.Context(), sqlChange, 5); err != nil {
		t.Fatal(err)
	}
	if err := f.CatchUp(t.Context()); err == nil {
		t.Error("the failure was swallowed")
	}
	k.fail = nil
	if err := f.CatchUp(t.Context()); err != nil || len(k.applied) != 1 {
		t.Errorf("%v applied (%v)", k.applied, err)
	}
}

// A deletion that was applied when the rest failed is told of once the rest is done: by then nobody shows the feature.
func TestWhatWasHalfAppliedIsToldAll(t *testing.T) {
	t.Parallel()
	db, k, hub, f := setup(t)
	w := hub.Watch(f.Epoch(), 0, 0)
	defer w.Close()
	k.fail = errors.New("the database is away")
	if _, err := db.Owner().Exec(t.Context(), sqlChange, 5); err != nil {
		t.Fatal(err)
	}
	if err := f.CatchUp(t.Context()); err == nil {
		t.Error("the failure was swallowed")
	}
	k.mu.Lock()
	k.fail, k.gone = nil, 5
	k.mu.Unlock()
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(w.Events()) != 1 {
		t.Fatalf("%d events", len(w.Events()))
	}
	if e := <-w.Events(); len(e.IDs) != 1 || e.IDs[0] != 5 {
		t.Errorf("event %+v", e)
	}
}

func TestATurnIsAnEventWithThePlaceOfNone(t *testing.T) {
	t.Parallel()
	_, _, hub, f := setup(t)
	w := hub.Watch(f.Epoch(), 0, 0)
	defer w.Close()
	before := beginOf(w)
	box := geo.BBox{West: 7, South: 51, East: 7.1, North: 51.1}
	f.Turned("sections", []int64{4, 9}, box)
	many := make([]int64, 101)
	for i := range many {
		many[i] = int64(i + 1)
	}
	f.Turned("units", many, box)
	e, second := <-w.Events(), <-w.Events()
	if e.Layer != "sections" || e.Op != "update" || len(e.IDs) != 2 || *e.Box != box || e.Version() != f.Version() || e.Place() == before {
		t.Errorf("event %+v", e)
	}
	if second.IDs != nil || second.Box == nil || second.Place() == e.Place() {
		t.Errorf("event of many %+v", second)
	}
	var xid uint64
	if _, err := fmt.Sscanf(e.Place(), "%d-0", &xid); err != nil {
		t.Fatal(err)
	}
	again := hub.Watch(f.Epoch(), xid, 0)
	defer again.Close()
	if n := len(again.Events()); n != 1 || (<-again.Events()).Layer != "units" || beginOf(again) != e.Place() {
		t.Errorf("%d events after the turn, from %s", n, beginOf(again))
	}
	if !f.Wait(t.Context(), e.Epoch, e.XID, e.ID) {
		t.Error("the version of a turn is not here")
	}
}

// A change that is told together with a turn keeps its version, whichever came first.
func TestATurnDoesNotTakeAChangeBack(t *testing.T) {
	t.Parallel()
	hub := feed.NewHub(8, 20*time.Millisecond)
	w := hub.Watch(1, 0, 0)
	defer w.Close()
	change := feed.Event{Epoch: 1, XID: 9, ID: 3, Layer: "units", Op: "update", IDs: []int64{1}}
	turn := feed.Event{Epoch: 1, XID: 8, ID: 1, Mark: 77, Layer: "units", Op: "update", IDs: []int64{2}}
	for place, both := range map[string][]feed.Event{"77-0": {change, turn}, "9-3": {turn, change}} {
		hub.Publish(both...)
		if e := <-w.Events(); e.Version() != "1-9-3" || e.Place() != place || len(e.IDs) != 2 {
			t.Errorf("event %+v", e)
		}
	}
}

// Chance decides which of several hearers is slow; the one who publishes never is.
func TestTheApplierWaitsForNobody(t *testing.T) {
	t.Parallel()
	_, k, hub, f := setup(t)
	for range 10 {
		defer hub.Watch(f.Epoch(), 0, 0).Close() // reads nothing
	}
	for range 500 {
		f.Turned("units", []int64{1}, geo.BBox{})
	}
	if err := f.CatchUp(t.Context()); err != nil || k.loads != 1 {
		t.Errorf("%d loads (%v)", k.loads, err)
	}
}

func TestAppliedChangesAreCounted(t *testing.T) {
	t.Parallel()
	db, _, _, f := setup(t)
	for range 3 {
		if _, err := db.Owner().Exec(t.Context(), sqlChange, 5); err != nil {
			t.Fatal(err)
		}
		if err := f.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := f.Applied()[feed.Kind{Layer: "units", Op: "update"}]; n != 3 || len(f.Applied()) != 1 {
		t.Errorf("%v", f.Applied())
	}
}

func TestHubKeepsTheLastEventsAndTellsWhoFellBehind(t *testing.T) {
	t.Parallel()
	hub := feed.NewHub(4, 0)
	for i := range int64(6) {
		hub.Publish(feed.Event{Epoch: 1, XID: 9, ID: i, Layer: "units"})
	}
	late := hub.Watch(1, 9, 4)
	if e := <-late.Events(); e.ID != 5 {
		t.Errorf("event %+v", e)
	}
	for _, w := range []*feed.Watcher{hub.Watch(1, 9, 0), hub.Watch(2, 9, 4)} {
		if e := <-w.Events(); !e.Resync {
			t.Errorf("event %+v", e)
		}
	}
	// Nothing happens after what a slow watcher loses; it learns of the loss all the same.
	slow := hub.Watch(1, 0, 0)
	for i := range int64(1000) {
		hub.Publish(feed.Event{Epoch: 1, XID: 10, ID: i})
	}
	first, resync := <-slow.Events(), 0
	last := first
	for len(slow.Events()) > 0 {
		if last = <-slow.Events(); last.Resync {
			resync++
		}
	}
	if !first.Resync || resync != 0 || last.ID != 999 {
		t.Errorf("a slow watcher got %+v first, %d more resyncs, %+v last", first, resync, last)
	}
	slow.Close()
	slow.Close()
	if n := hub.Watchers(); n != 3 {
		t.Errorf("%d watchers", n)
	}
}

func TestHubTellsTheCalmOfALayerAsOneEvent(t *testing.T) {
	t.Parallel()
	hub := feed.NewHub(8, 50*time.Millisecond)
	w := hub.Watch(1, 0, 0)
	defer w.Close()
	near := geo.BBox{West: 7, South: 51, East: 7.1, North: 51.1}
	far := geo.BBox{West: 8, South: 51, East: 8.1, North: 51.1}
	hub.Publish(
		feed.Event{Epoch: 1, XID: 9, ID: 1, Layer: "units", Op: "insert", IDs: []int64{1}, Box: &near},
		feed.Event{Epoch: 1, XID: 9, ID: 2, Layer: "sections", Op: "update", IDs: []int64{5}},
		feed.Event{Epoch: 1, XID: 9, ID: 3, Layer: "units", Op: "update", IDs: []int64{1, 2}, Box: &far},
	)
	first, second := <-w.Events(), <-w.Events()
	if first.Layer != "sections" || second.Layer != "units" || second.Op != "update" || second.Place() != "9-3" {
		t.Errorf("events %+v and %+v", first, second)
	}
	if len(second.IDs) != 2 || second.Box == nil || *second.Box != near.Union(far) {
		t.Errorf("event %+v", second)
	}
	hub.Publish(feed.Event{Epoch: 1, XID: 9, ID: 4, Layer: "units", Op: "delete"}, feed.Event{Epoch: 1, XID: 10, Resync: true})
	if e := <-w.Events(); !e.Resync || len(w.Events()) > 0 {
		t.Errorf("event %+v", e)
	}
	again := hub.Watch(1, 9, 2)
	defer again.Close()
	if e := <-again.Events(); e.Place() != "9-3" || beginOf(again) != "9-2" {
		t.Errorf("event %+v", e)
	}
	if fresh := hub.Watch(1, 0, 0); beginOf(fresh) != "10-0" {
		t.Errorf("begins at %s", beginOf(fresh))
	}
}

// A single edit waits for nobody; only a burst is gathered.
func TestHubTellsTheFirstEditAtOnce(t *testing.T) {
	t.Parallel()
	hub := feed.NewHub(8, time.Hour)
	w := hub.Watch(1, 0, 0)
	defer w.Close()
	for id := range int64(3) {
		hub.Publish(feed.Event{Epoch: 1, XID: 9, ID: id, Layer: "units", Op: "update", IDs: []int64{id}})
	}
	if n := len(w.Events()); n != 1 {
		t.Fatalf("%d events", n)
	}
	if e := <-w.Events(); e.Place() != "9-0" {
		t.Errorf("event %+v", e)
	}
}

func beginOf(w *feed.Watcher) string {
	place, told := w.Begin()
	if !told {
		return ""
	}
	return place
}

func TestHiddenFeaturesAreNotTold(t *testing.T) {
	t.Parallel()
	db, _, hub, f := setup(t)
	w := hub.Watch(f.Epoch(), 0, 0)
	defer w.Close()
	for _, id := range []int64{hidden, 6} {
		if _, err := db.Owner().Exec(t.Context(), sqlChange, id); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := <-w.Events(); len(e.IDs) != 1 || e.IDs[0] != 6 || len(w.Events()) > 0 || f.Version() != e.Version() {
		t.Errorf("event %+v at %s", e, f.Version())
	}
}
