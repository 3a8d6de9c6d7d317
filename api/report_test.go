package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"mitte/geo/people"
)

// TestYearReport: of one moment the page and its tables are the same bytes, also after later edits.
func TestYearReport(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	var now time.Time
	if err := b.db.Owner().QueryRow(t.Context(), `SELECT now() FROM pg_sleep(0.01)`).Scan(&now); err != nil {
		t.Fatal(err)
	}
	year, moment := now.UTC().Format("2006"), now.UTC().Format(time.RFC3339Nano)
	paths := []string{"/report/" + year + "?known_at=" + moment + "&lang=de", "/report/" + year + "?known_at=" + moment + "&lang=en"}
	for _, table := range []string{"years", "months", "streets", "areas", "uses", "works"} {
		paths = append(paths, "/report/"+year+"/"+table+".csv?known_at="+moment+"&lang=de")
	}
	before := map[string][]byte{}
	for _, path := range paths {
		answer := who.do(http.MethodGet, path, "").want(t, http.StatusOK)
		before[path] = answer.body
		if strings.Contains(path, ".csv") {
			lines := strings.Split(strings.TrimSpace(string(answer.body)), "\r\n")
			for _, line := range lines {
				if strings.Count(line, ";") != strings.Count(lines[0], ";") {
					t.Errorf("%s: %s", path, line)
				}
			}
			continue
		}
		for _, part := range []string{"<h1>", "chart-line line-units", "mark-structural", "bar-fill", moment, `id="streets"`} {
			if !bytes.Contains(answer.body, []byte(part)) {
				t.Errorf("%s has no %s", path, part)
			}
		}
		if bytes.Contains(answer.body, []byte("<script")) || bytes.Contains(answer.body, []byte("%!")) || answer.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v\n%.400s", path, answer.header, answer.body)
		}
	}
	for _, edit := range []string{
		`UPDATE unit_status_event SET superseded_at = now() WHERE id IN (SELECT min(id) FROM unit_status_event WHERE superseded_at IS NULL GROUP BY unit_id LIMIT 30)`,
		`UPDATE unit SET sales_area_m2 = 1, use_type = 'craft'`, `UPDATE frontage SET measured_m = 1`, `UPDATE street_segment SET street_name = 'Neue Straße'`,
	} {
		if _, err := b.db.Owner().Exec(t.Context(), edit); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range paths {
		if after := who.do(http.MethodGet, path, "").want(t, http.StatusOK); !bytes.Equal(after.body, before[path]) {
			t.Errorf("%s is another one after later edits", path)
		}
	}
	if now := who.do(http.MethodGet, "/report/"+year+"/streets.csv?lang=de", "").want(t, http.StatusOK); !bytes.Contains(now.body, []byte("Neue Straße")) {
		t.Errorf("%.300s", now.body)
	}
	for path, want := range map[string]int{
		"/report/2999": http.StatusUnprocessableEntity, "/report/x": http.StatusNotFound, "/report/" + year + "/sums.csv": http.StatusNotFound,
		"/report/" + year + "?known_at=tomorrow": http.StatusBadRequest, "/report/" + year + "?known_at=2150-01-01": http.StatusUnprocessableEntity,
		"/report/" + year + "?whatever=1": http.StatusBadRequest,
	} {
		who.do(http.MethodGet, path, "").want(t, want)
	}
}

// TestFiguresPage: everybody may read it; what is held back is held back in the tables and in the files too.
func TestFiguresPage(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	for _, lang := range []string{"de", "en"} {
		answer := b.get("/figures?lang="+lang).want(t, http.StatusOK)
		for _, part := range []string{"chart-line line-units", `id="streets"`, `id="months"`, "/figures/streets.csv?lang=" + lang} {
			if !bytes.Contains(answer.body, []byte(part)) {
				t.Errorf("%s: no %s", lang, part)
			}
		}
		if bytes.Contains(answer.body, []byte("<script")) || bytes.Contains(answer.body, []byte("%!")) {
			t.Errorf("%.500s", answer.body)
		}
	}
	sheet := b.get("/figures/streets.csv?lang=de").want(t, http.StatusOK)
	held := 0
	for _, line := range strings.Split(strings.TrimSpace(string(sheet.body)), "\r\n")[1:] {
		cells := strings.Split(line, ";")
		if cells[1] == "" {
			held++
		}
		if len(cells) != 9 || len(cells[1]) == 1 && cells[1] < "5" || cells[1] == "" && strings.Join(cells[2:], "") != "" {
			t.Errorf("%q", line)
		}
	}
	if held == 0 {
		t.Error("every street of the demo town has five shops")
	}
	b.get("/figures/months.csv").want(t, http.StatusOK)
	b.get("/figures/units.csv").want(t, http.StatusNotFound)
}
