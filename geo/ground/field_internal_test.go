package ground

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestShrinkTakesEveryDisc holds shrink to its plain form: a disc round each cell that is shut.
func TestShrinkTakesEveryDisc(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cols, rows := rapid.IntRange(1, 150).Draw(t, "cols"), rapid.IntRange(1, 40).Draw(t, "rows")
		f := &Field{cols: cols, rows: rows, reach: disc(rapid.Float64Range(0.8, 9).Draw(t, "reach"))}
		shut, free, want := newBitmap(cols, rows), newBitmap(cols, rows), newBitmap(cols, rows)
		for y := range rows {
			free.fill(y, 0, cols)
			want.fill(y, 0, cols)
		}
		for range rapid.IntRange(0, 6).Draw(t, "blocks") {
			x, y := rapid.IntRange(0, cols-1).Draw(t, "x"), rapid.IntRange(0, rows-1).Draw(t, "y")
			slant := rapid.IntRange(-3, 3).Draw(t, "slant")
			width, height := rapid.IntRange(1, cols).Draw(t, "width"), rapid.IntRange(1, rows).Draw(t, "height")
			for dy := range height {
				if y+dy < rows {
					shut.fill(y+dy, x+slant*dy, x+slant*dy+width)
				}
			}
		}
		for y := range rows {
			for _, r := range shut.runs(nil, y) {
				for dy, dx := range f.reach {
					want.clear(y+dy, int(r.x0)-dx, int(r.x1)+dx)
					want.clear(y-dy, int(r.x0)-dx, int(r.x1)+dx)
				}
			}
		}
		if err := f.shrink(t.Context(), shut, free); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(free.words, want.words) {
			t.Fatal("something else is left")
		}
	})
}
