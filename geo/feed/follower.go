package feed

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"mitte/geo/pg"
)

// Keeper keeps rows in memory. Load takes all of them anew and returns the cursor that stands at that moment. Apply
// makes changes visible to readers before it returns; it reads the rows again by id, so a change may come twice. Those for
// which later is true it does not wait for: they show once Reload of their layer, begun after Apply, has returned.
type Keeper interface {
	Load(ctx context.Context) (*pg.Cursor, error)
	Apply(ctx context.Context, changes []pg.Change) (later []bool, err error)
	Reload(ctx context.Context, layer string) error
	// Shows reports whether the public sees a feature now, or for id 0 the layer. Watchers learn of nothing else.
	Shows(layer string, id int64) bool
}

// Follower drives the change cursor: what is visible is applied, then published.
type Follower struct {
	db     pg.Querier
	keeper Keeper
	hub    *Hub
	log    *slog.Logger

	turn    chan struct{} // holds one token, of whoever looks
	cursor  *pg.Cursor
	pending []pg.Change   // read but not applied
	shown   []bool        // of each pending change, whether the public saw its feature before
	begun   atomic.Uint64 // looks, numbered from 1
	done    uint64        // the last one that succeeded
	loaded  chan struct{}
	once    sync.Once
	epoch   atomic.Int64
	low     atomic.Uint64
	last    atomic.Pointer[Event]
	waiting atomic.Int64
	passed  atomic.Pointer[time.Time]
	tally   tally
	debts   debts
}

const (
	// pause lies between looks without a hint. A look takes a quarter of a millisecond, and nothing may be old for longer
	// than a second on a busy machine either. While the database is away looks are more frequent: once it is back, each
	// connection from before fails once.
	pause    = 200 * time.Millisecond
	again    = 100 * time.Millisecond
	lookTime = 20 * time.Second
	loadTime = 5 * time.Minute // a bulk change loads as well
)

// NewFollower returns a follower that has not loaded anything. db may read the change table.
func NewFollower(db pg.Querier, keeper Keeper, hub *Hub, log *slog.Logger) *Follower {
	f := &Follower{db: db, keeper: keeper, hub: hub, log: log, turn: make(chan struct{}, 1), loaded: make(chan struct{})}
	f.debts.turn = make(chan struct{}, 1)
	f.last.Store(&Event{})
	return f
}

// Epoch names the history of the database that is followed, 0 before the first load. Places in the change table are
// comparable within one epoch only; every process that follows the same database has the same one.
func (f *Follower) Epoch() int64 { return f.epoch.Load() }

// Loaded is closed by the first load.
func (f *Follower) Loaded() <-chan struct{} { return f.loaded }

// Version returns the place of the change that was applied last, as Event.Version does.
func (f *Follower) Version() string { return f.last.Load().Version() }

// Watch returns a watcher of the follower's hub, which begins after a place as Hub.Watch says.
func (f *Follower) Watch(xid uint64, id int64) *Watcher { return f.hub.Watch(f.epoch.Load(), xid, id) }

// Passed returns when the follower last knew that it had applied everything; the zero time before the first load.
func (f *Follower) Passed() time.Time {
	if t := f.passed.Load(); t != nil {
		return *t
	}
	return time.Time{}
}

// Run follows until ctx ends. A value from hints makes it look at once. While a layer is loaded anew it goes on.
func (f *Follower) Run(ctx context.Context, hints <-chan struct{}) {
	var reloads sync.WaitGroup
	defer reloads.Wait()
	away := false
	for ctx.Err() == nil {
		err := f.catchUp(ctx, ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !away:
			f.log.WarnContext(ctx, "changes cannot be followed", "error", err)
		case err == nil && away:
			f.log.InfoContext(ctx, "changes are followed again")
		}
		if err == nil {
			f.settleAside(ctx, &reloads)
		}
		wait := pause
		if away = err != nil; away {
			wait = again
		}
		select {
		case <-ctx.Done():
		case <-hints:
		case <-time.After(wait):
		}
	}
}

// CatchUp applies everything that was committed before it was called, and waits for the layers that this loads anew.
// Several callers at a time share one look. It loads everything if that has to be, and then even if ctx ends.
func (f *Follower) CatchUp(ctx context.Context) error {
	if err := f.catchUp(ctx, context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return f.settle(ctx, context.WithoutCancel(ctx))
}

// Reach is CatchUp for a service, after its COMMIT and before its answer: xid is the transaction. It does not wait while
// others have a layer loaded anew, for what the service wrote to that is shown in the old one as well.
func (f *Follower) Reach(ctx context.Context, xid uint64) error {
	if err := f.catchUp(ctx, context.WithoutCancel(ctx)); err != nil || !f.debts.isOf(xid) {
		return err
	}
	return f.settle(ctx, context.WithoutCancel(ctx))
}

func (f *Follower) catchUp(ctx, loading context.Context) error {
	next := f.begun.Load() + 1
	if err := f.enter(ctx); err != nil {
		return err
	}
	defer f.leave()
	if f.done >= next {
		return nil // a look that began after the call has seen what the caller committed
	}
	number := f.begun.Add(1)
	now := time.Now() //nolint:forbidigo // the lag of this process, not the town's time
	if err := f.look(ctx, loading); err != nil {
		return err
	}
	f.done = number
	f.low.Store(f.cursor.Low())
	if f.debts.none() {
		f.passed.Store(&now)
	}
	return nil
}

// enter waits for the turn to look; a hanging database must not hold up who has a deadline.
func (f *Follower) enter(ctx context.Context) error {
	select {
	case f.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return pg.Fault("feed.CatchUp", ctx.Err())
	}
}

func (f *Follower) leave() { <-f.turn }

func (f *Follower) look(ctx, loading context.Context) error {
	if f.cursor == nil {
		return f.load(loading)
	}
	changes, err := f.next(ctx)
	if errors.Is(err, pg.ErrResync) {
		f.log.WarnContext(ctx, "the change cursor lost its place, everything is loaded anew")
		return f.load(loading)
	}
	if err != nil {
		return err
	}
	f.pending = append(f.pending, changes...)
	// What is pending longer may be half applied, so it is not asked again who saw it before.
	f.shown = append(f.shown, f.shows(changes)...)
	if len(f.pending) == 0 {
		return nil
	}
	return f.apply(ctx)
}

func (f *Follower) next(ctx context.Context) ([]pg.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	return f.cursor.Next(ctx, f.db)
}

func (f *Follower) apply(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	later, err := f.keeper.Apply(ctx, f.pending)
	if err != nil {
		return err
	}
	var now, owed seen
	for i, c := range f.pending {
		if later != nil && later[i] {
			owed.add(c, f.shown[i])
		} else {
			now.add(c, f.shown[i])
		}
	}
	f.debts.add(owed)
	f.pending, f.shown = nil, nil
	f.tell(now)
	return nil
}

// tell publishes what is applied. The turn to look is the caller's.
func (f *Follower) tell(applied seen) {
	if len(applied.changes) == 0 {
		return
	}
	last, epoch := applied.changes[len(applied.changes)-1], f.epoch.Load()
	f.tally.count(applied.changes)
	f.last.Store(&Event{Epoch: epoch, XID: last.XID, ID: last.ID})
	f.hub.Publish(events(epoch, f.public(applied))...)
}

// load begins anew.
func (f *Follower) load(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	cursor, err := f.keeper.Load(ctx)
	if err != nil {
		return err
	}
	f.cursor, f.pending, f.shown = cursor, nil, nil
	f.debts.clear()
	f.epoch.Store(cursor.Epoch())
	f.last.Store(&Event{Epoch: cursor.Epoch()})
	f.hub.Publish(Event{Epoch: cursor.Epoch(), Mark: newMark(), Resync: true})
	f.once.Do(func() { close(f.loaded) })
	return nil
}
