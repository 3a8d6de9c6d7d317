package api_test

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"testing"

	"mitte/api"
)

// What is sent packed is never unpacked, whoever sends it and wherever to.
func TestAPackedBodyIsRefused(t *testing.T) {
	t.Parallel()
	b := offline(t)
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	if _, err := w.Write(bytes.Repeat([]byte{'{'}, 4<<20)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	encodings := []string{"deflate", "br", "zstd", "gzip, gzip", " GZIP", "gzip"}
	for _, r := range api.Matrix() {
		if r.Method == http.MethodGet {
			continue
		}
		for _, encoding := range encodings {
			request := httptest.NewRequest(r.Method, example(r.Pattern), bytes.NewReader(bomb.Bytes()))
			request.Header.Set("Content-Encoding", encoding)
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Origin", home)
			a := b.send(request)
			if a.status != http.StatusUnsupportedMediaType || a.json(t)["code"] != "packed_body" || a.header.Get("Accept-Encoding") != "identity" {
				t.Errorf("%s %s, %q: %d %.200s", r.Method, r.Pattern, encoding, a.status, a.body)
			}
		}
		encodings = encodings[len(encodings)-1:] // all of them once are enough
		request := httptest.NewRequest(r.Method, example(r.Pattern), bytes.NewReader([]byte("{}")))
		request.Header.Set("Content-Encoding", "identity")
		if a := b.send(request); a.status == http.StatusUnsupportedMediaType && a.json(t)["code"] == "packed_body" {
			t.Errorf("%s %s refuses what is not packed", r.Method, r.Pattern)
		}
	}
}
