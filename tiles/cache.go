package tiles

import (
	"sync"
	"sync/atomic"
)

const (
	shardCount = 64
	// overhead is what a stored body costs beside its bytes.
	overhead = 192
	// maxBodies is how many bodies one address keeps.
	maxBodies = 8
	// maxShare is the part of the bound, as a divisor, that one body may take.
	maxShare = 16
)

// packed is an address in one word.
type packed uint64

func packAddress(a Address) packed { return packed(a.Z)<<58 | packed(a.X)<<29 | packed(a.Y) }

func (p packed) address() Address {
	return Address{uint8(p >> 58), uint32(p >> 29 & (1<<29 - 1)), uint32(p & (1<<29 - 1))}
}

// bodyKey tells the bodies of one address apart: layers, variant, coding.
type bodyKey uint64

// cache keeps finished tiles within a bound of bytes. An address is a slot, whatever layers and codings are asked for,
// so one look-up drops everything an edit touches.
type cache struct {
	bound  int64
	size   atomic.Int64
	hand   atomic.Uint32
	zooms  [DeepestZoom + 1]atomic.Int64 // slots
	shards [shardCount]shard

	evicted atomic.Int64
}

type shard struct {
	mu    sync.RWMutex
	slots map[packed]*slot
	ring  []*slot // for the clock hand
	hand  int
	now   uint32 // counts stores, the clock by which the least recently used body is found
	_     [64]byte
}

// slot is one address. Its generation rises with each change that touches it.
type slot struct {
	at         packed
	generation uint64
	bodies     []*body
	flights    []*flight
	used       atomic.Bool
	gone       bool
	place      int // in the ring
}

type body struct {
	key  bodyKey
	tile Tile
	last atomic.Uint32
}

func (b *body) size() int64 { return int64(len(b.tile.Body)) + overhead }

func newCache(bound int64) *cache {
	c := &cache{bound: bound}
	for i := range c.shards {
		c.shards[i].slots = map[packed]*slot{}
	}
	return c
}

func (c *cache) shard(at packed) *shard {
	return &c.shards[scramble(uint64(at))%shardCount]
}

// find returns a stored tile.
func (c *cache) find(at packed, key bodyKey) (Tile, bool) {
	sh := c.shard(at)
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	s := sh.slots[at]
	if s == nil {
		return Tile{}, false
	}
	return s.find(key, sh.now)
}

// find marks what it returns as used; on a busy slot the marks are there already, so readers write nothing.
func (s *slot) find(key bodyKey, now uint32) (Tile, bool) {
	for _, b := range s.bodies {
		if b.key != key {
			continue
		}
		if !s.used.Load() {
			s.used.Store(true)
		}
		if b.last.Load() != now {
			b.last.Store(now)
		}
		return b.tile, true
	}
	return Tile{}, false
}

// slot returns the slot of an address and makes it if there is none. The shard is locked.
func (c *cache) slot(sh *shard, at packed) *slot {
	s := sh.slots[at]
	if s == nil {
		s = &slot{at: at, place: len(sh.ring)}
		sh.slots[at] = s
		sh.ring = append(sh.ring, s)
		c.zooms[at>>58].Add(1)
	}
	return s
}

// forget removes a slot. Who still holds it finds that it is gone and stores nothing. The shard is locked.
func (c *cache) forget(sh *shard, s *slot) {
	c.empty(s)
	s.gone = true
	delete(sh.slots, s.at)
	last := len(sh.ring) - 1
	sh.ring[s.place] = sh.ring[last]
	sh.ring[s.place].place = s.place
	sh.ring[last] = nil
	sh.ring = sh.ring[:last]
	c.zooms[s.at>>58].Add(-1)
}

// empty drops the bodies of a slot. The shard is locked.
func (c *cache) empty(s *slot) {
	for _, b := range s.bodies {
		c.size.Add(-b.size())
	}
	s.bodies = nil
}
