package tiles

import (
	"sync"
	"sync/atomic"
)

// snapshot holds the layers in memory. One lock for all of them makes a tile a consistent cut.
type snapshot struct {
	mu     sync.RWMutex
	tables []*table // by layer; nil until it is loaded
	today  atomic.Int32
	box    worldBox
	grid   grid // of today
	census census
}

// picture describes a tile of a set for encoding. Call it, and encode, under the read lock. Layers that stay in the
// database have nothing to show in it until it is completed.
func (s *snapshot) picture(r *Request, ceiling int) *picture {
	today := s.today.Load()
	p := &picture{address: r.Address, ceiling: ceiling, on: moment{dayNumber(r.At, today), today}}
	if r.Set&Grid != 0 && p.on.day == today {
		p.grid = &s.grid
	}
	for i := range layers {
		if r.Set>>i&1 == 0 || s.tables[i] == nil {
			continue
		}
		p.tables = append(p.tables, s.tables[i])
		if r.Filter.sieves != nil {
			p.sieves = append(p.sieves, r.Filter.sieves[i].bind(s.tables[i]))
		}
	}
	return p
}

// covers reports whether a tile can show anything at all. It needs the read lock.
func (s *snapshot) covers(a Address) bool { return catchment(a).meets(s.box) }

// swap puts a table with the same rows in the place of a layer's old one.
func (s *snapshot) swap(layer int, t *table) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tables[layer] = t
	s.box = s.box.union(t.box)
}

// replace puts tables with other rows in the place of old ones, nil leaving a layer as it is, and calls drop before
// anybody reads.
func (s *snapshot) replace(fresh []*table, drop func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.box = noBox
	for i, t := range fresh {
		if t != nil {
			s.tables[i] = t
		}
		s.box = s.box.union(s.tables[i].box)
	}
	s.recount()
	drop()
}

// turn moves today, and with it what the grid counts. It calls drop with the boxes of the features that may look
// otherwise, before anybody reads.
func (s *snapshot) turn(today int32, drop func(worldBox)) []turned {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.today.Load()
	var all []turned
	for i, t := range s.tables {
		if t == nil || !layers[i].Dated || before == today {
			continue
		}
		what := t.turned(before, today)
		what.layer = i
		all = append(all, what)
	}
	s.countAll(all, -1)
	s.today.Store(today)
	s.countAll(all, 1)
	for _, what := range all {
		for _, b := range what.boxes {
			drop(b)
		}
	}
	return all
}

func (s *snapshot) countAll(all []turned, n int32) {
	for _, what := range all {
		for _, id := range what.every {
			s.count(what.layer, id, n)
		}
	}
}

// edit is what an id of a layer is to become.
type edit struct {
	layer int
	id    uint64
	rows  []row
}

// maxBatch is how many edits are made while readers wait.
const maxBatch = 256

// alter makes edits, at most maxBatch of them, and calls drop with the boxes of each that changed something. Nobody
// reads before that is done: who saw an edit in one tile must not get another from before it.
func (s *snapshot) alter(edits []edit, drop func(before, after worldBox)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range edits {
		e := &edits[i]
		s.count(e.layer, e.id, -1)
		before, after, changed := s.tables[e.layer].put(e.id, e.rows)
		s.count(e.layer, e.id, 1)
		if s.box = s.box.union(after); changed {
			drop(before, after)
		}
	}
}

// compact rewrites wasteful tables. Nobody else alters meanwhile; readers go on but for the swap.
func (s *snapshot) compact() {
	for i, t := range s.tables {
		if t != nil && t.wasteful() {
			s.swap(i, t.rewritten())
		}
	}
}
