package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The answers of one town serve all questions about headers.
func TestHTTPHabits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	paths := []string{
		"/api/v1/parcels", "/api/v1/parcels/101", "/api/v1/units", "/api/v1/units/501", "/api/v1/town", "/api/v1/search?q=lippe",
		"/tiles/parcels.json", tileOfTown("parcels", 16), "/openapi.json", "/",
		"/works", "/works/lippe", "/works/lippe/A", "/works.ics", "/works/lippe.atom", "/works/lippe/A.ics", "/works.csv", "/works.geojson",
		"/works.wzdx.json",
	}
	for _, path := range paths {
		plain := b.get(path).want(t, http.StatusOK)
		t.Run("revalidate "+path, func(t *testing.T) { b.revalidates(t, path, plain) })
		if path != "/" && len(plain.body) >= 300 { // webmap packs its files itself
			t.Run("gzip "+path, func(t *testing.T) { b.packs(t, path, plain) })
		}
		t.Run("HEAD "+path, func(t *testing.T) { b.heads(t, path, plain) })
		if !strings.HasPrefix(path, "/api/v1/units") { // the office writes those
			t.Run("methods "+path, func(t *testing.T) { b.refusesOtherMethods(t, path) })
		}
	}
}

func (b *bundle) revalidates(t *testing.T, path string, plain answer) {
	t.Helper()
	tag := plain.header.Get("ETag")
	if tag == "" {
		t.Fatal("no tag")
	}
	for _, header := range []string{tag, "*", `"other", ` + tag, "W/" + strings.TrimPrefix(tag, "W/")} {
		a := b.get(path, "If-None-Match", header).want(t, http.StatusNotModified)
		if len(a.body) > 0 || a.header.Get("Content-Type") != "" || a.header.Get("Content-Encoding") != "" {
			t.Errorf("304 with a body or its headers: %v", a.header)
		}
		for _, name := range []string{"ETag", "Cache-Control", "Vary"} {
			if a.header.Get(name) != plain.header.Get(name) {
				t.Errorf("304 has %s %q, 200 %q", name, a.header.Get(name), plain.header.Get(name))
			}
		}
	}
	b.get(path, "If-None-Match", `"other"`).want(t, http.StatusOK)
}

func (b *bundle) packs(t *testing.T, path string, plain answer) {
	t.Helper()
	packed := b.get(path, "Accept-Encoding", "gzip").want(t, http.StatusOK)
	if packed.header.Get("Content-Encoding") != "gzip" || !strings.Contains(packed.header.Get("Vary"), "Accept-Encoding") {
		t.Fatalf("not packed: %v", packed.header)
	}
	if diff := cmp.Diff(string(plain.body), string(gunzip(t, packed.body))); diff != "" {
		t.Error(diff)
	}
	tag := packed.header.Get("ETag")
	if strong := tag[0] == '"'; strong && tag == plain.header.Get("ETag") {
		t.Errorf("one strong tag %s for two encodings", tag)
	}
	b.get(path, "Accept-Encoding", "gzip", "If-None-Match", tag).want(t, http.StatusNotModified)
}

func (b *bundle) heads(t *testing.T, path string, plain answer) {
	t.Helper()
	head := b.do(http.MethodHead, path).want(t, http.StatusOK)
	if len(head.body) > 0 {
		t.Error("HEAD has a body")
	}
	if diff := cmp.Diff(withoutNames(plain.header), withoutNames(head.header)); diff != "" {
		t.Errorf("GET (-) and HEAD (+) differ:\n%s", diff)
	}
}

func withoutNames(h http.Header) http.Header {
	h = h.Clone()
	h.Del("X-Request-Id")
	h.Del("Date")
	return h
}

func (b *bundle) refusesOtherMethods(t *testing.T, path string) {
	t.Helper()
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		a := b.do(method, path).want(t, http.StatusMethodNotAllowed)
		if a.header.Get("Allow") != "GET, HEAD, OPTIONS" || a.json(t)["code"] != "method_not_allowed" {
			t.Errorf("%s: %v %s", method, a.header, a.body)
		}
	}
	a := b.do(http.MethodOptions, path).want(t, http.StatusOK)
	if a.header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("OPTIONS: %v", a.header)
	}
	b.do(http.MethodOptions, path, "Origin", "https://other.example").want(t, http.StatusOK)
}

func TestPreflight(t *testing.T) {
	t.Parallel()
	b := offline(t)
	a := b.do(http.MethodOptions, "/api/v1/parcels", "Origin", "https://other.example", "Access-Control-Request-Method", "GET")
	a.want(t, http.StatusNoContent)
	if a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%v", a.header)
	}
	page := b.do(http.MethodOptions, "/", "Origin", "https://other.example", "Access-Control-Request-Method", "GET")
	if page.want(t, http.StatusOK).header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("the pages are open to other origins")
	}
}

func TestSecurityHeadersStandOnEveryAnswer(t *testing.T) {
	t.Parallel()
	b := offline(t)
	for _, path := range []string{"/", "/livez", "/openapi.json", "/api/v1/parcels?x=1", "/nowhere", "/assets/none.js", "/api/v1/parcels"} {
		h := b.get(path).header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if policy := h.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") ||
			!strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %q", path, policy)
		}
		if len(h.Get("X-Request-Id")) != 18 {
			t.Errorf("%s: no request id", path)
		}
	}
}

func TestATileCarriesNothingForDocuments(t *testing.T) {
	t.Parallel()
	b := offline(t)
	h := b.get("/tiles/parcels/16/0/0.mvt").want(t, http.StatusNoContent).header
	if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a tile lacks what it needs: %v", h)
	}
	for _, name := range []string{"Content-Security-Policy", "Referrer-Policy", "Cross-Origin-Opener-Policy"} {
		if h.Get(name) != "" {
			t.Errorf("a tile carries %s", name)
		}
	}
	refused := b.get("/tiles/parcels/16/0/0.mvt?x=1").want(t, http.StatusBadRequest).header
	if !strings.Contains(refused.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("a refusal has no policy: %v", refused)
	}
}

func TestAssets(t *testing.T) {
	t.Parallel()
	b := offline(t)
	page := b.get("/").want(t, http.StatusOK)
	if !strings.Contains(page.header.Get("Content-Security-Policy"), "script-src 'self'") {
		t.Errorf("the page may run nothing: %v", page.header)
	}
	for _, path := range []string{"/assets/none.js", "/assets/", "/assets/../index.html", "/assets/%2e%2e/index.html", "/none.html", "/index.html.br"} {
		a := b.get(path).want(t, http.StatusNotFound)
		if strings.Contains(string(a.body), "<html") {
			t.Errorf("%s answers with a page", path)
		}
	}
}

func TestTrailingSlashIsTheSameResource(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{"/api/v1/parcels", "/api/v1/parcels/101", "/api/v1/town"} {
		one, two := b.get(path).want(t, http.StatusOK), b.get(path+"/").want(t, http.StatusOK)
		if one.header.Get("ETag") != two.header.Get("ETag") {
			t.Errorf("%s: %s and %s", path, one.header.Get("ETag"), two.header.Get("ETag"))
		}
	}
}

func TestNothingAcceptable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{"/api/v1/parcels", tileOfTown("parcels", 16), "/openapi.json"} {
		a := b.get(path, "Accept-Encoding", "br, identity;q=0").want(t, http.StatusNotAcceptable)
		if a.json(t)["code"] != "not_acceptable" {
			t.Errorf("%s", a.body)
		}
		small := b.get(path, "Accept-Encoding", "gzip, identity;q=0").want(t, http.StatusOK)
		if small.header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s: plain bytes although refused", path)
		}
	}
}
