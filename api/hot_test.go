package api_test

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"

	"github.com/valyala/fasthttp"

	"mitte/api"
)

// BenchmarkHotTile is what the answer to a request for a kept tile costs until it is written, without the network, beside
// that of Fiber with nothing but a body.
func BenchmarkHotTile(b *testing.B) {
	s := setup(b, func(d *api.Deps) { d.Log = slog.New(slog.DiscardHandler) })
	path := tileOfTown("parcels,buildings,segments,units,sections", 16)
	yard, err := api.NewYardstick(s.deps, api.Yardstick{Fixed: func() []byte { return make([]byte, 10) }})
	if err != nil {
		b.Fatal(err)
	}
	tag := s.get(path, "Accept-Encoding", "gzip").want(b, http.StatusOK).header.Get("ETag")
	for _, c := range []struct {
		name, path, known string
		status            int
		serve             fasthttp.RequestHandler
	}{
		{"200", path, "", http.StatusOK, s.app.Server().Handler},
		{"304", path, tag, http.StatusNotModified, s.app.Server().Handler},
		{"middleware", "/wrapped", "", http.StatusOK, yard.Handler()},
		{"bare", "/bare", "", http.StatusOK, yard.Handler()},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var ctx fasthttp.RequestCtx
			ctx.Init(&fasthttp.Request{}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, nil)
			ctx.Request.SetRequestURI(c.path)
			ctx.Request.Header.Set("Accept-Encoding", "gzip")
			if c.known != "" {
				ctx.Request.Header.Set("If-None-Match", c.known)
			}
			out := bufio.NewWriter(io.Discard)
			for b.Loop() {
				ctx.Response.Reset()
				c.serve(&ctx)
				if err := ctx.Response.Write(out); err != nil {
					b.Fatal(err)
				}
				out.Reset(io.Discard)
			}
			if got := ctx.Response.StatusCode(); got != c.status {
				b.Fatalf("status %d", got)
			}
		})
	}
}
