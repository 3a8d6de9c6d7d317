package api

import (
	"bytes"

	"github.com/gofiber/fiber/v2/utils"
	"github.com/valyala/fasthttp"

	"mitte/geo"
	"mitte/tiles"
)

var tileRoot, tileEnd = []byte("/tiles/"), []byte(".mvt")

// front answers a tile that is kept before Fiber looks for a route. A map asks for dozens of them at each step, and finding
// the route takes longer than finding the tile. Everything else, whatever is unusual about a request for a tile included,
// goes to the routes, and they would give the same answer to what is answered here.
func (a *api) front(routes fasthttp.RequestHandler) fasthttp.RequestHandler {
	letterhead := a.letterhead(public(tilePattern, tile, true, a.tile))
	return func(ctx *fasthttp.RequestCtx) {
		t, ok := a.kept(ctx)
		if !ok {
			routes(ctx)
			return
		}
		answer := &ctx.Response.Header
		letterhead.CopyTo(answer)
		nameRequest(answer)
		a.Metrics.Tile(sendTile(ctx, t, true))
		a.tell(ctx, tilePattern)
	}
}

// kept returns the tile that a request names and nothing more than names, if its network may have it. What panics here
// does so again in the routes, where it becomes an answer.
func (a *api) kept(ctx *fasthttp.RequestCtx) (t tiles.Tile, ok bool) {
	defer func() { ok = recover() == nil && ok }()
	address := ctx.Request.Header.RequestURI()
	if !ctx.IsGet() || !bytes.HasPrefix(address, tileRoot) || !bytes.HasSuffix(address, tileEnd) {
		return tiles.Tile{}, false
	}
	asked, err := tileNamed(utils.UnsafeString(address))
	if err != nil {
		return tiles.Tile{}, false
	}
	asked.Today = geo.DateOf(a.Clock.Now())
	asked.At = asked.Today
	if !accept(&asked, ctx) {
		return tiles.Tile{}, false
	}
	t, ok = a.Tiles.Kept(asked)
	return t, ok && a.wait(ctx, tile) == 0
}
