package api_test

import (
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"mitte/api"
	"mitte/tiles"
)

// What is answered before the router is answered as the router would, to the last header, and told to log and metrics alike.
func TestKeptTilesAreAnsweredAsTheRoutesDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, method, address, headers string }{
		{"plain", "GET", "/tiles/parcels/1/0/0.mvt", ""},
		{"gzip", "GET", "/tiles/parcels,units/1/0/0.mvt", "Accept-Encoding: gzip"},
		{"zstd", "GET", "/tiles/units/1/1/0.mvt", "Accept-Encoding: gzip, br, zstd"},
		{"nothing fits", "GET", "/tiles/units/1/1/0.mvt", "Accept-Encoding: *;q=0"},
		{"empty", "GET", "/tiles/parcels/2/0/0.mvt", ""},
		{"known", "GET", "/tiles/parcels/1/0/0.mvt", `If-None-Match: "p"`},
		{"another day", "GET", "/tiles/units/1/0/0.mvt?at=2026-01-01", ""},
		{"a query's end", "GET", "/tiles/units/1/0/0.mvt?use_type=.mvt", ""},
		{"HEAD", "HEAD", "/tiles/units/1/0/0.mvt", ""},
		{"POST", "POST", "/tiles/units/1/0/0.mvt", ""},
		{"slash", "GET", "/tiles/units/1/0/0.mvt/", ""},
		{"more behind", "GET", "/tiles/units/1/0/0/0.mvt", ""},
		{"less", "GET", "/tiles/units/1/0.mvt", ""},
		{"encoded", "GET", "/tiles/units/1/0/%30.mvt", ""},
		{"whole", "GET", "http://127.0.0.1/tiles/units/1/0/0.mvt", ""},
		{"no layer", "GET", "/tiles/people/1/0/0.mvt", ""},
		{"away", "GET", "/tiles/units/3/0/0.mvt", ""},
		{"many", "GET", "/tiles/units/1/0/0.mvt", "X-Forwarded-For: 198.51.100.7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			front, routes := ask(t, c.method, c.address, c.headers, true), ask(t, c.method, c.address, c.headers, false)
			if front != routes {
				t.Errorf("before the routes:\n%s\nby them:\n%s", front, routes)
			}
		})
	}
}

// second is the line that two answers need not have in common.
var second = regexp.MustCompile("Date: .*\r\n")

// ask sends a request twice to a service that lets it through once a minute, and returns both answers and what was counted.
func ask(t *testing.T, method, address, headers string, front bool) string {
	t.Helper()
	counted := &tally{}
	b, source := acting(t, func(d *api.Deps) {
		d.Config.TilesPerMinute, d.Config.TrustedProxies = 1, []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
		d.Metrics = counted
	})
	source.keeps = true
	serve := b.app.Handler()
	if front {
		serve = b.app.Server().Handler
	}
	said := ""
	for range 2 {
		var ctx fasthttp.RequestCtx
		ctx.Init(&fasthttp.Request{}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, nil)
		ctx.Request.Header.SetMethod(method)
		ctx.Request.SetRequestURI(address)
		for h := headersOf(headers); len(h) > 0; h = h[2:] {
			ctx.Request.Header.Set(h[0], h[1])
		}
		serve(&ctx)
		name := string(ctx.Response.Header.Peek("X-Request-Id"))
		if name == "" {
			t.Errorf("an answer without a name: %s", &ctx.Response)
		}
		said += second.ReplaceAllString(strings.ReplaceAll(ctx.Response.String(), name, "its name"), "")
	}
	return said + strings.Join(*counted, "\n")
}

// tally is what metrics were told, without times.
type tally []string

func (m *tally) add(format string, args ...any) { *m = append(*m, fmt.Sprintf(format, args...)) }

func (m *tally) Request(route string, status int, _ time.Duration) { m.add("%s %d", route, status) }
func (m *tally) Tile(result string)                                { m.add("tile %s", result) }
func (m *tally) Made(set tiles.Set, zoom uint8, _ time.Duration)   { m.add("made %v %d", set, zoom) }
