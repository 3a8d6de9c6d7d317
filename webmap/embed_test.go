//go:build !nowebmap && !dev

package webmap_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"testing"

	"mitte/webmap"
)

func TestCommittedPagesAreWhole(t *testing.T) {
	t.Parallel()
	page, ok := webmap.Lookup("/")
	if !ok {
		t.Fatal("dist has no index.html")
	}
	raw, _, _ := page.Body("")
	for _, match := range regexp.MustCompile(`(?:src|href)="\./([^"]+)"`).FindAllSubmatch(raw, -1) {
		if bytes.HasPrefix(match[1], []byte("api/")) || bytes.HasPrefix(match[1], []byte("tiles/")) {
			continue // fetched early from the server, no file of ours
		}
		asset, found := webmap.Lookup("/" + string(match[1]))
		if !found {
			t.Errorf("index.html asks for %s, which is not there", match[1])
			continue
		}
		checkGzip(t, string(match[1]), asset)
	}
}

func checkGzip(t *testing.T, name string, asset webmap.Asset) {
	t.Helper()
	raw, _, _ := asset.Body("")
	packed, encoding, _ := asset.Body("gzip")
	if encoding != "gzip" {
		return
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(reader)
	if err != nil || !bytes.Equal(unpacked, raw) {
		t.Errorf("%s.gz does not unpack to %s (%v)", name, name, err)
	}
}

func TestUnknownAssetIsNotThePage(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/assets/none.js", "/dist/index.html", "/index.html.gz", "/../embed.go"} {
		if _, ok := webmap.Lookup(path); ok {
			t.Errorf("%s was found", path)
		}
	}
}
