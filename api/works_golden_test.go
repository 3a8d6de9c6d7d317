package api_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// worksPaths are all pages, feeds and files of the town's units and construction works, in both languages.
func worksPaths() []string {
	var out []string
	for _, path := range []string{
		"/units", "/units.csv", "/units.geojson", "/units.openimmo.xml", "/units/LI-003", "/units/LI-003.pdf", "/units/LI-003.openimmo.xml", "/units/AM-001",
		"/works", "/works.ics", "/works.atom", "/works.csv", "/works.geojson", "/works.wzdx.json", "/works/lippe", "/works/lippe.ics",
		"/works/lippe.atom", "/works/lippe/A", "/works/lippe/A.ics", "/works/lippe/A.atom", "/works/lippe/B", "/works/lippe/B.ics",
		"/works/lippe/B.atom", "/works/markt", "/works/markt/A", "/works/markt/A.ics", "/works/markt/A.atom",
	} {
		out = append(out, path+"?lang=de", path+"?lang=en")
	}
	return out
}

func TestGoldenWorks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	doc := b.document()
	for name, path := range map[string]string{
		"works_page.html": "/works?lang=de", "works_project.html": "/works/lippe?lang=de", "works_section.html": "/works/lippe/A?lang=de",
		"works_section_en.html": "/works/lippe/A?lang=en", "works_done.html": "/works/markt/A?lang=de", "works_unknown.html": "/works/lippe/Z?lang=en",
		"imprint.html": "/imprint?lang=de", "privacy.html": "/privacy?lang=en", "accessibility.html": "/accessibility?lang=de",
		"works.ics": "/works.ics?lang=de", "works_section_en.ics": "/works/lippe/A.ics?lang=en", "works.atom": "/works.atom?lang=de",
		"unit_page.html": "/units/LI-003?lang=de", "units_page.html": "/units?lang=en&area=50-100", "units.csv": "/units.csv?lang=de",
		"unit.openimmo.xml": "/units/LI-003.openimmo.xml?lang=de", "units_refused.html": "/units?area=viel&lang=en",
		"works_project.atom": "/works/lippe.atom?lang=en", "works.csv": "/works.csv?lang=de", "works_filtered.csv": "/works.csv?lang=en&project=lippe&status=scheduled",
	} {
		a := b.get(path)
		b.conforms(doc, templateOf(doc, path), a)
		compareText(t, name, a)
	}
	for name, path := range map[string]string{
		"works_geojson": "/works.geojson?at=2026-11-23&lang=de", "works_wzdx": "/works.wzdx.json?lang=de", "works_refused": "/works.csv?status=planned&lang=fr&x=1",
	} {
		a := b.get(path)
		b.conforms(doc, templateOf(doc, path), a)
		compare(t, name, a)
	}
}

var styleName = regexp.MustCompile(`/pages/[0-9a-f]{24}\.css`)

// compareText keeps an answer that is text as it is, but for the name of the request and the ends of lines.
func compareText(t *testing.T, name string, a answer) {
	t.Helper()
	got := http.StatusText(a.status) + " " + a.header.Get("Content-Type") + "\n" + strings.ReplaceAll(string(a.body), "\r\n", "\n")
	got = strings.ReplaceAll(got, a.header.Get("X-Request-Id"), "…")
	got = styleName.ReplaceAllString(got, "/pages/….css")
	file := filepath.Join("testdata", "golden", name)
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
