package main

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"syscall"
	"time"
)

// editor edits parcels of hot tiles and looks how soon their tiles have other bytes. Edits follow each other, so a tile
// whose tag is known to be superseded must never be seen again.
type editor struct {
	run      *benchRun
	wire     *wire
	requests [][]byte
	watched  []atomic.Pointer[string]
	next     int

	own, foreign []time.Duration // from commit to new bytes
	stale        int
}

const (
	staleAfter = time.Second     // a foreign edit may be unseen for so long
	lostAfter  = 5 * time.Second // an edit that is not seen by then is lost
	glance     = 100 * time.Microsecond
)

func (r *benchRun) newEditor(ctx context.Context) (*editor, error) {
	w, err := dialWire(ctx, r.server.Hot)
	if err != nil {
		return nil, err
	}
	return &editor{run: r, wire: w, requests: requestsFor(r.hot, takesGzip), watched: make([]atomic.Pointer[string], len(r.hot))}, nil
}

// byService edits through the service: from its answer on nobody may get the old bytes.
func (e *editor) byService(ctx context.Context) error {
	lag, err := e.edit(ctx, e.run.server.edit, true)
	e.own = append(e.own, lag)
	return err
}

// byOther edits through SQL, as another program does.
func (e *editor) byOther(ctx context.Context) error {
	lag, err := e.edit(ctx, e.run.data.edit, false)
	e.foreign = append(e.foreign, lag)
	return err
}

func (e *editor) edit(ctx context.Context, commit func(context.Context, int64) (time.Time, error), answered bool) (time.Duration, error) {
	i := e.next % len(e.requests)
	e.next++
	old, err := e.wire.ask(e.requests[i], true)
	if err != nil {
		return 0, err
	}
	committed, err := commit(ctx, e.run.hot[i].parcel)
	if err != nil {
		return 0, err
	}
	if answered {
		e.watched[i].Store(&old.tag)
	}
	for {
		asked := time.Since(committed)
		now, err := e.wire.ask(e.requests[i], true)
		if err != nil {
			return 0, err
		}
		if now.tag != old.tag {
			break
		}
		if answered || asked > staleAfter {
			e.stale++
		}
		if !answered {
			rest(glance) // asking without a pause would keep a processor from PostgreSQL
		}
		if asked > lostAfter {
			return 0, fmt.Errorf("parcel %d: its edit is not in the tile after %v", e.run.hot[i].parcel, lostAfter)
		}
	}
	lag := time.Since(committed)
	e.watched[i].Store(&old.tag) // whoever saw the new bytes must not see the old ones again
	return lag, nil
}

// rest sleeps as briefly as it is told. The runtime's own sleep lasts a whole millisecond when nothing else goes on.
func rest(d time.Duration) {
	length := syscall.NsecToTimespec(int64(d))
	_ = syscall.Nanosleep(&length, nil) // ending early does no harm
}

// edited measures hot tiles while parcels in them are edited, by turns through the service and through SQL.
func (r *benchRun) edited(ctx context.Context) error {
	e, err := r.newEditor(ctx)
	if err != nil {
		return err
	}
	defer e.wire.close()
	working, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- e.keepEditing(ctx, working.Done()) }()
	err = r.measured(ctx, lineEdits, hotZoom, &load{
		address: r.server.Hot, requests: e.requests, connections: hotFactor * r.Connections, status: 200, watched: e.watched,
	})
	stop()
	if failed := <-ended; err == nil {
		err = failed
	}
	if err != nil {
		return err
	}
	line := r.report.line(lineEdits, hotZoom, 0)
	last := &line.Samples[len(line.Samples)-1]
	last.Stale += e.stale
	last.Edits = len(e.own) + len(e.foreign)
	e.record(lineOwnBusy, lineForeignBusy)
	return nil
}

// record adds how soon edits were seen, each way to its line.
func (e *editor) record(own, other string) {
	for _, l := range []struct {
		name  string
		times []time.Duration
	}{{own, e.own}, {other, e.foreign}} {
		if len(l.times) == 0 {
			continue
		}
		slices.Sort(l.times)
		line := e.run.report.line(l.name, hotZoom, 1)
		line.Samples = append(line.Samples, sampleOf(l.times))
	}
}

func (e *editor) keepEditing(ctx context.Context, done <-chan struct{}) error {
	beat := time.NewTicker(time.Second / time.Duration(e.run.Edits))
	defer beat.Stop()
	for by := e.byService; ; {
		select {
		case <-done:
			if len(e.foreign) > 0 {
				return nil // each way was taken once at least
			}
		case <-beat.C:
		}
		if err := by(ctx); err != nil {
			return err
		}
		if e.next%2 == 0 {
			by = e.byService
		} else {
			by = e.byOther
		}
	}
}

// fresh measures how soon an edit is seen while nothing else goes on.
func (r *benchRun) fresh(ctx context.Context) error {
	e, err := r.newEditor(ctx)
	if err != nil {
		return err
	}
	defer e.wire.close()
	end := time.Now().Add(r.each())
	for _, by := range []func(context.Context) error{e.byService, e.byOther} {
		for first := true; first || time.Now().Before(end); first = false {
			if err := by(ctx); err != nil {
				return err
			}
		}
		end = time.Now().Add(r.each())
	}
	e.record(lineOwn, lineForeign)
	last := r.report.line(lineOwn, hotZoom, 1).Samples
	last[len(last)-1].Stale = e.stale
	return nil
}
