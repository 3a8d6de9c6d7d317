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
	for i := range t.recordsOf(id) {
		r := t.record(i)
		switch {
		case !r.holds(moment{today, today}):
		case layer == s.census.parcels:
			s.grid.add(r.box.centre(), 0, n)
		default:
			s.grid.add(r.box.centre(), 1, n)
			if s.census.isVacant(t, i) {
				s.grid.add(r.box.centre(), 2, n)
			}
		}
	}
}

func (c *census) isVacant(t *table, i uint32) bool {
	f := t.feature(i)
	r := valueReader{table: t, rest: f.values}
	r.begin()
	for r.next() {
		if r.field == c.status {
			value := t.dictionary.value(r.index)
			return slices.ContainsFunc(c.vacant, func(v []byte) bool { return slices.Equal(v, value) })
		}
	}
	return false
}

// recount builds the grid anew. Nobody reads meanwhile.
func (s *snapshot) recount() {
	s.grid.reset()
	for _, layer := range [2]int{s.census.parcels, s.census.units} {
		if t := s.tables[layer]; t != nil {
			for id := range t.ids {
				s.count(layer, id, 1)
			}
		}
	}
}
