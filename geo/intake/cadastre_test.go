package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"mitte/geo/intake"
)

func TestParcelsWithTraps(t *testing.T) {
	b := setup(t)
	report := b.load(intake.Options{Kind: intake.ALKIS, Path: "testdata/parcels.geojson"})
	equal(t, "status", report.Status, intake.Refused)
	equal(t, "refusals", codes(report), []string{
		"05512290100005______ invalid", "05512290100000______ parcel_key", "05512290100001______ duplicate_ref",
		"05512290100008______ axes_swapped", "05512290100009______ three_d", "05512290100010______ no_geometry",
		"05512290100011______ not_a_number", "055122___00012______ parcel_key", "05512290100013______ area_range",
		"X unknown_layer",
	})
	equal(t, "where", *report.Refusals[0].At, [2]float64{6.96515, 51.6591})

	report = b.twice(intake.Options{Kind: intake.ALKIS, Path: "testdata/parcels.geojson", AcceptPartial: true})
	equal(t, "taken", list[string](t, b.db.Owner(), `
		SELECT concat_ws('|', flurstueckskennzeichen, label, gemarkung_name, land_use, municipality_key) FROM parcel ORDER BY 1`), []string{
		"05512290100001______|1|Dorsten|building|05562012",
		"05512290100002______|2|Dorsten|building|05562012",
		"055122901000030006__|3/6|Dorsten|building|05562012",
		"05512290100004______|4|5122|building|05562012",
	})
	for code, count := range map[string]int{
		"key_built": 1, "gemarkung_unnamed": 1, "area_differs": 1, "parcels_overlap": 1,
	} {
		note, _ := report.Note(code)
		equal(t, code, note.Count, count)
	}
}

func TestOriginFollowsTheLand(t *testing.T) {
	nrw := "ALKIS vereinfacht|dl-de/zero-2-0|https://www.govdata.de/dl-de/zero-2-0|Geobasis NRW"
	unsaid := "ALKIS|nicht angegeben|nicht angegeben"
	for name, c := range map[string]struct {
		keys []string
		want string
	}{
		"NRW":      {[]string{"05512290100001", "05512290100002"}, nrw},
		"Baden":    {[]string{"08512290100001"}, unsaid},
		"both":     {[]string{"05512290100001", "08512290100002"}, unsaid},
		"building": {[]string{""}, unsaid},
	} {
		t.Run(name, func(t *testing.T) {
			b := setup(t)
			var features []string
			for i, key := range c.keys {
				x, is := fmt.Sprint(6.965+float64(i)/100), `"flstkennz":"`+key+`","gemarkung":"G","gmdschl":"05562012"`
				if key == "" {
					is = `"oid":"B1","gfkzshh":"31001_2000"`
				}
				features = append(features, `{"type":"Feature","properties":{`+is+`},"geometry":{"type":"Polygon","coordinates":[[[`+
					x+`,51.66],[`+x+`9,51.66],[`+x+`9,51.661],[`+x+`,51.66]]]}}`)
			}
			report := b.load(intake.Options{Kind: intake.ALKIS, Path: write(t, "a.geojson",
				[]byte(`{"type":"FeatureCollection","features":[`+strings.Join(features, ",")+`]}`))})
			equal(t, "refusals", codes(report), []string{})
			equal(t, "source", one[string](t, b.db.Owner(),
				`SELECT concat_ws('|', title, licence, licence_url, attribution) FROM source WHERE id = 'alkis'`), c.want)
		})
	}
}

func TestOwnersStayOutside(t *testing.T) {
	b := setup(t)
	before := b.stock()
	for name, content := range map[string]string{
		"a.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"flstkennz":"05512290100001","Eigentümer":"X"}}]}`,
		"b.csv":     "Straße;Nr;Eigentümername\nLange Straße;5;X\n",
	} {
		kind := intake.ALKIS
		if name == "b.csv" {
			kind = intake.Units
		}
		equal(t, name, codeOf(b.fails(intake.Options{Kind: kind, Path: write(t, name, []byte(content))})), "owner_data")
	}
	b.same(before)
}

func TestSystemOfGeoJSON(t *testing.T) {
	b := setup(t)
	feature := func(crs, x, y string) []byte {
		return []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"flstkennz":"05512290100001","gemarkung":"Dorsten","gmdschl":"05562012"},
			"geometry":{"type":"Polygon","coordinates":[[[` + x + `0,` + y + `0],[` + x + `9,` + y + `0],[` + x + `9,` + y + `9],[` + x + `0,` + y + `0]]]}}]` + crs + `}`)
	}
	crs := func(name string) string {
		return `,"crs":{"type":"name","properties":{"name":"` + name + `"}}`
	}
	for _, c := range []struct {
		name    string
		content []byte
		code    string // of a refusal
	}{
		{"no crs", feature("", "6.965", "51.66"), ""},
		{"EPSG:4326 by URN is lon/lat in GeoJSON", feature(crs("urn:ogc:def:crs:EPSG::4326"), "6.965", "51.66"), ""},
		{"EPSG:25832 behind the features", feature(crs("urn:ogc:def:crs:EPSG::25832"), "35924", "572524"), ""},
		{"AdV's URN", feature(crs("urn:adv:crs:ETRS89_UTM32"), "35924", "572524"), ""},
		{"metres without a crs", feature("", "35924", "572524"), "wrong_units"},
		{"degrees called metres", feature(crs("EPSG:25832"), "6.965", "51.66"), "wrong_units"},
		{"zone in the easting", feature(crs("EPSG:25832"), "3235924", "572524"), "wrong_units"},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, err := b.service.Import(t.Context(), intake.Options{Kind: intake.ALKIS, Path: write(t, "a.geojson", c.content), DryRun: true})
			if err != nil {
				t.Fatal(err)
			}
			want := []string{}
			if c.code != "" {
				want = []string{"05512290100001______ " + c.code}
			}
			equal(t, "refusals", codes(report), want)
		})
	}
	equal(t, "foreign", codeOf(b.fails(intake.Options{Kind: intake.ALKIS, Path: write(t, "a.geojson", feature(crs("EPSG:31467"), "6.965", "51.66"))})), "foreign_crs")
	equal(t, "broken", codeOf(b.fails(intake.Options{Kind: intake.ALKIS, Path: write(t, "b.geojson", []byte(`{"type":"FeatureCollection","features":[{`))})), "bad_json")
	equal(t, "absent", codeOf(b.fails(intake.Options{Kind: intake.ALKIS, Path: "testdata/absent.geojson"})), "import_file")
}
