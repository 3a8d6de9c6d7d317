package api

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

const csrfHeader = "X-CSRF-Token"

// sameSite refuses a change that a page of another site had a browser make. A form of the public needs no JSON, and programs
// that send it name no origin; whoever signs in does it from a page of ours.
func (a *api) sameSite(c *fiber.Ctx, r route) error {
	if _, token := bearer(c); token && r.class != form && !r.sessionOnly {
		return wantBody(c, r, fault.Unsupported)
	}
	origin, site := c.Get(fiber.HeaderOrigin), c.Get("Sec-Fetch-Site")
	if r.class == form {
		if origin != "" && !a.ours(c, origin) || site != "" && site != "same-origin" && site != "none" {
			return forged("csrf.origin")
		}
		return nil
	}
	if !a.ours(c, origin) || site != "" && site != "same-origin" {
		return forged("csrf.origin")
	}
	return wantBody(c, r, fault.Forbidden)
}

// wantBody refuses bodies of other types than a route takes. A form with a file could be sent by any site: there it is the
// session's token that it lacks, and its type is looked at when it is known who asks.
func wantBody(c *fiber.Ctx, r route, otherwise fault.Kind) error {
	if r.class == upload {
		return nil
	}
	return wantJSON(c, otherwise)
}

// wantJSON refuses bodies that a plain form of any site could send. A change without a body needs no type.
func wantJSON(c *fiber.Ctx, otherwise fault.Kind) error {
	kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationJSON) || kind == "" && len(c.BodyRaw()) == 0 {
		return nil
	}
	return fault.New(otherwise, "json_only", "send application/json")
}

// ours reports whether an origin is this service. A service on this machine is reached by several names.
func (a *api) ours(c *fiber.Ctx, origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Path != "" {
		return false
	}
	home, err := url.Parse(a.Config.PublicURL)
	if err != nil {
		return false
	}
	if u.Scheme == home.Scheme && strings.EqualFold(u.Host, home.Host) {
		return true
	}
	return loopback(home.Hostname()) && loopback(u.Hostname()) && u.Scheme == "http" && u.Host == string(c.Context().Host())
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.Unmap().IsLoopback()
}

func forged(code string) error {
	return fault.New(fault.Forbidden, code, "this request was not made by a page of this service")
}
