package api

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

// class says how long an answer may take and which limit it counts against.
type class uint8

const (
	static class = iota // from memory: neither deadline nor limit
	read
	report // reads all of the data
	files  // likewise, to be taken away as a file
	tile   // mostly from memory: its handler passes the deadline on
	stream // ends by itself
	write  // a change by a person or program that is known; its body is JSON
	form   // a change by the public, from a plain HTML form
	upload // a change by a person or program that is known; its body is a form with a file
)

// route is one method of one address. GET answers HEAD too; a method without a route is refused.
type route struct {
	method  string
	pattern string // Fiber's
	class   class
	open    bool // may be read by pages of other origins
	handler fiber.Handler

	may         []people.Role // who may use it; nil is everybody, and then nobody is looked up
	own         bool          // about who asks, whatever his roles: also before his second factor is set up
	sessionOnly bool          // an API token does not do
	fresh       bool          // asks for a code of the second factor that is not older than ten minutes
	private     bool          // for everybody, but about who asks
}

func (r route) changes() bool { return r.class == write || r.class == form || r.class == upload }

// routes is every address there is. The OpenAPI document has the same ones, and the matrix of roles has a row for each; tests
// compare them.
func (a *api) routes() []route {
	return slices.Concat(a.publicRoutes(), a.peopleRoutes(), a.guideRoutes(), a.impactRoutes(), a.alongRoutes(), a.areaRoutes(), a.questionRoutes(), a.kpiRoutes(), a.figureRoutes(), a.officeRoutes(), a.registerRoutes(), a.mediaRoutes(), a.partyRoutes(), a.ledgerRoutes(), a.noticeRoutes(), a.subscriptionRoutes(), a.askRoutes(), a.inboxRoutes(), a.spaceRoutes(), a.spaceOfficeRoutes(), a.alertRoutes(), a.personRoutes(), a.worksRoutes(), a.legalRoutes(), a.unitRoutes(), a.pageRoutes())
}

func public(pattern string, of class, open bool, handler fiber.Handler) route {
	return route{method: fiber.MethodGet, pattern: pattern, class: of, open: open, handler: handler}
}

// publicRoutes are what everybody may read.
func (a *api) publicRoutes() []route {
	return []route{
		public("/api/v1/parcels", read, true, a.parcels),
		public("/api/v1/parcels/:id", read, true, a.parcel),
		public("/api/v1/buildings", read, true, a.buildings),
		public("/api/v1/buildings/:id", read, true, a.building),
		public("/api/v1/segments", read, true, a.segments),
		public("/api/v1/segments/:id", read, true, a.segment),
		public("/api/v1/units", read, true, a.units),
		public("/api/v1/units/by-ref/:ref", read, true, a.unitByRef),
		public("/api/v1/units/:id", read, true, a.unit),
		public("/api/v1/sections", read, true, a.sections),
		public("/api/v1/sections/:id", read, true, a.section),
		public("/api/v1/projects", read, true, a.projects),
		public("/api/v1/projects/:id", read, true, a.project),
		public("/api/v1/search", read, true, a.search),
		public("/api/v1/town", read, true, a.town),
		public("/api/v1/changes", stream, true, a.changes),
		public(tilePattern, tile, true, a.tile), // before its neighbours: it is asked for most
		public("/tiles/:layers.json", report, true, a.tileJSON),
		public("/tiles/:layers/metadata.json", report, true, a.tileMetadata),
		public("/openapi.json", static, true, a.openAPI),
		public("/livez", static, false, a.live),
		public("/readyz", read, false, a.ready),
	}
}

// pageRoutes are the map's files. They come last, because one of them fits any name.
func (a *api) pageRoutes() []route {
	return []route{
		public("/", static, false, a.asset),
		public("/assets/*", static, false, a.asset),
		public("/:file", static, false, a.asset),
	}
}

func (a *api) register(app *fiber.App) {
	all := a.routes()
	for _, r := range all {
		if r.method == fiber.MethodGet {
			app.Get(r.pattern, a.observed(r, a.serve(r)))
		} else {
			app.Add(r.method, r.pattern, a.observed(r, a.serve(r)))
		}
	}
	seen := map[string]bool{}
	for _, r := range all {
		if !seen[r.pattern] {
			seen[r.pattern] = true
			app.All(r.pattern, a.observed(bare(r), otherMethod(r.open, methodsOf(all, r.pattern))))
		}
	}
	app.Use(a.observed(route{}, func(*fiber.Ctx) error { return fiber.ErrNotFound }))
}

// bare is the address alone, for answers to methods it does not have.
func bare(r route) route { return route{pattern: r.pattern, open: r.open} }

// methodsOf lists the methods that an address has, as the header Allow does.
func methodsOf(all []route, pattern string) string {
	var methods []string
	for _, r := range all {
		if r.pattern != pattern {
			continue
		}
		if methods = append(methods, r.method); r.method == fiber.MethodGet {
			methods = append(methods, fiber.MethodHead)
		}
	}
	return strings.Join(append(methods, fiber.MethodOptions), ", ")
}

// serve puts the limit and the deadline of a route round its handler. Fiber's own context has no end, not even when the
// client leaves.
func (a *api) serve(r route) fiber.Handler {
	deadline, guarded := a.deadline(r.class), r.may != nil || r.changes()
	return func(c *fiber.Ctx) error {
		if err := a.limit(c, r.class); err != nil {
			return err
		}
		if err := wantPlain(c); err != nil {
			return err
		}
		if deadline == 0 && !guarded {
			return r.handler(c)
		}
		ctx, cancel := context.WithTimeout(context.Background(), cmp.Or(deadline, a.Config.ReadDeadline))
		defer cancel()
		c.SetUserContext(ctx)
		if guarded {
			if err := a.admit(c, r); err != nil {
				return err
			}
		}
		if deadline == 0 { // it takes its own
			c.SetUserContext(context.Background())
		}
		return r.handler(c)
	}
}

func (a *api) deadline(of class) time.Duration {
	switch of {
	case read:
		return a.Config.ReadDeadline
	case report, files, upload:
		return a.Config.ReportDeadline
	case write, form:
		return a.Config.WriteDeadline
	default: // a tile takes its own only if it has to be made
		return 0
	}
}

// otherMethod answers what a known address has no route for. Pages of other origins may read what is open, and nothing else.
func otherMethod(open bool, allowed string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderAllow, allowed)
		if c.Method() != fiber.MethodOptions {
			return fiber.ErrMethodNotAllowed
		}
		if open && c.Get(fiber.HeaderOrigin) != "" && c.Get(fiber.HeaderAccessControlRequestMethod) != "" {
			c.Set(fiber.HeaderAccessControlAllowMethods, "GET, HEAD, OPTIONS")
			c.Set(fiber.HeaderAccessControlAllowHeaders, "If-None-Match")
			c.Set(fiber.HeaderAccessControlMaxAge, "86400")
			c.Status(fiber.StatusNoContent)
			return nil
		}
		c.Status(fiber.StatusOK)
		return nil
	}
}
