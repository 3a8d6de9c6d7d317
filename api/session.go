package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

// sessionDocument describes a session; of the empty one it says that nobody is signed in.
type sessionDocument struct {
	Account   *sessionAccount `json:"account"`
	CSRF      string          `json:"csrf,omitempty"`
	ExpiresAt *time.Time      `json:"expires_at,omitempty"`
	EnrolTOTP bool            `json:"enrol_totp,omitempty"`

	RecoveryCodes []string `json:"recovery_codes,omitempty"` // once, when a second factor is put into force
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

// whoAmI answers nobody too: the map asks it before it knows whether there is a session.
func (a *api) whoAmI(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	s, err := a.session(c)
	if err != nil && !people.IsOver(err) {
		return err
	}
	return sendSession(c, fiber.StatusOK, s)
}

func describeSession(s people.Session) sessionDocument {
	if s.Actor.Nobody() {
		return sessionDocument{}
	}
	end := s.ExpiresAt.UTC()
	return sessionDocument{
		Account: &sessionAccount{
			ID: s.Actor.AccountID, Name: s.Actor.Name, Email: s.Email, Roles: append([]people.Role{}, s.Actor.Roles...),
			Desk: s.Actor.Desk, Locale: s.Actor.Locale, TOTP: s.TOTP,
		},
		CSRF: s.CSRF, ExpiresAt: &end, EnrolTOTP: s.EnrolTOTP,
	}
}

func sendSession(c *fiber.Ctx, status int, s people.Session) error {
	return sendPrivate(c, status, describeSession(s))
}
