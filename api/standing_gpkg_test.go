package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"mitte/geo/people"
)

// TestAnAnswerAsAGeoPackage: a GIS finds as many of each kind as the list has, in metres, and the line or outline asked about.
func TestAnAnswerAsAGeoPackage(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	var street string
	if err := b.db.App().QueryRow(t.Context(), `SELECT s.street_name FROM frontage f JOIN street_segment s ON s.id = f.segment_id
		WHERE s.street_name IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`).Scan(&street); err != nil {
		t.Fatal(err)
	}
	for path, asked := range map[string]string{
		"/api/v1/along?street=" + url.QueryEscape(street):                                               "axis (Line String)",
		"/api/v1/area?polygon=6.9560,51.6605;6.9630,51.6605;6.9630,51.6645;6.9560,51.6645&share=mostly": "area (Multi Polygon)",
	} {
		var list struct {
			Rows []struct{ Kind, Geometry any }
		}
		if err := json.Unmarshal(who.do(http.MethodGet, path, "").want(t, http.StatusOK).body, &list); err != nil {
			t.Fatal(err)
		}
		kinds := map[string]int{}
		for _, r := range list.Rows {
			kinds[r.Kind.(string)]++
		}
		a := who.do(http.MethodGet, strings.Replace(path, "?", ".gpkg?", 1), "", "Accept-Language", "de").want(t, http.StatusOK)
		if name := a.header.Get("Content-Disposition"); !strings.HasSuffix(name, `.gpkg"`) {
			t.Errorf("called %s", name)
		}
		if layers := ogr(t, a.body, "ogrinfo", "-ro", "-q", "FILE"); !strings.Contains(layers, asked) || !strings.Contains(layers, "units (Point)") {
			t.Errorf("%s: %s", path, layers)
		}
		for _, kind := range []string{"units", "parcels", "buildings", "sections"} {
			said := ogr(t, a.body, "ogrinfo", "-ro", "-so", "FILE", kind)
			if !strings.Contains(said, "Feature Count: "+strconv.Itoa(kinds[kind])+"\n") || !strings.Contains(said, `ID["EPSG",25832]`) {
				t.Errorf("%s: %d %s, %.900s", path, kinds[kind], kind, said)
			}
			if kind == "units" && (kinds[kind] == 0 || !strings.Contains(said, "sales_area_m2: Real") || !strings.Contains(said, "floor: Integer")) {
				t.Errorf("%s: %s", path, said)
			}
		}
	}
	who.do(http.MethodGet, "/api/v1/along.gpkg?street=Mondweg", "").want(t, http.StatusNotFound)
	who.do(http.MethodGet, "/api/v1/along.gpkg?street=x&format=csv", "").want(t, http.StatusBadRequest)
}
