package tiles

import (
	"slices"
	"sync"
	"sync/atomic"

	"mitte/geo/pg"
)

// Fragment is the text that a caller makes of a feature, and a digest of it. Brief is a shorter text with its own digest,
// nil where the caller makes none. It is shared and must not be changed.
type Fragment struct {
	Bytes    []byte
	Sum      [12]byte
	Brief    []byte
	BriefSum [12]byte
}

// fragments keeps the fragments of features until a change names these, within a bound. A fragment is read from the
// database outside of any lock, so each reader notes a stamp before; whatever drops a feature's fragment moves the stamp,
// and an old one cannot be put back.
type fragments struct {
	bound int64
	mu    sync.RWMutex
	size  int64
	kept  []map[uint64]*keptFragment // by layer
	ring  []*keptFragment            // all of them, for eviction
	hand  int
	whole []uint64 // by layer, counts what dropped all of it
	some  [stamps]uint64
}

// keptFragment is a fragment and the day for which it holds, 0 for all.
type keptFragment struct {
	Fragment
	layer int
	id    uint64
	day   int32
	at    int // in the ring
	used  atomic.Bool
}

const (
	// stamps is the number of counters that all features share; a feature whose neighbour changes is only read once more.
	stamps = 4096
	// fragmentOverhead is about what a fragment takes beside its bytes.
	fragmentOverhead = 200
)

func (s *fragments) init(bound int64) {
	s.bound = bound
	s.kept = make([]map[uint64]*keptFragment, len(layers))
	s.whole = make([]uint64, len(layers))
	for i := range s.kept {
		s.kept[i] = map[uint64]*keptFragment{}
	}
}

func (s *fragments) counter(layer int, id uint64) *uint64 {
	return &s.some[scramble(id*uint64(len(layers))+uint64(layer))%stamps]
}

// fill adds to features what is kept of them, and their stamps.
func (s *fragments) fill(layer int, day int32, found []Found) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	kept, whole := s.kept[layer], s.whole[layer]
	for i := range found {
		f := &found[i]
		f.stamp = whole + *s.counter(layer, uint64(f.ID))
		if k := kept[uint64(f.ID)]; k != nil && k.day == day {
			f.Fragment = &k.Fragment
			if !k.used.Load() {
				k.used.Store(true)
			}
		}
	}
}

// keep takes a fragment that was read after its stamp.
func (s *fragments) keep(layer int, id, stamp uint64, day int32, fragment *Fragment) {
	k := &keptFragment{Fragment: *fragment, layer: layer, id: id, day: day}
	if k.bytes() > s.bound/maxShare {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.whole[layer]+*s.counter(layer, id) != stamp {
		return
	}
	if old := s.kept[layer][id]; old != nil {
		s.forget(old)
	}
	s.makeRoom(k.bytes())
	k.at = len(s.ring)
	s.ring = append(s.ring, k)
	s.kept[layer][id] = k
	s.size += k.bytes()
}

func (k *keptFragment) bytes() int64 { return int64(len(k.Bytes)+len(k.Brief)) + fragmentOverhead }

// drop forgets what changes name, and with a layer all that tells of it.
func (s *fragments) drop(changes []pg.Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range layers {
		for k := range changes {
			switch c := &changes[k]; {
			case slices.Contains(layers[i].tellsOf, c.Layer), c.Layer == layers[i].Name && c.Op == "bulk":
				s.dropLayer(i)
			case c.Layer == layers[i].Name:
				*s.counter(i, uint64(c.FeatureID))++
				if old := s.kept[i][uint64(c.FeatureID)]; old != nil {
					s.forget(old)
				}
			}
		}
	}
}

func (s *fragments) dropAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range layers {
		s.dropLayer(i)
	}
}

func (s *fragments) dropLayer(layer int) {
	s.whole[layer]++
	for _, k := range s.kept[layer] {
		s.forget(k)
	}
}
