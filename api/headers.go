package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// answersOnly is the policy of everything that is not a page: nothing in it may run or load.
const answersOnly = "default-src 'none'; frame-ancestors 'none'"

const (
	exposed     = "Content-Language, ETag, Link, Mitte-Dropped, Retry-After, X-Request-Id"
	exposedTile = "ETag, Mitte-Dropped, Retry-After, X-Request-Id"
)

// letterhead returns what every answer of a route carries, to begin each as a copy of it. A page replaces the policy by
// its own. Pages of other origins may read a public answer; there are no credentials that could go with it.
//
// A tile goes without what only a document obeys: nosniff keeps it from being taken for one, and a map of many tiles pays
// for every line.
func (a *api) letterhead(r route) *fasthttp.ResponseHeader {
	h := &fasthttp.ResponseHeader{}
	h.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	open := exposedTile
	if r.class == tile {
		h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
		h.Set(fiber.HeaderCacheControl, "public, no-cache")
	} else {
		h.Set(fiber.HeaderContentSecurityPolicy, answersOnly)
		h.Set(fiber.HeaderReferrerPolicy, "strict-origin-when-cross-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		open = exposed
	}
	if strings.HasPrefix(a.Config.PublicURL, "https:") {
		h.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	if r.may != nil || r.changes() || r.private {
		h.Set(fiber.HeaderCacheControl, "no-store")
	}
	if r.open {
		h.Set(fiber.HeaderAccessControlAllowOrigin, "*")
		h.Set(fiber.HeaderAccessControlExposeHeaders, open)
	}
	return h
}
