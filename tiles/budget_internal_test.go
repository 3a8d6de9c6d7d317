package tiles

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// crowds are polygons of about n points that take long where every pair of edges, runs or rings is looked at.
var crowds = []struct {
	name string
	make func(r *rand.Rand, n int) [][][]fpt
}{
	{"star", func(r *rand.Rand, n int) [][][]fpt {
		return [][][]fpt{{star(r, Extent/2, Extent/2, 2000, n)}}
	}},
	{"star beyond the tile", func(r *rand.Rand, n int) [][][]fpt {
		return [][][]fpt{{star(r, Extent/2, Extent/2, 3000, n)}}
	}},
	{"comb", func(r *rand.Rand, n int) [][][]fpt {
		return [][][]fpt{{comb(r, 100, 100, 3800, 3000, n/4)}}
	}},
	{"comb beyond the tile", func(r *rand.Rand, n int) [][][]fpt {
		return [][][]fpt{{comb(r, -500, -500, 5000, 5000, n/4)}}
	}},
	{"long teeth", func(_ *rand.Rand, n int) [][][]fpt {
		ring := []fpt{{4000, 4000}, {10, 4000}}
		for i := range n / 2 {
			y := 3990 - 3980*float64(i)/float64(n/2)
			ring = append(ring, fpt{10, y}, fpt{3990, y - 1990/float64(n)})
		}
		return [][][]fpt{{append(ring, fpt{4000, 10})}}
	}},
	{"back around the tile", func(_ *rand.Rand, n int) [][][]fpt {
		var ring []fpt
		for i := range n / 4 {
			y := 4000 * float64(i) / float64(n/4)
			ring = append(ring, fpt{-200, y}, fpt{4300, y + 0.3}, fpt{4300 + float64(i)/50, -300}, fpt{-200 - float64(i)/50, -300})
		}
		return [][][]fpt{{ring}}
	}},
	{"courtyards", func(_ *rand.Rand, n int) [][][]fpt {
		var parts [][][]fpt
		for i := range n / 8 {
			x, y := float64(i%92)*44+10, float64(i/92)*44+10
			parts = append(parts, [][]fpt{
				{{x, y}, {x + 40, y}, {x + 40, y + 40}, {x, y + 40}}, {{x + 9, y + 9}, {x + 9, y + 29}, {x + 29, y + 29}, {x + 29, y + 9}},
			})
		}
		return parts
	}},
	{"fan", func(_ *rand.Rand, n int) [][][]fpt {
		var ring []fpt
		at := func(i float64) fpt {
			angle := 6 * math.Pi * i / float64(n)
			return fpt{Extent/2 + 2000*math.Cos(angle), Extent/2 + 2000*math.Sin(angle)}
		}
		for i := range n / 3 {
			ring = append(ring, fpt{Extent / 2, Extent / 2}, at(float64(i)), at(float64(i)+0.5))
		}
		return [][][]fpt{{ring}}
	}},
}

// TestT4CrowdsHaveABudget: polygons of very many points are drawn by the letter, in a bounded number of steps, and alike
// each time. Without the budgets some take minutes.
func TestT4CrowdsHaveABudget(t *testing.T) {
	t.Parallel()
	for _, crowd := range crowds {
		for _, n := range []int{4095, maxChecked + 1} {
			t.Run(fmt.Sprintf("%s of %d", crowd.name, n), func(t *testing.T) {
				t.Parallel()
				f := shapeOf(polygonKind, crowd.make(rand.New(rand.NewPCG(uint64(n), 4)), n)...)
				var enc encoder
				tile := bytes.Clone(drawAlone(t, &enc, &f))
				if !bytes.Equal(tile, drawAlone(t, &enc, &f)) {
					t.Error("other bytes the next time")
				}
				s := &enc.shaper
				for name, left := range map[string]budget{"check": s.checker.left, "repair": s.repairer.left, "arrange": s.arranger.left} {
					if left < -1<<23 {
						t.Errorf("%s: %d over its budget", name, -left)
					}
				}
				if n == 4095 && s.tally.unrepaired+s.tally.unchecked == 0 {
					if why := crossingEdges(&s.out); why != "" {
						t.Error(why)
					}
				}
				t.Logf("%d points in %d rings, %+v", len(s.out.points), s.out.len(), s.tally)
			})
		}
	}
}

// drawAlone encodes a tile of one feature and holds it against the text.
func drawAlone(t *testing.T, enc *encoder, f *feature) []byte {
	t.Helper()
	one := newTable(&Layer{Name: "any"})
	one.append(&row{id: 1, kind: f.kind, from: always, to: never, points: f.points, rings: f.rings, loose: make([]byte, 8)})
	one.cells.settle()
	tile := enc.encode(&picture{tables: []*table{one}, address: testTile})
	if layers, err := checkOwn(tile); err != nil || len(layers) != 1 {
		t.Errorf("%v: %d layers", err, len(layers))
	}
	return tile
}

func BenchmarkCrowds(b *testing.B) {
	for _, crowd := range crowds {
		f := shapeOf(polygonKind, crowd.make(rand.New(rand.NewPCG(1, 4)), maxChecked)...)
		b.Run(crowd.name, func(b *testing.B) {
			var s shaper
			for b.Loop() {
				s.begin(testTile)
				s.shape(&f)
			}
			b.ReportMetric(float64(checkBudget-s.checker.left), "checked")
			b.ReportMetric(float64(repairBudget-s.repairer.left), "repaired")
			b.ReportMetric(float64(arrangeBudget-s.arranger.left), "arranged")
		})
	}
}
