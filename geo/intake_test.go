package geo_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/twpayne/go-geom"
	"pgregory.net/rapid"
)

// altstadt is the editor of a town around 51.66 N, 6.96 E.
var altstadt = geo.Intake{SRID: geo.LonLat, Within: geo.BBox{6.8, 51.55, 7.1, 51.8}}

// inMetres is an import in EPSG:25832.
var inMetres = geo.Intake{SRID: geo.Storage, MaxVertices: geo.ImportVertices, Within: geo.BBox{350_000, 5_715_000, 370_000, 5_735_000}}

// line is a LineString of n vertices inside the town.
func line(n int) string {
	var b strings.Builder
	b.WriteString(`{"type":"LineString","coordinates":[`)
	for i := range n {
		fmt.Fprintf(&b, "[6.9,%.6f],", 51.6+float64(i)*1e-6)
	}
	return strings.TrimSuffix(b.String(), ",") + "]}"
}

func polygon(rings string) string { return `{"type":"Polygon","coordinates":[` + rings + `]}` }

const (
	aRing     = `[[6.9,51.6],[7,51.6],[7,51.7],[6.9,51.6]]`
	sameRing  = `[[7,51.6],[7,51.7],[6.9,51.6],[7,51.6]]` // begins elsewhere
	otherWay  = `[[6.9,51.6],[7,51.7],[7,51.6],[6.9,51.6]]`
	withCRS   = `{"type":"Point","crs":{"type":"name","properties":{"name":%q}},"coordinates":[%s]}`
	deepArray = `[[[[[6.9,51.6]]]]]`
)

// refusals has at least one case for each row of reliability.md §3.1 that is decided before SQL.
var refusals = []struct {
	name string
	in   geo.Intake
	text string
	code string
	path string
	at   *[2]float64
}{
	{"JSON: syntax", altstadt, `{"type":"Point" "coordinates":[6.9,51.6]}`, "bad_json", "", nil},
	{"JSON: rest", altstadt, `{"type":"Point","coordinates":[6.9,51.6]} x`, "bad_json", "", nil},
	{"JSON: comma", altstadt, `{"type":"Point","coordinates":[6.9,51.6,]}`, "bad_json", "", nil},
	{"JSON: twice", altstadt, `{"type":"Point","coordinates":[6.9,51.6],"coordinates":[7,51.6]}`, "bad_json", "", nil},
	{"JSON: twice, escaped", altstadt, `{"type":"Point","coordinates":[6.9,51.6],"t\u0079pe":"Point"}`, "bad_json", "", nil},
	{"JSON: coordinates too deep", altstadt, `{"type":"MultiPolygon","coordinates":` + deepArray + `}`, "bad_json", "", nil},
	{"JSON: too deep", altstadt, `{"type":"Point","coordinates":[6.9,51.6],"x":` + strings.Repeat("[", 9) + strings.Repeat("]", 9) + `}`, "bad_json", "", nil},
	{"JSON: unknown member at the API", geo.Intake{SRID: geo.LonLat, Closed: true}, `{"type":"Point","coordinates":[6.9,51.6],"x":1}`, "bad_json", "/x", nil},
	{"JSON: no object", altstadt, `[6.9,51.6]`, "bad_json", "", nil},
	{"JSON: not UTF-8", altstadt, "{\"type\":\"Point\xff\",\"coordinates\":[6.9,51.6]}", "bad_json", "", nil},
	{"JSON: coordinates are null", altstadt, `{"type":"Point","coordinates":null}`, "bad_json", "/coordinates", nil},
	{"type", geo.Intake{SRID: geo.LonLat, Types: []string{"Polygon"}}, `{"type":"Point","coordinates":[6.9,51.6]}`, "geometry_type", "/type", nil},
	{"type: collection", altstadt, `{"type":"GeometryCollection","geometries":[]}`, "geometry_type", "/type", nil},
	{"type: case", altstadt, `{"type":"point","coordinates":[6.9,51.6]}`, "geometry_type", "/type", nil},
	{"type: feature", altstadt, `{"type":"Feature","geometry":null,"properties":null}`, "geometry_type", "/type", nil},
	{"crs", altstadt, fmt.Sprintf(withCRS, "EPSG:31466", "6.9,51.6"), "foreign_crs", "/crs", nil},
	{"crs: the other one of ours", altstadt, fmt.Sprintf(withCRS, "urn:ogc:def:crs:EPSG::25832", "6.9,51.6"), "foreign_crs", "/crs", nil},
	{"crs: null", altstadt, `{"type":"Point","crs":null,"coordinates":[6.9,51.6]}`, "foreign_crs", "/crs", nil},
	{"numbers: overflow", altstadt, `{"type":"Point","coordinates":[6.9,1e999]}`, "not_finite", "/coordinates", nil},
	{"numbers: NaN", altstadt, `{"type":"LineString","coordinates":[[6.9,51.6],[NaN,51.6]]}`, "not_finite", "/coordinates/1", nil},
	{"numbers: Infinity", altstadt, `{"type":"LineString","coordinates":[[-Infinity,51.6],[7,51.6]]}`, "not_finite", "/coordinates/0", nil},
	{"numbers: null", altstadt, `{"type":"Point","coordinates":[6.9,null]}`, "not_finite", "/coordinates", nil},
	{"numbers: text", altstadt, `{"type":"Point","coordinates":["6.9",51.6]}`, "not_finite", "/coordinates", nil},
	{"dimension", altstadt, `{"type":"LineString","coordinates":[[6.9,51.6],[6.9,51.7,30]]}`, "three_d", "/coordinates/1", &[2]float64{6.9, 51.7}},
	{"dimension: one", altstadt, `{"type":"Point","coordinates":[6.9]}`, "bad_json", "/coordinates", nil},
	{"count: editor", altstadt, line(5001), "too_many_vertices", "/coordinates", nil},
	{"count: import", geo.Intake{SRID: geo.LonLat, MaxVertices: 50_000}, line(50_001), "too_many_vertices", "/coordinates", nil},
	{"empty", altstadt, `{"type":"MultiPolygon","coordinates":[]}`, "empty", "/coordinates", nil},
	{"empty: null", altstadt, `null`, "empty", "", nil},
	{"empty: nothing", altstadt, ``, "empty", "", nil},
	{"empty: part", altstadt, `{"type":"MultiLineString","coordinates":[[[6.9,51.6],[6.9,51.7]],[]]}`, "empty", "/coordinates/1", nil},
	{"empty: position", altstadt, `{"type":"Point","coordinates":[]}`, "empty", "/coordinates", nil},
	{"empty: line of one position", altstadt, `{"type":"LineString","coordinates":[[6.9,51.6]]}`, "empty", "/coordinates", &[2]float64{6.9, 51.6}},
	{"rings: open", altstadt, polygon(aRing + `,[[6.9,51.6],[7,51.6],[7,51.7],[6.9,51.7]]`), "ring_open", "/coordinates/1", &[2]float64{6.9, 51.7}},
	{"rings: three positions", altstadt, polygon(`[[6.9,51.6],[7,51.6],[6.9,51.6]]`), "ring_degenerate", "/coordinates/0", &[2]float64{6.9, 51.6}},
	{"rings: all on a line", altstadt, polygon(`[[6.9,51.6],[6.97,51.67],[6.93,51.63],[6.9,51.6]]`), "ring_degenerate", "/coordinates/0", &[2]float64{6.9, 51.6}},
	{"rings: one point", altstadt, polygon(`[[7,51.6],[7,51.6],[7,51.6],[7,51.6]]`), "ring_degenerate", "/coordinates/0", &[2]float64{7, 51.6}},
	{"rings: there and back", altstadt, polygon(`[[6.9,51.6],[7,51.6],[7,51.7],[7,51.6],[6.9,51.6]]`), "ring_degenerate", "/coordinates/0", &[2]float64{6.9, 51.6}},
	{"rings: twice", altstadt, polygon(aRing + "," + aRing), "ring_degenerate", "/coordinates/1", &[2]float64{6.9, 51.6}},
	{"rings: twice, shifted", altstadt, polygon(aRing + "," + sameRing), "ring_degenerate", "/coordinates/1", &[2]float64{7, 51.6}},
	{"rings: twice, turned", altstadt, `{"type":"MultiPolygon","coordinates":[[` + aRing + `],[` + otherWay + `]]}`, "ring_degenerate", "/coordinates/1/0", &[2]float64{6.9, 51.6}},
	{"axes", altstadt, `{"type":"LineString","coordinates":[[51.6,6.9],[51.7,6.9]]}`, "axes_swapped", "/coordinates/0", &[2]float64{51.6, 6.9}},
	{"axes: another town", altstadt, `{"type":"Point","coordinates":[48.1,11.5]}`, "axes_swapped", "/coordinates", &[2]float64{48.1, 11.5}},
	{"axes: metres", inMetres, `{"type":"Point","coordinates":[5725240,359248]}`, "axes_swapped", "/coordinates", &[2]float64{5_725_240, 359_248}},
	{"units: metres", altstadt, `{"type":"Point","coordinates":[359248,5725240]}`, "wrong_units", "/coordinates", &[2]float64{359_248, 5_725_240}},
	{"units: degrees", inMetres, `{"type":"Point","coordinates":[6.9,51.6]}`, "wrong_units", "/coordinates", &[2]float64{6.9, 51.6}},
	{"units: zone", inMetres, `{"type":"Point","coordinates":[32359248,5725240]}`, "wrong_units", "/coordinates", &[2]float64{32_359_248, 5_725_240}},
	{"place", altstadt, `{"type":"LineString","coordinates":[[6.9,51.6],[8.4,49]]}`, "outside_town", "/coordinates/1", &[2]float64{8.4, 49}},
	{"place: antimeridian", altstadt, `{"type":"Point","coordinates":[-180,51.6]}`, "outside_town", "/coordinates", &[2]float64{-180, 51.6}},
	{"place: Germany", geo.Intake{SRID: geo.LonLat}, `{"type":"Point","coordinates":[2.35,48.86]}`, "outside_town", "/coordinates", &[2]float64{2.35, 48.86}},
	{"place: Germany in metres", geo.Intake{SRID: geo.Storage}, `{"type":"Point","coordinates":[100000,5725240]}`, "outside_town", "/coordinates", &[2]float64{100_000, 5_725_240}},
	{"strict: winding", geo.Intake{SRID: geo.LonLat, Strict: true}, polygon(otherWay), "winding", "/coordinates/0", &[2]float64{6.9, 51.6}},
	{"strict: decimals", geo.Intake{SRID: geo.LonLat, Strict: true}, `{"type":"Point","coordinates":[6.9000000001,51.6]}`, "too_precise", "/coordinates", nil},
}

func TestIntakeRefuses(t *testing.T) {
	t.Parallel()
	for _, tc := range refusals {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := tc.in.GeoJSON([]byte(tc.text))
			var e *fault.Error
			if !errors.As(err, &e) || e.Code != tc.code || len(e.Fields) != 1 {
				t.Fatalf("got %v %v, want %s", fault.CodeOf(err), err, tc.code)
			}
			kind := fault.Invalid
			if tc.code == "bad_json" {
				kind = fault.BadRequest
			}
			if e.Kind != kind {
				t.Errorf("kind %v", e.Kind)
			}
			want := fault.Field{Path: tc.path, Code: tc.code, Msg: e.Msg, At: tc.at}
			if diff := cmp.Diff(want, e.Fields[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestIntakeAccepts(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		in   geo.Intake
		text string
	}{
		"point":                 {altstadt, `{"type":"Point","coordinates":[6.9,51.6]}`},
		"coordinates first":     {altstadt, ` { "coordinates" : [ 6.9 , 5.16e1 ] , "type" : "Point" } ` + "\n"},
		"foreign member":        {altstadt, `{"type":"Point","coordinates":[6.9,51.6],"note":{"a":[1]}}`},
		"bbox":                  {altstadt, `{"type":"Point","coordinates":[6.9,51.6],"bbox":[6.9,51.6,6.9,51.6]}`},
		"closed":                {geo.Intake{SRID: geo.LonLat, Closed: true}, `{"type":"Point","coordinates":[6.9,51.6]}`},
		"multipoint":            {altstadt, `{"type":"MultiPoint","coordinates":[[6.9,51.6],[6.9,51.6]]}`},
		"repeated positions":    {altstadt, polygon(`[[6.9,51.6],[6.9,51.6],[7,51.6],[7,51.7],[7,51.7],[6.9,51.6]]`)},
		"clockwise":             {altstadt, polygon(otherWay)},
		"bow-tie":               {altstadt, polygon(`[[6.9,51.6],[7,51.7],[7,51.6],[6.9,51.7],[6.9,51.6]]`)}, // ST_IsValid's to judge
		"fine strip":            {altstadt, polygon(`[[6.9,51.6],[7,51.6],[7,51.600000001],[6.9,51.6]]`)},
		"as many as allowed":    {altstadt, line(5000)},
		"strict":                {geo.Intake{SRID: geo.LonLat, Strict: true}, polygon(aRing)},
		"CRS84":                 {altstadt, fmt.Sprintf(withCRS, "urn:ogc:def:crs:OGC:1.3:CRS84", "6.9,51.6")},
		"CRS84, address":        {altstadt, fmt.Sprintf(withCRS, "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "6.9,51.6")},
		"4326":                  {altstadt, fmt.Sprintf(withCRS, "EPSG:4326", "6.9,51.6")},
		"4326, URN":             {altstadt, fmt.Sprintf(withCRS, "urn:ogc:def:crs:EPSG::4326", "6.9,51.6")},
		"25832":                 {inMetres, fmt.Sprintf(withCRS, "EPSG:25832", "359248,5725240")},
		"25832, URN":            {inMetres, fmt.Sprintf(withCRS, "urn:ogc:def:crs:EPSG:6.9:25832", "359248,5725240")},
		"25832, address":        {inMetres, fmt.Sprintf(withCRS, "http://www.opengis.net/def/crs/EPSG/0/25832", "359248,5725240")},
		"25832, AdV":            {inMetres, fmt.Sprintf(withCRS, "urn:adv:crs:ETRS89_UTM32", "359248,5725240")},
		"two polygons touching": {altstadt, `{"type":"MultiPolygon","coordinates":[[` + aRing + `],[[[6.9,51.6],[6.9,51.7],[6.85,51.7],[6.9,51.6]]]]}`},
	} {
		g, err := tc.in.GeoJSON([]byte(tc.text))
		if err != nil || g.SRID() != tc.in.SRID {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestIntakeDecodes holds the decoder against the writer, whose golden test stands alone.
func TestIntakeDecodes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := drawGeometry(t)
		turnAlike(want)
		text := geo.AppendGeometry(nil, want, 15)
		got, err := geo.Intake{SRID: geo.LonLat}.GeoJSON(text)
		if err != nil || !got.EqualWithin(fromOrb(t, want), 1e-13) {
			t.Fatalf("%s: %v", text, err)
		}
	})
}

func TestParamsForTranslatedTexts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		in   geo.Intake
		text string
		want map[string]string
	}{
		{altstadt, "{\n \"type\": \"ä\" \"", map[string]string{"line": "2", "column": "14"}},
		{altstadt, line(6000), map[string]string{"count": "6000", "max": "5000"}},
		{geo.Intake{SRID: geo.LonLat, Types: []string{"Polygon", "MultiPolygon"}}, `{"type":"Point"}`, map[string]string{"types": "Polygon, MultiPolygon", "got": "Point"}},
		{altstadt, fmt.Sprintf(withCRS, "EPSG:31466", "6.9,51.6"), map[string]string{"got": "EPSG:31466", "want": "CRS84"}},
		{altstadt, "null", nil},
	} {
		_, err := tc.in.GeoJSON([]byte(tc.text))
		if diff := cmp.Diff(tc.want, geo.Params(err)); diff != "" {
			t.Errorf("%.40s: %s", tc.text, diff)
		}
	}
}

func TestCheckDecodedValues(t *testing.T) {
	t.Parallel()
	metres := []float64{359_248, 5_725_240}
	for name, tc := range map[string]struct {
		value geom.T
		code  string
	}{
		"undeclared":     {geom.NewPointFlat(geom.XY, metres), ""},
		"declared":       {geom.NewPointFlat(geom.XY, metres).SetSRID(25832), ""},
		"another system": {geom.NewPointFlat(geom.XY, metres).SetSRID(31466), "foreign_crs"},
		"height":         {geom.NewPointFlat(geom.XYZ, []float64{359_248, 5_725_240, 30}), "three_d"},
		"measure":        {geom.NewPointFlat(geom.XYM, []float64{359_248, 5_725_240, 30}), "three_d"},
		"empty point":    {geom.NewPointEmpty(geom.XY), "empty"},
		"empty polygon":  {geom.NewPolygon(geom.XY), "empty"},
		"empty part": {geom.NewMultiPointFlat(geom.XY, metres,
			geom.NewMultiPointFlatOptionWithEnds([]int{0, 2})), "empty"},
		"polygon without rings": {geom.NewMultiPolygonFlat(geom.XY, nil, [][]int{{}}), "empty"},
		"collection":            {geom.NewGeometryCollection(), "geometry_type"},
		"ring":                  {geom.NewLinearRing(geom.XY), "geometry_type"},
		"nothing":               {nil, "geometry_type"},
	} {
		g, err := inMetres.Check(tc.value)
		if err == nil && (tc.code != "" || g.SRID() != geo.Storage) || err != nil && fault.CodeOf(err) != tc.code {
			t.Errorf("%s: got %v %v", name, fault.CodeOf(err), err)
		}
	}
}

func TestCheckLeavesTheValueAlone(t *testing.T) {
	t.Parallel()
	value := geom.NewPointFlat(geom.XY, []float64{359_248, 5_725_240})
	if _, err := inMetres.Check(value); err != nil || value.SRID() != 0 {
		t.Errorf("SRID %d, %v", value.SRID(), err)
	}
}

// TestHostileSizes feeds shapes that would hurt a quadratic check; a regression shows as a test that never ends.
func TestHostileSizes(t *testing.T) {
	t.Parallel()
	in := geo.Intake{SRID: geo.LonLat, MaxVertices: 1_000_000}
	zigzag := orb.Ring{}
	for i := range 200_000 {
		zigzag = append(zigzag, orb.Point{6.9 + float64(i%2)*0.1, 51.6 + float64(i)*1e-7})
	}
	zigzag = append(zigzag, zigzag[0])
	var many orb.Polygon
	for i := range 50_000 {
		x := 6.9 + float64(i)*1e-6
		many = append(many, orb.Ring{{x, 51.6}, {x + 1e-7, 51.6}, {x, 51.61}, {x, 51.6}})
	}
	for name, p := range map[string]orb.Polygon{"one ring": {zigzag}, "many rings": many} {
		if _, err := in.GeoJSON(geo.AppendGeometry(nil, p, 7)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"open brackets":  strings.Repeat("[", 1<<20),
		"open objects":   strings.Repeat(`{"a":`, 1<<18),
		"members":        `{` + strings.Repeat(`"a":1,`, 1<<18),
		"empty parts":    `{"type":"MultiPoint","coordinates":[` + strings.Repeat(`[],`, 1<<18) + `[]]}`,
		"a long number":  `{"type":"Point","coordinates":[` + strings.Repeat("9", 1<<20) + `,1]}`,
		"a long literal": `{"type":"Point","coordinates":[` + strings.Repeat("N", 1<<20),
	} {
		_, err := in.GeoJSON([]byte(text))
		var e *fault.Error
		if !errors.As(err, &e) || len(e.Msg) > 300 {
			t.Errorf("%s: %.400v", name, err)
		}
	}
}

func FuzzIntakeGeoJSON(f *testing.F) {
	for _, tc := range refusals {
		if len(tc.text) < 4096 {
			f.Add([]byte(tc.text))
		}
	}
	for _, text := range []string{polygon(aRing), line(3), `{"type":"MultiPolygon","coordinates":[[` + aRing + `]]}`} {
		f.Add([]byte(text))
	}
	in := geo.Intake{SRID: geo.LonLat, Within: world}
	f.Fuzz(func(t *testing.T, text []byte) {
		g, err := in.GeoJSON(text)
		if err != nil {
			if kind := fault.KindOf(err); kind != fault.BadRequest && kind != fault.Invalid {
				t.Fatalf("kind %v: %v", kind, err)
			}
			return
		}
		o, err := g.Orb()
		if err != nil {
			t.Fatal(err)
		}
		again, err := geojson.NewGeometry(o).MarshalJSON() // writes every digit
		if err != nil {
			t.Fatal(err)
		}
		if h, err := in.GeoJSON(again); err != nil || !h.EqualWithin(g, 0) {
			t.Fatalf("%s was accepted and became %s: %v", text, again, err)
		}
	})
}
