package ground_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo/ground"
)

// The parcels of domain.md 6.8, and what the written cases leave open: a parcel on both sides of a passage, one beyond the
// corridor, one beside a segment that is not asked for.
func TestFronts(t *testing.T) {
	t.Parallel()
	s1 := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 100, Y: 0}})
	two := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 40, Y: 0}}, ground.Line{{X: 40, Y: 0}, {X: 100, Y: 0}})
	front, rear := box(0, 6, 50, 30), box(0, 30, 50, 60)
	flag := ground.NewArea(ground.Line{{X: 50, Y: 6}, {X: 53, Y: 6}, {X: 53, Y: 60}, {X: 0, Y: 60}, {X: 0, Y: 61}, {X: 50, Y: 61}, {X: 50, Y: 6}})
	both := ground.NewArea(outline(10, 4, 20, 9), outline(10, -9, 20, -4))
	for name, tc := range map[string]struct {
		chain ground.Chain
		over  ground.Span
		areas []ground.Area
		want  []ground.Front
	}{
		"front, rear and flag lot": {s1, ground.Span{To: 100}, []ground.Area{front, rear, flag}, []ground.Front{
			{0, ground.Left, 50, 6, ground.Span{From: 0, To: 50}}, {2, ground.Left, 3, 6, ground.Span{From: 50, To: 53}},
		}},
		"both sides": {s1, ground.Span{To: 100}, []ground.Area{both}, []ground.Front{
			{0, ground.Left, 10, 4, ground.Span{From: 10, To: 20}}, {0, ground.Right, 10, 4, ground.Span{From: 10, To: 20}},
		}},
		"beyond the corridor":    {s1, ground.Span{To: 100}, []ground.Area{box(0, 41, 50, 60)}, nil},
		"beside another stretch": {two, ground.Span{From: 40, To: 100}, []ground.Area{box(10, 6, 50, 30)}, []ground.Front{{0, ground.Left, 10, 6, ground.Span{From: 40, To: 50}}}},
	} {
		got := tc.chain.Fronts(tc.over, tc.areas, 40)
		if len(got) != len(tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
			continue
		}
		for i, f := range got {
			w := tc.want[i]
			if f.Area != w.Area || f.Side != w.Side || math.Abs(f.Metres-w.Metres) > 0.5 || math.Abs(f.Offset-w.Offset) > 0.01 || math.Abs(f.Span.From-w.Span.From) > 0.5 || math.Abs(f.Span.To-w.Span.To) > 0.5 {
				t.Errorf("%s: %+v, want %+v", name, f, w)
			}
		}
	}
}

func TestOverlap(t *testing.T) {
	t.Parallel()
	s1 := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 100, Y: 0}})
	all := ground.Span{To: 100}
	for name, tc := range map[string]struct {
		area  ground.Area
		over  ground.Span
		m2    float64
		span  ground.Span
		sides int
	}{
		"the section of the vectors": {box(25, -4, 60, 4), all, 280, ground.Span{From: 25, To: 60}, 2},
		"with a hole":                {ground.NewArea(outline(20, 1, 40, 11), outline(25, 3, 35, 8)), all, 150, ground.Span{From: 20, To: 40}, 1},
		"half of it asked for":       {box(25, -4, 60, 4), ground.Span{From: 40, To: 100}, 160, ground.Span{From: 40, To: 60}, 2},
		"reaching out of it":         {box(25, 20, 60, 50), all, 175, ground.Span{From: 25, To: 60}, 1},
		"outside":                    {box(25, 26, 60, 50), all, 0, ground.Span{}, 0},
	} {
		got, ok := s1.Overlap(tc.over, tc.area, corridor)
		if ok != (tc.m2 > 0) || math.Abs(got.M2-tc.m2) > 5 || ok && (math.Abs(got.Span.From-tc.span.From) > 0.5 || math.Abs(got.Span.To-tc.span.To) > 0.5) || len(got.Sides) != tc.sides {
			t.Errorf("%s: %+v, want %v m² over %v on %d sides", name, got, tc.m2, tc.span, tc.sides)
		}
	}
}

func TestUnder(t *testing.T) {
	t.Parallel()
	s1 := mustChain(t, ground.Line{{X: 0, Y: 0}, {X: 100, Y: 0}})
	for want, area := range map[float64]ground.Area{35: box(25, -4, 60, 4), 0: box(25, 1, 60, 4), 100: box(-10, -4, 200, 4)} {
		if want > 0 && !s1.Under(area, want-0.001) || s1.Under(area, want+0.001) {
			t.Errorf("not %v m of the axis", want)
		}
	}
}

// TestFrontsOfHalves: what two halves of a street have of an area is what the whole has, but for one ray.
func TestFrontsOfHalves(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		length, cut := rapid.Float64Range(40, 120).Draw(t, "length"), rapid.Float64Range(5, 35).Draw(t, "cut")
		areas := []ground.Area{ground.NewArea(star(t)...)}
		node := ground.Point{X: cut - length/2}
		from, to := ground.Point{X: -length / 2}, ground.Point{X: length / 2}
		whole, split := mustChain(t, ground.Line{from, to}), mustChain(t, ground.Line{from, node}, ground.Line{node, to})
		if a, b := metres(whole.Fronts(ground.Span{To: length}, areas, corridor)), metres(split.Fronts(ground.Span{To: length}, areas, corridor)); math.Abs(a-b) > 2.1 {
			t.Fatalf("%v m of front, and %v m split in two", a, b)
		}
		back := mustChain(t, ground.Line{to, from})
		if a, b := metres(whole.Fronts(ground.Span{To: length}, areas, corridor)), metres(back.Fronts(ground.Span{To: length}, areas, corridor)); math.Abs(a-b) > 2.1 {
			t.Fatalf("%v m of front, and %v m backwards", a, b)
		}
	})
}

func metres(fronts []ground.Front) float64 {
	sum := 0.0
	for _, f := range fronts {
		sum += f.Metres
	}
	return sum
}
