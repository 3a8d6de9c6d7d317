package geo_test

import (
	"math"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/geotest"

	"github.com/google/go-cmp/cmp"
)

// anywhere takes every number that is one, so that only the rules of structure speak.
var anywhere = geo.BBox{-math.MaxFloat64, -math.MaxFloat64, math.MaxFloat64, math.MaxFloat64}

// TestJTSValidity holds the structural half of the verdict on every isValid case of the JTS suite. What passes here and
// is not valid is ST_IsValid's to refuse; geo/place tests that half against PostGIS.
func TestJTSValidity(t *testing.T) {
	t.Parallel()
	in := geo.Intake{SRID: geo.Storage, Within: anywhere, MaxVertices: geo.ImportVertices}
	got := map[string]int{}
	for _, c := range geotest.ValidityCases(t) {
		value, err := geotest.Decode(c.Text)
		if err != nil {
			t.Fatal(err)
		}
		_, err = in.Check(value)
		verdict := "passed"
		if err != nil {
			verdict = fault.CodeOf(err)
		}
		if c.Valid {
			verdict += ", valid"
		} else {
			verdict += ", not valid"
		}
		got[verdict]++
		if c.Valid && err != nil && verdict != "empty, valid" && verdict != "geometry_type, valid" {
			t.Errorf("%s: a valid geometry was refused: %v", c.Name, err)
		}
	}
	want := map[string]int{
		"passed, valid":              777,
		"passed, not valid":          111, // crossings, holes outside and the like
		"ring_degenerate, not valid": 13,
		"not_finite, not valid":      6,
		"empty, valid":               12, // our rule: mitte keeps nothing empty
		"geometry_type, valid":       2,  // our rule: no LinearRing, no GeometryCollection
		"geometry_type, not valid":   1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}
