package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/works"
)

// impactRoutes say whom a section affects: while it is drawn, and as it is stored.
func (a *api) impactRoutes() []route {
	readers := []people.Role{people.Planner, people.Staff, people.Admin}
	return []route{
		{method: fiber.MethodPost, pattern: "/api/v1/impact", class: write, may: readers, handler: a.impactOfDrawing},
		{method: fiber.MethodGet, pattern: "/api/v1/sections/:id/impact", class: report, may: readers, handler: a.impactOfSection},
	}
}

// impactOfDrawing changes nothing. It is a POST because what is drawn does not fit into an address.
func (a *api) impactOfDrawing(c *fiber.Ctx) error {
	ask, err := drawnQuestion(c, geo.Today(a.Clock))
	if err != nil {
		return err
	}
	if a.Reckoner == nil {
		return errNoOffice
	}
	found, err := a.Reckoner.Affected(c.UserContext(), ask)
	if err != nil {
		return err
	}
	return sendImpact(c, &found)
}

func (a *api) impactOfSection(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bind(c, "from", "to", "phase_id", "reach_m", "format")
	ask := works.SectionQuestion{Period: q.period("from", "to"), PhaseID: q.id("phase_id"), ReachM: q.metres("reach_m", works.MaxReachM)}
	format := q.choice("format", []string{"json", "csv"})
	if len(format) > 1 {
		q.refuse("format", "unknown_value", "one format at a time")
	}
	if err := q.err(); err != nil {
		return err
	}
	if a.Reckoner == nil {
		return errNoOffice
	}
	found, err := a.Reckoner.OfSection(c.UserContext(), id, ask)
	if err != nil {
		return err
	}
	if len(format) == 1 && format[0] == "csv" {
		return sendImpactSheet(c, id, &found)
	}
	return sendImpact(c, &found)
}

// errNoOffice is the answer of a service where nobody signs in.
var errNoOffice = fault.New(fault.NotFound, "not_found", "nobody signs in here")

func sendImpact(c *fiber.Ctx, found *works.Affected) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return send(c, plainJSON, "", impactJSON(found))
}

// period reads two days, the second one the first after the period.
func (q *query) period(from, to string) geo.Period {
	p := geo.Period{From: q.day(from, geo.Date{}), To: q.day(to, geo.Date{})}
	if !p.From.IsZero() && !p.To.IsZero() && !p.From.Before(p.To) {
		q.refuse(to, "period.empty", "the end comes after the beginning")
	}
	return p
}

// metres reads a length above 0, 0 if it is not given.
func (q *query) metres(name string, most float64) float64 {
	text, given := q.values[name]
	if !given {
		return 0
	}
	m, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || m != m:
		q.refuse(name, "decimal", "a number is needed")
	case m <= 0 || m > most:
		q.refuse(name, "out_of_range", "the value is out of range")
	}
	return m
}
