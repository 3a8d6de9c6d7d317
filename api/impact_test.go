package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// What the form of a section asks while it is drawn: the same doors as the stored section has, before anything is saved.
func TestStaffSeeWhomADrawingAffects(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who, doc := b.as(people.Planner), b.document()
	stored := who.do(http.MethodGet, "/api/v1/sections/1001/impact?reach_m=60", "").want(t, http.StatusOK)
	b.conforms(doc, "/api/v1/sections/{id}/impact", stored)
	units, _ := stored.json(t)["units"].([]any)
	if len(units) == 0 {
		t.Fatalf("%s", stored.body)
	}
	var section struct {
		Geometry json.RawMessage `json:"geometry"`
	}
	public := who.do(http.MethodGet, "/api/v1/sections/1001", "").want(t, http.StatusOK)
	if err := json.Unmarshal(public.body, &section); err != nil {
		t.Fatal(err)
	}
	ask := func(more string) string { return `{"geometry":` + string(section.Geometry) + more + `}` }
	drawn := who.do(http.MethodPost, "/api/v1/impact", ask(`,"reach_m":60,"from":"2027-03-01","to":"2027-04-01","section_id":null`)).want(t, http.StatusOK)
	if found, _ := drawn.json(t)["units"].([]any); len(found) != len(units) {
		t.Errorf("%d doors drawn, %d stored", len(found), len(units))
	}
	b.conformsTo(doc, http.MethodPost, "/api/v1/impact", drawn)
	const bow = `{"type":"Polygon","coordinates":[[[6.958,51.662],[6.9582,51.6622],[6.9582,51.662],[6.958,51.6622],[6.958,51.662]]]}`
	phases := `,"from":"2027-03-01","to":"2027-04-01","phases":[{"kind":"utility","status":"cancelled","planned_from":"2027-03-01","planned_to":"2027-04-01"},` +
		`{"kind":"surface","planned_from":"2027-03-01","planned_to":"2027-04-01","geometry":` + bow + `}]`
	faults := who.do(http.MethodPost, "/api/v1/impact", ask(phases)).want(t, http.StatusUnprocessableEntity).codes(t, "errors")
	if len(faults) != 1 || faults[0] != "/phases/1/geometry invalid.self_intersection" {
		t.Errorf("%v", faults)
	}
	for body, want := range map[string]int{
		`{}`: http.StatusUnprocessableEntity,
		ask(`,"from":"2027-03-01","to":"2027-03-01"`): http.StatusUnprocessableEntity,
		ask(`,"reach_m":101`):                         http.StatusUnprocessableEntity,
		ask(`,"colour":"red"`):                        http.StatusUnprocessableEntity,
	} {
		who.do(http.MethodPost, "/api/v1/impact", body).want(t, want)
	}
	sheet := who.do(http.MethodGet, "/api/v1/sections/1001/impact?reach_m=60&format=csv", "").want(t, http.StatusOK)
	if lines := strings.Count(string(sheet.body), "\r\n"); lines != len(units)+1 {
		t.Errorf("%d lines for %d doors: %s", lines, len(units), sheet.body)
	}
	who.do(http.MethodGet, "/api/v1/sections/987/impact", "").want(t, http.StatusNotFound)
}
