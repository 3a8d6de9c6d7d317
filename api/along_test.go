package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"mitte/geo/people"
)

type alongAnswer struct {
	Path struct {
		LengthM float64 `json:"length_m"`
		Legs    []struct {
			SegmentIDs []int64 `json:"segment_ids"`
		} `json:"legs"`
	} `json:"path"`
	At   string
	Rows []struct {
		Kind, Ref, Side string
		RefID           int64   `json:"ref_id"`
		ChainageM       float64 `json:"chainage_m"`
		VacancyStatus   string  `json:"vacancy_status"`
	}
	Totals struct {
		Units, Vacant, Parcels int
	}
}

// TestAlongOverHTTP asks for a street of the demo town in each format, and the formats agree.
func TestAlongOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	var segment int64
	if err := b.db.App().QueryRow(t.Context(), `SELECT segment_id FROM frontage WHERE segment_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`).Scan(&segment); err != nil {
		t.Fatal(err)
	}
	path := "/api/v1/along?segment_id=" + strconv.FormatInt(segment, 10)
	var got alongAnswer
	answer := who.do(http.MethodGet, path, "").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/along", answer)
	if err := json.Unmarshal(answer.body, &got); err != nil {
		t.Fatal(err)
	}
	if got.Totals.Units == 0 || got.Totals.Parcels == 0 || got.Path.LengthM <= 0 || got.Path.Legs[0].SegmentIDs[0] != segment || got.At == "" {
		t.Fatalf("%+v", got)
	}
	for i := 1; i < len(got.Rows); i++ {
		if got.Rows[i].ChainageM < got.Rows[i-1].ChainageM-0.01 {
			t.Errorf("row %d is out of order", i)
		}
	}
	var features struct {
		Features []struct {
			ID         string
			Properties struct{ Ref string }
		}
	}
	if err := json.Unmarshal(who.do(http.MethodGet, path+"&format=geojson", "").body, &features); err != nil {
		t.Fatal(err)
	}
	left := who.do(http.MethodGet, path+"&side=left&corners=primary", "").want(t, http.StatusOK)
	if strings.Contains(string(left.body), `"side":"right"`) {
		t.Errorf("left only: %s", left.body)
	}
	sheet := string(who.do(http.MethodGet, path+"&format=csv", "").body)
	read := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet, "\ufeff")))
	read.Comma = ';'
	lines, err := read.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(features.Features) != len(got.Rows) || len(lines) != len(got.Rows)+1 {
		t.Fatalf("%d rows, %d features, %d lines", len(got.Rows), len(features.Features), len(lines))
	}
	ids := map[string]bool{}
	for i, r := range got.Rows {
		if features.Features[i].Properties.Ref != r.Ref || lines[i+1][2] != strings.TrimPrefix(r.Ref, "=") {
			t.Errorf("row %d is %s, %s and %s", i, r.Ref, features.Features[i].Properties.Ref, lines[i+1][2])
		}
		if ids[features.Features[i].ID] {
			t.Errorf("two features are %s", features.Features[i].ID)
		}
		ids[features.Features[i].ID] = true
		if strings.Contains(lines[i+1][5], ".") {
			t.Errorf("%q is no German number", lines[i+1][5])
		}
	}
}

func TestAlongParameters(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Planner)
	for query, want := range map[string]int{
		"segment_id=999999":                    http.StatusNotFound,
		"":                                     http.StatusUnprocessableEntity,
		"segment_id=1&street=Markt":            http.StatusUnprocessableEntity,
		"street=" + url.QueryEscape("Mondweg"): http.StatusNotFound,
		"segment_id=1&within_m=61":             http.StatusBadRequest,
		"segment_id=1&within_m=nan":            http.StatusBadRequest,
		"segment_id=1&side=left,right":         http.StatusBadRequest,
		"segment_id=1&what=trees":              http.StatusBadRequest,
		"segment_id=1&format=xml":              http.StatusBadRequest,
		"line=6.96,51.66":                      http.StatusBadRequest,
		"line=6.96,51.66;6.96,51.66":           http.StatusUnprocessableEntity,
		"line=6.96,51.66;96,51":                http.StatusBadRequest,
		"line=6.9655,51.6605;6.9665,51.6609":   http.StatusOK,
		"segment_id=1&known_at=yesterday":      http.StatusBadRequest,
		"segment_id=1&at=2026-02-30":           http.StatusBadRequest,
	} {
		if got := who.do(http.MethodGet, "/api/v1/along?"+query, ""); got.status != want {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
	}
}
