package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mitte/geo/people"
)

// TestKPIsBeside: each place has the figures it has alone, and a difference is a difference.
func TestKPIsBeside(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	days := "&at=2026-10-01&compare_at=2026-01-01&since=2026-01-01&until=2026-10-01"
	answer := who.do(http.MethodGet, "/api/v1/kpis/beside?of=round:6.9591,51.6625,400;segment:401"+days, "").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/kpis/beside", answer)
	doc := answer.json(t)
	places, _ := doc["places"].([]any)
	differences, _ := doc["differences"].([]any)
	if len(places) != 2 || len(differences) != 1 {
		t.Fatalf("%s", answer.body)
	}
	stock := func(place any) float64 {
		p, _ := place.(map[string]any)
		if figures, inside := p["figures"].(map[string]any); inside {
			p = figures
		}
		n, _ := p["stock"].(float64)
		return n
	}
	alone := who.do(http.MethodGet, "/api/v1/kpis?segment_id=401"+days, "").want(t, http.StatusOK).json(t)
	if second := stock(places[1]); second != stock(alone) || stock(places[0]) == 0 || stock(differences[0]) != second-stock(places[0]) {
		t.Errorf("%v and %v, alone %v, apart %v", stock(places[0]), second, stock(alone), stock(differences[0]))
	}
	sheet := who.do(http.MethodGet, "/api/v1/kpis/beside?format=csv&lang=de&of=round:6.9591,51.6625,400;segment:401"+days, "").want(t, http.StatusOK)
	lines := strings.Split(strings.TrimSpace(string(sheet.body)), "\r\n")
	if len(lines) != 32 || strings.Count(lines[0], ";") != 5 || !strings.Contains(lines[0], "weniger") {
		t.Errorf("%d lines\n%s", len(lines), sheet.body)
	}
	sides := who.do(http.MethodGet, "/api/v1/kpis/beside?of=segment:401@left;segment:401@right;segment:401,401;line:6.9580,51.6625|6.9600,51.6625;"+
		"outline:6.9580,51.6620|6.9600,51.6620|6.9600,51.6630&lang=de"+days, "").want(t, http.StatusOK).json(t)
	all, _ := sides["places"].([]any)
	if len(all) != 5 || stock(all[0])+stock(all[1]) != stock(alone) || stock(all[2]) != stock(alone) {
		t.Errorf("left, right, both, line and outline: %v", all)
	}
	names := make([]string, len(all))
	for i, each := range all {
		p, _ := each.(map[string]any)
		names[i], _ = p["name"].(string)
		if of, _ := p["of"].(string); i == 3 && of != "line:6.9580,51.6625|6.9600,51.6625" {
			t.Errorf("the line was asked for as %q", of)
		}
	}
	if !strings.HasSuffix(names[0], ", links") || !strings.HasSuffix(names[1], ", rechts") || names[3] != "Gezeichnete Linie 1, 138\u00a0m" ||
		!strings.HasPrefix(names[4], "Gezeichneter Umriss 1, ") || !strings.HasSuffix(names[4], "\u00a0m²") {
		t.Errorf("the places are called %q", names)
	}
	for of, want := range map[string]int{
		"segment:401@left;area:1@left": http.StatusBadRequest, "segment:401;line:6.9,51.6": http.StatusBadRequest,
		"segment:401;segment:1,x": http.StatusBadRequest, "segment:401;outline:6.9,51.6|7,51.6|x": http.StatusBadRequest,
		"segment:401": http.StatusBadRequest, "segment:401;": http.StatusBadRequest, "segment:401;moon:1": http.StatusBadRequest,
		"segment:401;round:6.9,51.6,9999": http.StatusBadRequest, "segment:401;street:Mondweg": http.StatusNotFound,
		"segment:401;area:424242": http.StatusNotFound, "a;a;a;a;a;a;a": http.StatusBadRequest,
	} {
		who.do(http.MethodGet, "/api/v1/kpis/beside?of="+url.QueryEscape(of), "").want(t, want)
	}
}
