package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// What was announced says that it is called off; what never was stays unknown. Both sites have the same project.
func TestACancelledSiteTakesItsDatesOutOfCalendarsAndFeeds(t *testing.T) {
	t.Parallel()
	b := setup(t)
	run := func(sql string) {
		t.Helper()
		if _, err := b.db.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	const secret = "geheimer Grund"
	was := b.words(`SELECT status || ' ' || label FROM construction_section WHERE id = 1001`)[0]
	if was != "active A" {
		t.Fatalf("section 1001 is %s", was)
	}
	run(`UPDATE construction_section SET status = 'cancelled', status_reason = '` + secret + `', updated_at = now() WHERE id = 1001`)
	for path, want := range map[string][]string{
		"/works.ics?lang=de": {"UID:section-1001@", "STATUS:CANCELLED", "(abgesagt)"}, "/works/lippe.ics?lang=en": {"UID:section-1001@", "STATUS:CANCELLED", "(cancelled)"},
		"/works/lippe/A.ics?lang=de": {"UID:section-1001@", "STATUS:CANCELLED", "UID:phase-"}, "/works.atom?lang=de": {"mitte:section:1001<", `term="cancelled"`},
		"/works/lippe.atom?lang=de": {`term="cancelled"`}, "/works/lippe/A.atom?lang=de": {`term="cancelled"`, "mitte:section:1001:feed"},
	} {
		text := b.get(path).want(t, http.StatusOK).body
		for _, part := range want {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s does not say %s", path, part)
			}
		}
		if strings.Contains(string(text), secret) {
			t.Errorf("%s says why", path)
		}
	}
	for _, path := range []string{"/works/lippe/A?lang=de", "/works/lippe/Z.ics?lang=de"} {
		b.get(path).want(t, http.StatusNotFound)
	}
	for _, path := range []string{"/works?lang=de", "/works.csv?lang=de", "/works.geojson?lang=de"} {
		if text := string(b.get(path).want(t, http.StatusOK).body); strings.Contains(text, "lippe/A") {
			t.Errorf("%s still lists it", path)
		}
	}
	versions := b.numbers(`SELECT version FROM construction_section WHERE id = 1001`)
	calendar := string(b.get("/works/lippe/A.ics?lang=de").body)
	_, event, _ := strings.Cut(calendar, "UID:section-1001@")
	if event, _, _ = strings.Cut(event, "END:VEVENT"); !strings.Contains(event, "SEQUENCE:"+fmt.Sprint(versions[0])) {
		t.Error("the event is not of a later version")
	}
}

func TestACancelledSiteThatNobodyKnewStaysUnknown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.db.Owner().Exec(t.Context(), `UPDATE construction_section SET status = 'cancelled', status_reason = 'x' WHERE status = 'planned'`); err != nil {
		t.Fatal(err)
	}
	if b.numbers(`SELECT count(*) FROM construction_section WHERE status = 'cancelled'`)[0] == 0 {
		t.Fatal("no section was planned only")
	}
	for _, path := range []string{"/works.ics?lang=de", "/works.atom?lang=de"} {
		if text := string(b.get(path).want(t, http.StatusOK).body); strings.Contains(text, "CANCELLED\r\nTRANSP") || strings.Contains(text, `term="cancelled"`) {
			t.Errorf("%s tells of it", path)
		}
	}
}
