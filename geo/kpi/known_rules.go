package kpi

import (
	"mitte/geo"
	"mitte/geo/place"
)

// knownStock is all units as they were known at a moment, with the streets their fronts stand on.
type knownStock struct {
	units  []Unit
	at     map[int64]int // place in units, by id
	geom   []geo.Geom    // by place
	street []string      // by place: where the unit counts
	fronts [][]knownFrontRow
}

// assemble puts the rows together; they come in the order of units.
func (k *knownRows) assemble() knownStock {
	s := knownStock{at: make(map[int64]int, len(k.units))}
	for i, r := range k.units {
		s.at[r.ID] = i
		s.units = append(s.units, Unit{ID: r.ID, UseType: r.UseType, SalesAreaM2: r.SalesAreaM2, Marketable: r.Marketable})
		s.geom, s.street = append(s.geom, r.Geom), append(s.street, r.Street)
	}
	s.fronts = make([][]knownFrontRow, len(s.units))
	for _, f := range k.fronts {
		if i, ok := s.at[f.UnitID]; ok {
			s.front(i, f)
		}
	}
	events := make([][]eventRow, len(s.units))
	for _, e := range k.events {
		if i, ok := s.at[e.UnitID]; ok {
			events[i] = append(events[i], e)
		}
	}
	for i := range s.units {
		s.units[i].Runs = runsOf(events[i])
	}
	for _, o := range k.occupancies {
		if i, ok := s.at[o.UnitID]; ok {
			s.units[i].Occupancies = append(s.units[i].Occupancies, Occupancy{o.Period, o.Regular, o.ChainShopCount, o.LeaseEnd})
		}
	}
	for _, r := range k.surveys {
		if i, ok := s.at[r.UnitID]; ok {
			s.units[i].Surveys = append(s.units[i].Surveys, r.At)
		}
	}
	for i, r := range k.units {
		if u := &s.units[i]; !r.LastSurveyedAt.IsZero() && u.surveyedBefore(r.LastSurveyedAt).Before(r.LastSurveyedAt) {
			u.Surveys = append(u.Surveys, r.LastSurveyedAt)
		}
	}
	return s
}

func (s *knownStock) front(i int, f knownFrontRow) {
	s.fronts[i] = append(s.fronts[i], f)
	if f.Primary && f.Street != "" {
		s.street[i] = f.Street
	}
	sum := f.LengthM
	if before := s.units[i].FrontageM; before != nil {
		sum += *before
	}
	s.units[i].FrontageM = &sum
}

// runsOf are the runs that follow from a unit's events, in their order, as refresh_unit_state has them.
func runsOf(events []eventRow) []Run {
	out := make([]Run, len(events))
	var since eventRow
	for i, e := range events {
		run := Run{Status: e.Status, Period: geo.Period{From: e.At}}
		if i+1 < len(events) {
			run.Period.To = events[i+1].At
		}
		switch {
		case !inSpell(e.Status):
			since = eventRow{}
		case since.At.IsZero() && place.IsVacant(e.Status):
			since = e
		}
		run.VacantSince, run.AtLatest = since.At, since.AtLatest
		out[i] = run
	}
	return out
}

// byStreet gives each street its units. A corner unit counts where its main front stands, and each of its fronts where that
// stands; a front nobody has assigned counts with its unit.
func (s *knownStock) byStreet() map[string][]Unit {
	out := map[string][]Unit{}
	for i := range s.units {
		metres, which := map[string]float64{}, map[string]map[int64]bool{}
		for _, f := range s.fronts[i] {
			street := f.Street
			if street == "" {
				street = s.street[i]
			}
			if which[street] == nil {
				which[street] = map[int64]bool{}
			}
			metres[street], which[street][f.ID] = metres[street]+f.LengthM, true
		}
		home := s.street[i]
		if _, fronted := which[home]; !fronted {
			which[home] = map[int64]bool{}
		}
		for street, ids := range which {
			u := s.units[i]
			u.FrontageM, u.Fronts, u.FrontOnly = nil, ids, street != home
			if m, known := metres[street]; known {
				u.FrontageM = &m
			}
			out[street] = append(out[street], u)
		}
	}
	return out
}
