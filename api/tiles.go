package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/tiles"
)

const vectorTile = "application/vnd.mapbox-vector-tile"

func (a *api) tile(c *fiber.Ctx) error {
	asked, err := tileNamed(c.Path())
	if err != nil {
		return err
	}
	start := a.Clock.Now()
	version, err := tileQuery(c, &asked, geo.DateOf(start))
	if err != nil {
		return err
	}
	if !accept(&asked, c.Context()) {
		return fiber.NewError(fiber.StatusNotAcceptable, "zstd, gzip and identity are available")
	}
	asked.Patience = a.Config.TileDeadline
	keep := version == nil || a.reached(c, *version)
	t, err := a.Tiles.Tile(context.Background(), asked)
	if err != nil {
		a.Metrics.Tile("error")
		if fault.KindOf(err) == fault.Unavailable {
			c.Set(fiber.HeaderRetryAfter, "1")
		}
		return err
	}
	a.Metrics.Tile(sendTile(c.Context(), t, keep))
	if t.Result == "build" {
		a.Metrics.Made(asked.Set, asked.Address.Z, a.Clock.Now().Sub(start))
	}
	return nil
}

func (a *api) tileJSON(c *fiber.Ctx) error {
	set, about, err := a.describe(c)
	if err != nil {
		return err
	}
	body, err := tiles.TileJSON(set, about, a.Config.PublicURL)
	if err != nil {
		return err
	}
	return send(c, plainJSON, strongTag(body), body)
}

func (a *api) tileMetadata(c *fiber.Ctx) error {
	set, about, err := a.describe(c)
	if err != nil {
		return err
	}
	body, err := tiles.Metadata(set, about)
	if err != nil {
		return err
	}
	return send(c, plainJSON, strongTag(body), body)
}

func (a *api) describe(c *fiber.Ctx) (tiles.Set, tiles.Description, error) {
	set, err := tiles.ParseSet(c.Params("layers"))
	if err != nil {
		return 0, tiles.Description{}, err
	}
	if err := bind(c).err(); err != nil {
		return 0, tiles.Description{}, err
	}
	version := ""
	if a.Changes != nil {
		version = a.Changes.Version() // before the data are read, so that they are not older
	}
	about, err := a.About.Describe(c.UserContext(), set)
	about.DataVersion = version
	return set, about, err
}
