package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/vacancy"
)

// spaceOfficeRoutes are how the office reads space requests, and which units fit them.
func (a *api) spaceOfficeRoutes() []route {
	get := func(pattern string, class class, handler fiber.Handler) route {
		return route{
			method: fiber.MethodGet, pattern: pattern, class: class, may: []people.Role{people.Planner, people.Staff, people.Admin},
			handler: a.answering(handler),
		}
	}
	return []route{
		get("/api/v1/space-requests", read, a.spaces),
		get("/api/v1/space-requests/:id", read, a.space),
		get("/api/v1/space-requests/:id/matches", report, a.spaceMatches),
		get("/api/v1/staff/units/:id/space-requests", report, a.spacesForUnit),
		{
			method: fiber.MethodPatch, pattern: "/api/v1/space-requests/:id", class: write, may: []people.Role{people.Staff},
			handler: a.answering(a.alterSpace),
		},
	}
}

func (a *api) spaces(c *fiber.Ctx) error {
	q := bind(c, "status", "use", "limit")
	w := enquiry.WantedSpaces{
		Statuses: asTyped[enquiry.SpaceStatus](q.choice("status", texts(enquiry.SpaceStatuses()))), Uses: q.choice("use", vacancy.UseTypes()),
		Limit: q.number("limit", usuallyShown, mostListed),
	}
	if err := q.err(); err != nil {
		return err
	}
	found, more, err := a.Enquiry.Spaces(c.UserContext(), actor(c), w)
	if err != nil {
		return err
	}
	list := make([]spaceDocument, len(found))
	for i := range found {
		list[i] = describeSpace(&found[i])
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"requests": list, "more": more})
}

func (a *api) space(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	it, err := a.Enquiry.Space(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return sendSpace(c, &it)
}

func sendSpace(c *fiber.Ctx, it *enquiry.SpaceItem) error {
	body, err := json.Marshal(describeSpace(it))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, versionTag(it.Version, body))
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, plainJSON)
	return c.Send(body)
}

func (a *api) alterSpace(c *fiber.Ctx) error {
	var body struct {
		Status enquiry.SpaceStatus `json:"status"`
	}
	id, version, err := changeInto(c, pathID, &body)
	if err != nil {
		return err
	}
	it, err := a.Enquiry.AlterSpace(c.UserContext(), a.asker(c), id, version, body.Status)
	if fault.KindOf(err) == fault.Stale {
		if now, failed := a.Enquiry.Space(c.UserContext(), actor(c), id); failed == nil {
			if current, failed := json.Marshal(describeSpace(&now)); failed == nil {
				return &staleError{err, current}
			}
		}
	}
	if err != nil {
		return err
	}
	return sendSpace(c, &it)
}

func (a *api) spaceMatches(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bindLanguage(c, "min_score")
	least := 0
	if _, given := q.values["min_score"]; given {
		least = q.number("min_score", 0, 100)
	}
	if err := q.err(); err != nil {
		return err
	}
	it, err := a.Enquiry.Space(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	found, err := a.Enquiry.SpaceMatches(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	w, list := speaks(c), []matchDocument{}
	for i := range found {
		m := &found[i]
		if m.Score >= least {
			list = append(list, matchDocument{m.UnitID, m.UnitRef, m.Name, m.Status, m.Public, m.Score, w.criteria(m, &it.Sought)})
		}
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"matches": list})
}

func (a *api) spacesForUnit(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bindLanguage(c).err(); err != nil {
		return err
	}
	found, err := a.Enquiry.SpacesFor(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	w, list := speaks(c), make([]seekerDocument, len(found))
	for i := range found {
		k := &found[i]
		list[i] = seekerDocument{describeSpace(&k.SpaceItem), k.Match.Score, w.criteria(&k.Match, &k.Sought)}
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"requests": list})
}
