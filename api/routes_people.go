package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/people"
)

const (
	sessionAt  = "/api/v1/session"
	accountsAt = "/api/v1/accounts/"
)

// peopleRoutes are about signing in and about accounts.
func (a *api) peopleRoutes() []route {
	own := func(method, pattern string, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: people.Roles(), own: true, sessionOnly: true, handler: handler}
	}
	admin := []people.Role{people.Admin}
	return []route{
		{method: fiber.MethodGet, pattern: sessionAt, class: read, private: true, handler: a.whoAmI},
		{method: fiber.MethodPost, pattern: sessionAt, class: write, sessionOnly: true, handler: a.signIn},
		own(fiber.MethodDelete, sessionAt, a.signOut),
		own(fiber.MethodPost, sessionAt+"/totp", a.offerTOTP),
		own(fiber.MethodPut, sessionAt+"/totp", a.confirmTOTP),
		own(fiber.MethodPost, sessionAt+"/code", a.stepUp),
		own(fiber.MethodPut, sessionAt+"/password", a.changeOwnPassword),
		{method: fiber.MethodPost, pattern: "/api/v1/setup", class: write, sessionOnly: true, handler: a.setUp},

		{method: fiber.MethodGet, pattern: "/api/v1/accounts", class: read, may: admin, sessionOnly: true, handler: a.accounts},
		{method: fiber.MethodPost, pattern: "/api/v1/accounts", class: write, may: admin, sessionOnly: true, fresh: true, handler: a.idempotent(accountsAt, a.addAccount)},
		{method: fiber.MethodGet, pattern: "/api/v1/accounts/:id", class: read, may: admin, sessionOnly: true, handler: a.account},
		{method: fiber.MethodPatch, pattern: "/api/v1/accounts/:id", class: write, may: admin, sessionOnly: true, fresh: true, handler: a.changeAccount},

		{method: fiber.MethodGet, pattern: "/api/v1/tokens", class: read, may: people.Roles(), sessionOnly: true, handler: a.tokens},
		{method: fiber.MethodPost, pattern: "/api/v1/tokens", class: write, may: people.Roles(), sessionOnly: true, fresh: true, handler: a.addToken},
		{method: fiber.MethodDelete, pattern: "/api/v1/tokens/:id", class: write, may: people.Roles(), sessionOnly: true, handler: a.revokeToken},

		{method: fiber.MethodGet, pattern: "/api/v1/audit", class: read, may: []people.Role{people.Staff, people.Admin}, sessionOnly: true, handler: a.trail},
	}
}
