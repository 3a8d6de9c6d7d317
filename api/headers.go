package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// answersOnly is the policy of everything that is not a page: nothing in it may run or load.
const answersOnly = "default-src 'none'; frame-ancestors 'none'"

const exposed = "Content-Language, ETag, Link, Mitte-Dropped, Retry-After, X-Request-Id"

// protect sets what every answer carries; a page replaces the policy by its own.
func (a *api) protect(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, answersOnly)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "strict-origin-when-cross-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	if strings.HasPrefix(a.Config.PublicURL, "https:") {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}

// openTo lets pages of other origins read a public answer. There are no credentials that could go with it.
func (a *api) openTo(c *fiber.Ctx, r route) {
	if r.open {
		c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
		c.Set(fiber.HeaderAccessControlExposeHeaders, exposed)
	}
}
