package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
	"mitte/geo/person"
)

// personRoutes answer whoever asks what is kept about him, and wants it gone (Art. 15 and 17 GDPR). The address stands in the body,
// where no log sees it.
func (a *api) personRoutes() []route {
	post := func(pattern string, handler fiber.Handler) route {
		return route{
			method: fiber.MethodPost, pattern: pattern, class: write, may: []people.Role{people.Admin}, sessionOnly: true, fresh: true,
			handler: a.answering(handler),
		}
	}
	return []route{post("/api/v1/people/export", a.exportPerson), post("/api/v1/people/erase", a.remembering(a.erasePerson))}
}

func personOf(c *fiber.Ctx) (string, error) {
	var body struct {
		Email string `json:"email"`
	}
	err := decode(c, &body)
	return body.Email, err
}

func (a *api) exportPerson(c *fiber.Ctx) error {
	email, err := personOf(c)
	if err != nil {
		return err
	}
	found, err := person.New(a.Enquiry, a.Owners).Export(c.UserContext(), a.asker(c), email)
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, found)
}

func (a *api) erasePerson(c *fiber.Ctx) error {
	email, err := personOf(c)
	if err != nil {
		return err
	}
	done, err := person.New(a.Enquiry, a.Owners).Erase(c.UserContext(), a.asker(c), email)
	if err != nil {
		return err
	}
	a.reach(c.UserContext(), c, done.XID)
	return sendPrivate(c, fiber.StatusOK, done)
}
