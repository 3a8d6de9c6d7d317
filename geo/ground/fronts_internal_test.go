package ground

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFrontsAreWhatEachRaySees: of every area, without choosing any beforehand.
func TestFrontsAreWhatEachRaySees(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, areas := drawChain(t), make([]Area, rapid.IntRange(1, 12).Draw(t, "areas"))
		for i := range areas {
			areas[i] = drawLot(t)
		}
		d := rapid.Float64Range(5, 40).Draw(t, "corridor")
		over := Span{rapid.Float64Range(0, c.Length()/2).Draw(t, "from"), c.Length()}
		var want []Front
		for _, side := range []Side{Left, Right} {
			met := map[int]int{}
			c.rays(over, side, d, func(_ int, chainage float64, r ray) {
				nearest, at := -1, math.Inf(1)
				for i := range areas {
					if t, ok := areas[i].first(r); ok && t < at {
						nearest, at = i, t
					}
				}
				if nearest >= 0 {
					gain(&want, met, Front{nearest, side, step, at + onTheAxis, Span{chainage - step/2, chainage + step/2}})
				}
			})
		}
		if got := c.Fronts(over, areas, d); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// TestUnderIsSoMuchWithin: as much of the chain as Within finds, and not a centimetre more.
func TestUnderIsSoMuchWithin(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c, a := drawChain(t), drawLot(t)
		held := a.Within(c.points, 1e-6).Length()
		if held > 0.01 && !c.Under(a, held-0.01) || c.Under(a, held+0.01) {
			t.Fatalf("not %v m", held)
		}
	})
}

func drawChain(t *rapid.T) Chain {
	at := func(name string) float64 { return rapid.Float64Range(-60, 60).Draw(t, name) }
	l := Line{{at("x"), at("y")}}
	for range rapid.IntRange(1, 5).Draw(t, "pieces") {
		l = append(l, Point{at("x"), at("y")})
	}
	c, err := NewChain(l)
	if err != nil {
		t.Skip("no length")
	}
	return c
}

// drawLot draws a rectangle that stands at any angle.
func drawLot(t *rapid.T) Area {
	x, y := rapid.Float64Range(-80, 80).Draw(t, "x"), rapid.Float64Range(-80, 80).Draw(t, "y")
	width, depth := rapid.Float64Range(1, 40).Draw(t, "width"), rapid.Float64Range(1, 40).Draw(t, "depth")
	sin, cos := math.Sincos(rapid.Float64Range(0, math.Pi).Draw(t, "angle"))
	ring := Line{{0, 0}, {width, 0}, {width, depth}, {0, depth}, {0, 0}}
	for i, p := range ring {
		ring[i] = Point{x + cos*p.X - sin*p.Y, y + sin*p.X + cos*p.Y}
	}
	return NewArea(ring)
}
