package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

type signInBody struct {
	Email    string `json:"email"`
	Password string `json:"password"`
	Code     string `json:"code"`
}

type setupBody struct {
	Token    string `json:"token"`
	Email    string `json:"email"`
	Name     string `json:"name"`
	Password string `json:"password"`
	Locale   string `json:"locale"`
}

func (a *api) signIn(c *fiber.Ctx) error {
	if err := a.wantPrivacy(c); err != nil {
		return err
	}
	var body signInBody
	if err := decode(c, &body); err != nil {
		return err
	}
	in := a.atTheDoor(c)
	in.Email, in.Password, in.Code = body.Email, body.Password, body.Code
	secret, session, err := a.People.SignIn(c.UserContext(), in)
	if err != nil {
		return err
	}
	a.setSession(c, secret)
	return sendSession(c, fiber.StatusOK, session)
}

// setUp makes the first administrator by the link that serve prints.
func (a *api) setUp(c *fiber.Ctx) error {
	if err := a.wantPrivacy(c); err != nil {
		return err
	}
	var body setupBody
	if err := decode(c, &body); err != nil {
		return err
	}
	first := people.NewAccount{Email: body.Email, Name: body.Name, Password: body.Password, Locale: body.Locale}
	secret, session, err := a.People.Setup(c.UserContext(), body.Token, first, a.atTheDoor(c))
	if err != nil {
		return err
	}
	a.setSession(c, secret)
	return sendSession(c, fiber.StatusCreated, session)
}

// atTheDoor is what the request says besides its body.
func (a *api) atTheDoor(c *fiber.Ctx) people.SignIn {
	return people.SignIn{Network: a.limitedNetwork(c), IPPrefix: a.ipPrefix(c), Replaces: c.Cookies(a.cookieName())}
}

// limitedNetwork is whom the limit of attempts counts; this machine is not limited, as elsewhere.
func (a *api) limitedNetwork(c *fiber.Ctx) string {
	if a.client(c.Context()).IsLoopback() && !a.Config.LimitLoopback {
		return ""
	}
	return a.ipPrefix(c)
}

func (a *api) signOut(c *fiber.Ctx) error {
	if err := a.People.End(c.UserContext(), *visitorOf(c).session, a.ipPrefix(c)); err != nil {
		return err
	}
	a.setSession(c, "")
	c.Status(fiber.StatusNoContent)
	return nil
}
