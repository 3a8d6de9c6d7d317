package ground_test

import (
	"context"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/ground"
)

const width = 1.3

// town is a street 12 m wide from west to east that goes on at both ends, with houses along it.
func town(t testing.TB, size float64) *ground.Field {
	t.Helper()
	f, err := ground.NewField(geo.BBox{West: 0, South: 0, East: size, North: 40}, width)
	if err != nil {
		t.Fatal(err)
	}
	f.Open(box(-10, 14, size+10, 26))
	f.Wall(box(0, 0, size, 14))
	f.Wall(box(0, 26, size, 40))
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	return f
}

// reached reports whether a door at the north side hangs together with the west end of the street.
func reached(t testing.TB, f *ground.Field, x float64, shut ...ground.Shut) bool {
	t.Helper()
	p, err := f.Parts(t.Context(), shut...)
	if err != nil {
		t.Fatal(err)
	}
	gate := p.Near(ground.Point{X: 2, Y: 20}, 0.2)
	if len(gate) != 1 {
		t.Fatalf("%d parts at the gate", len(gate))
	}
	for _, part := range p.Near(ground.Point{X: x, Y: 26}, width/2+0.5) {
		if part == gate[0] {
			return true
		}
	}
	return false
}

func in(a ground.Area) ground.Shut { return ground.Shut{In: a} }

func TestWalk(t *testing.T) {
	t.Parallel()
	f := town(t, 60)
	west, east := box(10, 10, 20, 30), box(40, 10, 50, 30) // across the whole street
	for name, tc := range map[string]struct {
		shut []ground.Shut
		want bool
	}{
		"nothing is shut":                {nil, true},
		"shut behind the door":           {[]ground.Shut{in(east)}, true},
		"shut before the door":           {[]ground.Shut{in(west)}, false},
		"shut on both sides":             {[]ground.Shut{in(west), in(east)}, false},
		"shut at the door":               {[]ground.Shut{in(box(28, 10, 32, 30))}, false},
		"half the street":                {[]ground.Shut{in(box(10, 10, 20, 20))}, true},
		"half the street, at the door":   {[]ground.Shut{in(box(10, 20, 50, 30))}, false},
		"1.2 m left":                     {[]ground.Shut{in(box(10, 10, 20, 24.8))}, false},
		"1.5 m left":                     {[]ground.Shut{in(box(10, 10, 20, 24.5))}, true},
		"two that leave 1.2 m":           {[]ground.Shut{in(box(10, 10, 15, 19)), in(box(10, 20.2, 15, 30))}, false},
		"with a bridge of 2 m":           {[]ground.Shut{{In: west, Except: []ground.Area{box(9, 20, 21, 22)}}}, true},
		"with a bridge of 1.2 m":         {[]ground.Shut{{In: west, Except: []ground.Area{box(9, 20, 21, 21.2)}}}, false},
		"a bridge into another's trench": {[]ground.Shut{{In: west, Except: []ground.Area{box(9, 20, 21, 22)}}, in(box(14, 10, 16, 30))}, false},
	} {
		if got := reached(t, f, 30, tc.shut...); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestWalkGateWidth holds the grid to what doc.go says of its error, for a gate at any angle: never through a gate that is too
// narrow, always through one that is 3.9 cells wider.
func TestWalkGateWidth(t *testing.T) {
	t.Parallel()
	f, err := ground.NewField(geo.BBox{West: -20, South: -20, East: 20, North: 20}, width)
	if err != nil {
		t.Fatal(err)
	}
	f.Open(box(-30, -30, 30, 30))
	if err := f.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		turn := rapid.Float64Range(0, 2*math.Pi).Draw(t, "turn")
		p := place{rapid.Float64Range(-1, 1).Draw(t, "east"), rapid.Float64Range(-1, 1).Draw(t, "north"), math.Cos(turn), math.Sin(turn)}
		gap := rapid.Float64Range(1, 2).Draw(t, "gap")
		wall := func(y0, y1 float64) ground.Shut {
			return in(ground.NewArea(p.put(ground.Line{{X: -0.5, Y: y0}, {X: 0.5, Y: y0}, {X: 0.5, Y: y1}, {X: -0.5, Y: y1}, {X: -0.5, Y: y0}})))
		}
		parts, err := f.Parts(context.Background(), wall(-60, -gap/2), wall(gap/2, 60))
		if err != nil {
			t.Fatal(err)
		}
		sides := p.put(ground.Line{{X: -5, Y: 0}, {X: 5, Y: 0}})
		a, b := parts.Near(sides[0], 0.1), parts.Near(sides[1], 0.1)
		if len(a) != 1 || len(b) != 1 {
			t.Fatalf("%d and %d parts", len(a), len(b))
		}
		through := a[0] == b[0]
		if through && gap < width || !through && gap >= width+3.9*f.Cell() {
			t.Fatalf("a gap of %v m: through is %v", gap, through)
		}
	})
}

// TestWalkLess is monotone: to shut more never opens a door.
func TestWalkLess(t *testing.T) {
	t.Parallel()
	f := town(t, 60)
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) ground.Shut {
			x, y := rapid.Float64Range(5, 55).Draw(rt, name+" x"), rapid.Float64Range(12, 28).Draw(rt, name+" y")
			return in(box(x, y, x+rapid.Float64Range(0.5, 12).Draw(rt, name+" w"), y+rapid.Float64Range(0.5, 12).Draw(rt, name+" h")))
		}
		door := rapid.Float64Range(6, 54).Draw(rt, "door")
		a, b := draw("a"), draw("b")
		if !reached(t, f, door, a) && reached(t, f, door, a, b) {
			rt.Fatal("opened by shutting more")
		}
	})
}

func TestWalkEdgeAndStreets(t *testing.T) {
	t.Parallel()
	f, err := ground.NewField(geo.BBox{West: 0, South: 0, East: 40, North: 40}, width)
	if err != nil {
		t.Fatal(err)
	}
	f.OpenAlong(ground.Line{{X: -5, Y: 10}, {X: 45, Y: 10}}, 3)
	f.OpenAlong(ground.Line{{X: 10, Y: 30}, {X: 30, Y: 30}}, 3)
	stepped := f.Clone()
	stepped.WallAlong(ground.Line{{X: 19, Y: 10}, {X: 21, Y: 10}}, 3)
	for field, parts := range map[*ground.Field]int{f: 2, stepped: 3} {
		if err := field.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		p, err := field.Parts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		all := p.Near(ground.Point{X: 20, Y: 20}, 30)
		edge := p.AtEdge()
		if len(all) != parts || len(edge) != parts-1 {
			t.Errorf("%d parts, %d of them go on; want %d and %d", len(all), len(edge), parts, parts-1)
		}
	}
}

func TestWalkRefuses(t *testing.T) {
	t.Parallel()
	if _, err := ground.NewField(geo.BBox{East: 3000, North: 3000}, width); fault.CodeOf(err) != "ground.too_large" {
		t.Errorf("large: %v", err)
	}
	wide, err := ground.NewField(geo.BBox{East: 1500, North: 1500}, width)
	if err != nil || wide.Cell() != 0.2 {
		t.Errorf("wide: %v", err)
	}
	f := town(t, 60)
	comb := ground.Line{{X: 0, Y: 0}}
	for i := range 30_000 {
		comb = append(comb, ground.Point{X: float64(i) / 1000, Y: float64(i%2) * 40})
	}
	comb = append(comb, ground.Point{X: 60, Y: -1}, comb[0])
	if _, err := f.Parts(t.Context(), in(ground.NewArea(comb))); fault.CodeOf(err) != "ground.too_intricate" {
		t.Errorf("comb: %v", err)
	}
	over, end := context.WithCancel(t.Context())
	end()
	if _, err := f.Parts(over); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func BenchmarkWalk(b *testing.B) {
	f := town(b, 300)
	shut := in(box(100, 10, 200, 20))
	b.Run("parts", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.Parts(b.Context(), shut); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("close", func(b *testing.B) {
		for b.Loop() {
			town(b, 300)
		}
	})
}
