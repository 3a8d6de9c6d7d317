package tiles

import "mitte/geo"

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

// turned returns the boxes of the features that a tile may show otherwise when today moves from one day to another, in
// either direction: a row begins or ends between them, or goes on until today.
func (t *table) turned(from, to int32) []worldBox {
	if from > to {
		from, to = to, from
	}
	if t.ledger != nil {
		return t.ledger.turned(from, to)
	}
	var boxes []worldBox
	for _, first := range t.ids {
		for i := first; i != noRecord; {
			r := t.record(i)
			if turns(r.from, r.to, r.goesOn, from, to) {
				boxes = append(boxes, r.box)
			}
			i = r.next
		}
	}
	return boxes
}

// turned is table.turned.
func (l *ledger) turned(from, to int32) []worldBox {
	var boxes []worldBox
	for _, stays := range l.stays {
		for i := range stays {
			if r := &stays[i]; turns(r.from, r.to, r.goesOn, from, to) {
				boxes = append(boxes, r.box)
			}
		}
	}
	return boxes
}

// turns reports whether days that begin and end so may look otherwise when today moves between two days.
func turns(begin, end int32, goesOn bool, from, to int32) bool {
	return goesOn || (begin > from && begin <= to) || (end > from && end <= to)
}
