package api

import (
	"strings"
	"testing"
)

// TestRatesAreWrittenInFourDecimals: a rate that is rounded in two steps comes out as 0.060599999999999994.
func TestRatesAreWrittenInFourDecimals(t *testing.T) {
	t.Parallel()
	for n := range 400 {
		rate := float64(n) / 399
		w := &jsonWriter{}
		w.floatOr("rate", perTenThousand(&rate))
		if _, decimals, _ := strings.Cut(string(w.b), "."); len(decimals) > 4 {
			t.Errorf("%d of 399: %s", n, w.b)
		}
	}
}
