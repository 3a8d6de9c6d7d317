package geotest_test

import (
	"testing"

	"mitte/geo/geotest"
)

func TestTheWholeSuiteIsRead(t *testing.T) {
	t.Parallel()
	cases := geotest.Cases(t)
	geometries := 0
	for _, c := range cases {
		for _, text := range []string{c.A, c.B} {
			if text != "" {
				geometries++
			}
		}
	}
	validity := geotest.ValidityCases(t)
	if len(cases) != 2490 || geometries != 3708 || len(validity) != 922 {
		t.Errorf("got %d cases, %d geometries, %d expectations of isValid", len(cases), geometries, len(validity))
	}
	for _, v := range validity {
		if _, err := geotest.Decode(v.Text); err != nil {
			t.Errorf("%s: %v", v.Name, err)
		}
	}
}
