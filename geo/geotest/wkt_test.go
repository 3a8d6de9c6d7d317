package geotest_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"mitte/geo/geotest"
)

var nan = math.NaN()

func TestDecode(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text string
		flat []float64
		ends []int
	}{
		{"POINT(1 -2.5e3)", []float64{1, -2500}, nil},
		{"Point EMPTY", nil, nil},
		{"LINESTRING (0 0, 1 NaN)", []float64{0, 0, 1, nan}, nil},
		{"MULTIPOINT ((1 2), EMPTY, (3 4))", []float64{1, 2, 3, 4}, []int{2, 2, 4}},
		{"MULTIPOINT (1 2, 3 4)", []float64{1, 2, 3, 4}, []int{2, 4}},
		{"POLYGON ((0 0, 10 10, 0 0), EMPTY)", []float64{0, 0, 10, 10, 0, 0}, []int{6, 6}},
		{"LINEARRING (0 0, 1 0, 0 0)", []float64{0, 0, 1, 0, 0, 0}, nil},
		{"0101000000000000000000F03F0000000000000040", []float64{1, 2}, nil},
	} {
		got, err := geotest.Decode(tc.text)
		if err != nil {
			t.Errorf("%s: %v", tc.text, err)
			continue
		}
		if diff := cmp.Diff(tc.flat, got.FlatCoords(), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", tc.text, diff)
		}
		if diff := cmp.Diff(tc.ends, got.Ends(), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: ends: %s", tc.text, diff)
		}
	}
}

func TestDecodeRefusesNonsense(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "POINT", "POINT (1)", "POINT (1 2 3)", "POINT (1 2", "CIRCLE (1 2)", "POINT (1 2) x"} {
		if got, err := geotest.Decode(text); err == nil {
			t.Errorf("%q gave %v", text, got)
		}
	}
}
