package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

// The cookie's prefix has browsers see to it that no other host sets it and nothing but TLS carries it. Plain HTTP never
// leaves this machine, and there the prefix would keep the cookie from being taken.
const (
	cookieTLS   = "__Host-sid"
	cookiePlain = "sid"
)

func (a *api) overTLS() bool { return strings.HasPrefix(a.Config.PublicURL, "https:") }

func (a *api) cookieName() string {
	if a.overTLS() {
		return cookieTLS
	}
	return cookiePlain
}

// setSession hands out the session's secret. It lasts as long as the browser is open; the database ends it sooner.
func (a *api) setSession(c *fiber.Ctx, secret string) {
	cookie := &fiber.Cookie{
		Name: a.cookieName(), Value: secret, Path: "/", Secure: a.overTLS(), HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		SessionOnly: true,
	}
	if secret == "" {
		cookie.SessionOnly, cookie.MaxAge = false, -1
	}
	c.Cookie(cookie)
}

// wantPrivacy refuses to take a password that came over a network in the clear.
func (a *api) wantPrivacy(c *fiber.Ctx) error {
	if a.overTLS() {
		return nil
	}
	if local := remote(c.Context().LocalAddr()); !local.IsLoopback() || !a.client(c.Context()).IsLoopback() {
		return fault.New(fault.Forbidden, "plain_http", "sign in over https:// only; see --public-url")
	}
	return nil
}
