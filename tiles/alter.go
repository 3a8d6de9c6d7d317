package tiles

import "slices"

// put replaces everything the table has under an id by rows, which may be none. It reports the boxes before and after,
// and false if nothing changed.
func (t *table) put(id uint64, rows []row) (before, after worldBox, changed bool) {
	before, after = t.boxOf(id), noBox
	for i := range rows {
		after = after.union(boxOf(rows[i].points))
	}
	if t.ledger != nil {
		t.note(id, rows)
		return before, after, true
	}
	if t.same(id, rows) {
		return before, after, false
	}
	t.remove(id)
	for i := range rows {
		at := t.store(&rows[i])
		f := t.feature(at)
		t.record(at).safeZ = safeZoom(&f)
		t.cells.insert(t, at)
	}
	t.cells.settle()
	return before, after, true
}

func (t *table) boxOf(id uint64) worldBox {
	b := noBox
	for i := range t.recordsOf(id) {
		b = b.union(t.record(i).box)
	}
	return b
}

// recordsOf visits the records of an id, by their first day.
func (t *table) recordsOf(id uint64) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		i, ok := t.ids.find(id)
		if !ok {
			i = noRecord
		}
		for i != noRecord {
			next := t.record(i).next
			if !yield(i) {
				return
			}
			i = next
		}
	}
}

// same reports whether the table has just these rows already.
func (t *table) same(id uint64, rows []row) bool {
	n := 0
	for i := range t.recordsOf(id) {
		if n == len(rows) || !t.sameRow(i, &rows[n]) {
			return false
		}
		n++
	}
	return n == len(rows)
}

func (t *table) sameRow(i uint32, r *row) bool {
	rec, f := t.record(i), t.feature(i)
	t.scratch = t.pack(t.scratch[:0], r.loose)
	return rec.from == r.from && rec.to == r.to && rec.goesOn == r.goesOn && rec.kind == r.kind &&
		equal(f.points, r.points) && equal(f.rings, r.rings) && equal(f.values, t.scratch)
}

func (t *table) remove(id uint64) {
	lastPoints := uint32(noRecord)
	for i := range t.recordsOf(id) {
		r := t.record(i)
		f := t.feature(i)
		t.cells.remove(t, i)
		if r.points != lastPoints {
			lastPoints = r.points
			t.points.dead += int(r.count)
			if r.rings != noRings {
				t.rings.dead += len(f.rings) + 1
			}
		}
		t.values.dead += len(f.values) + varintLen(uint64(len(f.values)))
		*r = record{}
		t.free = append(t.free, i)
		t.rows--
	}
	t.ids.remove(id)
}

// wasteful reports whether so much of the table is dead that it should be written anew.
func (t *table) wasteful() bool {
	return t.points.wasteful() || t.values.wasteful() || t.rings.wasteful()
}

// rewritten returns a table with the same rows and no dead space. It only reads, so readers may go on meanwhile.
func (t *table) rewritten() *table {
	n := &table{
		name: t.name, fields: slices.Clone(t.fields), bitmap: t.bitmap, dictionary: newDictionary(),
		ids: newDirectory(), box: noBox,
	}
	n.cells.init()
	var w looseRow
	for id := range t.ids.all() {
		for i := range t.recordsOf(id) {
			rec, f := t.record(i), t.feature(i)
			n.append(&row{
				id: id, kind: rec.kind, from: rec.from, to: rec.to, goesOn: rec.goesOn, points: f.points, rings: f.rings,
				loose: t.loosened(&w, f.values),
			})
			n.record(n.lastOf(id)).safeZ = rec.safeZ
		}
	}
	n.finish()
	return n
}

// loosened turns stored values back into a loose row.
func (t *table) loosened(w *looseRow, values []byte) []byte {
	r := valueReader{table: t, rest: values}
	r.begin()
	w.begin()
	for r.next() {
		if r.dict {
			w.put(r.field, t.dictionary.value(r.index))
		} else {
			w.put(r.field, r.raw)
		}
	}
	return w.done()
}

func (t *table) sortedIDs() []uint64 {
	ids := make([]uint64, 0, t.ids.count)
	for id := range t.ids.all() {
		ids = append(ids, id)
	}
	return ids
}

// bytes estimates what the table takes in memory.
func (t *table) bytes() int64 {
	if t.ledger != nil {
		return t.ledger.bytes()
	}
	return t.records.bytes() + t.points.bytes() + t.rings.bytes() + t.values.bytes() +
		t.dictionary.bytes() + t.cells.bytes() + t.ids.bytes()
}
