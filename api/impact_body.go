package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/works"
)

// drawnQuestion reads what is being drawn: its area, days, impacts and phases as in the document of a section.
func drawnQuestion(c *fiber.Ctx, today geo.Date) (works.Question, error) {
	body, err := bodyObject(c)
	if err != nil {
		return works.Question{}, err
	}
	var reach works.Given[float64]
	var edit works.SectionEdit
	section := body.id("section_id")
	body.geometry("geometry", &edit.Geometry, "Polygon", "MultiPolygon")
	body.day("from", &edit.PlannedFrom)
	body.day("to", &edit.PlannedTo)
	value(body, "reach_m", &reach)
	body.impactEdit(&edit.Impact)
	body.phaseEdits(&edit.Phases)
	body.done()
	if edit.Geometry.Value.IsZero() && len(*body.wrong) == 0 {
		body.refuse("geometry", "required", "an area is needed")
	}
	if reach.Value < 0 || reach.Value > works.MaxReachM {
		body.refuse("reach_m", "out_of_range", "the value is out of range")
	}
	if _, err := geo.NewPeriod(edit.PlannedFrom.Value, edit.PlannedTo.Value); err != nil {
		body.refuse("to", "period.empty", "the end comes after the beginning")
	}
	return works.Question{Site: edit.Worksite(section, today), ReachM: reach.Value}, body.err()
}
