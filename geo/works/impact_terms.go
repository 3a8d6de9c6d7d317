package works

import (
	"slices"

	"mitte/geo"
)

// worst keeps of two words the one that stands later in order.
func worst(order []string, a, b string) string {
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

// bear adds to a unit what it has to bear under some terms.
func (u *AffectedUnit) bear(t *Terms) {
	if t == nil {
		return
	}
	u.Pedestrian = worst(pedestrianOrder, u.Pedestrian, t.Pedestrian)
	u.Vehicle = worst(vehicleOrder, u.Vehicle, t.Vehicle)
	u.Noise = worst(noiseOrder, u.Noise, t.Noise)
	free := t.StepFree && (u.StepFree == nil || *u.StepFree)
	u.StepFree = &free
	if u.DeliveryWindow == nil {
		u.DeliveryWindow = t.DeliveryWindow
	}
	if u.Waste.IsZero() {
		u.Waste = t.Waste
	}
}

// termsOf are those of a phase, or the site's where it states none; of no phase (-1), the site's.
func (s *Worksite) termsOf(phase int) *Terms {
	if phase >= 0 && s.Phases[phase].Terms != nil {
		return s.Phases[phase].Terms
	}
	return s.Terms
}

// parkingLost is the most that is lost on one day.
func (s *Worksite) parkingLost(all []stretch) int {
	most := 0
	for _, x := range all {
		lost, stated := 0, false
		for _, i := range x.phases {
			if t := s.Phases[i].Terms; t != nil {
				lost, stated = lost+t.ParkingLost, true
			}
		}
		if !stated && s.Terms != nil {
			lost = s.Terms.ParkingLost
		}
		most = max(most, lost)
	}
	return most
}

// stated are the terms that hold on some of the days, the section's first; phase is 0 for it.
func (s *Worksite) stated(asked geo.Period, do func(phase int64, p geo.Period, t *Terms)) {
	one := func(phase int64, p geo.Period, t *Terms) {
		if p = common(asked, p); t != nil && (p.From.IsZero() || p.To.IsZero() || p.From.Before(p.To)) {
			do(phase, p, t)
		}
	}
	one(0, s.Period, s.Terms)
	for _, p := range s.Phases {
		one(p.ID, p.Period, p.Terms)
	}
}

func (s *Worksite) deliveries(asked geo.Period) []Delivery {
	out := []Delivery{}
	s.stated(asked, func(phase int64, p geo.Period, t *Terms) {
		out = append(out, Delivery{phase, p, t.Vehicle, t.ClearWidthM, t.DeliveryWindow, t.NoteDe, t.NoteEn})
	})
	return out
}

func (s *Worksite) wastePoints(asked geo.Period, facilities []nearFacilityRow) []WastePoint {
	out := []WastePoint{}
	s.stated(asked, func(phase int64, p geo.Period, t *Terms) {
		if !t.Waste.IsZero() {
			out = append(out, WastePoint{PhaseID: phase, Period: p, Position: t.Waste})
		}
	})
	for _, f := range facilities {
		if f.Kind == "waste_point" {
			out = append(out, WastePoint{FacilityID: f.ID, Period: f.Period, Position: f.Geom})
		}
	}
	return out
}
