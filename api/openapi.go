package api

import (
	_ "embed"

	"github.com/gofiber/fiber/v2"
)

// openAPIDocument is written by hand; tests compare it with the routes and with every golden answer.
//
//go:embed openapi.json
var openAPIDocument []byte

func (a *api) openAPI(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	return send(c, plainJSON, strongTag(openAPIDocument), openAPIDocument)
}
