package tiles

import (
	"context"
	"errors"
	"time"

	"mitte/geo"
)

// glance is how often Days looks at the clock: a new day is told within it.
const glance = 250 * time.Millisecond

// errTurned says that another day began between the look for a tile and its encoding.
var errTurned = errors.New("another day began")

// Days turns the day by the clock, forwards and back, until ctx ends. A request turns it too, so a tile never waits for
// this; but watchers do.
func (e *Engine) Days(ctx context.Context) {
	beat := time.NewTicker(glance)
	defer beat.Stop()
	for {
		select {
		case <-beat.C:
			e.turn(dayNumber(geo.Today(e.options.Clock), 0))
		case <-ctx.Done():
			return
		}
	}
}

// turn moves today if it is not the day that is asked for. Exactly the tiles that may look otherwise are dropped; nobody
// reads by the new day before that. The clock alone says which day it is: a request may have been on its way at midnight.
func (e *Engine) turn(asked int32) {
	if e.today.Load() == asked {
		return
	}
	e.turning.Lock()
	defer e.turning.Unlock()
	today := dayNumber(geo.Today(e.options.Clock), 0)
	if e.today.Load() == today {
		return
	}
	all := e.snapshot.turn(today, func(b worldBox) { e.cache.invalidate(b, nil) })
	e.today.Store(today)
	for _, what := range all {
		e.tell(&what)
	}
}

// tell names the features that look otherwise to whoever watches.
func (e *Engine) tell(what *turned) {
	if e.options.Turned == nil || len(what.ids) == 0 {
		return
	}
	ids := make([]int64, len(what.ids))
	for i, id := range what.ids {
		ids[i] = int64(id)
	}
	e.options.Turned(layers[what.layer].Name, ids, what.box.lonLat())
}
