package tiles

import (
	"iter"
	"slices"

	"mitte/geo"
)

// moment is the day a tile shows, and today, both in days since 1970.
type moment struct{ day, today int32 }

// holds reports whether a record shows on a day.
func (r *record) holds(on moment) bool { return on.within(r.from, r.to, r.goesOn) }

func (r *stay) holds(on moment) bool { return on.within(r.from, r.to, r.goesOn) }

func (m moment) within(from, to int32, goesOn bool) bool {
	return from <= m.day && (m.day < to || (goesOn && m.day <= m.today))
}

// dayNumber counts days since 1970; for no day it returns none.
func dayNumber(d geo.Date, none int32) int32 {
	if d.IsZero() {
		return none
	}
	return int32(d.Time().Unix() / 86400)
}

// turned is what a new day changes in a layer without an edit.
type turned struct {
	layer int
	ids   []uint64   // the features that today shows otherwise, ascending
	box   worldBox   // around those
	every []uint64   // those, and the ones that go on until today, which another day shows otherwise
	boxes []worldBox // of every
}

// turned finds what may look otherwise in a dated layer when today moves from one day to another, in either direction: a
// row begins or ends between them, or goes on until today.
func (t *table) turned(from, to int32) turned {
	if from > to {
		from, to = to, from
	}
	out := turned{box: noBox}
	if t.ledger != nil {
		for id, stays := range t.ledger.stays {
			out.judge(id, slices.Values(stays), from, to)
		}
	} else {
		for id := range t.ids.all() {
			out.judge(id, t.staysOf(id), from, to)
		}
	}
	slices.Sort(out.ids)
	return out
}

// staysOf visits the times of a feature whose rows are in memory.
func (t *table) staysOf(id uint64) iter.Seq[stay] {
	return func(yield func(stay) bool) {
		for i := range t.recordsOf(id) {
			if r := t.record(i); !yield(stay{box: r.box, from: r.from, to: r.to, goesOn: r.goesOn}) {
				return
			}
		}
	}
}

// judge adds a feature if one of its times begins or ends after from and not after to, or goes on.
func (c *turned) judge(id uint64, stays iter.Seq[stay], from, to int32) {
	passed := func(day int32) bool { return from < day && day <= to }
	edge, goesOn, box := false, false, noBox
	for s := range stays {
		edge = edge || passed(s.from) || passed(s.to)
		goesOn = goesOn || s.goesOn
		box = box.union(s.box)
	}
	if edge {
		c.ids, c.box = append(c.ids, id), c.box.union(box)
	}
	if edge || goesOn {
		c.every, c.boxes = append(c.every, id), append(c.boxes, box)
	}
}
