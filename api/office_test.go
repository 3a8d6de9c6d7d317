package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"mitte/geo/people"
)

type doc = map[string]any

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// plot is a GeoJSON polygon with its corner at metres from the middle of the town, about.
func plot(eastM, northM, sizeM float64) doc {
	x, y := 6.9581+eastM/69000, 51.6622+northM/111200
	dx, dy := sizeM/69000, sizeM/111200
	return doc{"type": "Polygon", "coordinates": [][][2]float64{{{x, y}, {x + dx, y}, {x + dx, y + dy}, {x, y + dy}, {x, y}}}}
}

// sketch is a section as somebody draws it first.
func sketch(label string) doc {
	return doc{
		"project_id": 901, "label": label, "title_de": "Neu " + label, "status": "planned", "geometry": plot(60, 30, 12),
		"planned_from": "2027-03-01", "planned_to": "2027-09-01",
	}
}

// desk is somebody at work whose answers are held to the document of the API.
type desk struct {
	*person
	doc *openapi3.T
}

func (b *bundle) desk(roles ...people.Role) *desk { return &desk{b.as(roles...), b.document()} }

// ask sends a request and demands a status, and that the answer is as described.
func (d *desk) ask(method, path, body string, status int, headers ...string) answer {
	d.b.t.Helper()
	a := d.do(method, path, body, headers...).want(d.b.t, status)
	d.b.conformsTo(d.doc, method, templateOf(d.doc, path), a)
	if control := a.header.Get("Cache-Control"); !strings.Contains(control, "no-store") {
		d.b.t.Errorf("%s %s may be kept: %q", method, path, control)
	}
	return a
}

func (a answer) tag() string { return a.header.Get("ETag") }

func (a answer) properties(t testing.TB) doc {
	t.Helper()
	p, _ := a.json(t)["properties"].(doc)
	return p
}

// codes are the paths and codes of a problem or of a check.
func (a answer) codes(t testing.TB, member string) []string {
	t.Helper()
	out := []string{}
	list, _ := a.json(t)[member].([]any)
	for _, e := range list {
		f, _ := e.(doc)
		out = append(out, fmt.Sprintf("%v %v", f["path"], f["code"]))
	}
	return out
}

func TestASectionIsDrawnChangedDeletedAndBroughtBack(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	made := d.ask(http.MethodPost, "/api/v1/sections", text(sketch("X")), http.StatusCreated)
	at := made.header.Get("Location")
	path := strings.Replace(at, "/staff", "", 1)
	if name := made.properties(t)["updated_by_name"]; name != "Erika Muster" {
		t.Errorf("the editor is %v", name)
	}
	d.ask(http.MethodPatch, path, `{"label":"Y"}`, http.StatusPreconditionRequired)
	changed := d.ask(http.MethodPatch, path, text(doc{
		"label": "Y", "phases": []doc{
			{"key": "a", "kind": "utility", "planned_from": "2027-03-01", "planned_to": "2027-05-01", "impact": doc{"pedestrian": "closed"}},
			{"key": "b", "kind": "surface", "planned_from": "2027-05-01", "planned_to": "2027-09-01", "depends_on": []any{"a"}},
		},
		"facilities": []doc{{"kind": "storage", "geometry": plot(90, 30, 5), "from": "2027-03-01", "to": "2027-09-01"}},
	}), http.StatusOK, "If-Match", made.tag())
	old := d.ask(http.MethodPatch, path, `{"label":"Z"}`, http.StatusPreconditionFailed, "If-Match", made.tag())
	if diff := cmp.Diff(withoutWarnings(changed.json(t)), withoutWarnings(old.json(t)["current"].(doc))); diff != "" {
		t.Errorf("the refusal does not carry what is there (-there +carried):\n%s", diff)
	}
	nothing := d.ask(http.MethodPatch, path, `{"label":"Y"}`, http.StatusOK, "If-Match", changed.tag())
	if nothing.tag() != changed.tag() {
		t.Errorf("a change of nothing made %s of %s", nothing.tag(), changed.tag())
	}
	d.ask(http.MethodDelete, path, "", http.StatusNoContent, "If-Match", changed.tag())
	d.ask(http.MethodGet, at, "", http.StatusNotFound)
	gone := d.ask(http.MethodGet, "/api/v1/staff/sections?deleted=true", "", http.StatusOK).json(t)["features"].([]any)
	if len(gone) != 1 {
		t.Fatalf("%d sections are deleted", len(gone))
	}
	back := d.ask(http.MethodPost, path+"/restore", `{"version":2}`, http.StatusOK, "If-Match", `"3"`)
	want, got := changed.properties(t), back.properties(t)
	for _, p := range []doc{want, got} {
		for _, name := range []string{"version", "updated_at", "created_at"} {
			delete(p, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what came back differs:\n%s", diff)
	}
	var told []string
	for _, e := range d.ask(http.MethodGet, at+"/history", "", http.StatusOK).json(t)["versions"].([]any) {
		v := e.(doc)
		told = append(told, fmt.Sprintf("%v %v %v", v["version"], v["deleted"], v["changed"]))
	}
	if diff := cmp.Diff([]string{"4 false []", "3 true []", "2 false [label phases facilities]", "1 false []"}, told); diff != "" {
		t.Error(diff)
	}
	first := d.ask(http.MethodGet, at+"?version=1", "", http.StatusOK).properties(t)
	if first["label"] != "X" || len(first["phases"].([]any)) != 0 {
		t.Errorf("version 1 is %v", first)
	}
}

// What everybody could read once cannot be undone by going back behind it: such a section is called off, not deleted.
func TestASectionThatWasPublicOnceIsNotDeleted(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	at := d.ask(http.MethodPost, "/api/v1/sections", text(sketch("X")), http.StatusCreated).header.Get("Location")
	path := strings.Replace(at, "/staff", "", 1)
	if fresh := d.ask(http.MethodGet, at, "", http.StatusOK); fresh.properties(t)["removable"] != true {
		t.Error("what was never public cannot be deleted")
	}
	for _, status := range []string{"scheduled", "planned"} {
		if _, err := b.db.Owner().Exec(t.Context(), `UPDATE construction_section SET status = $1 WHERE label = 'X' AND project_id = 901`, status); err != nil {
			t.Fatal(err)
		}
		now := d.ask(http.MethodGet, at, "", http.StatusOK)
		if now.properties(t)["removable"] != false {
			t.Errorf("%s after it was public: offered to be deleted", status)
		}
		refused := d.ask(http.MethodDelete, path, "", http.StatusConflict, "If-Match", now.tag())
		if refused.json(t)["code"] != "section.not_removable" {
			t.Errorf("%s: %s", status, refused.body)
		}
	}
}

func withoutWarnings(feature doc) doc {
	delete(feature["properties"].(doc), "warnings")
	return feature
}

// Everything that is wrong is told at once, in both languages.
func TestACheckTellsEverything(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Planner)
	body := text(doc{
		"label": "Q", "project_id": 4711, "geometry": plot(0, 0, 10), "status": "scheduled", "planned_from": "2027-05-01", "planned_to": "2027-04-01",
		"last_confirmed_at": "2027-01-01", "phases": []doc{{"kind": "surface", "planned_from": "2028-01-01", "planned_to": "2028-02-01", "geometry": plot(50, 0, 3)}},
	})
	a := d.ask(http.MethodPost, "/api/v1/sections/check", body, http.StatusOK)
	want := []string{
		"/planned_to date.end_before_start", "/last_confirmed_at date.future", "/phases/0/planned_to phase.after_section",
		"/centreline section.needs_centreline", "/contact_role section.needs_contact", "/impact section.needs_impact",
		"/phases/0/geometry phase.outside_section", "/project_id section.unknown_project",
	}
	if diff := cmp.Diff(want, a.codes(t, "errors")); diff != "" {
		t.Error(diff)
	}
	english := d.ask(http.MethodPost, "/api/v1/sections/check", body, http.StatusOK, "Accept-Language", "en")
	if !strings.Contains(string(a.body), "Mittellinie") || !strings.Contains(string(english.body), "centreline.") {
		t.Error("the words are not those of the reader")
	}
	shapes := d.ask(http.MethodPost, "/api/v1/sections/check", `{"label": 7, "sequence": "x", "colour": 1, "phases": [{"depends_on": [true], "planned_from": "gestern"}, 7, {"sequence": "y"}]}`, http.StatusOK)
	want = []string{
		"/label json_type", "/sequence json_type", "/phases/1 json_type", "/phases/0/planned_from date", "/phases/0/depends_on/0 json_type", "/phases/2/sequence json_type", "/colour unknown_member",
	}
	if diff := cmp.Diff(want, shapes.codes(t, "errors")); diff != "" {
		t.Error(diff)
	}
}

// Two sections at the same place at the same time are allowed, and told with the place.
func TestAClashIsDrawn(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	one := sketch("X")
	d.ask(http.MethodPost, "/api/v1/sections", text(one), http.StatusCreated)
	other := sketch("Y")
	other["geometry"] = plot(66, 30, 12)
	a := d.ask(http.MethodPost, "/api/v1/sections", text(other), http.StatusCreated)
	warnings := a.properties(t)["warnings"].([]any)
	if len(warnings) != 1 {
		t.Fatalf("%v", warnings)
	}
	w := warnings[0].(doc)
	if w["code"] != "section.overlap" || w["geometry"] == nil || w["section_id"] == nil || !strings.HasSuffix(w["name"].(string), "X") {
		t.Errorf("%v", w)
	}
	other["planned_from"], other["planned_to"], other["label"] = "2027-09-01", "2027-10-01", "Z"
	a = d.ask(http.MethodPost, "/api/v1/sections/check", text(other), http.StatusOK)
	if got := a.codes(t, "warnings"); len(got) != 0 {
		t.Errorf("one after the other: %v", got)
	}
}

func TestProjectsAndBlackouts(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	made := d.ask(http.MethodPost, "/api/v1/projects", `{"public_ref":"neu","title_de":"Neues Pflaster","cost_planned_cents":1200}`, http.StatusCreated)
	d.ask(http.MethodPost, "/api/v1/projects", `{"public_ref":"neu","title_de":"Noch eins"}`, http.StatusConflict)
	d.ask(http.MethodPost, "/api/v1/projects", `{"public_ref":"neu neu"}`, http.StatusUnprocessableEntity)
	path := strings.Replace(made.header.Get("Location"), "/staff", "", 1)
	changed := d.ask(http.MethodPatch, path, `{"title_en":"New paving"}`, http.StatusOK, "If-Match", made.tag())
	old := d.ask(http.MethodPatch, path, `{"title_en":"x"}`, http.StatusPreconditionFailed, "If-Match", made.tag())
	if old.json(t)["current"].(doc)["properties"].(doc)["title_en"] != "New paving" {
		t.Errorf("%s", old.body)
	}
	d.ask(http.MethodPatch, path, `{"title_en":"x"}`, http.StatusPreconditionRequired)
	if p := changed.properties(t); p["public"] != false || p["cost_planned_cents"] != 1200.0 {
		t.Errorf("%v", p)
	}
	d.ask(http.MethodPatch, "/api/v1/projects/901", `{"public_ref":"anders"}`, http.StatusUnprocessableEntity, "If-Match", `"1"`)
	if n := len(d.ask(http.MethodGet, "/api/v1/staff/projects", "", http.StatusOK).json(t)["features"].([]any)); n != 4 {
		t.Errorf("%d projects", n)
	}

	christmas := d.ask(http.MethodPost, "/api/v1/blackouts", text(doc{"name": "Weihnachtsmarkt", "from": "2027-05-20", "to": "2027-06-01", "geometry": plot(0, 0, 200)}), http.StatusCreated)
	check := d.ask(http.MethodPost, "/api/v1/sections/check", text(sketch("B")), http.StatusOK)
	if diff := cmp.Diff([]string{"/planned_from section.blackout"}, check.codes(t, "warnings")); diff != "" {
		t.Error(diff)
	}
	agreed := sketch("B")
	agreed["blackout_ok"], agreed["blackout_reason"] = true, "Mit dem Markt abgesprochen"
	if got := d.ask(http.MethodPost, "/api/v1/sections/check", text(agreed), http.StatusOK).codes(t, "warnings"); len(got) != 0 {
		t.Errorf("agreed, and yet %v", got)
	}
	at := christmas.header.Get("Location")
	d.ask(http.MethodPatch, at, `{"geometry":null}`, http.StatusOK, "If-Match", christmas.tag())
	d.ask(http.MethodDelete, at, "", http.StatusPreconditionFailed, "If-Match", christmas.tag())
	d.ask(http.MethodDelete, at, "", http.StatusNoContent, "If-Match", `"2"`)
	d.ask(http.MethodGet, at, "", http.StatusNotFound)
	if got := d.ask(http.MethodGet, "/api/v1/blackouts", "", http.StatusOK).json(t)["numberReturned"]; got != 0.0 {
		t.Errorf("%v blackouts", got)
	}
}
