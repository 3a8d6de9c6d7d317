package geo_test

import (
	"slices"
	"strings"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// inNRW is an installation in North Rhine-Westphalia without lists.
var inNRW = geo.Cadastre{Land: "05"}

// readKey does what an import does with a key: read, then check. It returns the codes of all warnings.
func readKey(c geo.Cadastre, text string) (geo.ParcelKey, []string, error) {
	key, warnings, err := geo.ParseParcelKey(text)
	if err != nil {
		return "", nil, err
	}
	more, err := c.Check(key, "")
	var codes []string
	for _, w := range append(warnings, more...) {
		codes = append(codes, strings.TrimPrefix(w.Code, "parcel_key."))
	}
	return key, codes, err
}

func TestParcelKeyExamples(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text, key, label string
		warnings         []string
	}{
		{"05314403900040______", "05314403900040______", "40", nil},
		{"05311000400273______", "05311000400273______", "273", nil},
		{"05314403900040", "05314403900040______", "40", nil},
		{"053110004002730006__", "053110004002730006__", "273/6", nil},
		{"053110004002730006", "053110004002730006__", "273/6", nil},
		{"05311000400273000000", "05311000400273______", "273", []string{"nenner_zero", "folge_zero"}},
		{"05311000400273____00", "05311000400273______", "273", []string{"folge_zero"}},
		{" 053110 004 00273 \t", "05311000400273______", "273", nil},
		{"05512290100001000102", "05512290100001000102", "1/1", nil},
	} {
		key, warnings, err := readKey(inNRW, tc.text)
		if err != nil || string(key) != tc.key || key.Label() != tc.label {
			t.Errorf("%q: got %q %q, %v", tc.text, key, key.Label(), err)
		}
		if diff := cmp.Diff(tc.warnings, warnings); diff != "" {
			t.Errorf("%q: warnings: %s", tc.text, diff)
		}
	}
}

func TestParcelKeyRefusals(t *testing.T) {
	t.Parallel()
	for text, rule := range map[string]string{
		"05311000400000______":  "zaehler_zero",
		"053110___00273______":  "flur_missing",
		"09311000400273______":  "other_land",
		"17311000400273______":  "land",
		"00311000400273______":  "land",
		"05311000400273_1____":  "pattern",
		"0531100040027":         "length",
		"05311000400273_______": "length",
		"":                      "length",
		"053110004002730006_1":  "pattern",
		"05311O00400273______":  "pattern", // the letter O
		"0531100040027ä":        "length",
	} {
		_, _, err := readKey(inNRW, text)
		if fault.CodeOf(err) != "parcel_key."+rule || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: got %v %v, want %s", text, fault.CodeOf(err), err, rule)
		}
	}
}

func TestOtherLaenderNeedNoFlur(t *testing.T) {
	t.Parallel()
	key, _, err := readKey(geo.Cadastre{}, "083110___00273______")
	if err != nil || key.Parts().Flur != 0 {
		t.Errorf("got %q, %v", key, err)
	}
	if got, want := key.Display("Altstadt"), "Gemarkung Altstadt, Flurstück 273"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestCadastreCheck(t *testing.T) {
	t.Parallel()
	dorsten := geo.Cadastre{Land: "05", Gemarkungen: map[string]geo.Gemarkung{
		"055122": {Name: "Dorsten", Fluren: []int{1, 2, 88}},
		"055139": {Name: "Wulfen"},
	}}
	for _, tc := range []struct{ key, name, warning, code string }{
		{"05512208800040______", "Dorsten", "", ""},
		{"05512208800040______", " dorsten ", "", ""},
		{"05512208800040______", "", "", ""},
		{"05512208900040______", "Dorsten", "parcel_key.flur_unknown", ""},
		{"05513908900040______", "Wulfen", "", ""},
		{"05512208800040______", "Wulfen", "", "parcel_key.gemarkung_name"},
		{"05311000400273______", "Altstadt", "", "parcel_key.gemarkung"},
	} {
		warnings, err := dorsten.Check(geo.ParcelKey(tc.key), tc.name)
		warning := ""
		for _, w := range warnings {
			warning += w.Code
		}
		if warning != tc.warning || (err != nil || tc.code != "") && fault.CodeOf(err) != tc.code {
			t.Errorf("%s %q: got %q, %v", tc.key, tc.name, warning, err)
		}
	}
}

func TestParcelKeyDisplay(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ key, name, want string }{
		{"05311000400273______", "Altstadt", "Gemarkung Altstadt, Flur 4, Flurstück 273"},
		{"053110004002730006__", "Altstadt", "Gemarkung Altstadt, Flur 4, Flurstück 273/6"},
		{"05314403900040______", "", "Gemarkung 3144, Flur 39, Flurstück 40"},
		{"05311000400273000602", "Altstadt", "Gemarkung Altstadt, Flur 4, Flurstück 273/6, Folge 2"},
	} {
		if got := geo.ParcelKey(tc.key).Display(tc.name); got != tc.want {
			t.Errorf("got %q, want %q", got, tc.want)
		}
	}
	if got := geo.ParcelKey("").Label(); got != "" {
		t.Errorf("no key has the label %q", got)
	}
}

func TestParcelKeysSortByNumber(t *testing.T) {
	t.Parallel()
	want := []geo.ParcelKey{
		"05311000300999______", "05311000400009______", "05311000400010______", "053110004000100002__",
		"053110004000100010__", "05311000400010001001", "05311000400100______", "05311001000001______",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, geo.ParcelKey.Compare)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParcelKeyPartsRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := geo.ParcelParts{
			Land:      rapid.SampledFrom([]string{"01", "05", "10", "16"}).Draw(t, "land"),
			Gemarkung: rapid.StringMatching(`\d{4}`).Draw(t, "gemarkung"),
			Flur:      rapid.IntRange(0, 999).Draw(t, "flur"),
			Zaehler:   rapid.IntRange(1, 99_999).Draw(t, "zaehler"),
			Nenner:    rapid.IntRange(0, 9_999).Draw(t, "nenner"),
			Folge:     rapid.IntRange(0, 99).Draw(t, "folge"),
		}
		key, err := parts.Key()
		if err != nil || key.Parts() != parts {
			t.Fatalf("%v became %q, %v", parts, key, err)
		}
		again, warnings, err := geo.ParseParcelKey(string(key))
		if err != nil || again != key || len(warnings) != 0 {
			t.Fatalf("%q became %q, %v, %v", key, again, warnings, err)
		}
	})
}

func TestParcelPartsThatDoNotFit(t *testing.T) {
	t.Parallel()
	for _, p := range []geo.ParcelParts{
		{Land: "5", Gemarkung: "53110", Zaehler: 1},
		{Land: "05", Gemarkung: "3110", Flur: 1000, Zaehler: 1},
		{Land: "05", Gemarkung: "3110", Zaehler: 100_000},
		{Land: "05", Gemarkung: "3110", Zaehler: -1},
		{Land: "05", Gemarkung: "3110"},
		{},
	} {
		if key, err := p.Key(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: got %q, %v", p, key, err)
		}
	}
}

func TestParcelKeyFromParts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ gemarkung, flur, flurstueck, want string }{
		{"055122", "16", "345", "05512201600345______"},
		{"055122", "016", "345/6", "055122016003450006__"},
		{" 055122", "16 ", " 345 / 6 ", "055122016003450006__"},
		{"085122", "", "345", "085122___00345______"},
		{"5122", "16", "345", ""},
		{"995122", "16", "345", ""},
		{"055122", "16a", "345", ""},
		{"055122", "000", "345", ""},
		{"055122", "16", "0", ""},
		{"055122", "16", "345/", ""},
		{"055122", "16", "345/6/7", ""},
		{"055122", "16", "123456", ""},
	} {
		got, err := geo.ParcelKeyFromParts(tc.gemarkung, tc.flur, tc.flurstueck)
		if string(got) != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("%v: got %q, %v", tc, got, err)
		}
	}
}

func TestParseParcelSearch(t *testing.T) {
	t.Parallel()
	altstadt := geo.ParcelSearch{Gemarkung: "Altstadt", Flur: 4, Zaehler: 273}
	for text, want := range map[string]geo.ParcelSearch{
		"Altstadt 4 273":                            altstadt,
		"  Altstadt  4  273":                        altstadt,
		"Altstadt 004 273/6":                        {Gemarkung: "Altstadt", Flur: 4, Zaehler: 273, Nenner: 6},
		"Gemarkung Altstadt, Flur 4, Flurstück 273": altstadt,
		"Gmkg. Altstadt Fl. 4 Flst. 273":            altstadt,
		"Alt Wulfen 12 7/1":                         {Gemarkung: "Alt Wulfen", Flur: 12, Zaehler: 7, Nenner: 1},
		"055122 901 1":                              {Gemarkung: "055122", Flur: 901, Zaehler: 1},
		"Flurheim 4 273":                            {Gemarkung: "Flurheim", Flur: 4, Zaehler: 273},
	} {
		if got, ok := geo.ParseParcelSearch(text); !ok || got != want {
			t.Errorf("%q: got %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "Altstadt", "Altstadt 4", "4 273", "Altstadt 4 0", "Altstadt 0 1", "Markt 4 b", "Altstadt x 273"} {
		if got, ok := geo.ParseParcelSearch(text); ok {
			t.Errorf("%q: got %+v", text, got)
		}
	}
}
