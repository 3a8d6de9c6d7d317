package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/people"
)

// visitor is who a request turned out to be from.
type visitor struct {
	actor   people.Actor
	session *people.Session // nil for a token
}

// visitorKey is where the request's context holds its visitor.
type visitorKey struct{}

// actor returns who asks: nobody on a route that may be used by everybody.
func actor(c *fiber.Ctx) people.Actor { return visitorOf(c).actor }

func visitorOf(c *fiber.Ctx) visitor {
	v, _ := c.Locals(visitorKey{}).(visitor)
	return v
}

// admit lets a request through to a route that is not for everybody, and a change only if a page of ours or a token makes it.
func (a *api) admit(c *fiber.Ctx, r route) error {
	if r.changes() {
		if err := a.sameSite(c, r); err != nil {
			return err
		}
	}
	if a.People == nil && (r.may != nil || r.sessionOnly) {
		return fault.New(fault.NotFound, "not_found", "nobody signs in here")
	}
	if r.may == nil {
		return nil
	}
	v, err := a.identify(c, r)
	if err != nil {
		return err
	}
	if v.session != nil && r.changes() && v.session.ForgedBy(c.Get(csrfHeader)) {
		return forged("csrf.token")
	}
	c.Locals(visitorKey{}, v)
	if v.session != nil && v.session.EnrolTOTP && !r.own {
		return fault.New(fault.Forbidden, "enrol_totp", "set up the second factor first")
	}
	if r.own {
		return nil
	}
	if err := v.actor.Require(r.may...); err != nil {
		return err
	}
	if r.fresh && (v.session == nil || !v.session.Fresh) {
		return fault.New(fault.Unauthenticated, "step_up", "show a code of the second factor again")
	}
	if r.class == upload {
		if v.session == nil {
			return wantParts(c, fault.Unsupported)
		}
		return wantParts(c, fault.Forbidden)
	}
	return nil
}

// identify finds the session or the token of a request. A request with a token has no session: browsers add none by
// themselves, so it needs no protection against other sites.
func (a *api) identify(c *fiber.Ctx, r route) (visitor, error) {
	if token, given := bearer(c); given {
		if r.sessionOnly {
			return visitor{}, fault.New(fault.Forbidden, "session_only", "this needs a session; a token does not do")
		}
		scope := people.Read
		if r.changes() {
			scope = people.Write
		}
		who, err := a.People.Bearer(c.UserContext(), token, scope)
		return visitor{actor: who}, err
	}
	s, err := a.session(c)
	return visitor{actor: s.Actor, session: &s}, err
}

// session looks up the session of the cookie. It returns Unauthenticated if there is none.
func (a *api) session(c *fiber.Ctx) (people.Session, error) {
	secret := c.Cookies(a.cookieName())
	if secret == "" || a.People == nil {
		return people.Session{}, fault.New(fault.Unauthenticated, "sign_in", "sign in first")
	}
	return a.People.Session(c.UserContext(), secret)
}

func bearer(c *fiber.Ctx) (string, bool) {
	kind, token, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	return strings.TrimSpace(token), strings.EqualFold(kind, "Bearer")
}

// ipPrefix is the network a request came from, as the audit trail keeps it.
func (a *api) ipPrefix(c *fiber.Ctx) string { return network(a.client(c.Context())).String() }
