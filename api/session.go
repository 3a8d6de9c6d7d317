package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

// everyAccount may use what concerns oneself.
func everyAccount() []people.Role { return people.Roles() }

// peopleRoutes are about accounts and signing in.
func (a *api) peopleRoutes() []route {
	return []route{
		{method: fiber.MethodGet, pattern: "/api/v1/session", class: read, handler: a.whoAmI},
		{method: fiber.MethodDelete, pattern: "/api/v1/session", class: write, may: everyAccount(), own: true, sessionOnly: true, handler: a.signOut},
	}
}

// whoAmI answers nobody too: the map asks it before it knows whether there is a session.
func (a *api) whoAmI(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	s, err := a.session(c)
	if err != nil && !people.IsOver(err) {
		return err
	}
	return sendSession(c, s)
}

func (a *api) signOut(c *fiber.Ctx) error {
	if err := a.People.End(c.UserContext(), *visitorOf(c).session, a.ipPrefix(c)); err != nil {
		return err
	}
	a.setSession(c, "")
	c.Status(fiber.StatusNoContent)
	return nil
}

// sessionDocument describes a session; of the empty one it says that nobody is signed in.
type sessionDocument struct {
	Account   *sessionAccount `json:"account"`
	CSRF      string          `json:"csrf,omitempty"`
	ExpiresAt *time.Time      `json:"expires_at,omitempty"`
	EnrolTOTP bool            `json:"enrol_totp,omitempty"`
}

type sessionAccount struct {
	ID     int64         `json:"id"`
	Name   string        `json:"name"`
	Email  string        `json:"email"`
	Roles  []people.Role `json:"roles"`
	Desk   string        `json:"desk"`
	Locale string        `json:"locale"`
	TOTP   bool          `json:"totp"`
}

func sendSession(c *fiber.Ctx, s people.Session) error {
	if s.Actor.Nobody() {
		return sendPrivate(c, fiber.StatusOK, sessionDocument{})
	}
	end := s.ExpiresAt.UTC()
	return sendPrivate(c, fiber.StatusOK, sessionDocument{
		Account: &sessionAccount{
			ID: s.Actor.AccountID, Name: s.Actor.Name, Email: s.Email, Roles: append([]people.Role{}, s.Actor.Roles...),
			Desk: s.Actor.Desk, Locale: s.Actor.Locale, TOTP: s.TOTP,
		},
		CSRF: s.CSRF, ExpiresAt: &end, EnrolTOTP: s.EnrolTOTP,
	})
}
