package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
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
	asked, err := a.tileQuery(c, set)
	if err != nil {
		return err
	}
	accepted := parseCodings(c.Get(fiber.HeaderAcceptEncoding))
	if !accepted.gzip && !accepted.plain && !accepted.zstd {
		return fiber.NewError(fiber.StatusNotAcceptable, "zstd, gzip and identity are available")
	}
	start := a.Clock.Now()
	keep := asked.version == nil || a.reached(c, *asked.version)
	t, err := a.Tiles.Tile(c.UserContext(), tiles.Request{
		Set: set, Address: address, At: asked.day, Today: asked.today, Filter: asked.filter,
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
	a.Metrics.Tile(set.String(), int(address.Z), result, a.Clock.Now().Sub(start))
	return err
}

// droppedHeader says how many features were left out so that the tile stays small.
const droppedHeader = "Mitte-Dropped"

// sendTile writes a tile and returns its status. No other part of the program compresses or tags it again. Nobody may
// keep a tile that could be older than the version in its address.
func sendTile(c *fiber.Ctx, t tiles.Tile, keep bool) int {
	status := fiber.StatusOK
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if keep {
		c.Set(fiber.HeaderCacheControl, "public, no-cache")
	}
	if t.Dropped > 0 {
		c.Set(droppedHeader, strconv.Itoa(t.Dropped))
	}
	c.Set(fiber.HeaderETag, t.ETag)
	switch {
	case matches(c.Get(fiber.HeaderIfNoneMatch), t.ETag):
		status = fiber.StatusNotModified
	case t.Body == nil:
		status = fiber.StatusNoContent
	default:
		c.Set(fiber.HeaderContentType, vectorTile)
		if t.Coding != "" {
			c.Set(fiber.HeaderContentEncoding, t.Coding)
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
	version := ""
	if a.Changes != nil {
		version = a.Changes.Version() // before the data are read, so that they are not older
	}
	about, err := a.About.Describe(c.UserContext(), set)
	about.DataVersion = version
	return set, about, err
}
