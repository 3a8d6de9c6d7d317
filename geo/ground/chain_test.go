package ground_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo/ground"
)

func mustChain(t interface{ Fatal(...any) }, segments ...ground.Line) ground.Chain {
	c, err := ground.NewChain(segments...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The vectors of domain.md 6.8, and cases of one's own that a street has: a ring, a bend of a thousandth.
func TestLocate(t *testing.T) {
	t.Parallel()
	s1 := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 100, Y: 0}})
	s2 := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 50, Y: 0}, {X: 50, Y: 50}})
	ring := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 40, Y: 0}, {X: 40, Y: 40}, {X: 0, Y: 40}, {X: 0, Y: 0}})
	bend := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 50, Y: 0}, {X: 100, Y: 0.05}})
	for name, tc := range map[string]struct {
		chain            ground.Chain
		x, y             float64
		chainage, offset float64
		side             ground.Side
		out              bool
	}{
		"left":                         {s1, 30, 8, 30, 8, ground.Left, false},
		"right":                        {s1, 30, -8, 30, 8, ground.Right, false},
		"3 m beyond the flat end":      {s1, -3, 5, 0, math.Hypot(3, 5), ground.Left, true},
		"0.4 m beyond it":              {s1, -0.4, 5, 0, math.Hypot(0.4, 5), ground.Left, false},
		"beyond the other end":         {s1, 101, -5, 100, math.Hypot(1, 5), ground.Right, true},
		"on the axis":                  {s1, 40, 0.03, 40, 0.03, ground.On, false},
		"the outer wedge of a turn":    {s2, 55, -5, 50, math.Hypot(5, 5), ground.Right, false},
		"a tie within it":              {s2, 45, 5, 45, 5, ground.Left, false},
		"nearer to the second piece":   {s2, 44, 9, 59, 6, ground.Left, false},
		"right of the second piece":    {s2, 58, 20, 70, 8, ground.Right, false},
		"inside a ring":                {ring, 20, 5, 20, 5, ground.Left, false},
		"outside a ring":               {ring, 20, -5, 20, 5, ground.Right, false},
		"outside where a ring closes":  {ring, -3, -4, 0, 5, ground.Right, false},
		"inside where a ring closes":   {ring, 3, 3, 3, 3, ground.Left, false},
		"inside, past a bend":          {bend, 50.05, 5, 50.055, 5, ground.Left, false},
		"outside, at a bend":           {bend, 50.001, -5, 50, 5, ground.Right, false},
		"on a place between two parts": {s2, 50, 0.02, 50.02, 0, ground.On, false},
	} {
		f := tc.chain.Locate(ground.Point{X: tc.x, Y: tc.y})
		if math.Abs(f.Chainage-tc.chainage) > 0.021 || math.Abs(f.Offset-tc.offset) > 0.01 || f.Side != tc.side || f.Beside == tc.out {
			t.Errorf("%s: %+v, want %v m, %v m off, %s, out %v", name, f, tc.chainage, tc.offset, tc.side, tc.out)
		}
	}
}

func TestNewChainRefusesWhatIsNoStreet(t *testing.T) {
	t.Parallel()
	for name, segments := range map[string][]ground.Line{
		"nothing":        nil,
		"one point":      {{{X: 1, Y: 1}}},
		"no length":      {{{X: 1, Y: 1}, {X: 1, Y: 1}}},
		"a gap of 1 m":   {{{X: 0, Y: 0}, {X: 9, Y: 0}}, {{X: 10, Y: 0}, {X: 20, Y: 0}}},
		"the wrong way":  {{{X: 0, Y: 0}, {X: 9, Y: 0}}, {{X: 20, Y: 0}, {X: 9, Y: 0}}},
		"an empty piece": {{}},
	} {
		if c, err := ground.NewChain(segments...); err == nil {
			t.Errorf("%s: a chain of %v m", name, c.Length())
		}
	}
}

func TestSegmentOfAChainage(t *testing.T) {
	t.Parallel()
	c := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 60, Y: 0}}, ground.Line{{X: 60, Y: 0}, {X: 100, Y: 0}})
	for chainage, want := range map[float64]int{0: 0, 59.9: 0, 60: 0, 60.01: 1, 100: 1} {
		if got := c.Segment(chainage); got != want {
			t.Errorf("%v m lies on segment %d, want %d", chainage, got, want)
		}
	}
	if c.Stretch(1) != (ground.Span{From: 60, To: 100}) {
		t.Errorf("the second runs over %v", c.Stretch(1))
	}
}

// polyline draws a street of a few pieces that turns by less than a right angle each time, so that it does not cross itself.
func polyline(t *rapid.T) ground.Line {
	out, heading := ground.Line{{}}, 0.0
	for range rapid.IntRange(1, 4).Draw(t, "pieces") {
		heading += rapid.Float64Range(-0.6, 0.6).Draw(t, "turn")
		d := rapid.Float64Range(5, 60).Draw(t, "length")
		last := out[len(out)-1]
		out = append(out, ground.Point{X: last.X + d*math.Cos(heading), Y: last.Y + d*math.Sin(heading)})
	}
	return out
}

// anywhere draws a place, but none on the very limits of the rules, where rounding decides.
func anywhere(t *rapid.T) ground.Point {
	return ground.Point{X: rapid.Float64Range(-30, 200).Draw(t, "x") + 0.0137, Y: rapid.Float64Range(-80, 80).Draw(t, "y") + 0.0171}
}

func reversed(l ground.Line) ground.Line {
	out := make(ground.Line, len(l))
	for i, p := range l {
		out[len(l)-1-i] = p
	}
	return out
}

// TestLocateBackwards: a street read backwards mirrors the chainage and swaps the sides, but for ties.
func TestLocateBackwards(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line, p := polyline(t), anywhere(t)
		forth, back := mustChain(t, line), mustChain(t, reversed(line))
		a, b := forth.Locate(p), back.Locate(p)
		if math.Abs(a.Offset-b.Offset) > 0.01 || a.Beside != b.Beside && math.Abs(a.Chainage-(back.Length()-b.Chainage)) < 0.01 {
			t.Fatalf("%+v and backwards %+v", a, b)
		}
		if math.Abs(a.Chainage-(back.Length()-b.Chainage)) > 0.01 {
			return // a tie, of which each direction takes its own first
		}
		if swapped := map[ground.Side]ground.Side{ground.Left: ground.Right, ground.Right: ground.Left, ground.On: ground.On}; b.Side != swapped[a.Side] {
			t.Fatalf("%+v and backwards %+v", a, b)
		}
	})
}

// TestLocateAfterASplit: a new node on the street changes no chainage and no side, and moving it all changes nothing.
func TestLocateAfterASplit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line, pl := polyline(t), somewhere(t)
		p := anywhere(t)
		i, u := rapid.IntRange(1, len(line)-1).Draw(t, "piece"), rapid.Float64Range(0.1, 0.9).Draw(t, "share")
		at := ground.Point{X: line[i-1].X + u*(line[i].X-line[i-1].X), Y: line[i-1].Y + u*(line[i].Y-line[i-1].Y)}
		first, second := append(append(ground.Line{}, line[:i]...), at), append(ground.Line{at}, line[i:]...)
		whole := mustChain(t, line).Locate(p)
		split := mustChain(t, first, second).Locate(p)
		moved := mustChain(t, pl.put(line)).Locate(pl.put(ground.Line{p})[0])
		for _, f := range []ground.Foot{split, moved} {
			if math.Abs(f.Chainage-whole.Chainage) > 0.01 || math.Abs(f.Offset-whole.Offset) > 0.01 || f.Beside != whole.Beside || f.Beside && f.Side != whole.Side {
				t.Fatalf("%+v became %+v", whole, f)
			}
		}
	})
}
