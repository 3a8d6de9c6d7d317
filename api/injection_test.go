package api_test

import (
	"net/http"
	"net/url"
	"testing"
)

func escape(s string) string { return url.QueryEscape(s) }

// attacks are what people write into parameters to reach the statement behind them, or to break the server.
var attacks = []string{
	"'", "''", `"`, "\\", "\\'", ";", "--", "/*", "$1", "$$", "$$;DROP TABLE parcel;$$", "?", "??", "%", "_", "%s%n", "{}", "@name",
	"' OR '1'='1", "1 OR 1=1", "1;SELECT pg_sleep(9)", "') OR ST_Intersects(geom, geom) --", "x' UNION SELECT version()--",
	"1, 2, 3, 4)) OR true --", "NaN,NaN,NaN,NaN", "Inf,0,1,1", "1e999,0,1,1", "0,0,0,0,0", "\x00", "a\x00b", "\xff\xfe", "\xc3\x28",
	"\u202e", "\n", "\r\nSet-Cookie: a=b", "🏗", "ﬃ", "İ", "\u0000", "null", "true", "-0", "0x10", "1_000", "９", "infinity", "0001-01-01",
	"9999-12-31", "2026-02-30", "-infinity", "today", "epoch", "2026-11-23'", string(make([]byte, 1000)),
}

func TestAttacksEndAsBadRequestOrNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	parameters := map[string][]string{
		"/api/v1/parcels":       {"bbox", "limit", "cursor", "key"},
		"/api/v1/segments":      {"street", "cursor"},
		"/api/v1/units":         {"at", "status", "use", "bbox"},
		"/api/v1/sections":      {"at", "project_id", "status"},
		"/api/v1/projects":      {"bbox", "cursor"},
		"/api/v1/search":        {"q", "limit"},
		"/api/v1/units/501":     {"at"},
		tileOfTown("units", 16): {"at"},
		"/tiles/parcels.json":   {"at"},
	}
	for path, names := range parameters {
		for _, name := range append(names, "x") {
			for _, attack := range attacks {
				b.harmless(path + "?" + name + "=" + escape(attack))
				b.harmless(path + "?" + escape(attack) + "=1")
			}
		}
	}
	for _, attack := range attacks {
		for _, path := range []string{"/api/v1/parcels/", "/api/v1/units/by-ref/", "/tiles/parcels/14/1/", "/tiles/", "/assets/", "/"} {
			b.harmless(path + url.PathEscape(attack))
		}
		b.harmless("/tiles/" + url.PathEscape(attack) + "/14/1/1.mvt")
	}
	if n := b.numbers(`SELECT count(*) FROM parcel`)[0]; n != 10 {
		t.Errorf("%d parcels are left", n)
	}
}

func (b *bundle) harmless(path string) {
	b.t.Helper()
	switch a := b.get(path); {
	case a.status == http.StatusBadRequest || a.status == http.StatusNotFound:
	case a.status >= http.StatusMultipleChoices:
		b.t.Errorf("%s: %d %s", path, a.status, a.body)
	case a.header.Get("Set-Cookie") != "":
		b.t.Errorf("%s: a header was smuggled in", path)
	}
}
