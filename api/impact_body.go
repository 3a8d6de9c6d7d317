package api

import (
	"cmp"
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/works"
)

// drawnQuestion reads what is being drawn: its area, days, impacts and phases as in the document of a section.
func drawnQuestion(c *fiber.Ctx) (works.Question, error) {
	body, err := bodyObject(c)
	if err != nil {
		return works.Question{}, err
	}
	var ground works.Given[geo.Geom]
	var from, to works.Given[geo.Date]
	var reach works.Given[float64]
	var impact works.Given[*works.ImpactEdit]
	ask := works.Question{Site: works.Worksite{SectionID: body.id("section_id")}}
	body.geometry("geometry", &ground, "Polygon", "MultiPolygon")
	body.day("from", &from)
	body.day("to", &to)
	value(body, "reach_m", &reach)
	body.impactEdit(&impact)
	phases, _ := body.objects("phases")
	for _, p := range phases {
		if e := p.phaseEdit(); e.Status.Value != "cancelled" {
			ask.Site.Phases = append(ask.Site.Phases, drawnPhase(&e))
		}
	}
	body.done()
	if ground.Value.IsZero() && len(*body.wrong) == 0 {
		body.refuse("geometry", "required", "an area is needed")
	}
	if reach.Value < 0 || reach.Value > works.MaxReachM {
		body.refuse("reach_m", "out_of_range", "the value is out of range")
	}
	if !from.Value.IsZero() && !to.Value.IsZero() && !from.Value.Before(to.Value) {
		body.refuse("to", "period.empty", "the end comes after the beginning")
	}
	ask.Site.Ground, ask.ReachM = ground.Value, reach.Value
	ask.Site.Period = geo.Period{From: from.Value, To: to.Value}
	ask.Site.Terms = drawnTerms(impact.Value)
	return ask, body.err()
}

// drawnPhase takes the days that happened before those that were planned.
func drawnPhase(e *works.PhaseEdit) works.WorksitePhase {
	p := works.WorksitePhase{
		ID: e.ID, Kind: e.Kind.Value, Ground: e.Geometry.Value, Terms: drawnTerms(e.Impact.Value),
		Period: geo.Period{From: e.PlannedFrom.Value, To: e.PlannedTo.Value},
	}
	if !e.ActualStart.Value.IsZero() {
		p.Period.From = e.ActualStart.Value
	}
	if !e.ActualEnd.Value.IsZero() {
		p.Period.To = e.ActualEnd.Value.AddDays(1)
	}
	return p
}

// drawnTerms fills what is not said with what a new impact begins with.
func drawnTerms(e *works.ImpactEdit) *works.Terms {
	if e == nil {
		return nil
	}
	t := &works.Terms{
		Pedestrian: cmp.Or(e.Pedestrian.Value, "open"), MinWidthM: e.MinWidthM.Value, StepFree: !e.StepFree.Set || e.StepFree.Value,
		Vehicle: cmp.Or(e.Vehicle.Value, "open"), ClearWidthM: e.VehicleClearWidthM.Value, Waste: e.WastePoint.Value,
		ParkingLost: e.ParkingSpacesLost.Value, Noise: cmp.Or(e.NoiseLevel.Value, "minor"),
		NoteDe: e.AccessNoteDe.Value, NoteEn: e.AccessNoteEn.Value,
	}
	if windows, err := json.Marshal(e.DeliveryWindow.Value); err == nil && len(e.DeliveryWindow.Value) > 0 {
		t.DeliveryWindow = windows
	}
	return t
}
