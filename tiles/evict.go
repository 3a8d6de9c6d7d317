package tiles

import "slices"

// store keeps a tile unless the slot is gone, its generation has passed, or the tile is too big.
func (c *cache) store(s *slot, generation uint64, b *body) {
	if b.size() > c.bound/maxShare || !c.reserve(b.size()) {
		return
	}
	sh := c.shard(s.at)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if s.gone || s.generation != generation {
		c.size.Add(-b.size())
		return
	}
	if len(s.bodies) == maxBodies {
		c.dropOldest(s)
	}
	sh.now++
	b.last.Store(sh.now)
	s.bodies = append(s.bodies, b)
	s.used.Store(true)
}

func (c *cache) dropOldest(s *slot) {
	oldest := 0
	for i, b := range s.bodies {
		if b.last.Load() < s.bodies[oldest].last.Load() {
			oldest = i
		}
	}
	c.size.Add(-s.bodies[oldest].size())
	s.bodies = slices.Delete(s.bodies, oldest, oldest+1)
}

// reserve makes room for n bytes, so that the bound is never passed.
func (c *cache) reserve(n int64) bool {
	for range 1 << 20 {
		size := c.size.Load()
		if size+n > c.bound {
			if !c.evict() {
				return false
			}
			continue
		}
		if c.size.CompareAndSwap(size, size+n) {
			return true
		}
	}
	return false
}

// evict drops one slot that was not used since the clock hand passed it. It reports false if there are no bodies.
func (c *cache) evict() bool {
	for range 2 * shardCount {
		sh := &c.shards[c.hand.Add(1)%shardCount]
		if c.evictFrom(sh) {
			return true
		}
	}
	return false
}

func (c *cache) evictFrom(sh *shard) bool {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	for range 2 * len(sh.ring) {
		if sh.hand >= len(sh.ring) {
			sh.hand = 0
		}
		s := sh.ring[sh.hand]
		if len(s.bodies) > 0 && !s.used.Swap(false) {
			c.forget(sh, s)
			c.evicted.Add(1)
			return true
		}
		sh.hand++
	}
	return false
}
