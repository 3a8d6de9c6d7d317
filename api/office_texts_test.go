package api_test

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mitte/geo/people"
)

// writings are what people put into texts to reach whoever reads them.
var writings = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `<svg/onload=alert(1)>`, `</textarea><script>`,
	`{{constructor.constructor('alert(1)')()}}`, `${7*7}`, `=cmd|' /C calc'!A0`, `@SUM(1+1)`, `+49`, `-1`, `&lt;b&gt;`, `<!--`, `]]>`,
	`'; DROP TABLE construction_section; --`, `' OR '1'='1`, `$1`, `@id`, `$$`, `\`, `\u0000`, `%00`, "Zeile\nZeile\tTab", "e\u0301", "\u202eabc", "🏗", "İ",
}

// hostile is all that can be written in JSON.
func hostile() []string {
	return slices.DeleteFunc(slices.Concat(writings, attacks), func(w string) bool { return !utf8.ValidString(w) })
}

// Texts come back as they were written, are told as JSON that nothing is smuggled into, and change nothing else.
func TestTextsComeBackAsText(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	made := d.ask(http.MethodPost, "/api/v1/sections", text(sketch("X")), http.StatusCreated)
	at := made.header.Get("Location")
	path, tag := strings.Replace(at, "/staff", "", 1), made.tag()
	before := b.numbers(`SELECT count(*) FROM construction_section`)[0]
	for i, w := range hostile() {
		body := doc{
			"description_de": w, "description_en": w, "note_internal": w, "status_reason": w,
			"impact": doc{"access_note_de": w, "access_note_en": w},
		}
		a := d.do(http.MethodPatch, path, text(body), "If-Match", tag)
		if a.status == http.StatusUnprocessableEntity && unreadable(w) {
			continue
		}
		if a.status != http.StatusOK {
			t.Errorf("%q: %d %.200s", w, a.status, a.body)
			continue
		}
		tag = a.tag()
		p := a.properties(t)
		impact := p["impact"].(doc)
		want := []any{w, w, orNull(w), orNull(w), w, w}
		if got := []any{p["description_de"], p["description_en"], p["note_internal"], p["status_reason"], impact["access_note_de"], impact["access_note_en"]}; !reflect.DeepEqual(got, want) {
			t.Errorf("%d: %q came back as %q", i, w, got)
		}
		if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, "application/geo+json") || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("a browser may take it for something else: %v", a.header)
		}
	}
	for _, name := range []string{"label", "title_de", "title_en", "contractor", "contact_role"} {
		for _, w := range hostile() {
			a := d.do(http.MethodPatch, path, text(doc{name: w}), "If-Match", tag)
			switch {
			case a.status == http.StatusOK:
				tag = a.tag()
				if got := a.properties(t)[name]; got != any(w) && (w != "" || got != nil) {
					t.Errorf("%s: %q came back as %q", name, w, got)
				}
			case a.status != http.StatusUnprocessableEntity:
				t.Errorf("%s: %q: %d %.200s", name, w, a.status, a.body)
			}
		}
	}
	for _, name := range []string{"status", "strip", "planned_from", "project_id", "sequence", "geometry", "phases", "impact", "delivery_window", "id"} {
		for _, w := range hostile() {
			if a := d.do(http.MethodPatch, path, text(doc{name: w}), "If-Match", tag); a.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %q: %d %.200s", name, w, a.status, a.body)
			}
		}
	}
	if got := b.numbers(`SELECT count(*) FROM construction_section`)[0]; got != before {
		t.Errorf("%d sections became %d", before, got)
	}
}

func orNull(w string) any {
	if w == "" {
		return nil
	}
	return w
}

// unreadable is what no text may hold. What is no UTF-8 does not get as far as JSON.
func unreadable(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f || r >= 0x80 && r < 0xa0
	})
}

// Headers that name a version are read, never believed.
func TestOddVersionsAreNoVersions(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	made := d.ask(http.MethodPost, "/api/v1/sections", text(sketch("X")), http.StatusCreated)
	path := strings.Replace(made.header.Get("Location"), "/staff", "", 1)
	for _, header := range []string{"", "*", `"x"`, `"0"`, `"-1"`, `"1e3"`, `" 1"`, "'1'", `"99999999999999999999"`} {
		if a := d.do(http.MethodPatch, path, `{"label":"Z"}`, "If-Match", header); a.status != http.StatusPreconditionRequired {
			t.Errorf("%s: %d", header, a.status)
		}
	}
	for _, header := range []string{`"2"`, `"1-nothing"`, `"7-0"`} {
		d.ask(http.MethodPatch, path, `{"label":"Z"}`, http.StatusPreconditionFailed, "If-Match", header)
	}
	for i, header := range []string{`"1"`, `W/"2-0"`, `"3-0-gz"`, "4", `"99", "5"`} {
		body := fmt.Sprintf(`{"label":"Z%d"}`, i)
		want := http.StatusOK
		if i == 4 { // the first one that is ours counts
			want = http.StatusPreconditionFailed
		}
		d.ask(http.MethodPatch, path, body, want, "If-Match", header)
	}
}
