package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

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

// square is a GeoJSON polygon with its corner at metres from the grid's corner of town.sql, about.
func square(eastM, northM, sizeM float64) doc {
	x, y := 6.9581+eastM/69000, 51.6622+northM/111200
	dx, dy := sizeM/69000, sizeM/111200
	return doc{"type": "Polygon", "coordinates": [][][2]float64{{{x, y}, {x + dx, y}, {x + dx, y + dy}, {x, y + dy}, {x, y}}}}
}

// drawn is a section as somebody draws it first.
func drawn(label string) doc {
	return doc{
		"project_id": 901, "label": label, "title_de": "Neu " + label, "status": "planned", "geometry": square(60, 30, 12),
		"planned_from": "2027-03-01", "planned_to": "2027-09-01",
	}
}

func TestASectionIsDrawnChangedAndDeleted(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	staff := b.as(people.Staff)
	made := staff.do(http.MethodPost, "/api/v1/sections", text(drawn("X"))).want(t, http.StatusCreated)
	t.Logf("%s", made.body)
	id := int64(made.json(t)["id"].(float64))
	path := fmt.Sprintf("/api/v1/sections/%d", id)
	staff.do(http.MethodPatch, path, `{"label":"Y"}`).want(t, http.StatusPreconditionRequired)
	changed := staff.do(http.MethodPatch, path, text(doc{
		"label": "Y", "phases": []doc{
			{"key": "a", "kind": "utility", "planned_from": "2027-03-01", "planned_to": "2027-05-01", "impact": doc{"pedestrian": "closed"}},
			{"key": "b", "kind": "surface", "planned_from": "2027-04-01", "planned_to": "2027-09-01", "depends_on": []any{"a"}},
		},
	}), "If-Match", made.header.Get("ETag")).want(t, http.StatusOK)
	t.Logf("%s", changed.body)
	stale := staff.do(http.MethodPatch, path, `{"label":"Z"}`, "If-Match", made.header.Get("ETag")).want(t, http.StatusPreconditionFailed)
	t.Logf("%s", stale.body)
	t.Logf("%s", staff.do(http.MethodGet, "/api/v1/staff"+path[7:]+"/history", "").want(t, http.StatusOK).body)
	staff.do(http.MethodDelete, path, "", "If-Match", changed.header.Get("ETag")).want(t, http.StatusNoContent)
	t.Logf("%s", staff.do(http.MethodGet, "/api/v1/staff"+path[7:]+"/history", "").want(t, http.StatusOK).body)
	t.Logf("%s", staff.do(http.MethodGet, "/api/v1/staff/sections?deleted=true", "").want(t, http.StatusOK).body)
	back := staff.do(http.MethodPost, path+"/restore", `{"version":2}`, "If-Match", `"3"`).want(t, http.StatusOK)
	t.Logf("%s", back.body)
	t.Logf("%s", staff.do(http.MethodGet, "/api/v1/staff"+path[7:]+"/history", "").want(t, http.StatusOK).body)
	t.Logf("%s", staff.do(http.MethodPost, "/api/v1/sections/check", text(doc{"geometry": square(0, 0, 3), "phases": []doc{{}}})).want(t, http.StatusOK).body)
}
