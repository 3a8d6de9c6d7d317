package intake

import (
	"testing"

	"mitte/geo"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"85": 85, "85,5": 85.5, "85.5": 85.5, "1.250,75": 1250.75, "1 250,75": 1250.75, "120 m²": 120, "82 qm": 82, "-3": -3,
		"1739.0": 1739, "1\u00a0000": 1000, "1.500": 1.5,
	} {
		if v, ok := parseDecimal(text); !ok || v != want {
			t.Errorf("%q: %v %v, want %v", text, v, ok, want)
		}
	}
	for _, text := range []string{"", "zwölf", "1,2,3", "1.5,2", "NaN", "Inf", "1e999", "0x10", "1_000", "--1", ",", "1.25.75,5"} {
		if v, ok := parseDecimal(text); ok {
			t.Errorf("%q was read as %v", text, v)
		}
	}
	for text, want := range map[string]float64{"1.500": 1500, "1.500,5": 1500.5, "12.5": 12.5, "1.234.567": 1234567, "0.750": 750} {
		if v, ok := parseArea(text); !ok || v != want {
			t.Errorf("area %q: %v %v, want %v", text, v, ok, want)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		day       geo.Date
		precision string
	}{
		"2017-04-26Z": {geo.NewDate(2017, 4, 26), "day"}, "26.4.2017": {geo.NewDate(2017, 4, 26), "day"},
		"26.04.17": {geo.NewDate(2017, 4, 26), "day"}, "2017-04-26T10:00:00Z": {geo.NewDate(2017, 4, 26), "day"},
		"04/2017": {geo.NewDate(2017, 4, 1), "month"}, "2017": {geo.NewDate(2017, 1, 1), "year"},
	} {
		if day, precision, ok := parseDay(text); !ok || day != want.day || precision != want.precision {
			t.Errorf("%q: %v %s %v", text, day, precision, ok)
		}
	}
	for _, text := range []string{"", "bald", "31.02.2025", "2025-13-01", "0000-00-00"} {
		if day, _, ok := parseDay(text); ok {
			t.Errorf("%q was read as %v", text, day)
		}
	}
}

func TestHouseNumbers(t *testing.T) {
	t.Parallel()
	type result struct {
		number int
		suffix string
		ok     bool
	}
	for text, want := range map[string]result{
		"61": {61, "", true}, "61a": {61, "a", true}, "61 A": {61, "a", true}, "12-14": {12, "-14", true}, "7;9": {7, ";9", true},
		"": {}, "a": {}, "0": {}, "12345": {}, "-5": {},
	} {
		number, suffix, ok := parseHouseNumber(text)
		if got := (result{number, suffix, ok}); got != want && (want.ok || ok) {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	for text, want := range map[string][2]string{
		"Lange Straße 12a": {"Lange Straße", "12a"}, "Straße des 17. Juni 135": {"Straße des 17. Juni", "135"},
		"Markt": {"Markt", ""}, "Lange Straße 5, 46282 Dorsten": {"Lange Straße", "5"}, "Am Markt 3 - 5": {"Am Markt", "3 - 5"},
	} {
		if street, number := splitAddress(text); [2]string{street, number} != want {
			t.Errorf("%q: %q %q", text, street, number)
		}
	}
	for _, pair := range [][2]string{{"Lange Straße", "Lange Str."}, {"Karlstraße", "Karlstr"}, {"Karl-Marx-Strasse", "Karl Marx Straße"}} {
		if streetKey(pair[0]) != streetKey(pair[1]) {
			t.Errorf("%q and %q: %q %q", pair[0], pair[1], streetKey(pair[0]), streetKey(pair[1]))
		}
	}
}

func TestFloorsAndReferences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "EG": 0, "1. OG": 1, "OG": 1, "2.Obergeschoss": 2, "UG": -1, "Keller": -1, "2. UG": -2, "0": 0, "-1": -1, "3": 3} {
		if level, ok := parseFloor(text); !ok || level != want {
			t.Errorf("%q: %d %v, want %d", text, level, ok, want)
		}
	}
	for _, text := range []string{"oben", "99. OG", "-9", "EG/1. OG"} {
		if level, ok := parseFloor(text); ok {
			t.Errorf("%q was read as %d", text, level)
		}
	}
	for ref, want := range map[string]string{"A-12": "A-12", "Müßig & Co": "units-muessig---co", "": "units", "_x": "units-x"} {
		if got := publicRef("units", ref); got != want || !refPattern.MatchString(got) {
			t.Errorf("%q: %q, want %q", ref, got, want)
		}
	}
}

func TestUseOfLand(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Platz / Parkplatz;1739": "square", "Industrie- und Gewerbefläche / Lagerplatz;5": "building",
		"Landwirtschaft / Grünland;435|Wald / Laubholz;694|Fließgewässer / Bach;2547": "water", "": "other", "Straßenverkehr;3": "street",
		"Weg;5|Unland;4": "path", "Bahnverkehr;1": "railway", "Wohnbaufläche": "building",
	} {
		parts, ok := parseUse(text)
		if got := useClass(parts); !ok || got != want {
			t.Errorf("%q: %s %v, want %s", text, got, ok, want)
		}
	}
	if _, ok := parseUse("Weg;viel"); ok {
		t.Error("an area that is no number was read")
	}
}

func TestEveryRefusalHasWords(t *testing.T) {
	t.Parallel()
	for code, words := range texts {
		if words.de == "" || words.en == "" {
			t.Errorf("%s lacks a language", code)
		}
	}
}
