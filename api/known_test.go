package api_test

import (
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// TestAsKnownOn: list, area, figures and files of one question agree on what was known, and each says of what day it is.
func TestAsKnownOn(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	const along, round = "segment_id=401", "lon=6.9591&lat=51.6625&radius_m=400"
	count := func(path, part, key string) float64 {
		t.Helper()
		answer := who.do(http.MethodGet, path, "").want(t, http.StatusOK)
		pattern, _, _ := strings.Cut(path, "?")
		b.conforms(b.document(), pattern, answer)
		doc := answer.json(t)
		if _, told := doc["known_at"].(string); told != strings.Contains(path, "known_at") {
			t.Errorf("%s says it was known on %v", path, doc["known_at"])
		}
		inner, _ := doc[part].(map[string]any)
		n, ok := inner[key].(float64)
		if !ok {
			t.Fatalf("%s: no %s.%s", path, part, key)
		}
		return n
	}
	for _, known := range []string{"", "&known_at=2099-12-31", "&known_at=1999-12-31"} {
		units := count("/api/v1/along?corners=primary&"+along+known, "totals", "stock")
		stock := count("/api/v1/kpis?"+along+known, "figures", "stock")
		inside := count("/api/v1/area?"+round+known, "totals", "stock")
		around := count("/api/v1/kpis?"+round+known, "figures", "stock")
		if units != stock || inside != around || (stock == 0 || inside == 0) != strings.Contains(known, "1999") {
			t.Errorf("%q: the street has %v in the list and %v in the figures, the area %v and %v", known, units, stock, inside, around)
		}
	}
	for path, column := range map[string]string{
		"/api/v1/along?format=csv&known_at=2099-12-31&" + along:                                      "bekannt am",
		"/api/v1/area?format=csv&known_at=2099-12-31&" + round:                                       "bekannt am",
		"/api/v1/kpis?format=csv&known_at=2099-12-31&" + along:                                       "bekannt am",
		"/api/v1/kpis/beside?format=csv&lang=de&known_at=2099-12-31&of=segment:401;segment:401@left": "Kennzahl, bekannt am 31.12.2099",
	} {
		answer := who.do(http.MethodGet, path, "").want(t, http.StatusOK)
		head, _, _ := strings.Cut(string(answer.body), "\r\n")
		if !strings.Contains(head, column) || !strings.Contains(answer.header.Get("Content-Disposition"), "known-2099-12-31") {
			t.Errorf("%s: %s %s", path, head, answer.header.Get("Content-Disposition"))
		}
		plain := who.do(http.MethodGet, strings.Replace(path, "known_at=2099-12-31&", "", 1), "").want(t, http.StatusOK)
		if head, _, _ := strings.Cut(string(plain.body), "\r\n"); strings.Contains(head, column) {
			t.Errorf("%s, as known now: %s", path, head)
		}
	}
	who.do(http.MethodGet, "/api/v1/kpis?known_at=yesterday&"+along, "").want(t, http.StatusBadRequest)
}
