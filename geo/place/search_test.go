package place

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
)

func TestParseSearch(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]asked{
		"Lippestraße":            {name: "Lippestraße"},
		"  Lippestr.  12 a ":     {name: "Lippestr. 12 a", street: "Lippestr", number: "12a"},
		"Straße des 17. Juni 5B": {name: "Straße des 17. Juni 5B", street: "Straße des 17. Juni", number: "5b"},
		"Altstadt 4 273":         {name: "Altstadt 4 273", street: "Altstadt 4", number: "273", gemarkung: "Altstadt", flur: 4, label: "273"},
		"Gemarkung Altstadt, Flur 4, Flurstück 273/1": {name: "Gemarkung Altstadt, Flur 4, Flurstück 273/1", gemarkung: "Altstadt", flur: 4, label: "273/1"},
		"273/1":            {name: "273/1", label: "273/1"},
		"053110 004 00273": {name: "053110 004 00273", key: "05311000400273"},
	} {
		got := parseSearch(text)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(asked{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

const sqlSearchStock = `
INSERT INTO source (id, title, licence, attribution) VALUES ('search-test', 'T', 'CC0', 'T');
INSERT INTO address (street_name, house_number, suffix, postcode, city, geom)
SELECT street, number, suffix, '46282', 'Dorsten', ST_SetSRID(ST_MakePoint(358800 + number, 5725400), 25832)
FROM (VALUES ('Große Mühlenstraße', 1, ''), ('Große Mühlenstraße', 12, ''), ('Große Mühlenstraße', 12, 'a'), ('Große Mühlenstraße', 120, ''),
             ('Am Café-Hof', 2, ''), ('Mühlenstraße', 12, '')) AS v(street, number, suffix);
INSERT INTO street_segment (street_name, seq, from_node, to_node, geom, source)
SELECT street, n, n, n + 1, ST_SetSRID(ST_MakeLine(ST_MakePoint(358800 + 10 * n, 5725400), ST_MakePoint(358810 + 10 * n, 5725400)), 25832), 'search-test'
FROM (VALUES ('Große Mühlenstraße', 1), ('Große Mühlenstraße', 2), ('Am Café-Hof', 3), ('Mühlenstraße', 4)) AS v(street, n);`

func searched(t *testing.T) *Service {
	t.Helper()
	tx := pgtest.Tx(t)
	if _, err := tx.Exec(t.Context(), sqlSearchStock, pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatal(err)
	}
	return New(tx, geo.FixedClock(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)))
}

func TestSearchToleratesHowPeopleWrite(t *testing.T) {
	t.Parallel()
	s := searched(t)
	for text, want := range map[string]string{
		"große mühlenstraße":     "street Große Mühlenstraße",
		"GROSSE MUEHLENSTRASSE":  "street Große Mühlenstraße",
		"Große Mühlenstr.":       "street Große Mühlenstraße",
		"grosse muehlenstra":     "street Große Mühlenstraße",
		"Mühlenstraße":           "street Mühlenstraße, street Große Mühlenstraße",
		"cafehof":                "street Am Café-Hof",
		"Große Mühlenstr 12":     "address Große Mühlenstraße 12, address Große Mühlenstraße 12a, address Große Mühlenstraße 120",
		"große mühlenstraße 12A": "address Große Mühlenstraße 12a",
		"Mühlenstraße 12a":       "address Große Mühlenstraße 12a",
		"mühlenstr. 12":          "address Mühlenstraße 12, address Große Mühlenstraße 12, address Große Mühlenstraße 12a, address Große Mühlenstraße 120",
		"Nirgendwo 7":            "",
		"'; --":                  "",
		"%":                      "",
		"_":                      "",
	} {
		hits, err := s.Search(t.Context(), SearchQuery{Text: text, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range hits {
			got = append(got, h.Kind+" "+h.Label)
			if !h.BBox.Contains(h.Point[0], h.Point[1]) {
				t.Errorf("%s: the point %v lies outside of %v", h.Label, h.Point, h.BBox)
			}
		}
		if found := strings.Join(got, ", "); found != want {
			t.Errorf("%q: got %s, want %s", text, found, want)
		}
	}
}

func TestSearchKeepsItsLimit(t *testing.T) {
	t.Parallel()
	hits, err := searched(t).Search(t.Context(), SearchQuery{Text: "mühlenstr 1", Limit: 2})
	if err != nil || len(hits) != 2 {
		t.Errorf("%v %v", hits, err)
	}
}
