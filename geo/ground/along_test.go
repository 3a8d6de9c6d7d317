package ground_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo/ground"
)

const corridor = 25

func TestAlong(t *testing.T) {
	t.Parallel()
	s1 := ground.Line{{X: 0, Y: 0}, {X: 100, Y: 0}}
	b := ground.Line{{X: 100, Y: 0}, {X: 100, Y: 80}}
	street := ground.NewStreet([]ground.Line{s1, b})
	for name, tc := range map[string]struct {
		area        ground.Area
		axis        int
		side        ground.Side
		metres      float64
		from, until float64
	}{
		"the whole width, left":           {box(25, -4, 60, 4), 0, ground.Left, 35, 25, 60},
		"the whole width, right":          {box(25, -4, 60, 4), 0, ground.Right, 35, 25, 60},
		"the left band only, left":        {box(25, 0, 60, 4), 0, ground.Left, 35, 25, 60},
		"the left band only, right":       {box(25, 0, 60, 4), 0, ground.Right, 0, 0, 0},
		"away from the axis, left":        {box(25, 2, 60, 4), 0, ground.Left, 35, 25, 60},
		"beyond the corridor":             {box(25, 26, 60, 30), 0, ground.Left, 0, 0, 0},
		"nearer to the other street":      {box(70, 20, 99, 24), 0, ground.Left, 10, 70, 80},
		"and that one has it":             {box(70, 20, 99, 24), 1, ground.Left, 4, 20, 24},
		"into the mouth of a side street": {box(60, -4, 104, 4), 1, ground.Right, 4, 0, 4},
	} {
		c := street.Along(tc.area, tc.axis, tc.side, corridor)
		e := c.Extent()
		if math.Abs(c.Metres()-tc.metres) > 1 || math.Abs(e.From-tc.from) > 0.5 || math.Abs(e.To-tc.until) > 0.5 {
			t.Errorf("%s: %v m from %v to %v, want %v from %v to %v", name, c.Metres(), e.From, e.To, tc.metres, tc.from, tc.until)
		}
	}
}

// TestAlongSidesSwapWithTheDirection reads a street backwards: the sides change places and the chainage is mirrored.
func TestAlongSidesSwapWithTheDirection(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		axis := ground.Line{{X: -70, Y: 0}, {X: rapid.Float64Range(-20, 20).Draw(t, "x"), Y: rapid.Float64Range(-30, 30).Draw(t, "y")}, {X: 70, Y: 0}}
		back := ground.Line{axis[2], axis[1], axis[0]}
		area, p := star(t), somewhere(t)
		forth := ground.NewStreet([]ground.Line{axis})
		moved := make([]ground.Line, len(area))
		for i := range area {
			moved[i] = p.put(area[i])
		}
		for _, side := range []ground.Side{ground.Left, ground.Right} {
			a := forth.Along(ground.NewArea(area...), 0, side, corridor)
			b := ground.NewStreet([]ground.Line{back}).Along(ground.NewArea(area...), 0, ground.Right-side, corridor)
			c := ground.NewStreet([]ground.Line{p.put(axis)}).Along(ground.NewArea(moved...), 0, side, corridor)
			for i := range a.Hits {
				a.Hits[i] = a.Hits[i] == b.Hits[len(b.Hits)-1-i] && a.Hits[i] == c.Hits[i]
			}
			// A ray that just touches a corner, or the bend, is decided by the last bit.
			if wrong := len(a.Hits) - int(math.Round(a.Metres()/a.Step)); wrong > 2 {
				t.Fatalf("%v: %d of %d rays differ", side, wrong, len(a.Hits))
			}
		}
	})
}

func TestCoverOr(t *testing.T) {
	t.Parallel()
	street := ground.NewStreet([]ground.Line{{{X: 0, Y: 0}, {X: 100, Y: 0}}})
	var c ground.Cover
	c = c.Or(street.Along(box(10, 1, 20, 4), 0, ground.Left, corridor))
	c = c.Or(street.Along(box(40, 1, 50, 4), 0, ground.Left, corridor))
	if e := c.Extent(); c.Metres() != 20 || e.From != 10 || e.To != 50 {
		t.Errorf("%v m, %v", c.Metres(), e)
	}
}
