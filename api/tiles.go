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
	layers, z, x, y := tilePath(c.Path())
	address, err := tiles.ParseAddress(z, x, y)
	if err != nil {
		return err
	}
	set, err := tiles.ParseSet(layers)
	if err != nil {
		return err
	}
	start := a.Clock.Now()
	asked, err := a.tileQuery(c, set, geo.DateOf(start))
	if err != nil {
		return err
	}
	accepted := parseCodings(string(c.Request().Header.PeekCanonical(acceptEncoding)))
	if !accepted.gzip && !accepted.plain && !accepted.zstd {
		return fiber.NewError(fiber.StatusNotAcceptable, "zstd, gzip and identity are available")
	}
	keep := asked.version == nil || a.reached(c, *asked.version)
	t, err := a.Tiles.Tile(context.Background(), tiles.Request{
		Set: set, Address: address, At: asked.day, Today: asked.today, Filter: asked.filter, Patience: a.Config.TileDeadline,
		Zstd: accepted.preferZstd || (!accepted.gzip && !accepted.plain), Gzip: accepted.preferGzip || !accepted.plain, Plain: accepted.plain,
	})
	result := t.Result
	if err != nil {
		result = "error"
		if fault.KindOf(err) == fault.Unavailable {
			c.Set(fiber.HeaderRetryAfter, "1")
		}
	} else if sent := sendTile(c, t, keep); sent == fiber.StatusNotModified {
		result = "notmod"
	}
	a.Metrics.Tile(result)
	if err == nil && t.Result == "build" {
		a.Metrics.Made(set, address.Z, a.Clock.Now().Sub(start))
	}
	return err
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
