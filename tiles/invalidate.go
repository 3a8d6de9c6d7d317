package tiles

// invalidate raises the generation of every cached tile that a box can colour and drops its bodies. The tables are changed before, the edit is answered after.
func (c *cache) invalidate(b worldBox, each func(Address)) {
	for z := range uint8(DeepestZoom + 1) {
		r := tilesOf(b, z)
		if cached := c.zooms[z].Load(); cached == 0 {
			continue
		} else if r.count() > uint64(cached) {
			c.sweep(func(a Address) bool { return a.Z == z && r.has(a.X, a.Y) }, each)
			continue
		}
		for y := r.y0; y <= r.y1; y++ {
			for x := r.x0; x <= r.x1; x++ {
				c.bump(Address{z, x, y}, each)
			}
		}
	}
}

func (c *cache) bump(a Address, each func(Address)) {
	at := packAddress(a)
	sh := c.shard(at)
	sh.mu.Lock()
	s := sh.slots[at]
	if s != nil {
		c.outdate(sh, s)
	}
	sh.mu.Unlock()
	if s != nil && each != nil {
		each(a)
	}
}

// sweep does the same for all cached addresses that match.
func (c *cache) sweep(match func(Address) bool, each func(Address)) {
	var found []Address
	for i := range c.shards {
		sh := &c.shards[i]
		sh.mu.Lock()
		for at, s := range sh.slots {
			if a := at.address(); match(a) {
				c.outdate(sh, s)
				found = append(found, a)
			}
		}
		sh.mu.Unlock()
	}
	if each != nil {
		for _, a := range found {
			each(a)
		}
	}
}

// outdate drops the bodies of a slot. A slot without flights may go altogether; one with flights stays until they land,
// so that they find the newer generation. The shard is locked.
func (c *cache) outdate(sh *shard, s *slot) {
	s.generation++
	if len(s.flights) == 0 {
		c.forget(sh, s)
		return
	}
	c.empty(s)
}
