package feed

import (
	"maps"
	"sync"

	"mitte/geo/pg"
)

// Kind is a layer and what happened to its features.
type Kind struct{ Layer, Op string }

// tally counts applied changes since the start.
type tally struct {
	mu     sync.Mutex
	counts map[Kind]int64
}

func (t *tally) count(changes []pg.Change) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[Kind]int64{}
	}
	for _, c := range changes {
		t.counts[Kind{c.Layer, c.Op}]++
	}
}

// Applied returns how many changes of each kind were applied since the start.
func (f *Follower) Applied() map[Kind]int64 {
	f.tally.mu.Lock()
	defer f.tally.mu.Unlock()
	return maps.Clone(f.tally.counts)
}
