package api

import (
	"github.com/gofiber/fiber/v2"
)

// askRoutes are how the public asks the office something: forms that need no script, the page on which who asked sees what
// became of it, and the same for pages with a script.
func (a *api) askRoutes() []route {
	show := func(pattern string, handler func(c *fiber.Ctx, w words) error) route {
		return public(pattern, read, false, a.paged(a.asking(handler)))
	}
	post := func(pattern string, handler func(c *fiber.Ctx, w words) error) route {
		return route{method: fiber.MethodPost, pattern: pattern, class: form, handler: a.paged(a.asking(handler))}
	}
	return []route{
		show("/ask", a.askForm),
		post("/ask", a.ask),
		show("/units/:ref/ask", a.askUnitForm),
		post("/units/:ref/ask", a.askUnit),
		show("/works/:ref/:label/ask", a.askSectionForm),
		post("/works/:ref/:label/ask", a.askSection),
		show("/ask/status/:token", a.askStatus),
		post("/ask/status/:token/reply", a.askReply),
		post("/ask/status/:token/withdraw", a.askWithdraw),
		public("/api/v1/challenge", read, false, a.challenge),
		{method: fiber.MethodPost, pattern: "/api/v1/enquiries", class: form, handler: a.idempotent("/ask/", a.askJSON)},
	}
}

// asking keeps the pages away where nobody answers.
func (a *api) asking(handler func(c *fiber.Ctx, w words) error) func(c *fiber.Ctx, w words) error {
	return func(c *fiber.Ctx, w words) error {
		if a.Enquiry == nil {
			return fiber.ErrNotFound
		}
		return handler(c, w)
	}
}
