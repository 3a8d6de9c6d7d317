package feed

import (
	"context"
	"slices"
	"sync"

	"mitte/geo/pg"
)

// seen is changes, and whether the public saw each one's feature before.
type seen struct {
	changes []pg.Change
	shown   []bool
}

func (s *seen) add(c pg.Change, shown bool) {
	s.changes, s.shown = append(s.changes, c), append(s.shown, shown)
}

// debts are changes that show once their layer is loaded anew. They are told then.
type debts struct {
	turn   chan struct{} // holds one token, of whoever settles
	mu     sync.Mutex
	open   seen
	paying seen // of the layer that is being loaded
	warned bool
}

func (d *debts) add(owed seen) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open.changes, d.open.shown = append(d.open.changes, owed.changes...), append(d.open.shown, owed.shown...)
}

// clear forgets all debts: everything was loaded anew.
func (d *debts) clear() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open, d.paying = seen{}, seen{}
}

func (d *debts) none() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.open.changes)+len(d.paying.changes) == 0
}

// isOf reports whether a transaction's changes are owed.
func (d *debts) isOf(xid uint64) bool {
	return d.any(func(c *pg.Change) bool { return c.XID == xid })
}

func (d *debts) has(xid uint64, id int64) bool {
	return d.any(func(c *pg.Change) bool { return c.XID == xid && c.ID == id })
}

func (d *debts) any(match func(*pg.Change) bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, list := range [][]pg.Change{d.open.changes, d.paying.changes} {
		for i := range list {
			if match(&list[i]) {
				return true
			}
		}
	}
	return false
}

// begin takes the debts of one layer, the one that waits longest. What comes to be owed from now on is not among them.
func (d *debts) begin() (layer string, owed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.open.changes) == 0 {
		return "", false
	}
	layer = d.open.changes[0].Layer
	var rest seen
	for i, c := range d.open.changes {
		if c.Layer == layer {
			d.paying.add(c, d.open.shown[i])
		} else {
			rest.add(c, d.open.shown[i])
		}
	}
	d.open = rest
	return layer, true
}

// fail owes again what could not be paid, and reports whether that is news.
func (d *debts) fail() (news bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open.changes = slices.Concat(d.paying.changes, d.open.changes)
	d.open.shown = slices.Concat(d.paying.shown, d.open.shown)
	d.paying = seen{}
	news, d.warned = !d.warned, true
	return news
}

func (d *debts) paid() seen {
	d.mu.Lock()
	defer d.mu.Unlock()
	paid := d.paying
	d.paying, d.warned = seen{}, false
	return paid
}

// settleAside settles in a goroutine of reloads, unless somebody settles already.
func (f *Follower) settleAside(ctx context.Context, reloads *sync.WaitGroup) {
	if f.debts.none() || len(f.debts.turn) > 0 {
		return
	}
	reloads.Go(func() { _ = f.settle(ctx, ctx) }) // it has logged why
}

// settle loads the layers anew for which changes are owed, one after the other, and tells of these.
func (f *Follower) settle(ctx, loading context.Context) error {
	if f.debts.none() {
		return nil
	}
	select {
	case f.debts.turn <- struct{}{}:
	case <-ctx.Done():
		return pg.Fault("feed.settle", ctx.Err())
	}
	defer func() { <-f.debts.turn }()
	for {
		layer, owed := f.debts.begin()
		if !owed {
			return nil
		}
		if err := f.reload(loading, layer); err != nil {
			if f.debts.fail() && loading.Err() == nil {
				f.log.WarnContext(ctx, "a layer cannot be loaded anew", "layer", layer, "error", err)
			}
			return err
		}
	}
}

func (f *Follower) reload(ctx context.Context, layer string) error {
	ctx, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	if err := f.keeper.Reload(ctx, layer); err != nil {
		return err
	}
	if err := f.enter(ctx); err != nil {
		return err
	}
	defer f.leave()
	f.tell(f.debts.paid())
	return nil
}
