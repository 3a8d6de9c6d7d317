package api_test

import (
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// TestAreaOverHTTP asks for a piece of the demo town in each format, and by its name.
func TestAreaOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	const drawn = "/api/v1/area?polygon=6.9560,51.6605;6.9630,51.6605;6.9630,51.6645;6.9560,51.6645"
	answer := who.do(http.MethodGet, drawn, "").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/area", answer)
	doc := answer.json(t)
	rows, _ := doc["rows"].([]any)
	totals, _ := doc["totals"].(map[string]any)
	if units, _ := totals["units"].(float64); units == 0 || len(rows) == 0 {
		t.Fatalf("%.500s", answer.body)
	}
	features, _ := who.do(http.MethodGet, drawn+"&format=geojson", "").json(t)["features"].([]any)
	sheet := strings.Split(strings.TrimSpace(string(who.do(http.MethodGet, drawn+"&format=csv", "").body)), "\r\n")
	if len(features) != len(rows) || len(sheet) != len(rows)+1 || strings.Count(sheet[0], ";") != strings.Count(sheet[1], ";") {
		t.Errorf("%d rows, %d features, %d lines: %s", len(rows), len(features), len(sheet), sheet[:2])
	}
	if units := who.do(http.MethodGet, drawn+"&what=units", ""); strings.Contains(string(units.body), `"kind":"parcels"`) {
		t.Error("parcels among the units")
	}
	list := who.do(http.MethodGet, "/api/v1/areas", "").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/areas", list)
	figures := who.do(http.MethodGet, "/api/v1/kpis?lon=6.9591&lat=51.6625&radius_m=400", "").want(t, http.StatusOK)
	if n, _ := figures.json(t)["units"].(float64); n == 0 {
		t.Errorf("%.300s", figures.body)
	}
}

func TestAreaParameters(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	for query, want := range map[string]int{
		"":                                         http.StatusUnprocessableEntity,
		"area_id=4711":                             http.StatusNotFound,
		"area_id=1&lon=7&lat=51":                   http.StatusBadRequest,
		"lon=6.965&lat=51.66&radius_m=0":           http.StatusBadRequest,
		"lon=6.965&lat=51.66&radius_m=601":         http.StatusBadRequest,
		"radius_m=100":                             http.StatusBadRequest,
		"lon=6.965&lat=51.66&radius_m=80":          http.StatusOK,
		"polygon=6.96,51.66":                       http.StatusBadRequest,
		"polygon=6.96,51.66;6.97,51.66":            http.StatusBadRequest,
		"polygon=6.96,51.66;6.97,51.66;6.96,51.66": http.StatusBadRequest,
		"polygon=6.96,51.66;6.961,51.661;6.961,51.66;6.96,51.661": http.StatusUnprocessableEntity,
		"polygon=6.9,51.6;7.0,51.6;7.0,51.7":                      http.StatusUnprocessableEntity,
		"lon=6.965&lat=51.66&radius_m=80&share=half":              http.StatusBadRequest,
	} {
		if got := who.do(http.MethodGet, "/api/v1/area?"+query, ""); got.status != want {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
	}
}
