package feed

import (
	"context"
	"time"
)

const (
	// MaxWaiters is how many requests may wait for a change at a time.
	MaxWaiters = 64
	waitLimit  = time.Second
	glance     = 20 * time.Millisecond
)

// Wait reports whether the change at a place is applied, and waits up to a second for it. It reports false at once for
// another epoch, and when too many wait already: the caller then answers with what there is and lets nobody keep it.
func (f *Follower) Wait(ctx context.Context, epoch int64, xid uint64, id int64) bool {
	if epoch == 0 || epoch != f.epoch.Load() {
		return false
	}
	if last := f.last.Load(); (xid < f.low.Load() && !f.debts.has(xid, id)) || (xid == last.XID && id == last.ID) {
		return true
	}
	if f.waiting.Add(1) > MaxWaiters {
		f.waiting.Add(-1)
		return false
	}
	defer f.waiting.Add(-1)
	ctx, cancel := context.WithTimeout(ctx, waitLimit)
	defer cancel()
	for {
		if f.saw(ctx, xid, id) || (f.catchUp(ctx, context.WithoutCancel(ctx)) == nil && f.saw(ctx, xid, id)) {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(glance):
		}
	}
}

func (f *Follower) saw(ctx context.Context, xid uint64, id int64) bool {
	if f.enter(ctx) != nil {
		return false
	}
	defer f.leave()
	return f.cursor != nil && len(f.pending) == 0 && f.cursor.Saw(xid, id) && !f.debts.has(xid, id)
}
