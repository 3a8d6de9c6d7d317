package ground_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo/ground"
)

func TestShared(t *testing.T) {
	t.Parallel()
	yard := ground.NewArea(outline(0, 0, 10, 10), outline(4, 4, 6, 6)) // with a hole
	for name, tc := range map[string]struct {
		a, b ground.Area
		want float64
	}{
		"itself":             {yard, yard, 96},
		"a corner":           {yard, ground.NewArea(outline(5, 5, 20, 20)), 24},
		"the hole":           {yard, ground.NewArea(outline(4, 4, 6, 6)), 0},
		"an edge":            {yard, ground.NewArea(outline(10, 0, 20, 10)), 0},
		"far away":           {yard, ground.NewArea(outline(30, 0, 40, 10)), 0},
		"within":             {yard, ground.NewArea(outline(1, 1, 3, 2)), 2},
		"two parts":          {yard, ground.NewArea(outline(-5, 1, 1, 2), outline(9, 1, 15, 2)), 2},
		"a triangle":         {ground.NewArea(outline(0, 0, 4, 4)), ground.NewArea(ground.Line{{X: 0, Y: 0}, {X: 4, Y: 0}, {X: 0, Y: 4}, {X: 0, Y: 0}}), 8},
		"nothing":            {yard, ground.Area{}, 0},
		"a star on a square": {ground.NewArea(outline(-1, -1, 1, 1)), ground.NewArea(ground.Line{{X: -2, Y: 0}, {X: 0, Y: -2}, {X: 2, Y: 0}, {X: 0, Y: 2}, {X: -2, Y: 0}}), 4},
	} {
		if got := tc.a.Shared(tc.b); math.Abs(got-tc.want) > 1e-9 {
			t.Errorf("%s: %v m², want %v", name, got, tc.want)
		}
	}
	if a := ground.NewArea(ground.Round(ground.Point{X: 5, Y: 5}, 100)).Size(); a > math.Pi*1e4 || a < 0.999*math.Pi*1e4 {
		t.Errorf("a circle of 100 m has %v m²", a)
	}
}

// TestSharedProperties: what two have in common does not depend on who is asked nor on where they lie, and what is cut in
// two adds up.
func TestSharedProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := star(t), star(t)
		shared, turned := ground.NewArea(a...).Shared(ground.NewArea(b...)), ground.NewArea(b...).Shared(ground.NewArea(a...))
		cut := rapid.Float64Range(-30, 30).Draw(t, "cut")
		west := ground.NewArea(a...).Shared(ground.NewArea(outline(-500, -500, cut, 500)))
		east := ground.NewArea(a...).Shared(ground.NewArea(outline(cut, -500, 500, 500)))
		pl := somewhere(t)
		moved := ground.NewArea(puts(pl, a)...).Shared(ground.NewArea(puts(pl, b)...))
		if size := ground.NewArea(a...).Size(); math.Abs(shared-turned) > 1e-6 || math.Abs(west+east-size) > 1e-6 || math.Abs(moved-shared) > 0.01 || shared > size+1e-6 {
			t.Fatalf("%v m² of %v, turned round %v, elsewhere %v; cut at %v: %v and %v", shared, size, turned, moved, cut, west, east)
		}
	})
}

func puts(p place, lines []ground.Line) []ground.Line {
	out := make([]ground.Line, len(lines))
	for i, l := range lines {
		out[i] = p.put(l)
	}
	return out
}
