package api_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"mitte/geo/picture"
)

// What the public must never read is marked in testdata/town.sql.
var canary = regexp.MustCompile(`(?i)canary|9876512|9876500[123]00|2031-05-17`)

func TestNothingInternalComesOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var paths []string
	for _, c := range []string{"parcels", "buildings", "segments", "sections", "projects", "units"} {
		paths = append(paths, "/api/v1/"+c)
		for id := range 1200 {
			if id >= 100 {
				paths = append(paths, fmt.Sprintf("/api/v1/%s/%d", c, id))
			}
		}
	}
	for _, day := range []string{"2012-06-01", "2026-05-15", "2027-06-01", "2028-04-01"} {
		paths = append(paths, "/api/v1/units?at="+day, "/api/v1/sections?at="+day)
		for z := 10; z <= 20; z++ {
			paths = append(paths, tileOfTown("parcels,buildings,segments,units,sections", z)+"?at="+day)
		}
	}
	for _, q := range []string{"CANARY", "canary-business", "LI-012a", "geheim", "Schuhhaus", "Lippestraße 12a"} {
		paths = append(paths, "/api/v1/search?q="+escape(q))
	}
	for n := range 6 {
		for _, width := range picture.Widths() {
			paths = append(paths, fmt.Sprintf("/media/%s%d/%d.jpg", somePicture[:35], n, width))
		}
	}
	paths = append(paths, "/units", "/units/LI-003", "/units/LI-003?lang=en", "/units/LI-012", "/units.openimmo.xml", "/units/LI-003.openimmo.xml", "/units/LI-003.pdf")
	paths = append(paths, worksPaths()...)
	paths = append(paths, "/works/lippe/C", "/works/geheim", "/works/geheim.ics", "/works/geheim/A", "/works/geheim/A.atom")
	paths = append(paths, "/api/v1/town", "/tiles/parcels,buildings,segments,units,sections.json", "/readyz")
	refs := []string{"LI-003", "LI-012", "LI-012a", "LI-099", "AM-001"}
	var pictures []string
	for n := range 6 {
		pictures = append(pictures, fmt.Sprintf("%s%d", somePicture[:35], n))
	}
	paths = append(paths, everywhere(t, whereabouts{[]string{"502", "506"}, refs, pictures, nil})...)
	answered := 0
	for _, path := range paths {
		a := b.get(path)
		if a.status != http.StatusNotFound {
			answered++
		}
		if a.status >= http.StatusInternalServerError {
			t.Errorf("%s: %d", path, a.status)
		}
		text := strings.ReplaceAll(plainly(a), "q=CANARY", "") // what was asked may come back
		if found := canary.FindString(text); found != "" {
			t.Errorf("%s: %s in %s", path, found, text)
		}
	}
	if found := canary.FindString(b.logs.String()); found != "" {
		t.Errorf("%s in the log", found)
	}
	if answered < 60 {
		t.Errorf("only %d answers were looked at", answered)
	}
}

func TestHiddenUnitIsNotFoundByName(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, q := range []string{"LI-012", "LI-012a", "LI-099", "Schuhhaus Groß", "geheim"} {
		a := b.get("/api/v1/search?q="+escape(q)).want(t, http.StatusOK)
		if results, _ := a.json(t)["results"].([]any); len(results) > 0 {
			t.Errorf("%s: %s", q, a.body)
		}
	}
}
