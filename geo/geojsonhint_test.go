package geo_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/geotest"
)

// world is every place that has a longitude and a latitude.
var world = geo.BBox{-180, -90, 180, 90}

// verdict reads a file as an import does: features through ReadFeatures, a bare geometry through Intake. It returns the
// first refusal.
func verdict(in geo.Intake, text []byte) error {
	var root struct{ Type string }
	// A broken file leaves Type empty; both readers refuse it alike.
	_ = json.Unmarshal(text, &root)
	if !strings.HasPrefix(strings.ToLower(root.Type), "feature") {
		_, err := in.GeoJSON(text)
		return err
	}
	for feature, err := range geo.ReadFeatures(bytes.NewReader(text), in.SRID, 0) {
		if err != nil {
			return err
		}
		if _, err := in.GeoJSON(feature.Geometry); err != nil {
			return err
		}
	}
	return nil
}

// badFiles names for each file of geojsonhint/bad the code and the words that tell its fault.
var badFiles = map[string]struct{ code, words string }{
	"bad-duplicate-properties":            {"bad_json", `"type" occurs twice`},
	"bad-featurelist":                     {"bad_json", "not nested deeply enough"},
	"bad-json":                            {"bad_json", "line 3, column 5: a comma or } is missing"},
	"bad-object-type":                     {"bad_json", `"type" is not a string`},
	"bad-polygon-interiorring-rhr":        {"winding", "right-hand rule"},
	"bad-polygonloop":                     {"bad_json", "not nested deeply enough"},
	"bad-properties-as-array":             {"bad_json", `"properties" is neither an object nor null`},
	"badcoord":                            {"not_finite", `not a number but "f"`},
	"badcoordtype":                        {"bad_json", "not nested deeply enough"},
	"badfeature":                          {"bad_json", "a feature is null"},
	"badfeatureid":                        {"bad_json", `"id" is neither a string nor a number`},
	"bbox-4or6elements":                   {"bad_json", `"bbox" has 3 numbers`},
	"bbox-contains-string":                {"bad_json", `"bbox" is not an array of numbers`},
	"bbox-string":                         {"bad_json", `"bbox" is not an array of numbers`},
	"different-first-last":                {"ring_open", "not closed"},
	"different-first-size":                {"three_d", "has 3 numbers"},
	"excessive_precision_truncated":       {"too_precise", "more than nine decimals"},
	"expected_object":                     {"bad_json", `"properties" is neither an object nor null`},
	"false":                               {"geometry_type", `"GeometryCollection" is not taken`},
	"feature_changed_semantics":           {"bad_json", `must not have the member "features"`},
	"featurecollection":                   {"bad_json", `"features" is missing`},
	"featurecollection-obj":               {"bad_json", `"features" is not an array`},
	"featurecollection-type-case":         {"bad_json", `the type is "featurecollection"`},
	"featurecollection_changed_semantics": {"bad_json", `must not have the member "properties"`},
	"geometry_changed_semantics":          {"bad_json", `must not have the member "features"`},
	"geometrycollection_nested":           {"geometry_type", `"GeometryCollection" is not taken`},
	"geometrycollection_single":           {"geometry_type", `"GeometryCollection" is not taken`},
	"multiple_problems":                   {"bad_json", `"id" is neither a string nor a number`},
	"multipoint-multidimension":           {"bad_json", "nested too deeply"},
	"multipoint-nondimension":             {"bad_json", "not nested deeply enough"},
	"nofeaturetype":                       {"bad_json", `the type is "Featre"`},
	"notype":                              {"bad_json", `"type" is missing`},
	"point":                               {"bad_json", `"coordinates" is missing`},
	"point-labeled-as-a-multipolygon":     {"bad_json", "not nested deeply enough"},
	"point-string":                        {"not_finite", `not a number but "foo"`},
	"point-toofew":                        {"bad_json", "this one has one"},
	"point-toomany":                       {"three_d", "has 4 numbers"},
	"polygon_winding_order":               {"winding", "right-hand rule"},
	"rootstring":                          {"empty", "there is no geometry"},
	"short-line":                          {"empty", "two or more positions"},
	"short-linearring":                    {"ring_open", "not closed"},
	"short-multilinestring":               {"empty", "two or more positions"},
	"stringcoord":                         {"not_finite", `not a number but "39.36827914916011"`},
	"unknowntype":                         {"geometry_type", `"FooBar" is not taken`},
}

// borne are the bad files that RFC 7946 tells readers not to refuse: only Strict does.
var borne = map[string]bool{
	"bad-polygon-interiorring-rhr": true, "polygon_winding_order": true, "excessive_precision_truncated": true,
}

func TestBadGeojsonhint(t *testing.T) {
	t.Parallel()
	files := geotest.Files(t, "geojsonhint/bad", ".geojson")
	if len(files) != 44 || len(files) != len(badFiles) {
		t.Errorf("there are %d files and %d expectations", len(files), len(badFiles))
	}
	for _, file := range files {
		t.Run(file.Name, func(t *testing.T) {
			t.Parallel()
			want := badFiles[file.Name]
			err := verdict(geo.Intake{SRID: geo.LonLat, Within: world, Strict: true}, file.Text)
			var refusal *fault.Error
			if !errors.As(err, &refusal) || refusal.Code != want.code || !strings.Contains(refusal.Msg, want.words) {
				t.Fatalf("got %s %v, want %s with %q", fault.CodeOf(err), err, want.code, want.words)
			}
			err = verdict(geo.Intake{SRID: geo.LonLat, Within: world}, file.Text)
			if accepted := err == nil; accepted != borne[file.Name] {
				t.Errorf("without Strict: accepted %v (%v)", accepted, err)
			}
		})
	}
}

func TestGoodGeojsonhint(t *testing.T) {
	t.Parallel()
	ours := map[string]string{ // good GeoJSON that breaks a rule of mitte
		"good-featurecollection-bbox3d": "three_d",
		"good-geometrycollection":       "geometry_type",
		"good-point-3d":                 "three_d",
		"issue82":                       "outside_town", // longitude -259
		"nullgeometry":                  "empty",
	}
	files := geotest.Files(t, "geojsonhint/good", ".geojson")
	if len(files) != 18 {
		t.Errorf("there are %d files", len(files))
	}
	for _, file := range files {
		t.Run(file.Name, func(t *testing.T) {
			t.Parallel()
			err := verdict(geo.Intake{SRID: geo.LonLat, Within: world}, file.Text)
			if code := ours[file.Name]; err == nil && code != "" || err != nil && fault.CodeOf(err) != code {
				t.Errorf("got %v, want %q", err, code)
			}
		})
	}
}
