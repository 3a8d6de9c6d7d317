package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"mitte/tiles"
)

// droppedHeader says how many features were left out so that the tile stays small.
const droppedHeader = "Mitte-Dropped"

var (
	acceptEncoding = []byte(fiber.HeaderAcceptEncoding)
	ifNoneMatch    = []byte(fiber.HeaderIfNoneMatch)
	etag           = fasthttp.AppendNormalizedHeaderKey(nil, fiber.HeaderETag)
)

// tagRoom holds every tag of a tile: 96 bits in hexadecimal digits, quoted.
const tagRoom = 32

// sendTile writes a tile and returns its status; what all tiles say stands in their letterhead. No other part of the program
// compresses or tags it again. Nobody may keep a tile that could be older than the version in its address.
func sendTile(c *fiber.Ctx, t tiles.Tile, keep bool) int {
	answer := &c.Response().Header
	if !keep {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	if t.Dropped > 0 {
		c.Set(droppedHeader, strconv.Itoa(t.Dropped))
	}
	var tag [tagRoom]byte
	answer.SetCanonical(etag, append(tag[:0], t.ETag...))
	status := fiber.StatusOK
	switch known := c.Request().Header.PeekCanonical(ifNoneMatch); {
	case len(known) > 0 && matches(string(known), t.ETag):
		status = fiber.StatusNotModified
	case t.Body == nil:
		status = fiber.StatusNoContent
	default:
		answer.SetContentType(vectorTile)
		if t.Coding != "" {
			answer.SetContentEncoding(t.Coding)
		}
		c.Response().SetBodyRaw(t.Body)
	}
	answer.SetStatusCode(status)
	return status
}
