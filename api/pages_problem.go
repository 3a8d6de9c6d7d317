package api

import (
	"github.com/gofiber/fiber/v2"
)

// paged answers the errors of a page with a page: who follows an old link reads a sentence and finds a way on.
func (a *api) paged(show func(c *fiber.Ctx, lang words) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		lang := speaks(c)
		err := show(c, lang)
		if err == nil {
			return nil
		}
		p := a.explain(c, err, string(lang))
		return a.html(c, p.Status, "problem.html", page{
			words: lang, Title: p.Title, Path: "/works", Crumbs: []crumb{{lang.T("works"), lang.in("/works")}, {p.Title, ""}}, Body: p,
		})
	}
}

// html answers with a page that is nobody's to keep.
func (a *api) html(c *fiber.Ctx, status int, name string, p page) error {
	body, err := a.render(name, a.inTown(c, p))
	if err != nil {
		return err
	}
	dressPage(c, &p)
	c.Set(fiber.HeaderContentType, htmlType)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(status).Send(body)
}

func (w words) in(path string) string { return path + "?lang=" + string(w) }
