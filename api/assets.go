package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/webmap"
)

// asset serves the built pages. An unknown path is not found, never the start page, so that a missing script shows.
func (a *api) asset(c *fiber.Ctx) error {
	file, ok := webmap.Lookup(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	body, coding, tag := file.Body(c.Get(fiber.HeaderAcceptEncoding))
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, file.CacheControl)
	c.Set(fiber.HeaderETag, tag)
	if strings.HasPrefix(file.ContentType, "text/html") {
		c.Set(fiber.HeaderContentSecurityPolicy, webmap.ContentSecurityPolicy)
	}
	if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	c.Set(fiber.HeaderContentType, file.ContentType)
	if coding != "" {
		c.Set(fiber.HeaderContentEncoding, coding)
	}
	return c.Send(body)
}
