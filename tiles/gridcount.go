package tiles

import "slices"

// census knows which records count in the grid, and as what.
type census struct {
	parcels, units int      // layers
	status         int      // the field of units that says whether one is vacant
	vacant         [][]byte // the values that do
}

func newCensus() census {
	c := census{parcels: layerIndex("parcels"), units: layerIndex("units")}
	c.status = slices.IndexFunc(layers[c.units].Fields, func(f Field) bool { return f.Name == "vacancy_status" })
	for _, status := range []string{"vacant", "marketing", "reserved", "interim_use"} {
		c.vacant = append(c.vacant, appendText(nil, []byte(status)))
	}
	return c
}

// count adds n times what the records of an id count today.
func (s *snapshot) count(layer int, id uint64, n int32) {
	if layer != s.census.parcels && layer != s.census.units {
		return
	}
	t := s.tables[layer]
	today := s.today.Load()
	now := moment{today, today}
	if t.ledger != nil {
		for r := range t.ledger.of(id) {
			if r.holds(now) {
				s.tally(layer, r.box.centre(), r.vacant, n)
			}
		}
		return
	}
	for i := range t.recordsOf(id) {
		if r := t.record(i); r.holds(now) {
			s.tally(layer, r.box.centre(), layer == s.census.units && s.census.isVacant(t, i), n)
		}
	}
}

func (s *snapshot) tally(layer int, at place, vacant bool, n int32) {
	if layer == s.census.parcels {
		s.grid.add(at, 0, n)
		return
	}
	s.grid.add(at, 1, n)
	if vacant {
		s.grid.add(at, 2, n)
	}
}

func (c *census) isVacant(t *table, i uint32) bool {
	f := t.feature(i)
	return c.saysVacant(valueReader{table: t, rest: f.values})
}

// isVacantRow is isVacant for a row on its way into a table.
func (c *census) isVacantRow(r *row) bool {
	return c.saysVacant(valueReader{loose: true, rest: r.loose})
}

func (c *census) saysVacant(r valueReader) bool {
	r.begin()
	for r.next() {
		if r.field == c.status {
			value := r.raw
			if r.dict {
				value = r.table.dictionary.value(r.index)
			}
			return slices.ContainsFunc(c.vacant, func(v []byte) bool { return slices.Equal(v, value) })
		}
	}
	return false
}

// recount builds the grid anew. Nobody reads meanwhile.
func (s *snapshot) recount() {
	s.grid.reset()
	s.grid.anew = true
	for _, layer := range [2]int{s.census.parcels, s.census.units} {
		if t := s.tables[layer]; t != nil {
			for id := range t.everyID() {
				s.count(layer, id, 1)
			}
		}
	}
	s.grid.sumUp()
}
