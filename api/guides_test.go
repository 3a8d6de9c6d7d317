package api_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"mitte/geo/people"
)

// What lies furthest from its own border after nine decimals and the way there and back, in metres.
const sqlFurthest = `
WITH g AS (SELECT (f->>'id')::bigint AS id, f->'properties'->>'layer' AS layer,
                  ST_Transform(ST_GeomFromGeoJSON(f->>'geometry'), 25832) AS geom
           FROM json_array_elements($1::json->'features') f)
SELECT count(*), max(ST_HausdorffDistance(g.geom, coalesce(p.geom, b.geom, s.geom)))
FROM g
LEFT JOIN parcel p ON g.layer = 'parcels' AND p.id = g.id
LEFT JOIN building b ON g.layer = 'buildings' AND b.id = g.id
LEFT JOIN street_segment s ON g.layer = 'segments' AND s.id = g.id`

func TestGuidesLieOnTheBordersThatTheyGuideAlong(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	body := b.as(people.Staff).do(http.MethodGet, "/api/v1/staff/guides?bbox=4,46,18,57", "").want(t, http.StatusOK).body
	var n int
	var furthest float64
	if err := b.db.Superuser().QueryRow(t.Context(), sqlFurthest, string(body)).Scan(&n, &furthest); err != nil {
		t.Fatal(err)
	}
	if n == 0 || furthest > 0.0005 {
		t.Errorf("%d guides, one of them %g m beside its border", n, furthest)
	}
}

func TestGuidesNeedABox(t *testing.T) {
	t.Parallel()
	who := withPeople(t).as(people.Staff)
	for _, query := range []string{"", "?bbox=1,2", "?bbox=4,46,18,57&limit=3"} {
		who.do(http.MethodGet, "/api/v1/staff/guides"+query, "").want(t, http.StatusBadRequest)
	}
	var empty struct {
		Features  []json.RawMessage `json:"features"`
		Truncated bool              `json:"truncated"`
	}
	a := who.do(http.MethodGet, "/api/v1/staff/guides?bbox=12,50,12.1,50.1", "").want(t, http.StatusOK)
	if err := json.Unmarshal(a.body, &empty); err != nil || len(empty.Features) != 0 || empty.Truncated {
		t.Errorf("far from the town there are %d guides (%v)", len(empty.Features), err)
	}
}
