package api

import (
	"encoding/json"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
	"mitte/geo/place"
)

type trailDocument struct {
	Seq       int64           `json:"seq"`
	At        time.Time       `json:"at"`
	Actor     string          `json:"actor"`
	ActorName *string         `json:"actor_name"`
	Action    string          `json:"action"`
	Entity    string          `json:"entity"`
	EntityID  *int64          `json:"entity_id"`
	Before    json.RawMessage `json:"before"`
	After     json.RawMessage `json:"after"`
	IPPrefix  string          `json:"ip_prefix"`
}

// trail lists the audit trail, newest first; before is the number of the last line of the page before.
func (a *api) trail(c *fiber.Ctx) error {
	q := bind(c, "actor", "entity", "entity_id", "before", "limit")
	query := people.TrailQuery{
		Actor: q.text("actor"), Entity: q.text("entity"), EntityID: q.id("entity_id"), Before: q.id("before"),
		Limit: q.number("limit", defaultLimit, place.MaxLimit),
	}
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.People.Trail(c.UserContext(), actor(c), query)
	if err != nil {
		return err
	}
	list := make([]trailDocument, 0, len(found))
	for _, r := range found {
		list = append(list, trailDocument(r))
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"entries": list})
}
