package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
)

// Yardstick is what NewYardstick measures the service against.
type Yardstick struct {
	Fixed func() []byte                                           // the body that is sent as it is
	SQL   func(ctx context.Context, box geo.BBox) ([]byte, error) // the features of a box as GeoJSON, by one statement
}

// NewYardstick returns the application that `mitte bench tiles` compares the service with, and nothing else uses: /bare and
// the addresses of tiles send the fixed body without any middleware, /wrapped the same through the service's own, and /sql
// sends GeoJSON. Tiles of other sources are measured through New itself with another Deps.Tiles. It returns the errors of New.
func NewYardstick(deps Deps, y Yardstick) (*fiber.App, error) {
	service, err := New(deps)
	if err != nil {
		return nil, err
	}
	deps.Config = deps.Config.withDefaults()
	if deps.Metrics == nil {
		deps.Metrics = noMetrics{}
	}
	a := &api{
		Deps:      deps,
		reads:     newLimiter(deps.Clock, deps.Config.ReadsPerMinute),
		tileReads: newLimiter(deps.Clock, deps.Config.TilesPerMinute),
	}
	fixed := func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, vectorTile)
		c.Response().SetBodyRaw(y.Fixed())
		return nil
	}
	app := fiber.New(service.Config())
	app.Get("/bare", fixed)
	app.Get(tilePattern, fixed)
	for _, r := range []route{
		public("/wrapped", tile, true, fixed),
		public("/sql", read, true, boxed(y.SQL)),
	} {
		app.Get(r.pattern, a.observed(r, a.serve(r)))
	}
	return app, nil
}

// boxed sends what of returns for the parameter bbox.
func boxed(of func(context.Context, geo.BBox) ([]byte, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		q := bind(c, "bbox")
		box := q.bbox("bbox")
		if err := q.err(); err != nil {
			return err
		}
		if box == nil {
			return fiber.ErrBadRequest
		}
		body, err := of(c.UserContext(), *box)
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, geoJSON)
		c.Response().SetBodyRaw(body)
		return nil
	}
}
