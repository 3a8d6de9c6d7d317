package api_test

import (
	"encoding/csv"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"mitte/geo/people"
)

// Where a text of writings turns into something that runs, or into a formula of a table.
var running = regexp.MustCompile(`(?i)<script>alert|<img src=x|<svg/onload|</textarea><script|href="javascript:`)

const sqlWriteEverywhere = `
WITH a AS (UPDATE construction_section SET title_de = $1, title_en = $1, description_public_de = $1, description_public_en = $1 RETURNING 1),
     b AS (UPDATE construction_project SET title_de = $1, title_en = $1, client = $1, funding_text = $1 RETURNING 1),
     c AS (UPDATE impact SET access_note_de = $1, access_note_en = $1 RETURNING 1),
     d AS (UPDATE occupancy SET business_name = $1 RETURNING 1),
     e AS (UPDATE offer SET title_de = $1, title_en = $1, description_de = $1, description_en = $1 RETURNING 1),
     f AS (UPDATE building SET name = $1 RETURNING 1),
     g AS (UPDATE street_segment SET street_name = $1 RETURNING 1)
SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM c) + (SELECT count(*) FROM d) + (SELECT count(*) FROM e)`

// Texts that somebody stored to run in other people's browsers, or in their tables, are text on every page, in every list, feed
// and file. Popups and forms of the map get theirs from these documents as text content; webmap has no way to make markup of it.
func TestStoredTextsRunNowhere(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Staff)
	made := who.do(http.MethodPost, noticesOf, `{"channel":"letter","reach_m":60}`).want(t, http.StatusCreated)
	paths := append(worksPaths(), "/works/lippe/A/subscribe", "/units/AM-001/subscribe", "/notices/"+last(made.header.Get("Location"))+"/letter",
		"/notices/"+last(made.header.Get("Location"))+"/poster", "/api/v1/sections/1001/impact?format=csv")
	for _, w := range writings {
		if strings.ContainsAny(w, "\x00\u202e") {
			continue // refused before it is stored
		}
		var n int
		if err := b.db.Superuser().QueryRow(t.Context(), sqlWriteEverywhere, w).Scan(&n); err != nil || n == 0 {
			t.Fatalf("%q: %d rows, %v", w, n, err)
		}
		shown := 0
		for _, path := range paths {
			a := who.do(http.MethodGet, path, "")
			kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
			switch {
			case a.status >= http.StatusInternalServerError:
				t.Errorf("%s with %q: %d %.300s", path, w, a.status, a.body)
			case a.status != http.StatusOK:
			case kind == "text/csv":
				shown++
				formulas(t, path, a.body)
			case strings.HasSuffix(kind, "html") || strings.HasSuffix(kind, "xml"):
				shown++
				if found := running.Find(a.body); found != nil {
					t.Errorf("%s runs %q of %q", path, found, w)
				}
			}
		}
		if shown < 12 {
			t.Fatalf("only %d pages were looked at", shown)
		}
	}
}

var plainNumber = regexp.MustCompile(`^-?[0-9]+([.,][0-9]+)?$`)

// formulas finds cells that a table calculates.
func formulas(t *testing.T, path string, body []byte) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff")))
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Errorf("%s: %v", path, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !plainNumber.MatchString(cell) {
				t.Errorf("%s has the formula %q", path, cell)
			}
		}
	}
}
