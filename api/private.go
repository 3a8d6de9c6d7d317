package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"
)

// sendPrivate answers with a document that nobody keeps: it is about a person, or for somebody who is signed in.
func sendPrivate(c *fiber.Ctx, status int, document any) error {
	body, err := json.Marshal(document)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, plainJSON)
	return c.Status(status).Send(body)
}
