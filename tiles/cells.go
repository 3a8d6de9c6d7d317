package tiles

import (
	"cmp"
	"slices"
)

const (
	// cellZoom is the zoom whose tiles are the cells of the index. Cells of zoom 18 are slower at every zoom (benchmark
	// Cells), and coarser ones would not fit an entry.
	cellZoom = 17
	cellBits = 32 - cellZoom
	// maxCells is the number of cells above which a feature is kept in a list that every tile looks through.
	maxCells = 4096
)

// cells finds the records near a tile. A record is listed in every cell its box meets, with the box as far as it lies
// in the cell, so most of what a tile does not need is passed over without touching the record.
type cells struct {
	byKey map[uint64][]entry
	keys  []uint64 // of all cells, ascending; row above column
	dirty bool     // keys lacks some, or has some that are gone
	mixed bool     // records were added in another order than compare's
	wide  []uint32 // records that would fill too many cells, by id
}

// entry is a record in a cell. Its box is relative to the cell; a bound's highest bit says that the box goes on beyond
// the cell's west or north side.
type entry struct {
	minX, minY, maxX, maxY uint16
	record                 uint32
}

const goesOn = 1 << cellBits

func (c *cells) init() { c.byKey = map[uint64][]entry{} }

// cellsOf returns the cells a box meets, all bounds inclusive.
func cellsOf(b worldBox) tileRange {
	return tileRange{b.minX >> cellBits, b.minY >> cellBits, b.maxX >> cellBits, b.maxY >> cellBits}
}

func cellKey(x, y uint32) uint64 { return uint64(y)<<32 | uint64(x) }

// entryIn returns the entry of a box in one of its cells.
func entryIn(b worldBox, x, y, record uint32) entry {
	e := entry{maxX: goesOn - 1, maxY: goesOn - 1, record: record}
	e.minX, e.maxX = clampToCell(b.minX, b.maxX, x)
	e.minY, e.maxY = clampToCell(b.minY, b.maxY, y)
	return e
}

func clampToCell(low, high, cell uint32) (from, to uint16) {
	from, to = goesOn, goesOn-1
	if low>>cellBits == cell {
		from = uint16(low & (goesOn - 1))
	}
	if high>>cellBits == cell {
		to = uint16(high & (goesOn - 1))
	}
	return from, to
}

// add lists a record behind all others of its cells.
func (c *cells) add(t *table, i uint32) {
	box := t.record(i).box
	r := cellsOf(box)
	if r.count() > maxCells {
		c.wide = append(c.wide, i)
		return
	}
	for y := r.y0; y <= r.y1; y++ {
		for x := r.x0; x <= r.x1; x++ {
			key := cellKey(x, y)
			list, known := c.byKey[key]
			c.dirty = c.dirty || !known
			c.byKey[key] = append(list, entryIn(box, x, y, i))
		}
	}
}

// insert lists a record at its place by id and first day.
func (c *cells) insert(t *table, i uint32) {
	box := t.record(i).box
	r := cellsOf(box)
	if r.count() > maxCells {
		at, _ := slices.BinarySearchFunc(c.wide, i, t.compare)
		c.wide = slices.Insert(c.wide, at, i)
		return
	}
	for y := r.y0; y <= r.y1; y++ {
		for x := r.x0; x <= r.x1; x++ {
			key := cellKey(x, y)
			list, known := c.byKey[key]
			c.dirty = c.dirty || !known
			at, _ := slices.BinarySearchFunc(list, i, func(e entry, i uint32) int { return t.compare(e.record, i) })
			c.byKey[key] = slices.Insert(list, at, entryIn(box, x, y, i))
		}
	}
}

// remove takes a record out of its cells; the record is still there.
func (c *cells) remove(t *table, i uint32) {
	r := cellsOf(t.record(i).box)
	if r.count() > maxCells {
		c.wide = slices.DeleteFunc(c.wide, func(w uint32) bool { return w == i })
		return
	}
	for y := r.y0; y <= r.y1; y++ {
		for x := r.x0; x <= r.x1; x++ {
			key := cellKey(x, y)
			list := slices.DeleteFunc(c.byKey[key], func(e entry) bool { return e.record == i })
			c.byKey[key] = list
			if len(list) == 0 {
				delete(c.byKey, key)
				c.dirty = true
			}
		}
	}
}

// compare orders records as a tile has them.
func (t *table) compare(a, b uint32) int {
	ra, rb := t.record(a), t.record(b)
	return cmp.Or(cmp.Compare(ra.id, rb.id), cmp.Compare(ra.from, rb.from), cmp.Compare(ra.to, rb.to))
}

// settle makes the list of keys true again. It is called before readers come back.
func (c *cells) settle() {
	if !c.dirty {
		return
	}
	c.keys = c.keys[:0]
	for key := range c.byKey {
		c.keys = append(c.keys, key)
	}
	slices.Sort(c.keys)
	c.dirty = false
}

// arrange puts the lists in the order of compare if records were added in another.
func (c *cells) arrange(t *table) {
	if !c.mixed {
		return
	}
	for _, list := range c.byKey {
		slices.SortFunc(list, func(a, b entry) int { return t.compare(a.record, b.record) })
	}
	slices.SortFunc(c.wide, t.compare)
	c.mixed = false
}

// trim gives back what the lists of the cells do not use.
func (c *cells) trim() {
	for key, list := range c.byKey {
		if cap(list) > len(list)+len(list)/8 {
			c.byKey[key] = slices.Clone(list)
		}
	}
}

func (c *cells) clear() {
	clear(c.byKey)
	c.keys, c.wide, c.dirty, c.mixed = c.keys[:0], c.wide[:0], false, false
}

func (c *cells) bytes() int64 {
	n := int64(len(c.wide))*4 + int64(len(c.keys))*8
	for _, list := range c.byKey {
		n += 48 + int64(cap(list))*12
	}
	return n
}
