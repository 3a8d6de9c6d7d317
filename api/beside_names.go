package api

import (
	"strconv"
	"strings"

	"mitte/geo/kpi"
)

// nameThem says in words what each place is: what was drawn is counted and measured, of one side the side is told.
func (w words) nameThem(found []kpi.Answer, scopes []kpi.Scope) {
	drawn := map[string]int{}
	for i := range found {
		a, s := &found[i], &scopes[i]
		if a.Name == "" {
			a.Name = w.drawn(a, s, drawn)
		}
		if s.Along != nil && s.Along.Side != "" {
			a.Name += ", " + sheetWord(s.Along.Side, string(w))
		}
	}
}

// drawn names what has no name of its own; n counts what was drawn so far, by its kind.
func (w words) drawn(a *kpi.Answer, s *kpi.Scope, n map[string]int) string {
	kind, size := "", ""
	switch {
	case s.Along != nil && s.Along.Line.IsZero():
		return w.T("beside_segment", segmentsOf(s))
	case s.Along != nil:
		kind, size = "beside_line", w.spaced(a.LengthM, 0)
	case s.Inside.Centre.IsZero():
		kind, size = "beside_outline", w.spaced(a.SizeM2, 0)
	default:
		kind, size = "beside_round", w.spaced(s.Inside.RadiusM, 0)
	}
	n[kind]++
	return w.T(kind, strconv.Itoa(n[kind]), size)
}

func segmentsOf(s *kpi.Scope) string {
	if s.Along.SegmentID != 0 {
		return strconv.FormatInt(s.Along.SegmentID, 10)
	}
	ids := make([]string, len(s.Along.Segments))
	for i, id := range s.Along.Segments {
		ids[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(ids, ", ")
}
