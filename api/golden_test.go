package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestGoldenAnswers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	doc := b.document()
	for name, path := range map[string]string{
		"parcels":          "/api/v1/parcels?limit=2",
		"parcels_key":      "/api/v1/parcels?key=05311000400272",
		"parcels_bbox":     "/api/v1/parcels?bbox=6.9584,51.66215,6.9592,51.6624",
		"parcel":           "/api/v1/parcels/101",
		"parcel_hole":      "/api/v1/parcels/106",
		"parcel_unknown":   "/api/v1/parcels/4711",
		"buildings":        "/api/v1/buildings?limit=2",
		"building":         "/api/v1/buildings/204",
		"segments_street":  "/api/v1/segments?street=am+markt",
		"segment":          "/api/v1/segments/404",
		"units":            "/api/v1/units",
		"units_then":       "/api/v1/units?at=2026-02-28",
		"units_brief":      "/api/v1/units?fields=brief",
		"units_vacant":     "/api/v1/units?status=vacant,marketing&use=retail,gastronomy",
		"unit":             "/api/v1/units/502",
		"unit_by_ref":      "/api/v1/units/by-ref/AM-001",
		"unit_hidden":      "/api/v1/units/505",
		"sections":         "/api/v1/sections",
		"sections_at":      "/api/v1/sections?at=2027-05-01",
		"section":          "/api/v1/sections/1001",
		"section_hidden":   "/api/v1/sections/1003",
		"projects":         "/api/v1/projects",
		"project":          "/api/v1/projects/901",
		"project_hidden":   "/api/v1/projects/902",
		"search_address":   "/api/v1/search?q=Lippe-Str.+12",
		"search_street":    "/api/v1/search?q=LIPPESTRA",
		"search_parcel":    "/api/v1/search?q=Altstadt+4+273",
		"search_unit":      "/api/v1/search?q=zur+lippe",
		"search_project":   "/api/v1/search?q=brunnen",
		"town":             "/api/v1/town",
		"tilejson":         "/tiles/parcels,units,sections,grid.json",
		"tile_metadata":    "/tiles/segments/metadata.json",
		"tile_bad":         "/tiles/parcels/14/16384/0.mvt",
		"bad_parameters":   "/api/v1/units?limit=0&at=gestern&bbox=1,2,3&cursor=x&status=leer&stauts=1&use=retail&use=office",
		"bad_id":           "/api/v1/parcels/1e3",
		"not_found":        "/api/v2/parcels",
		"search_without_q": "/api/v1/search",
		"readyz":           "/readyz",
	} {
		a := b.get(path)
		if template := templateOf(doc, path); template != "" {
			b.conforms(doc, template, a)
		}
		compare(t, name, a)
	}
}

var (
	requestIDs = regexp.MustCompile(`"request_id": "[0-9a-f]{18}"`)
	versions   = regexp.MustCompile(`"data_version": "[0-9]+-0-0"`)
)

// compare keeps status and body of an answer in testdata/golden.
func compare(t *testing.T, name string, a answer) {
	t.Helper()
	var text bytes.Buffer
	text.WriteString(http.StatusText(a.status) + " " + a.header.Get("Content-Type") + "\n")
	if err := json.Indent(&text, a.body, "", "  "); err != nil {
		t.Fatalf("%s: %v: %.200s", name, err, a.body)
	}
	got := versions.ReplaceAllString(text.String(), `"data_version": "…-0-0"`)
	got = requestIDs.ReplaceAllString(got, `"request_id": "…"`) + "\n"
	file := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", name, diff)
	}
}

func TestProblemsInBothLanguages(t *testing.T) {
	t.Parallel()
	b := offline(t)
	for header, want := range map[string]string{
		"": "de", "en": "en", "en-GB,en;q=0.9,de;q=0.8": "en", "fr, de;q=0.5, en;q=0.4": "de", "en;q=0, de;q=0.1": "de", "fr": "de",
	} {
		a := b.get("/api/v1/parcels?limit=x", "Accept-Language", header).want(t, http.StatusBadRequest)
		if got := a.header.Get("Content-Language"); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
		if german := strings.Contains(string(a.body), "Anfrage nicht verstanden"); german != (want == "de") {
			t.Errorf("%q: %s", header, a.body)
		}
	}
}
