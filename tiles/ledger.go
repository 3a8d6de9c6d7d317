package tiles

import "iter"

// ledger is what memory keeps of a layer whose features stay in the database: which there are, where each counts in the
// grid, and on which days. For a layer that is always there it is 8 bytes a feature, ids being dense.
type ledger struct {
	dated    bool
	vacant   func(*row) bool   // nil for a layer whose features never are
	pages    map[uint64]*page  // the centres of a layer that is not dated, by id / pageSize
	stays    map[uint64][]stay // of a dated one
	features int
	rows     int
	each     float64 // bytes that a row would take in memory, as measured
}

const pageSize = 1024

// page holds centres by id; the zero place, a corner of the world, is of no feature.
type page [pageSize]place

// stay is a time in which a feature shows, and what it counts then.
type stay struct {
	box      worldBox
	from, to int32
	goesOn   bool
	vacant   bool
}

func newLedger(dated bool) *ledger {
	return &ledger{dated: dated, pages: map[uint64]*page{}, stays: map[uint64][]stay{}}
}

// add takes one more row of a feature.
func (l *ledger) add(r *row, box worldBox) {
	id := r.id
	l.rows++
	if l.dated {
		if l.stays[id] == nil {
			l.features++
		}
		vacant := l.vacant != nil && l.vacant(r)
		l.stays[id] = append(l.stays[id], stay{box, r.from, r.to, r.goesOn, vacant})
		return
	}
	p := l.pages[id/pageSize]
	if p == nil {
		p = new(page)
		l.pages[id/pageSize] = p
	}
	if p[id%pageSize] == (place{}) {
		l.features++
	}
	p[id%pageSize] = box.centre()
}

// remove forgets a feature.
func (l *ledger) remove(id uint64) {
	for range l.of(id) {
		l.rows--
	}
	if !l.has(id) {
		return
	}
	l.features--
	if delete(l.stays, id); !l.dated {
		l.pages[id/pageSize][id%pageSize] = place{}
	}
}

func (l *ledger) has(id uint64) bool {
	for range l.of(id) {
		return true
	}
	return false
}

// of visits the stays of a feature. The box of one that is always there is its centre.
func (l *ledger) of(id uint64) iter.Seq[stay] {
	return func(yield func(stay) bool) {
		if p := l.pages[id/pageSize]; p != nil && p[id%pageSize] != (place{}) {
			c := p[id%pageSize]
			yield(stay{box: worldBox{c.x, c.y, c.x, c.y}, from: always, to: never})
			return
		}
		for _, r := range l.stays[id] {
			if !yield(r) {
				return
			}
		}
	}
}

// ids visits all features, in no order.
func (l *ledger) ids() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for n, p := range l.pages {
			for i := range p {
				if p[i] != (place{}) && !yield(n*pageSize+uint64(i)) {
					return
				}
			}
		}
		for id := range l.stays {
			if !yield(id) {
				return
			}
		}
	}
}

// estimate is what the layer would take in memory.
func (l *ledger) estimate() int64 { return int64(float64(l.rows) * l.each) }

// bytes estimates what the ledger takes in memory.
func (l *ledger) bytes() int64 {
	const pageBytes, keyBytes, stayBytes = pageSize*8 + 32, 64, 28
	n := int64(len(l.pages)) * pageBytes
	if l.dated {
		n += int64(l.features)*keyBytes + int64(l.rows)*stayBytes
	}
	return n
}
