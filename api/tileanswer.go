package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/tiles"
)

// droppedHeader says how many features were left out so that the tile stays small.
const droppedHeader = "Mitte-Dropped"

var (
	acceptEncoding = []byte(fiber.HeaderAcceptEncoding)
	ifNoneMatch    = []byte(fiber.HeaderIfNoneMatch)
	etag           = newHeader(fiber.HeaderETag, "")

	variesByCoding = newHeader(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	keptNowhere    = newHeader(fiber.HeaderCacheControl, "no-store")
	askedAgain     = newHeader(fiber.HeaderCacheControl, "public, no-cache")
)

// sendTile writes a tile and returns its status. No other part of the program compresses or tags it again. Nobody may
// keep a tile that could be older than the version in its address.
func sendTile(c *fiber.Ctx, t tiles.Tile, keep bool) int {
	answer := &c.Response().Header
	variesByCoding.on(c)
	if keep {
		askedAgain.on(c)
	} else {
		keptNowhere.on(c)
	}
	if t.Dropped > 0 {
		c.Set(droppedHeader, strconv.Itoa(t.Dropped))
	}
	answer.SetBytesK(etag.name, t.ETag)
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
