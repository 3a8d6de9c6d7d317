package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/tiles"
)

const vectorTile = "application/vnd.mapbox-vector-tile"

func (a *api) tile(c *fiber.Ctx) error {
	address, err := tiles.ParseAddress(c.Params("z"), c.Params("x"), c.Params("y"))
	if err != nil {
		return err
	}
	set, err := tiles.ParseSet(c.Params("layers"))
	if err != nil {
		return err
	}
	q := bind(c, "at")
	today := geo.Today(a.Clock)
	day := q.at(today)
	if err := q.err(); err != nil {
		return err
	}
	accepted := parseCodings(c.Get(fiber.HeaderAcceptEncoding))
	if !accepted.gzip && !accepted.plain {
		return fiber.NewError(fiber.StatusNotAcceptable, "gzip and identity are available")
	}
	start := a.Clock.Now()
	t, err := a.Tiles.Tile(c.UserContext(), tiles.Request{
		Set: set, Address: address, At: day, Today: today, Gzip: accepted.preferGzip || !accepted.plain, Plain: accepted.plain,
	})
	result := t.Result
	if err != nil {
		result = "error"
	} else if sent := sendTile(c, t); sent == fiber.StatusNotModified {
		result = "notmod"
	}
	a.Metrics.Tile(set.String(), int(address.Z), result, a.Clock.Now().Sub(start))
	return err
}

// sendTile writes a tile and returns its status. No other part of the program compresses or tags it again.
func sendTile(c *fiber.Ctx, t tiles.Tile) int {
	status := fiber.StatusOK
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, "public, no-cache")
	c.Set(fiber.HeaderETag, t.ETag)
	switch {
	case matches(c.Get(fiber.HeaderIfNoneMatch), t.ETag):
		status = fiber.StatusNotModified
	case t.Body == nil:
		status = fiber.StatusNoContent
	default:
		c.Set(fiber.HeaderContentType, vectorTile)
		if t.Gzipped {
			c.Set(fiber.HeaderContentEncoding, "gzip")
		}
		c.Response().SetBodyRaw(t.Body)
	}
	c.Status(status)
	return status
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
	about, err := a.About.Describe(c.UserContext(), set)
	return set, about, err
}
