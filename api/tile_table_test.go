package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo/fault"
	"mitte/tiles"
)

// acts is a source whose tiles do what their zoom says. It counts how often it is asked for one. If it keeps its tiles,
// those without a fault are at hand.
type acts struct {
	asked atomic.Int64
	keeps bool
}

const (
	hasData  = 1
	hasNone  = 2
	isAway   = 3
	isLate   = 4
	dataBody = "a tile"
)

func (s *acts) Kept(r tiles.Request) (tiles.Tile, bool) {
	if !s.keeps {
		return tiles.Tile{}, false
	}
	r.Patience = time.Second
	t, err := s.Tile(context.Background(), r)
	return t, err == nil
}

func (s *acts) Tile(_ context.Context, r tiles.Request) (tiles.Tile, error) {
	s.asked.Add(1)
	switch {
	case r.Address.Z > tiles.DeepestZoom || r.Address.X>>r.Address.Z != 0 || r.Address.Y>>r.Address.Z != 0 || r.Set == 0:
		panic(fmt.Sprintf("asked for %v of %v", r.Address, r.Set))
	case r.Patience <= 0:
		panic("asked to wait for ever")
	case r.Address.Z == hasNone:
		return tiles.Tile{ETag: `"none"`}, nil
	case r.Address.Z == isAway:
		return tiles.Tile{}, fault.New(fault.Unavailable, "tiles.loading", "the map is being loaded")
	case r.Address.Z == isLate:
		return tiles.Tile{}, fault.New(fault.Timeout, "timeout", "the tile took too long")
	case r.Zstd:
		return tiles.Tile{Body: []byte(dataBody), Coding: "zstd", ETag: `"z"`}, nil
	case r.Gzip:
		return tiles.Tile{Body: []byte(dataBody), Coding: "gzip", ETag: `"g"`}, nil
	}
	return tiles.Tile{Body: []byte(dataBody), ETag: `"p"`}, nil
}

// acting builds the service over such a source, and over a database that must not be asked.
func acting(t testing.TB, change ...func(*api.Deps)) (*bundle, *acts) {
	t.Helper()
	s := &acts{}
	return offline(t, append(change, func(d *api.Deps) { d.Tiles = s })...), s
}

// TestT13TileAnswers is the table of the tiles' addresses: what is refused is refused before the source is asked. Codings
// and methods in general, and more kinds of bad addresses, have tests of their own.
func TestT13TileAnswers(t *testing.T) {
	t.Parallel()
	for name, keeps := range map[string]bool{"made": false, "kept": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, source := acting(t)
			source.keeps = keeps
			testTileAnswers(t, b, source)
		})
	}
}

func testTileAnswers(t *testing.T, b *bundle, source *acts) {
	t.Helper()
	always := map[string]string{"Cache-Control": "public, no-cache", "Vary": "Accept-Encoding", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
	for _, c := range []struct {
		path, headers string // headers as name: value, one a line
		status        int
		code          string // of the problem, for what is refused
		etag, coding  string
	}{
		{path: "parcels/1/0/0.mvt", status: 200, etag: `"p"`},
		{path: "parcels/1/0/0.mvt", headers: "Accept-Encoding: gzip", status: 200, etag: `"g"`, coding: "gzip"},
		{path: "parcels/1/0/0.mvt", headers: "Accept-Encoding: gzip, zstd", status: 200, etag: `"z"`, coding: "zstd"},
		{path: "parcels/1/1/1.mvt?at=2026-11-23", status: 200, etag: `"p"`},
		{path: "parcels,units/20/1048575/0.mvt?use_type=retail", status: 200, etag: `"p"`},
		{path: "parcels/2/3/3.mvt", status: 204, etag: `"none"`},
		{path: "parcels/2/0/0.mvt", headers: "Accept-Encoding: gzip", status: 204, etag: `"none"`},
		{path: "parcels/1/0/0.mvt", headers: `If-None-Match: "p"`, status: 304, etag: `"p"`},
		{path: "parcels/1/0/0.mvt", headers: `If-None-Match: "x", W/"p"`, status: 304, etag: `"p"`},
		{path: "parcels/1/0/0.mvt", headers: "If-None-Match: *", status: 304, etag: `"p"`},
		{path: "parcels/2/0/0.mvt", headers: `If-None-Match: "none"`, status: 304, etag: `"none"`},
		{path: "parcels/1/0/0.mvt", headers: "Accept-Encoding: gzip\nIf-None-Match: \"p\"", status: 200, etag: `"g"`, coding: "gzip"},

		{path: "parcels/+1/0/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/1/-1/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/01/0/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/1/00000000000/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/1/0/12345678901.mvt", status: 400, code: "tile.address"},
		{path: "parcels/%2e/0/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/21/0/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/1/2/0.mvt", status: 400, code: "tile.address"},
		{path: "parcels/1/0/2.mvt", status: 400, code: "tile.address"},
		{path: "units,parcels/1/0/0.mvt", status: 400, code: "tile.layer_order"},
		{path: "units,units/1/0/0.mvt", status: 400, code: "tile.layer_order"},
		{path: "units/1/0/0.mvt?colour=red", status: 400, code: "tile.filter"},
		{path: "units/1/0/0.mvt?sales_area_m2_min=much", status: 400, code: "tile.filter"},
		{path: "units/1/0/0.mvt?at=23.11.2026", status: 400, code: "bad_query"},
		{path: "units/1/0/0.mvt?v=new", status: 400, code: "bad_query"},
		{path: "people/1/0/0.mvt", status: 404, code: "tile.unknown_layer"},
		{path: "parcels/1/0/0.mvt", headers: "Accept-Encoding: br, *;q=0", status: 406, code: "not_acceptable"},
		{path: "parcels/3/0/0.mvt", status: 503, code: "tiles.loading"},
		{path: "parcels/4/0/0.mvt", status: 504, code: "timeout"},
	} {
		name := c.path + " " + c.headers
		asked := source.asked.Load()
		got := b.get("/tiles/"+c.path, headersOf(c.headers)...)
		if got.status != c.status {
			t.Errorf("%s: %d %s", name, got.status, got.body)
			continue
		}
		if reached := source.asked.Load() != asked; reached != (c.status < 400 || c.status >= 500) {
			t.Errorf("%s: the source was asked: %v", name, reached)
		}
		if c.code != "" {
			wantProblem(t, name, got, c.code)
		} else {
			wantHeaders(t, name, got, always, map[string]string{"ETag": c.etag, "Content-Encoding": c.coding})
		}
		if hasBody := len(got.body) > 0; hasBody != (c.status == 200 || c.status >= 400) {
			t.Errorf("%s: a body of %d bytes", name, len(got.body))
		}
		if c.code == "" {
			head := b.do(http.MethodHead, "/tiles/"+c.path, headersOf(c.headers)...)
			if head.status != got.status || len(head.body) > 0 || head.header.Get("ETag") != c.etag || head.header.Get("Content-Length") != got.header.Get("Content-Length") {
				t.Errorf("%s: HEAD has %d %v, GET %v", name, head.status, head.header, got.header)
			}
		}
	}
}

// headersOf takes "name: value" lines apart.
func headersOf(lines string) []string {
	var out []string
	for line := range strings.Lines(lines) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		out = append(out, name, value)
	}
	return out
}

func wantProblem(t *testing.T, name string, a answer, code string) {
	t.Helper()
	if a.json(t)["code"] != code || a.header.Get("Cache-Control") != "no-store" || a.header.Get("ETag") != "" {
		t.Errorf("%s: %v %s", name, a.header, a.body)
	}
	if again := a.header.Get("Retry-After"); (a.status == http.StatusServiceUnavailable) != (again == "1") {
		t.Errorf("%s: Retry-After is %q", name, again)
	}
}

func wantHeaders(t *testing.T, name string, a answer, wants ...map[string]string) {
	t.Helper()
	for _, want := range wants {
		for key, value := range want {
			if a.header.Get(key) != value {
				t.Errorf("%s: %s is %q, want %q", name, key, a.header.Get(key), value)
			}
		}
	}
	if kind := a.header.Get("Content-Type"); (a.status == http.StatusOK) != (kind == "application/vnd.mapbox-vector-tile") {
		t.Errorf("%s: Content-Type is %q", name, kind)
	}
}

// Whether there is a layer of some name is not told to who may not see it.
func TestUnknownLayersAreAllTheSame(t *testing.T) {
	t.Parallel()
	b, _ := acting(t)
	bodies := map[string]bool{}
	for _, layers := range []string{"people", "contracts", "parcels,contracts"} {
		a := b.get("/tiles/"+layers+"/1/0/0.mvt").want(t, http.StatusNotFound).json(t)
		delete(a, "request_id")
		delete(a, "instance")
		bodies[fmt.Sprint(a)] = true
	}
	if len(bodies) != 1 {
		t.Errorf("%v", bodies)
	}
}

func TestTilesAreLimitedBeforeTheyAreMade(t *testing.T) {
	t.Parallel()
	b, source := acting(t, func(d *api.Deps) { d.Config.TilesPerMinute, d.Config.TileDeadline = 1, time.Second })
	b.get("/tiles/parcels/1/0/0.mvt").want(t, http.StatusOK)
	b.get("/tiles/parcels/1/0/0.mvt").want(t, http.StatusTooManyRequests)
	b.do(http.MethodPost, "/tiles/parcels/1/0/0.mvt").want(t, http.StatusMethodNotAllowed)
	if n := source.asked.Load(); n != 1 {
		t.Errorf("the source was asked %d times", n)
	}
}
