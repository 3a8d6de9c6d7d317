package tiles

import "iter"

// A table whose layer stays in the database is away: it has a ledger instead of records.

// awayTable returns an empty table of a layer that stays in the database.
func (s *snapshot) awayTable(l *Layer) *table {
	t := newTable(l)
	t.ledger = newLedger(l.Dated)
	if layerIndex(l.Name) == s.census.units {
		t.ledger.vacant = s.census.isVacantRow
	}
	return t
}

// sendAway returns a table that has a ledger of the records of t.
func (s *snapshot) sendAway(t *table, l *Layer) *table {
	out := s.awayTable(l)
	out.ledger.each = float64(t.bytes()) / float64(max(t.rows, 1))
	var w looseRow
	for id := range t.ids.all() {
		for i := range t.recordsOf(id) {
			r, f := t.record(i), t.feature(i)
			out.take(&row{id: id, from: r.from, to: r.to, goesOn: r.goesOn, points: f.points, loose: t.loosened(&w, f.values)})
		}
	}
	return out
}

// take keeps a row that comes after all others, in full or in the ledger.
func (t *table) take(r *row) {
	if t.ledger == nil {
		t.append(r)
		return
	}
	box := boxOf(r.points)
	t.ledger.add(r, box)
	t.box = t.box.union(box)
	t.rows = t.ledger.rows
}

// note replaces what the ledger has under an id.
func (t *table) note(id uint64, rows []row) {
	t.ledger.remove(id)
	for i := range rows {
		t.take(&rows[i])
	}
	t.rows = t.ledger.rows
}

// maxKeptValues is the number of values above which an emptied table forgets its dictionary.
const maxKeptValues = 1 << 14

// empty forgets the records and keeps some memory for the next ones.
func (t *table) empty() {
	t.records.clear()
	t.points.clear()
	t.rings.clear()
	t.values.clear()
	t.cells.clear()
	t.ids.clear()
	t.free, t.rows, t.lastID, t.box = t.free[:0], 0, 0, noBox
	if t.dictionary.size() > maxKeptValues {
		t.dictionary = newDictionary()
	}
}

// has reports whether there is a feature, in memory or in the database.
func (t *table) has(id uint64) bool {
	if t.ledger != nil {
		return t.ledger.has(id)
	}
	_, there := t.ids.find(id)
	return there
}

// features is the number of features, in memory or in the database.
func (t *table) features() int {
	if t.ledger != nil {
		return t.ledger.features
	}
	return t.ids.count
}

func (t *table) everyID() iter.Seq[uint64] {
	if t.ledger != nil {
		return t.ledger.ids()
	}
	return func(yield func(uint64) bool) {
		for id := range t.ids.all() {
			if !yield(id) {
				return
			}
		}
	}
}
