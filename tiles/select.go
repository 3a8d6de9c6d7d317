package tiles

import "slices"

// search appends the records whose boxes a tile asks for and that hold on a day: wide ones first, then cell by cell,
// row above column, each record at the first cell it shares with the tile; by id within a cell.
func (t *table) search(found []uint32, a Address, on moment) []uint32 {
	asked := catchment(a)
	if !asked.meets(t.box) {
		return found
	}
	for _, i := range t.cells.wide {
		if r := t.record(i); r.box.meets(asked) && r.holds(on) {
			found = append(found, i)
		}
	}
	first := len(found)
	found = t.cells.search(found, asked)
	kept := found[:first]
	for _, i := range found[first:] {
		if t.record(i).holds(on) {
			kept = append(kept, i)
		}
	}
	return kept
}

func (c *cells) search(found []uint32, asked worldBox) []uint32 {
	r := cellsOf(asked)
	if r.count() > uint64(len(c.keys)) {
		return c.searchExisting(found, asked, r)
	}
	for y := r.y0; y <= r.y1; y++ {
		for x := r.x0; x <= r.x1; x++ {
			if list := c.byKey[cellKey(x, y)]; len(list) > 0 {
				found = searchCell(found, list, asked, x, y)
			}
		}
	}
	return found
}

// searchExisting walks the cells there are, which are fewer than those of the tile.
func (c *cells) searchExisting(found []uint32, asked worldBox, r tileRange) []uint32 {
	at, _ := slices.BinarySearch(c.keys, cellKey(0, r.y0))
	for _, key := range c.keys[at:] {
		x, y := uint32(key), uint32(key>>32)
		if y > r.y1 {
			break
		}
		if r.has(x, y) {
			found = searchCell(found, c.byKey[key], asked, x, y)
		}
	}
	return found
}

// searchCell looks through one cell. A box that goes on to the west was reported there, unless this is the tile's first
// column; the same holds to the north.
func searchCell(found []uint32, list []entry, asked worldBox, x, y uint32) []uint32 {
	low, high := clampToCell(asked.minX, asked.maxX, x)
	top, bottom := clampToCell(asked.minY, asked.maxY, y)
	var seen uint16 // bits of entries that were reported before
	if low == goesOn {
		low, seen = 0, seenWest
	}
	if top == goesOn {
		top, seen = 0, seen|seenNorth
	}
	for k := range list {
		e := &list[k]
		if e.maxX < low || e.maxY < top || e.minX&(goesOn-1) > high || e.minY&(goesOn-1) > bottom {
			continue
		}
		if seen&(e.minX>>cellBits<<1|e.minY>>cellBits) == 0 {
			found = append(found, e.record)
		}
	}
	return found
}

const (
	seenNorth = 1
	seenWest  = 2
)
