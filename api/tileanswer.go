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

// accept writes into asked which content codings the client takes, and reports whether there is one that we have.
func accept(asked *tiles.Request, ctx *fasthttp.RequestCtx) bool {
	takes := parseCodings(string(ctx.Request.Header.PeekCanonical(acceptEncoding)))
	asked.Zstd = takes.preferZstd || (!takes.gzip && !takes.plain)
	asked.Gzip = takes.preferGzip || !takes.plain
	asked.Plain = takes.plain
	return takes.gzip || takes.plain || takes.zstd
}

// sendTile writes a tile and returns what became of it, for metrics; what all tiles say stands in their letterhead. No other part of the program
// compresses or tags it again. Nobody may keep a tile that could be older than the version in its address.
func sendTile(ctx *fasthttp.RequestCtx, t tiles.Tile, keep bool) string {
	answer := &ctx.Response.Header
	if !keep {
		answer.Set(fiber.HeaderCacheControl, "no-store")
	}
	if t.Dropped > 0 {
		answer.Set(droppedHeader, strconv.Itoa(t.Dropped))
	}
	var tag [tagRoom]byte
	answer.SetCanonical(etag, append(tag[:0], t.ETag...))
	status, result := fiber.StatusOK, t.Result
	switch known := ctx.Request.Header.PeekCanonical(ifNoneMatch); {
	case len(known) > 0 && matches(string(known), t.ETag):
		status, result = fiber.StatusNotModified, "notmod"
	case t.Body == nil:
		status = fiber.StatusNoContent
	default:
		answer.SetContentType(vectorTile)
		if t.Coding != "" {
			answer.SetContentEncoding(t.Coding)
		}
		ctx.Response.SetBodyRaw(t.Body)
	}
	answer.SetStatusCode(status)
	return result
}
