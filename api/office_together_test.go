package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/people"
)

// A plan that was moved is saved as one: all of its sections or none.
func TestSectionsAreChangedTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	var id [3]int64
	var tag [3]string
	for i, label := range []string{"X", "Y", "Z"} {
		s := sketch(label)
		s["geometry"] = plot(60+float64(40*i), 30, 12)
		made := d.ask(http.MethodPost, "/api/v1/sections", text(s), http.StatusCreated)
		id[i], tag[i] = int64(made.json(t)["id"].(float64)), strings.Trim(made.tag(), `"`)
	}
	const path = "/api/v1/sections/changes"
	change := func(i int, version string, section doc) doc {
		return doc{"id": id[i], "version": version, "section": section}
	}
	later := doc{"planned_from": "2027-04-01", "planned_to": "2027-10-01"}
	body := func(changes ...doc) string { return text(doc{"changes": changes}) }
	audit := func() int {
		return b.numbers(`SELECT count(*) FROM audit_log WHERE action = 'section.change'`)[0]
	}

	saved := d.ask(http.MethodPost, path, body(change(2, tag[2], later), change(0, "1", later), change(1, tag[1], doc{"label": "Y"})), http.StatusOK)
	list := saved.json(t)["sections"].([]any)
	got := []string{}
	for _, s := range list {
		p := s.(doc)["properties"].(doc)
		got = append(got, fmt.Sprintf("%v %v %v %v", p["label"], p["version"], p["planned_from"], len(p["warnings"].([]any))))
	}
	if diff := cmp.Diff([]string{"Z 2 2027-04-01 0", "X 2 2027-04-01 0", "Y 1 2027-03-01 0"}, got); diff != "" {
		t.Error(diff)
	}
	if n := audit(); n != 2 {
		t.Errorf("%d rows in the audit trail", n)
	}
	newTag := strings.Trim(list[1].(doc)["etag"].(string), `"`)

	old := d.ask(http.MethodPost, path, body(change(0, newTag, doc{"planned_to": "2027-11-01"}), change(2, tag[2], doc{"planned_to": "2027-11-01"})), http.StatusPreconditionFailed)
	current := old.json(t)["current"].([]any)
	if len(current) != 1 || current[0].(doc)["id"] != float64(id[2]) || current[0].(doc)["etag"] == "" {
		t.Errorf("%s", old.body)
	}
	wrong := d.ask(http.MethodPost, path, body(change(0, newTag, doc{"planned_to": "2027-11-01"}), change(1, tag[1], doc{"planned_to": "2026-01-01", "label": ""})), http.StatusUnprocessableEntity)
	if diff := cmp.Diff([]string{"/changes/1/section/label required", "/changes/1/section/planned_to date.end_before_start"}, wrong.codes(t, "errors")); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []struct {
		body   string
		status int
	}{
		{body(change(0, "", later)), http.StatusPreconditionRequired},
		{body(doc{"id": 987654, "version": "1", "section": later}), http.StatusNotFound},
		{body(change(0, newTag, later), change(0, newTag, later)), http.StatusUnprocessableEntity},
		{body(), http.StatusUnprocessableEntity},
		{body(doc{"id": id[0], "version": newTag}), http.StatusUnprocessableEntity},
		{`{"changes":[7]}`, http.StatusUnprocessableEntity},
		{`{"changes":[{"id":1,"version":"1","section":{"colour":1},"more":2}]}`, http.StatusUnprocessableEntity},
	} {
		d.ask(http.MethodPost, path, bad.body, bad.status)
	}
	for i, want := range []int{2, 1, 2} {
		s := d.ask(http.MethodGet, fmt.Sprintf("/api/v1/staff/sections/%d", id[i]), "", http.StatusOK).properties(t)
		if s["version"] != float64(want) {
			t.Errorf("section %d has version %v, not %d", i, s["version"], want)
		}
	}
	if n := audit(); n != 2 {
		t.Errorf("%d rows in the audit trail after refusals", n)
	}
}

// What is odd is looked for when all of the sections are where they will be: two that change places in time do not clash.
func TestSectionsThatAreChangedTogetherSeeEachOther(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	var id [2]any
	for i, days := range [][2]string{{"2027-03-01", "2027-05-01"}, {"2027-05-01", "2027-07-01"}} {
		s := sketch("XY"[i : i+1])
		s["planned_from"], s["planned_to"] = days[0], days[1]
		id[i] = d.ask(http.MethodPost, "/api/v1/sections", text(s), http.StatusCreated).json(t)["id"]
	}
	swap := func(first, second string) []string {
		a := d.ask(http.MethodPost, "/api/v1/sections/changes", text(doc{"changes": []doc{
			{"id": id[0], "version": first, "section": doc{"planned_from": "2027-05-01", "planned_to": "2027-07-01"}},
			{"id": id[1], "version": first, "section": doc{"planned_from": second, "planned_to": "2027-05-02"}},
		}}), http.StatusOK)
		codes := []string{}
		for _, s := range a.json(t)["sections"].([]any) {
			for _, w := range s.(doc)["properties"].(doc)["warnings"].([]any) {
				codes = append(codes, fmt.Sprintf("%v %v", w.(doc)["code"], text(w.(doc)["days"])))
			}
		}
		return codes
	}
	clash := `section.overlap [{"from":"2027-05-01","to":"2027-05-02"}]`
	if diff := cmp.Diff([]string{clash, clash}, swap("1", "2027-03-01")); diff != "" {
		t.Error(diff)
	}
	a := d.ask(http.MethodPost, "/api/v1/sections/changes", text(doc{"changes": []doc{
		{"id": id[1], "version": "2", "section": doc{"planned_from": "2027-05-01", "planned_to": "2027-07-01"}},
		{"id": id[0], "version": "2", "section": doc{"planned_from": "2027-03-01", "planned_to": "2027-05-01"}},
	}}), http.StatusOK)
	if strings.Contains(string(a.body), "section.overlap") {
		t.Errorf("%s", a.body)
	}
}

// Two sections take each other's label in one plan; two that want the same one are told at which.
func TestLabelsChangePlacesTogether(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	var id [3]int64
	var tag [3]string
	for i, label := range []string{"X", "Y", "Z"} {
		s := sketch(label)
		s["geometry"] = plot(60+float64(40*i), 30, 12)
		made := d.ask(http.MethodPost, "/api/v1/sections", text(s), http.StatusCreated)
		id[i], tag[i] = int64(made.json(t)["id"].(float64)), strings.Trim(made.tag(), `"`)
	}
	relabel := func(status int, labels map[int]string) answer {
		t.Helper()
		changes := []doc{}
		for i, label := range []string{labels[0], labels[1], labels[2]} {
			if label != "" {
				changes = append(changes, doc{"id": id[i], "version": tag[i], "section": doc{"label": label}})
			}
		}
		return d.ask(http.MethodPost, "/api/v1/sections/changes", text(doc{"changes": changes}), status)
	}
	for name, tc := range map[string]struct {
		labels map[int]string
		want   string
	}{
		"of one that stays":    {map[int]string{0: "Z", 1: "X"}, "/changes/0/section/label section.label_taken"},
		"the same one for two": {map[int]string{0: "W", 1: "W"}, "/changes/1/section/label section.label_taken"},
	} {
		if diff := cmp.Diff([]string{tc.want}, relabel(http.StatusUnprocessableEntity, tc.labels).codes(t, "errors")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	relabel(http.StatusOK, map[int]string{0: "Y", 1: "Z", 2: "X"})
	got := b.words(fmt.Sprintf(`SELECT string_agg(label, '' ORDER BY id) FROM construction_section WHERE id IN (%d, %d, %d)`, id[0], id[1], id[2]))
	if diff := cmp.Diff([]string{"YZX"}, got); diff != "" {
		t.Error(diff)
	}
}
