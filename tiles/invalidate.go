package tiles

// noTiles is a range without any address.
var noTiles = tileRange{1, 1, 0, 0}

// invalidate raises the generation of every cached tile that a box can colour and drops its bodies. The tables are
// changed before, the edit is answered after. Where a box has more addresses than the cache has slots, the slots are
// looked through instead, once for all such zooms.
func (c *cache) invalidate(b worldBox, each func(Address)) {
	var wide [DeepestZoom + 1]tileRange
	sweeping := false
	slots := c.slots()
	for z := range uint8(DeepestZoom + 1) {
		wide[z] = noTiles
		if c.zooms[z].Load() == 0 {
			continue
		}
		r := tilesOf(b, z)
		if r.count() > slots {
			wide[z], sweeping = r, true
			continue
		}
		for y := r.y0; y <= r.y1; y++ {
			for x := r.x0; x <= r.x1; x++ {
				c.bump(Address{z, x, y}, each)
			}
		}
	}
	if sweeping {
		c.sweep(func(a Address) bool { return wide[a.Z].has(a.X, a.Y) }, each)
	}
}

// slots returns how many addresses there are, and a little for the shards: looking into one costs about as much as
// looking at an address.
func (c *cache) slots() uint64 {
	n := int64(shardCount)
	for z := range c.zooms {
		n += c.zooms[z].Load()
	}
	return uint64(n)
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
			a := at.address()
			if !match(a) {
				continue
			}
			if c.outdate(sh, s); each != nil {
				found = append(found, a)
			}
		}
		sh.mu.Unlock()
	}
	for _, a := range found {
		each(a)
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
