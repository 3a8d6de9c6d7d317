package works

import "mitte/geo"

// Worksite is what an edit makes of nothing, as far as others feel it; section is the stored one that it will take the place
// of, 0 for none. Phases keep the ids they are named by. What is wrong with the edit is for Check to say.
func (e *SectionEdit) Worksite(section int64, today geo.Date) Worksite {
	base := newContent()
	for i := range e.Phases.Value {
		if id := e.Phases.Value[i].ID; id != 0 {
			p := newPhase(i)
			p.ID = id
			base.Phases = append(base.Phases, p)
		}
	}
	c, _ := e.apply(base)
	return c.worksite(section, today)
}

// worksite is what a content does to others, in metres where those are known. Phases that are called off do nothing to anybody.
func (c *Content) worksite(section int64, today geo.Date) Worksite {
	goesOn := (c.Status == "active" || c.Status == "suspended") && c.ActualEnd.IsZero()
	site := Worksite{
		SectionID: section, Ground: either(c.GeomM, c.Geom), Terms: c.Impact.terms(),
		Period: daysRow{c.start(), c.end(), goesOn}.period(today),
	}
	for i := range c.Phases {
		p := &c.Phases[i]
		if p.Status == "cancelled" {
			continue
		}
		site.Phases = append(site.Phases, WorksitePhase{
			ID: p.ID, Place: i, Kind: p.Kind, Ground: either(p.GeomM, p.Geom), Terms: p.Impact.terms(),
			Period: daysRow{p.start(), p.end(), p.Status == "active" && p.ActualEnd.IsZero()}.period(today),
		})
	}
	return site
}

func either(metres, lonLat geo.Geom) geo.Geom {
	if metres.IsZero() {
		return lonLat
	}
	return metres
}

func (i *ImpactContent) terms() *Terms {
	if i == nil {
		return nil
	}
	return &Terms{
		Pedestrian: i.Pedestrian, MinWidthM: i.MinWidthM, StepFree: i.StepFree, Vehicle: i.Vehicle, ClearWidthM: i.VehicleClearWidthM,
		DeliveryWindow: i.DeliveryWindow, Waste: i.WastePoint, ParkingLost: i.ParkingSpacesLost, Noise: i.NoiseLevel,
		NoteDe: i.AccessNoteDe, NoteEn: i.AccessNoteEn,
	}
}
