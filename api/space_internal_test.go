package api

import "testing"

func TestFiguresAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"80": 80, " 80 ": 80, "80,5": 80.5, "80.5": 80.5, "1.500": 1500, "1,500": 1500, "1.500,50": 1500.5, "1,500.50": 1500.5, "1 500": 1500,
		"12.345.678": 12345678, "0.125": 0.125, "0,125": 0.125, "4,25": 4.25, "1500.75": 1500.75,
	} {
		if got, ok := figure(text); !ok || got != want {
			t.Errorf("%q is read as %g, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", " ", "viel", "-5", "1e9", "12.34.56", "NaN", "5 m"} {
		if got, ok := figure(text); ok {
			t.Errorf("%q is read as %g", text, got)
		}
	}
	for text, want := range map[string]string{"80": "80", "4.5": "4.5", "1.125": "", "": "", "x": ""} {
		if got := figureOnly(text); got != want {
			t.Errorf("%q of an address becomes %q", text, got)
		}
	}
}
