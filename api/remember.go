package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

// remembering answers an erasure only when it is on the list outside the database, so that no backup brings it back. What is said
// instead if that fails is no lie: the list is tried again without asking.
func (a *api) remembering(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := handler(c); err != nil || a.Erased == nil || c.Response().StatusCode() >= fiber.StatusBadRequest {
			return err
		}
		if err := a.Erased(c.UserContext()); err != nil {
			return fault.New(fault.Unavailable, "erased.unlisted",
				"it is erased, but could not be listed outside the database yet: a backup that is restored now would bring it back").Because(err)
		}
		return nil
	}
}
