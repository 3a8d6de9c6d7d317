package pg

import (
	"context"
	"errors"
	"hash/fnv"
	"strconv"
	"time"

	"mitte/geo/fault"
)

// ErrResync says that a cursor's place means nothing in this database any more: another server, another timeline, a
// restored dump, another schema, or a cursor that slept longer than changes are kept. Load every layer anew and Start again.
var ErrResync error = fault.New(fault.Unavailable, "resync", "the changes cannot be followed any further")

// keepChanges is how long a change is certain to be there. They are kept 24 hours; the hour is for clocks and sweeps.
const keepChanges = 23 * time.Hour

// Change is one edit of one feature, or of so many (op "bulk", FeatureID 0) that the layer should be loaded anew. The
// boxes are west, south, east, north in EPSG:3857, nil where there is no geometry before or after.
type Change struct {
	XID            uint64
	ID             int64
	Layer, Op      string
	FeatureID      int64
	OldBox, NewBox *[4]float64
	At             time.Time
}

// Cursor is a place in the change table. It is not safe for use by several goroutines at once.
//
// Ids are given in another order than transactions commit in, so the place is not one number: all changes of
// transactions below low are done with, and seen has those at or above it that were visible already.
type Cursor struct {
	epoch epoch
	low   uint64
	seen  map[place]struct{}
	at    time.Time
}

type place struct {
	xid uint64
	id  int64
}

// epoch is what makes transaction ids comparable, and what a view shows: a migration may change that without an edit.
type epoch struct {
	System, Timeline, Database int64
	Born                       int64 // the key of the change table, which a restored dump makes anew
	Schema                     int64
}

// horizon is what every look at the table begins with: whose ids these are, and which of them are settled.
type horizon struct {
	epoch
	Xmin, Xmax uint64
	Now        time.Time
}

// Start returns a cursor that stands after every change the snapshot of q sees. Use it inside the InSnapshot that also
// loads the layers, so that nothing lies between the rows and the cursor.
// It returns the errors of Fault.
func Start(ctx context.Context, q Querier) (*Cursor, error) {
	c := &Cursor{}
	if _, err := c.look(ctx, q); err != nil {
		return nil, Fault("pg.Start", err)
	}
	return c, nil
}

// Next returns the changes that became visible since the last call, each once, in the order (xid, id). Whoever applies
// them reads the rows anew by id. The cursor has moved when Next returns: a caller that could not apply the changes
// tries those again or starts anew.
// It returns ErrResync in the chain when the cursor's place has no meaning any more, else the errors of Fault; after an
// error the cursor stands where it stood.
func (c *Cursor) Next(ctx context.Context, q Querier) ([]Change, error) {
	changes, err := c.look(ctx, q)
	if errors.Is(err, ErrResync) {
		return nil, err
	}
	return changes, Fault("pg.Next", err)
}

// Saw reports whether the cursor has passed or returned the change.
func (c *Cursor) Saw(xid uint64, id int64) bool {
	if xid < c.low {
		return true
	}
	_, ok := c.seen[place{xid, id}]
	return ok
}

// look reads what is visible from low on and moves the cursor. A fresh cursor skips all of it.
func (c *Cursor) look(ctx context.Context, q Querier) ([]Change, error) {
	h, visible, err := readChanges(ctx, q, c.low)
	if err != nil {
		return nil, err
	}
	if !c.at.IsZero() {
		if err := c.check(h); err != nil {
			return nil, err
		}
	}
	var news []Change
	seen := map[place]struct{}{}
	for _, change := range visible {
		// A dump brought it along. What was there when the cursor started is in the rows it started from.
		if change.XID >= h.Xmax && !c.at.IsZero() && !c.Saw(change.XID, change.ID) {
			return nil, ErrResync
		}
		if change.XID >= h.Xmin {
			seen[place{change.XID, change.ID}] = struct{}{}
		}
		if !c.Saw(change.XID, change.ID) {
			news = append(news, change)
		}
	}
	c.epoch, c.low, c.seen, c.at = h.epoch, h.Xmin, seen, h.Now
	return news, nil
}

// check tells whether the cursor's ids are still of the world that h describes.
func (c *Cursor) check(h horizon) error {
	if h.epoch != c.epoch || h.Xmin < c.low || h.Now.Sub(c.at) > keepChanges {
		return ErrResync
	}
	return nil
}

// Epoch names the history whose places the cursor can compare: a server, its timeline, the database as it was made or
// restored, and its schema. It is never 0.
func (c *Cursor) Epoch() int64 {
	h := fnv.New32a()
	for _, part := range []int64{c.epoch.System, c.epoch.Timeline, c.epoch.Database, c.epoch.Born, c.epoch.Schema} {
		_, _ = h.Write(strconv.AppendInt(nil, part, 36)) // never fails
		_, _ = h.Write([]byte{','})
	}
	return int64(h.Sum32()) + 1
}

// Low returns the transaction below which every change has been told.
func (c *Cursor) Low() uint64 { return c.low }
