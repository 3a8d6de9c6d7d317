package intake_test

import (
	"strings"
	"testing"

	"mitte/geo/intake"
)

// boundary is a file of square towns, each a tenth of a degree wide from its west edge.
func boundary(t *testing.T, wests ...string) string {
	t.Helper()
	var features []string
	for _, west := range wests {
		features = append(features, `{"type":"Feature","properties":{"ags":"05562012","gen":"Stadt `+west+`"},"geometry":{"type":"Polygon",
			"coordinates":[[[`+west+`1,51.6],[`+west+`9,51.6],[`+west+`9,51.7],[`+west+`1,51.7],[`+west+`1,51.6]]]}}`)
	}
	return write(t, "t.geojson", []byte(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`))
}

func TestBoundaryBesideTheStock(t *testing.T) {
	b := setup(t)
	b.load(intake.Options{Kind: intake.Units, Path: write(t, "u.csv",
		[]byte("ref;Adresse;lon;lat\nG1;Lange Straße 5;6,965;51,66\nG2;Lange Straße 6;6,865;51,66\n"))})
	b.load(intake.Options{Kind: intake.ALKIS, Path: "testdata/parcels.geojson", AcceptPartial: true})
	report := b.load(intake.Options{Kind: intake.Town, Path: boundary(t, "6.9")})
	note, _ := report.Note("beyond_town")
	equal(t, "one unit lies in the next town", note.Text,
		"Objekte im Bestand liegen außerhalb der neuen Grenze: Ladenlokale 1, Flurstücke 0, Straßenabschnitte 0")
	report = b.twice(intake.Options{Kind: intake.Town, Path: boundary(t, "6.8")})
	note, _ = report.Note("beyond_town")
	equal(t, "count", note.Count, 1+4)
	_, replaced := report.Note("town_replaced")
	equal(t, "replaced", replaced, true)
}

func TestSeveralBoundariesNameTheFlag(t *testing.T) {
	b := setup(t)
	err := b.fails(intake.Options{Kind: intake.Town, Path: boundary(t, "6.8", "6.9")})
	if codeOf(err) != "town_ambiguous" || !strings.Contains(err.Error(), "--town") {
		t.Error(err)
	}
}
