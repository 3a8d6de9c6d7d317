package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
)

// class says how long an answer may take and which limit it counts against.
type class uint8

const (
	static class = iota // from memory: neither deadline nor limit
	read
	report // reads all of the data
	tile   // mostly from memory: its handler passes the deadline on
	stream // ends by itself
)

// route is one address. GET answers HEAD too; every other method is refused.
type route struct {
	method  string
	pattern string // Fiber's
	class   class
	open    bool // may be read by pages of other origins
	handler fiber.Handler
}

// routes is every address there is. The OpenAPI document has the same ones; a test compares them.
func (a *api) routes() []route {
	return []route{
		{fiber.MethodGet, "/api/v1/parcels", read, true, a.parcels},
		{fiber.MethodGet, "/api/v1/parcels/:id", read, true, a.parcel},
		{fiber.MethodGet, "/api/v1/buildings", read, true, a.buildings},
		{fiber.MethodGet, "/api/v1/buildings/:id", read, true, a.building},
		{fiber.MethodGet, "/api/v1/segments", read, true, a.segments},
		{fiber.MethodGet, "/api/v1/segments/:id", read, true, a.segment},
		{fiber.MethodGet, "/api/v1/units", read, true, a.units},
		{fiber.MethodGet, "/api/v1/units/by-ref/:ref", read, true, a.unitByRef},
		{fiber.MethodGet, "/api/v1/units/:id", read, true, a.unit},
		{fiber.MethodGet, "/api/v1/sections", read, true, a.sections},
		{fiber.MethodGet, "/api/v1/sections/:id", read, true, a.section},
		{fiber.MethodGet, "/api/v1/projects", read, true, a.projects},
		{fiber.MethodGet, "/api/v1/projects/:id", read, true, a.project},
		{fiber.MethodGet, "/api/v1/search", read, true, a.search},
		{fiber.MethodGet, "/api/v1/town", read, true, a.town},
		{fiber.MethodGet, "/api/v1/changes", stream, true, a.changes},
		{fiber.MethodGet, "/tiles/:layers/:z/:x/:y.mvt", tile, true, a.tile}, // before its neighbours: it is asked for most
		{fiber.MethodGet, "/tiles/:layers.json", report, true, a.tileJSON},
		{fiber.MethodGet, "/tiles/:layers/metadata.json", report, true, a.tileMetadata},
		{fiber.MethodGet, "/openapi.json", static, true, a.openAPI},
		{fiber.MethodGet, "/livez", static, false, a.live},
		{fiber.MethodGet, "/readyz", read, false, a.ready},
		{fiber.MethodGet, "/", static, false, a.asset},
		{fiber.MethodGet, "/assets/*", static, false, a.asset},
		{fiber.MethodGet, "/:file", static, false, a.asset},
	}
}

const allowed = "GET, HEAD, OPTIONS"

func (a *api) register(app *fiber.App) {
	all := a.routes()
	for _, r := range all {
		app.Get(r.pattern, a.observed(r, a.serve(r)))
	}
	for _, r := range all {
		app.All(r.pattern, a.observed(r, otherMethod(r)))
	}
	app.Use(a.observed(route{}, func(*fiber.Ctx) error { return fiber.ErrNotFound }))
}

// serve puts the limit and the deadline of a route round its handler. Fiber's own context has no end, not even when the
// client leaves.
func (a *api) serve(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := a.limit(c, r.class); err != nil {
			return err
		}
		deadline := a.deadline(r.class)
		if deadline == 0 {
			return r.handler(c)
		}
		ctx, cancel := context.WithTimeout(context.Background(), deadline)
		defer cancel()
		c.SetUserContext(ctx)
		return r.handler(c)
	}
}

func (a *api) deadline(of class) time.Duration {
	switch of {
	case read:
		return a.Config.ReadDeadline
	case report:
		return a.Config.ReportDeadline
	default: // a tile takes its own only if it has to be made
		return 0
	}
}

// otherMethod answers what is not GET or HEAD on a known address.
func otherMethod(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderAllow, allowed)
		if c.Method() != fiber.MethodOptions {
			return fiber.ErrMethodNotAllowed
		}
		if r.open && c.Get(fiber.HeaderOrigin) != "" && c.Get(fiber.HeaderAccessControlRequestMethod) != "" {
			c.Set(fiber.HeaderAccessControlAllowMethods, allowed)
			c.Set(fiber.HeaderAccessControlAllowHeaders, "If-None-Match")
			c.Set(fiber.HeaderAccessControlMaxAge, "86400")
			c.Status(fiber.StatusNoContent)
			return nil
		}
		c.Status(fiber.StatusOK)
		return nil
	}
}
