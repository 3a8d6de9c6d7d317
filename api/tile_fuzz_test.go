package api_test

import (
	"net"
	"net/http"
	"testing"

	"github.com/valyala/fasthttp"
)

// FuzzTileRequests looks for a request that is answered by a 5xx, reaches the source although it is refused, or gets a
// tile without the headers that caches need.
func FuzzTileRequests(f *testing.F) {
	for _, seed := range [][4]string{
		{"parcels/1/0/0.mvt", "", "gzip", `"g"`},
		{"parcels,units/16/33000/22000.mvt", "at=2026-11-23&use_type=retail,office", "gzip;q=0.5, zstd;q=0.4, *;q=0", `W/"z", *`},
		{"%2e%2e/%2e/+1/00.mvt", "v=1-1-1&v=2", "identity;q=0", "*"},
		{"parcels/21/4294967296/99999999999.mvt", "at=&&==&%zz", ";;q=,q=1e9", `"unended`},
		{"parcels/2/0/0.mvt/", "sales_area_m2_min=NaN&sales_area_m2_max=-Inf", "\x00", "\xff"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	b, source := acting(f)
	source.keeps = true
	serve := b.app.Server().Handler
	f.Fuzz(func(t *testing.T, path, query, codings, known string) {
		var ctx fasthttp.RequestCtx
		ctx.Init(&fasthttp.Request{}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, nil)
		ctx.Request.SetRequestURI("/tiles/" + path + "?" + query)
		ctx.Request.Header.Set("Accept-Encoding", codings)
		ctx.Request.Header.Set("If-None-Match", known)
		asked := source.asked.Load()
		serve(&ctx)
		status, h := ctx.Response.StatusCode(), &ctx.Response.Header
		reached := source.asked.Load() > asked
		switch {
		case status == http.StatusServiceUnavailable || status == http.StatusGatewayTimeout:
			if !reached { // the source says so for some zooms
				t.Errorf("%d without asking the source", status)
			}
		case status >= http.StatusInternalServerError:
			t.Errorf("%d: %s", status, ctx.Response.Body())
		case status >= http.StatusBadRequest && reached:
			t.Errorf("%d after asking the source", status)
		case reached && (len(h.Peek("ETag")) == 0 || string(h.Peek("Vary")) != "Accept-Encoding" || len(h.Peek("Cache-Control")) == 0):
			t.Errorf("%d: %s", status, h)
		}
	})
}
