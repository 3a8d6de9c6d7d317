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
	b.get("/works/lippe/Z.ics?lang=de").want(t, http.StatusNotFound)
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
	for _, path := range []string{"/works/lippe/C", "/works/lippe/C.ics"} {
		b.get(path).want(t, http.StatusNotFound)
	}
	for _, path := range []string{"/works.ics?lang=de", "/works.atom?lang=de"} {
		if text := string(b.get(path).want(t, http.StatusOK).body); strings.Contains(text, "CANCELLED\r\nTRANSP") || strings.Contains(text, `term="cancelled"`) {
			t.Errorf("%s tells of it", path)
		}
	}
}

// Letters and posters lead to the page of a section, so it is there when the section is called off, with what was public of it
// last: what is said in the same breath, or later, never was.
func TestThePageOfACancelledSiteSaysSo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	run := func(sql string) {
		t.Helper()
		if _, err := b.db.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	run(`UPDATE construction_section SET description_public_de = 'Neue Leitungen, zuletzt.' WHERE id = 1001`)
	run(`UPDATE construction_section SET status = 'cancelled', status_reason = 'SECRET', title_de = 'SECRET', title_en = 'SECRET', label = 'SECRET',
		description_public_de = 'SECRET', description_public_en = 'SECRET', planned = '[2031-01-01,2032-01-01)', actual_start = NULL WHERE id = 1001`)
	run(`UPDATE construction_section SET title_de = 'SECRET too' WHERE id = 1001`)
	run(`UPDATE history SET known = tstzrange('2026-01-02', '2026-11-10') WHERE table_name = 'construction_section' AND id = 1001 AND version = 1`)
	run(`UPDATE history SET known = tstzrange('2026-11-10', '2026-11-20 23:30:00Z') WHERE table_name = 'construction_section' AND id = 1001 AND version = 2`)
	for path, want := range map[string][]string{
		"/works/lippe/A?lang=de": {"Lippetor bis Markt (abgesagt)", "Abgesagt am 21. November 2026.", "9. März bis 31. Oktober 2026", "Neue Leitungen, zuletzt.", `href="/works/lippe?lang=de"`, "EventCancelled"},
		"/works/lippe/A?lang=en": {"Lippetor to Markt (cancelled)", "Cancelled on 21 November 2026.", "9 March to 31 October 2026", "New pipes and paving."},
	} {
		a := b.get(path).want(t, http.StatusOK)
		for _, part := range want {
			if !strings.Contains(string(a.body), part) {
				t.Errorf("%s does not say %s", path, part)
			}
		}
		if text := string(a.body); strings.Contains(text, "SECRET") || strings.Contains(text, "2031") {
			t.Errorf("%s says what was never public", path)
		}
	}
	b.get("/works/lippe/SECRET?lang=de").want(t, http.StatusNotFound)
	run(`UPDATE construction_section SET label = 'A', status = 'scheduled', planned = '[2027-02-01,2027-03-01)' WHERE id = 1002`)
	if text := string(b.get("/works/lippe/A?lang=de").want(t, http.StatusOK).body); !strings.Contains(text, "Markt bis Osttor") || strings.Contains(text, "abgesagt") {
		t.Error("the label was given to another section, and its page still speaks of the old one")
	}
}

func TestThePageIsThereWhenNothingElseOfTheProjectIs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.db.Owner().Exec(t.Context(), `UPDATE construction_section SET status = 'cancelled', status_reason = 'x' WHERE project_id = 901`); err != nil {
		t.Fatal(err)
	}
	text := string(b.get("/works/lippe/A?lang=de").want(t, http.StatusOK).body)
	if !strings.Contains(text, "Umbau Lippestraße") || strings.Contains(text, `href="/works/lippe?`) {
		t.Errorf("%s", text)
	}
	b.get("/works/lippe?lang=de").want(t, http.StatusNotFound)
	b.get("/works/lippe/C?lang=de").want(t, http.StatusNotFound)
}
