package geo_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"mitte/geo"
	"mitte/geo/fault"

	"github.com/google/go-cmp/cmp"
)

// told is what a caller hears of one feature.
type told struct {
	Number, Line int
	ID, Geometry string
	Code, Msg    string
}

func hear(r io.Reader, limit int) []told {
	var all []told
	for f, err := range geo.ReadFeatures(r, geo.LonLat, limit) {
		one := told{Number: f.Number, Line: f.Line, ID: f.ID, Geometry: string(f.Geometry)}
		if err != nil {
			var e *fault.Error
			errors.As(err, &e)
			one.Code, one.Msg = e.Code, e.Msg
		}
		all = append(all, one)
	}
	return all
}

const aPoint = `{"type":"Point","coordinates":[6.9,51.6]}`

func feature(members string) string {
	return `{"type":"Feature","geometry":` + aPoint + `,"properties":{}` + members + `}`
}

func collection(features string) string {
	return `{"type":"FeatureCollection","features":[` + features + `]}`
}

func TestReadFeatures(t *testing.T) {
	t.Parallel()
	const file = "\ufeff" + `{ "type": "FeatureCollection", "name": "x",
"features": [
  {"type": "Feature", "id": "ä", "geometry": {"type":"Point"}, "properties": {"n": 12345678901234567890, "t": "x"}},
  {"type": "Feature", "id": 7.50, "geometry": null, "properties": null, "extra": [1, {"a": null}]}
],
"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
}
`
	want := []told{
		{Number: 1, Line: 3, ID: "ä", Geometry: `{"type":"Point"}`},
		{Number: 2, Line: 4, ID: "7.50"},
	}
	for name, r := range map[string]io.Reader{
		"whole": strings.NewReader(file), "byte by byte": iotest.OneByteReader(strings.NewReader(file)),
	} {
		if diff := cmp.Diff(want, hear(r, 0)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for f, err := range geo.ReadFeatures(strings.NewReader(file), geo.LonLat, 0) {
		if err != nil || f.Properties["n"] != json.Number("12345678901234567890") || f.Properties["t"] != "x" {
			t.Errorf("got %v, %v", f.Properties, err)
		}
		break // and an early end is no fault
	}
}

func TestReadFeaturesTakesASingleFeature(t *testing.T) {
	t.Parallel()
	want := []told{{Number: 1, Line: 1, ID: "a", Geometry: aPoint}}
	if diff := cmp.Diff(want, hear(strings.NewReader(feature(`,"id":"a"`)), 0)); diff != "" {
		t.Error(diff)
	}
}

// TestOneBadFeatureDoesNotStopTheRest also holds the number of each.
func TestOneBadFeatureDoesNotStopTheRest(t *testing.T) {
	t.Parallel()
	bad := map[string]string{
		`null`:          "a feature is null",
		`5`:             "an object is expected",
		`[]`:            "an object is expected",
		`{}`:            `"type" is missing`,
		aPoint:          `the type is "Point"`,
		`{"a":1,"a":2}`: `"a" occurs twice`,
		`{"a":` + strings.Repeat("[", 8) + strings.Repeat("]", 8) + `}`: "nested more than 8 deep",
		`{"type":"Feature","properties":{}}`:                            `"geometry" is missing`,
		`{"type":"Feature","properties":{},"geometry":[]}`:              `"geometry" is neither`,
		`{"type":"Feature","geometry":null}`:                            `"properties" is missing`,
		`{"type":"Feature","geometry":null,"properties":"x"}`:           `"properties" is neither`,
		feature(`,"id":null`):                                           `"id" is neither`,
		feature(`,"id":true`):                                           `"id" is neither`,
		feature(`,"bbox":[1,2,3,null]`):                                 `"bbox" is not an array`,
		feature(`,"coordinates":[]`):                                    `must not have the member "coordinates"`,
		feature(`,"a":"\u0000"`):                                        "NUL",
		feature(`,"a":"\ud800"`):                                        "half a character",
		feature(`,"a":"\udc00\ud800"`):                                  "half a character",
		feature(`,"crs":null`):                                          "reference system",
		feature(`,"x":"` + strings.Repeat("y", 17<<20) + `"`):           "larger than 16 MiB",
	}
	for text, words := range bad {
		all := hear(strings.NewReader(collection(feature("")+","+text+","+feature(""))), 0)
		if len(all) != 3 || all[0].Code != "" || all[2].Code != "" || all[2].Number != 3 {
			t.Errorf("%.60s: %+v", text, all)
			continue
		}
		if all[1].Number != 2 || all[1].Code == "" || !strings.Contains(all[1].Msg, words) {
			t.Errorf("%.60s: %+v", text, all[1])
		}
	}
}

// TestABrokenFileIsRefused wants the number 0, the code and the place.
func TestABrokenFileIsRefused(t *testing.T) {
	t.Parallel()
	for text, words := range map[string]string{
		"":                                           "line 1, column 1: the text ends too early",
		"\n\n x":                                     "line 3, column 2: an object is expected",
		"null":                                       "line 1, column 1: an object is expected",
		"{}":                                         `"type" is missing`,
		aPoint:                                       `the type is "Point"`,
		`{"type":5}`:                                 `"type" is not a string`,
		collection("")[1:]:                           "line 1, column 1: an object is expected",
		collection("") + "\nx":                       "line 2, column 1: there is text after the end",
		collection(feature("") + ","):                "line 1, column 129: a value is missing",
		collection(feature("") + feature("")):        "line 1, column 128: a comma or ] is missing",
		collection("\n" + `{"a" 1}`):                 "line 2, column 6: a colon is missing",
		collection("\n" + `{"ä":1,}`):                "line 2, column 8: a member name in quotes is missing",
		collection("\n" + `{"a":tru}`):               "line 2, column 6: a value is missing",
		collection("\n" + `{"a":NaN}`):               "line 2, column 6: NaN is not a JSON number",
		collection("\n" + `{"a":01}`):                "begins with 0",
		collection("\n" + `{"a":1.}`):                "after the point",
		collection("\n" + `{"a":1e}`):                "in the exponent",
		collection("\n" + `{"a":-}`):                 "a value is missing",
		collection("\n" + "{\"a\":\"\t\"}"):          "control character",
		collection("\n" + `{"a":"\x"}`):              "wrong escape",
		collection("\n" + "{\"a\":\"\xff\"}"):        "not UTF-8",
		collection("\n" + `{"a":[}`):                 "line 2, column 7: a value is missing",
		collection("\n" + `{"a":"b}`):                "a string has no end",
		collection("\n" + `{"a":1`)[:40]:             "ends too early",
		`{"type":"FeatureCollection"}`:               `"features" is missing`,
		`{"type":"FeatureCollection","features":{}}`: `"features" is not an array`,
		`{"type":"Feature","features":[]}`:           `must not have the member "features"`,
		`{"features":[],"type":"Feature"}`:           `must not have the member "features"`,
		`{"type":"X","features":[]}`:                 `the type is "X"`,
		`{"type":"FeatureCollection","type":"x"}`:    `"type" occurs twice`,
		`{"type":"FeatureCollection","t":1,"t":1}`:   `"t" occurs twice`,
		`{"features":[],"geometry":null,"type":"FeatureCollection"}`: `must not have the member "geometry"`,
		`{"features":[],"bbox":[1],"type":"FeatureCollection"}`:      `"bbox" has 1`,
	} {
		all := hear(strings.NewReader(text), 0)
		last := all[len(all)-1]
		if last.Number != 0 || last.Code != "bad_json" || !strings.Contains(last.Msg, words) {
			t.Errorf("%s: %+v, want %q", text, last, words)
		}
	}
}

func TestAFileInAForeignSystemIsRefused(t *testing.T) {
	t.Parallel()
	const crs = `"crs":{"type":"name","properties":{"name":"EPSG:31466"}}`
	for _, text := range []string{
		`{"type":"FeatureCollection",` + crs + `,"features":[` + feature("") + `]}`,
		`{"type":"FeatureCollection","features":[` + feature("") + `],` + crs + `}`,
	} {
		all := hear(strings.NewReader(text), 0)
		if last := all[len(all)-1]; last.Number != 0 || last.Code != "foreign_crs" {
			t.Errorf("%s: %+v", text, last)
		}
	}
}

func TestTooManyFeatures(t *testing.T) {
	t.Parallel()
	all := hear(strings.NewReader(collection(feature("")+","+feature("")+","+feature(""))), 2)
	if len(all) != 3 || all[2].Code != "too_many_features" || all[2].Number != 0 {
		t.Errorf("%+v", all)
	}
}

func TestAReadersErrorKeepsItsKind(t *testing.T) {
	t.Parallel()
	text := collection(feature("") + "," + feature(""))
	r := io.MultiReader(strings.NewReader(text[:200]), iotest.ErrReader(fault.New(fault.TooLarge, "too_large", "over")))
	var last error
	for _, err := range geo.ReadFeatures(r, geo.LonLat, 0) {
		last = err
	}
	if fault.KindOf(last) != fault.TooLarge {
		t.Errorf("got %v", last)
	}
}

func FuzzReadFeatures(f *testing.F) {
	for _, seed := range []string{
		collection(feature("") + "," + feature(`,"id":1`)), feature(`,"bbox":[1,2,3,4]`), `{"features":[null,{},[[]]],"type":"x"}`,
		collection(`{"a":"\"\\"}`), collection(`{"a":"`), "{\"\":{}", "[", "\ufeff{}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		broken := false
		for _, one := range hear(bytes.NewReader(text), 100) {
			if broken {
				t.Fatal("a fault of the whole file was not the last")
			}
			broken = one.Number == 0
			if (one.Code != "") != (one.Msg != "") || broken && one.Code == "" {
				t.Fatalf("%+v", one)
			}
			if one.Geometry != "" && !strings.Contains(one.Geometry, "NaN") && !strings.Contains(one.Geometry, "Infinity") &&
				!json.Valid([]byte(one.Geometry)) {
				t.Fatalf("a geometry that is not JSON was handed on: %s", one.Geometry)
			}
		}
		text = bytes.TrimPrefix(text, []byte("\ufeff"))
		careless := bytes.Contains(text, []byte("NaN")) || bytes.Contains(text, []byte("Infinity"))
		if !broken && !careless && !json.Valid(text) {
			t.Fatalf("read without a fault, but not JSON: %q", text)
		}
	})
}
