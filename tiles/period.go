package tiles

import "mitte/geo"

// moment is the day a tile shows, and today, both in days since 1970.
type moment struct{ day, today int32 }

// holds reports whether a record shows on a day.
func (r *record) holds(on moment) bool {
	return r.from <= on.day && (on.day < r.to || (r.goesOn && on.day <= on.today))
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
	var boxes []worldBox
	for _, first := range t.ids {
		for i := first; i != noRecord; {
			r := t.record(i)
			if r.goesOn || (r.from > from && r.from <= to) || (r.to > from && r.to <= to) {
				boxes = append(boxes, r.box)
			}
			i = r.next
		}
	}
	return boxes
}
