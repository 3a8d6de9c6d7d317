package api_test

import (
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// A notice for the web stands on the pages of its section and project from the moment it is published until it is withdrawn,
// whatever is in its text; what goes to doors never does.
func TestWhatIsPublishedStandsOnThePages(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	prepare := func(channel, said string) string {
		body := doc{"channel": channel, "reach_m": 60, "text_de": said, "text_en": "EN " + said}
		return d.ask(http.MethodPost, noticesOf, text(body), http.StatusCreated).header.Get("Location")
	}
	letter, draft := prepare("letter", "Nur für Türen"), prepare("web", "Noch nicht fertig")
	web := prepare("web", "Das Wasser ist am Dienstag abgestellt.\n\n<script>alert(1)</script>")
	d.ask(http.MethodPost, letter+"/sent", "", http.StatusOK)
	shows := func(want bool, path, part string) {
		t.Helper()
		text := string(b.get(path).want(t, http.StatusOK).body)
		if strings.Contains(text, part) != want {
			t.Errorf("%s says %q: %v", path, part, !want)
		}
		for _, never := range []string{"<script>alert", "Nur für Türen", "Noch nicht fertig"} {
			if strings.Contains(text, never) {
				t.Errorf("%s says %q", path, never)
			}
		}
	}
	const said = "Das Wasser ist am Dienstag abgestellt."
	shows(false, "/works/lippe/A?lang=de", said)
	d.ask(http.MethodPost, draft+"/withdrawn", "", http.StatusConflict)
	d.ask(http.MethodPost, web+"/sent", "", http.StatusOK)
	for path, part := range map[string]string{
		"/works/lippe/A?lang=de": said, "/works/lippe/A?lang=en": "EN " + said, "/works/lippe?lang=de": said,
	} {
		shows(true, path, part)
		shows(true, path, "&lt;script&gt;alert(1)")
	}
	shows(true, "/works/lippe?lang=de", `<a href="/works/lippe/A?lang=de">Abschnitt A</a>`)
	shows(false, "/works/lippe/B?lang=de", said)
	d.ask(http.MethodPost, letter+"/withdrawn", "", http.StatusConflict)
	gone := d.ask(http.MethodPost, web+"/withdrawn", "", http.StatusOK)
	again := d.ask(http.MethodPost, web+"/withdrawn", "{}", http.StatusOK)
	if gone.json(t)["withdrawn_at"] == nil || string(gone.body) != string(again.body) {
		t.Errorf("withdrawn twice: %s, %s", gone.body, again.body)
	}
	shows(false, "/works/lippe/A?lang=de", said)
	if got := b.words(`SELECT action FROM audit_log WHERE action = 'notice.withdraw'`); len(got) != 1 {
		t.Errorf("the audit trail has %v", got)
	}
}

// The days that a notice speaks of are over at some time, and so is the notice.
func TestANoticeGoesWithItsDays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.db.Owner().Exec(t.Context(), `INSERT INTO notice (section_id, channel, text_de, sent_at, period) VALUES
		(1001, 'web', 'Gestern vorbei', '2026-11-01', '[2026-11-01,2026-11-23)'), (1001, 'web', 'Heute noch', '2026-11-02', '[2026-11-01,2026-11-24)'),
		(1001, 'web', 'Ohne Ende', '2026-11-03', NULL), (1003, 'web', 'Nie öffentlich', '2026-11-03', NULL)`); err != nil {
		t.Fatal(err)
	}
	text := string(b.get("/works/lippe/A?lang=de").want(t, http.StatusOK).body)
	first, second := strings.Index(text, "Ohne Ende"), strings.Index(text, "Heute noch")
	if first < 0 || second < first || strings.Contains(text, "Gestern vorbei") || strings.Contains(text, "Nie öffentlich") {
		t.Errorf("the newest first, without what is over: %d %d", first, second)
	}
	if !strings.Contains(text, "gilt: 1. bis 23. November 2026") {
		t.Error("the days it speaks of are not said")
	}
}

// What stands beside the works is on the plan with a letter, and what is over is not.
func TestWhatStandsBesideTheWorksIsOnThePlan(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if _, err := b.db.Owner().Exec(t.Context(), `INSERT INTO site_facility (section_id, kind, geom, period)
		SELECT 1001, kind, ST_GeomFromText(wkt, 25832), period::daterange FROM (VALUES
		('storage', 'MULTIPOLYGON(((358800 5725415, 358810 5725415, 358810 5725420, 358800 5725420, 358800 5725415)))', '[2026-03-09,2026-11-01)'),
		('parking_closed', 'MULTIPOLYGON(((358820 5725415, 358830 5725415, 358830 5725420, 358820 5725420, 358820 5725415)))', '[2026-11-01,2026-12-25)'),
		('detour', 'LINESTRING(358795 5725420, 358850 5725425, 358860 5725420)', '[2026-12-01,)'),
		('waste_point', 'POINT(358812 5725422)', '[2026-11-01,)'), ('container', 'POINT(358815 5725422)', '[2026-03-01,2026-11-23)'),
		('info_point', 'POINT(399999 5725422)', '[2026-03-01,)')) AS v (kind, wkt, period)`); err != nil {
		t.Fatal(err)
	}
	text := string(b.get("/works/lippe/A?lang=de").want(t, http.StatusOK).body)
	for _, part := range []string{`<path class="yard"`, `<path class="way"`, "gesperrte Stellplätze</li>", "Umleitung, ab 1. Dezember 2026", "Sammelstelle für Mülltonnen"} {
		if !strings.Contains(text, part) {
			t.Errorf("the page does not have %s", part)
		}
	}
	for _, part := range []string{"Container", "Infopunkt", "Lagerfläche"} {
		if strings.Contains(text, part) {
			t.Errorf("the page has %s, which is over or elsewhere", part)
		}
	}
}
