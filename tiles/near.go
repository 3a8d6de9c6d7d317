package tiles

import (
	"cmp"
	"slices"
)

// near is a record on its way to an answer by ascending id.
type near struct {
	id     uint64
	record uint32
}

// near appends the records whose boxes meet the pane, by id and first day, each once. It reports false if it would have
// to look at more than most.
func (t *table) near(found []near, a *pane, most int) ([]near, bool) {
	asked := t.box
	if !a.everywhere {
		asked = a.outer.world()
	}
	switch {
	case t.rows == 0 || !asked.meets(t.box):
		return found, true
	case len(t.cells.wide) > most || t.cells.crowd(asked, most) > most:
		return found, false
	}
	listed := t.cells.search(nil, asked)
	found = slices.Grow(found, len(listed))
	for _, i := range t.cells.wide {
		if r := t.record(i); r.box.meets(asked) {
			found = append(found, near{r.id, i})
		}
	}
	for _, i := range listed {
		found = append(found, near{t.record(i).id, i})
	}
	slices.SortFunc(found, func(a, b near) int {
		if a.id != b.id {
			return cmp.Compare(a.id, b.id)
		}
		return cmp.Compare(t.record(a.record).from, t.record(b.record).from)
	})
	return found, true
}

// crowd counts what is listed in the cells of a box, until it is more than most.
func (c *cells) crowd(asked worldBox, most int) int {
	n, r := 0, cellsOf(asked)
	if r.count() > uint64(len(c.keys)) {
		at, _ := slices.BinarySearch(c.keys, cellKey(0, r.y0))
		for _, key := range c.keys[at:] {
			if uint32(key>>32) > r.y1 || n > most {
				break
			}
			if r.has(uint32(key), uint32(key>>32)) {
				n += len(c.byKey[key])
			}
		}
		return n
	}
	for y := r.y0; y <= r.y1 && n <= most; y++ {
		for x := r.x0; x <= r.x1 && n <= most; x++ {
			n += len(c.byKey[cellKey(x, y)])
		}
	}
	return n
}
