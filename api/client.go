package api

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"mitte/geo/fault"
)

// limit refuses a client whose network asks too often.
func (a *api) limit(c *fiber.Ctx, of class) error {
	wait := a.wait(c.Context(), of)
	if wait == 0 {
		return nil
	}
	c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	return fault.New(fault.TooMany, "too_many", "too many requests from this network; wait a little")
}

// wait counts a request and returns how long its network has to wait for the answer: 0 unless it asks too often.
func (a *api) wait(ctx *fasthttp.RequestCtx, of class) time.Duration {
	counter := a.reads
	switch of {
	case static:
		return 0
	case tile:
		counter = a.tileReads
	case files:
		counter = a.exports
	case read, report, stream, write, form, upload:
	}
	client := a.client(ctx)
	if client.IsLoopback() && !a.Config.LimitLoopback {
		return 0
	}
	return counter.take(network(client))
}

// client returns the address of who asks. Proxies are believed only if they are ours: X-Forwarded-For is read from its
// end, and the first address there that is not one of our proxies is the client.
func (a *api) client(ctx *fasthttp.RequestCtx) netip.Addr {
	peer := remote(ctx.RemoteAddr())
	if !a.trusts(peer) {
		return peer
	}
	hops := strings.Split(string(ctx.Request.Header.Peek(fiber.HeaderXForwardedFor)), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		if peer = hop.Unmap(); !a.trusts(peer) {
			break
		}
	}
	return peer
}

func (a *api) trusts(addr netip.Addr) bool {
	for _, p := range a.Config.TrustedProxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

func remote(addr net.Addr) netip.Addr {
	if tcp, ok := addr.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap()
	}
	return netip.IPv4Unspecified()
}

// network returns the prefix that counts as one client: /24 or /56.
func network(addr netip.Addr) netip.Prefix {
	bits := 56
	if addr.Is4() {
		bits = 24
	}
	p, err := addr.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
