package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

// wantPlain refuses a packed body. A thousandth of what a request may hold would unpack to all of it, and nobody who sends us
// something needs that.
func wantPlain(c *fiber.Ctx) error {
	packed := strings.TrimSpace(c.Get(fiber.HeaderContentEncoding))
	if packed == "" || strings.EqualFold(packed, "identity") {
		return nil
	}
	c.Set(fiber.HeaderAcceptEncoding, "identity")
	return fault.New(fault.Unsupported, "packed_body", "send the body as it is, without Content-Encoding")
}
