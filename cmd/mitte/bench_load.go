package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// load is a stream of requests over some connections for some time. They take the requests in turn from one queue, so that
// each is asked for as often as any other however long it takes.
type load struct {
	address     string
	requests    [][]byte
	connections int
	status      int // that every answer must have

	// watched holds, by request, the tag that no answer may have any more; nil does not look.
	watched []atomic.Pointer[string]

	foreign bool // the answers are another program's: chunked perhaps, and an empty tile may have another status

	taken atomic.Int64
}

// tally is what a load found.
type tally struct {
	requests int
	bytes    int64
	stale    int
	took     time.Duration
	times    []time.Duration // ascending
}

func (l *load) run(ctx context.Context, d time.Duration) (tally, error) {
	ctx, cancel := context.WithTimeout(ctx, d+wirePatient)
	defer cancel()
	parts, errs := make([]tally, l.connections), make([]error, l.connections)
	wires := make([]*wire, l.connections)
	for i := range wires {
		w, err := dialWire(ctx, l.address)
		if err != nil {
			return tally{}, err
		}
		defer w.close()
		wires[i] = w
	}
	started := time.Now()
	var wait sync.WaitGroup
	for i := range wires {
		wait.Go(func() { errs[i] = l.walk(wires[i], started.Add(d), &parts[i]) })
	}
	wait.Wait()
	sum := tally{took: time.Since(started)}
	for i := range parts {
		if errs[i] != nil {
			return tally{}, errs[i]
		}
		sum.requests += parts[i].requests
		sum.bytes += parts[i].bytes
		sum.stale += parts[i].stale
		sum.times = append(sum.times, parts[i].times...)
	}
	slices.Sort(sum.times)
	return sum, nil
}

// walk asks until the time is over, once at least.
func (l *load) walk(w *wire, end time.Time, t *tally) error {
	for before := time.Now(); t.requests == 0 || before.Before(end); {
		i := int(l.taken.Add(1)-1) % len(l.requests)
		var old *string
		if l.watched != nil {
			old = l.watched[i].Load()
		}
		r, err := l.ask(w, l.requests[i], old != nil)
		if err != nil {
			return fmt.Errorf("request %q: %w", l.requests[i], err)
		}
		if r.status != l.status && (!l.foreign || r.status != http.StatusNoContent) {
			return fmt.Errorf("request %q: status %d instead of %d", l.requests[i], r.status, l.status)
		}
		if old != nil && r.tag == *old {
			t.stale++
		}
		after := time.Now()
		t.requests++
		t.bytes += int64(r.bytes)
		t.times = append(t.times, after.Sub(before))
		before = after
	}
	return nil
}

func (l *load) ask(w *wire, request []byte, wantTag bool) (reply, error) {
	if l.foreign {
		return w.askOther(request)
	}
	return w.ask(request, wantTag)
}

// quantile returns the p-th part of ascending times in milliseconds.
func quantile(times []time.Duration, p float64) float64 {
	if len(times) == 0 {
		return 0
	}
	at := min(int(p*float64(len(times))), len(times)-1)
	return float64(times[at]) / float64(time.Millisecond)
}
