package feed

import (
	"slices"
	"sync"
	"time"
)

// Hub hands events to watchers and keeps the last ones, so that a watcher who was away for a moment misses nothing.
type Hub struct {
	mu       sync.Mutex
	ring     []Event
	size     int
	calm     time.Duration
	gathered []Event // one for each layer, the newest last
	resting  bool    // something was told less than calm ago
	watchers map[*Watcher]struct{}
}

// NewHub returns a hub that keeps the last size events. An edit is told at once; what happens to one layer within calm of that
// is told as one event.
func NewHub(size int, calm time.Duration) *Hub {
	return &Hub{size: size, calm: calm, watchers: map[*Watcher]struct{}{}}
}

// Watcher is one receiver. It never holds up the hub: one that is too slow is told to resync.
type Watcher struct {
	hub    *Hub
	begin  Event
	events chan Event
}

// waiting is how many events a watcher may be behind, beside those it got when it came.
const waiting = 64

// Watch returns a watcher that first gets the kept events after a place, which is <xid>-<id> of the last event it knows;
// if that is not kept any more it gets a resync. Without a place (xid 0) it gets only what comes.
func (h *Hub) Watch(epoch int64, xid uint64, id int64) *Watcher {
	h.mu.Lock()
	defer h.mu.Unlock()
	missed := h.after(epoch, xid, id)
	w := &Watcher{hub: h, begin: h.newest(epoch), events: make(chan Event, waiting+len(missed))}
	if len(missed) > 0 {
		w.begin = Event{Epoch: epoch, XID: xid, ID: id}
	}
	for _, e := range missed {
		w.events <- e
	}
	h.watchers[w] = struct{}{}
	return w
}

// after returns the kept events after a place.
func (h *Hub) after(epoch int64, xid uint64, id int64) []Event {
	if xid == 0 {
		return nil
	}
	at := slices.IndexFunc(h.ring, func(e Event) bool { return e.Epoch == epoch && e.isAt(xid, id) })
	if at < 0 {
		again := h.newest(epoch).bare()
		again.Resync = true
		return []Event{again}
	}
	return h.ring[at+1:]
}

func (h *Hub) newest(epoch int64) Event {
	if n := len(h.ring); n > 0 {
		return h.ring[n-1]
	}
	return Event{Epoch: epoch}
}

// Begin returns the place after which the watcher's events come, and false if nothing was ever told.
func (w *Watcher) Begin() (place string, told bool) {
	return w.begin.Place(), w.begin.XID != 0 || w.begin.Mark != 0
}

// Events is where the watcher's events come; it is closed by Close.
func (w *Watcher) Events() <-chan Event { return w.events }

// Close ends the watcher. It may be called twice.
func (w *Watcher) Close() {
	w.hub.mu.Lock()
	defer w.hub.mu.Unlock()
	if _, ok := w.hub.watchers[w]; ok {
		delete(w.hub.watchers, w)
		close(w.events)
	}
}

// Publish hands events to all watchers, at once or as soon as calm is over. It never waits.
func (h *Hub) Publish(events ...Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, e := range events {
		switch {
		case e.Resync:
			h.gathered = nil // told by the resync
			h.deliver(e)
		case h.calm == 0:
			h.deliver(e)
		default:
			h.gather(e)
		}
	}
	if !h.resting {
		h.flush()
	}
}

func (h *Hub) gather(e Event) {
	if at := slices.IndexFunc(h.gathered, func(o Event) bool { return o.Layer == e.Layer }); at >= 0 {
		known := h.gathered[at]
		known.IDs = slices.Clone(known.IDs)
		known.absorb(e)
		h.gathered, e = slices.Delete(h.gathered, at, at+1), known
	}
	h.gathered = append(h.gathered, e)
}

// flush tells what was gathered, if anything, and rests from telling. The hub is locked.
func (h *Hub) flush() {
	if h.resting = len(h.gathered) > 0; h.resting {
		time.AfterFunc(h.calm, h.rested)
	}
	for _, e := range h.gathered {
		h.deliver(e)
	}
	h.gathered = nil
}

func (h *Hub) rested() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.flush()
}

func (h *Hub) deliver(e Event) {
	if h.ring = append(h.ring, e); len(h.ring) > h.size {
		h.ring = slices.Delete(h.ring, 0, len(h.ring)-h.size)
	}
	for w := range h.watchers {
		w.offer(e)
	}
}

// offer sends an event. A watcher that is full loses all that waits for it and gets a resync in its place: it learns
// that it is behind even if nothing ever changes again. Only the hub sends, so then there is room.
func (w *Watcher) offer(e Event) {
	if len(w.events) == cap(w.events) {
		w.forget()
		e = e.bare()
		e.Resync = true
	}
	w.events <- e
}

func (w *Watcher) forget() {
	for {
		select {
		case <-w.events:
		default:
			return
		}
	}
}

// Watchers returns how many there are.
func (h *Hub) Watchers() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.watchers)
}
