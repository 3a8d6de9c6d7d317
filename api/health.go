package api

import (
	"context"
	"errors"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

// live says that the process answers, whatever its database does.
func (a *api) live(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString("ok\n")
}

// ready says whether requests should be sent here, and what is missing if not.
func (a *api) ready(c *fiber.Ctx) error {
	status, word := fiber.StatusOK, "ok"
	w := &jsonWriter{}
	w.open()
	w.object("checks")
	for _, check := range a.Ready {
		ok, detail := a.run(c.UserContext(), check)
		if !ok {
			status, word = fiber.StatusServiceUnavailable, "unavailable"
		}
		w.object(check.Name)
		w.yes("ok", ok)
		w.str("detail", detail)
		w.close('}')
	}
	w.close('}')
	w.str("status", word)
	w.close('}')
	c.Set(fiber.HeaderCacheControl, "no-store")
	if status != fiber.StatusOK {
		c.Set(fiber.HeaderRetryAfter, "2")
	}
	c.Set(fiber.HeaderContentType, plainJSON)
	return c.Status(status).Send(w.b)
}

// run asks one check. Only a fault's own sentence is shown; what lies behind it is for the log.
func (a *api) run(ctx context.Context, check Check) (ok bool, detail string) {
	err := check.Run(ctx)
	if err == nil {
		if check.Detail != nil {
			return true, check.Detail()
		}
		return true, "ok"
	}
	a.Log.LogAttrs(ctx, slog.LevelWarn, "not ready", slog.String("check", check.Name), slog.String("cause", err.Error()))
	var f *fault.Error
	if errors.As(err, &f) && f.Kind != fault.Internal {
		return false, f.Msg
	}
	return false, "failed"
}
