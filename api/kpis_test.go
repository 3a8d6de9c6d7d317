package api_test

import (
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

func TestKPIsOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	all := who.do(http.MethodGet, "/api/v1/kpis?compare_at=2026-01-01&since=2026-01-01&until=2026-07-01", "").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/kpis", all)
	doc := all.json(t)
	figures, _ := doc["figures"].(map[string]any)
	series, _ := doc["series"].([]any)
	if stock, _ := figures["stock"].(float64); stock == 0 || len(series) != 7 || doc["flow"] == nil || doc["compared"] == nil || doc["exposure"] == nil {
		t.Errorf("%s", all.body)
	}
	sheet := who.do(http.MethodGet, "/api/v1/kpis?since=2026-01-01&until=2026-07-01&format=csv", "").want(t, http.StatusOK)
	if lines := strings.Split(strings.TrimSpace(string(sheet.body)), "\r\n"); len(lines) != 8 || strings.Count(lines[1], ";") != strings.Count(lines[0], ";") {
		t.Errorf("%s", sheet.body)
	}
	stock := func(side string) float64 {
		doc := who.do(http.MethodGet, "/api/v1/kpis?segment_id=401&side="+side, "").want(t, http.StatusOK).json(t)
		figures, _ := doc["figures"].(map[string]any)
		n, _ := figures["stock"].(float64)
		return n
	}
	if left, right, both := stock("left"), stock("right"), stock("both"); left+right != both || left == both && right == both {
		t.Errorf("%v left, %v right, %v on both sides", left, right, both)
	}
	for query, want := range map[string]int{
		"side=up":                           http.StatusBadRequest,
		"area_id=424242":                    http.StatusNotFound,
		"street=Mondweg":                    http.StatusNotFound,
		"street=Mondweg&area_id=1":          http.StatusBadRequest,
		"since=2026-01-01":                  http.StatusUnprocessableEntity,
		"since=1920-01-01&until=2026-01-01": http.StatusUnprocessableEntity,
		"since=2026-02-01&until=2026-01-01": http.StatusBadRequest,
		"at=tomorrow":                       http.StatusBadRequest,
	} {
		who.do(http.MethodGet, "/api/v1/kpis?"+query, "").want(t, want)
	}
}
