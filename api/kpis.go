package api

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/kpi"
	"mitte/geo/people"
)

// kpiRoutes give the figures of the town, of an area or of a street.
func (a *api) kpiRoutes() []route {
	readers := []people.Role{people.Planner, people.Staff, people.Admin}
	return []route{
		{method: fiber.MethodGet, pattern: "/api/v1/kpis", class: report, may: readers, handler: a.kpis},
		{method: fiber.MethodGet, pattern: "/api/v1/kpis/beside", class: report, may: readers, handler: a.kpisBeside},
	}
}

func (a *api) kpis(c *fiber.Ctx) error {
	q := bind(c, append(slices.Concat(pathParameters, areaParameters), "side", "at", "known_at", "compare_at", "since", "until", "format")...)
	ask := kpi.Question{
		At: q.at(geo.Date{}), CompareAt: q.day("compare_at", geo.Date{}), Period: q.period("since", "until"), KnownAt: q.knownAt(),
	}
	along := q.path()
	along.Side = q.side()
	if along.SegmentID != 0 || along.Segments != nil || along.Street != "" || !along.Line.IsZero() {
		ask.Scope.Along = &along
	}
	if area := q.area(); area.AreaID != 0 || !area.Polygon.IsZero() || !area.Centre.IsZero() {
		ask.Scope.Inside = &area
	}
	if ask.Scope.Along != nil && ask.Scope.Inside != nil {
		q.refuse("area_id", "unknown_value", "an area or a street, not both")
	}
	format := q.one("format", []string{"json", "csv"})
	if err := q.err(); err != nil {
		return err
	}
	if a.KPI == nil {
		return errNoOffice
	}
	found, err := a.KPI.Ask(c.UserContext(), actor(c), ask)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	if format == "csv" {
		return sendFiguresSheet(c, &found)
	}
	return send(c, plainJSON, "", kpiJSON(&found))
}
