package webmap

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
)

func page(t *testing.T, name string) Asset {
	t.Helper()
	files := fstest.MapFS{
		"index.html":         {Data: []byte("<!doctype html>")},
		"index.html.br":      {Data: []byte("br")},
		"index.html.gz":      {Data: []byte("gz")},
		"assets/index-x1.js": {Data: []byte("0")},
		"site.webmanifest":   {Data: []byte("{}")},
		"assets/odd.bin":     {Data: []byte("?")},
	}
	asset, err := load(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return asset
}

func TestBodyFollowsAcceptEncoding(t *testing.T) {
	t.Parallel()
	asset := page(t, "index.html")
	for header, want := range map[string]string{
		"":                        "",
		"gzip, deflate, br, zstd": "br",
		"gzip":                    "gzip",
		"x-gzip":                  "gzip",
		"BR;Q=0.9":                "br",
		"br;q=0.2, gzip;q=0.8":    "gzip",
		"br;q=0, gzip;q=0":        "",
		"br;q=0, *":               "gzip",
		"*":                       "br",
		"identity, gzip;q=0.5":    "",
		"br;q=2, gzip":            "gzip",
		"br;q=nonsense":           "",
		"deflate":                 "",
	} {
		body, encoding, etag := asset.Body(header)
		if encoding != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", header, encoding, want)
		}
		if len(body) == 0 || !strings.HasPrefix(etag, `"`) || !strings.HasSuffix(etag, `"`) {
			t.Errorf("Accept-Encoding %q: body of %d bytes, tag %s", header, len(body), etag)
		}
	}
}

func TestTagsDifferByEncoding(t *testing.T) {
	t.Parallel()
	asset := page(t, "index.html")
	seen := map[string]bool{}
	for _, header := range []string{"", "gzip", "br"} {
		_, _, etag := asset.Body(header)
		if seen[etag] {
			t.Errorf("two encodings share the tag %s", etag)
		}
		seen[etag] = true
	}
}

func TestUncompressedAssetIsSentAsItIs(t *testing.T) {
	t.Parallel()
	body, encoding, _ := page(t, "assets/index-x1.js").Body("br, gzip")
	if encoding != "" || string(body) != "0" {
		t.Errorf("got %q encoded as %q", body, encoding)
	}
}

func TestTypesAndCaching(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][2]string{
		"index.html":         {"text/html; charset=utf-8", cacheRevalidate},
		"assets/index-x1.js": {"text/javascript; charset=utf-8", cacheForever},
		"site.webmanifest":   {"application/manifest+json", cacheRevalidate},
		"assets/odd.bin":     {"application/octet-stream", cacheForever},
	} {
		asset := page(t, name)
		if asset.ContentType != want[0] || asset.CacheControl != want[1] {
			t.Errorf("%s: %q, %q", name, asset.ContentType, asset.CacheControl)
		}
	}
}

func TestCleanRefusesOddPaths(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/": "index.html", "": "index.html", "/index.html": "index.html", "/assets/a.js": "assets/a.js",
		"/../go.mod": "", "/assets//a.js": "", "/assets/": "", "/index.html.br": "", "/./index.html": "",
	} {
		if got := clean(path); got != want {
			t.Errorf("clean(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestPolicyForbidsInlineAndForeign(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"unsafe", "http", "*"} {
		if strings.Contains(ContentSecurityPolicy, word) {
			t.Errorf("the policy contains %q", word)
		}
	}
	if !bytes.HasPrefix([]byte(ContentSecurityPolicy), []byte("default-src 'none'")) {
		t.Error("the policy does not start from nothing")
	}
}
