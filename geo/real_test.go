package geo_test

import (
	"bytes"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/geotest"

	"github.com/google/go-cmp/cmp"
)

// TestRealFiles reads what cities and states deliver. Every feature is taken but three of the register of works: two
// collections, and a multipolygon that has one ring twice.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	in := geo.Intake{SRID: geo.LonLat, MaxVertices: geo.ImportVertices}
	for folder, want := range map[string]map[string]int{
		"karlsruhe":             {"": 481},
		"baustellen-karlsruhe":  {"": 178, "geometry_type": 2, "ring_degenerate": 1},
		"vg250-nrw":             {"": 11},
		"alkis-vereinfacht-nrw": {"": 1},
	} {
		got := map[string]int{}
		for _, file := range geotest.Files(t, folder, ".geojson") {
			for feature, err := range geo.ReadFeatures(bytes.NewReader(file.Text), in.SRID, 0) {
				if err == nil {
					_, err = in.GeoJSON(feature.Geometry)
				}
				if err != nil {
					t.Logf("%s %s: %v", file.Name, feature.ID, err)
					got[fault.CodeOf(err)]++
					continue
				}
				got[""]++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", folder, diff)
		}
	}
}
