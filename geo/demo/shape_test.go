package demo

import "testing"

// TestGroundIsSound looks at plots and houses before the database does.
func TestGroundIsSound(t *testing.T) {
	t.Parallel()
	towns := 25
	if testing.Short() {
		towns = 3
	}
	for n := range towns {
		seed := uint64(n%5 + 1)
		net := survey(seed, n, poseOf(seed, n))
		plots := net.parcelled(seed, n)
		b := &builder{net: net, plots: plots, d: newDice(seed, n, "buildings")}
		b.build()
		ground := 0.0
		for i, p := range plots {
			ground += p.ring.area()
			if !p.ring.simple() || p.ring.area() < 1 {
				t.Errorf("seed %d town %d: plot %d (block %d, segment %d, use %d): area %.2f at %.0f", seed, n, i, p.block, p.segment, p.kind, p.ring.area(), p.ring.p[0])
			}
		}
		for i, h := range b.houses {
			if !h.ring.simple() {
				t.Errorf("seed %d town %d: house %d is not simple", seed, n, i)
			}
		}
		whole := 0.0
		for i := range net.blocks {
			if net.blocks[i].outside() {
				whole -= net.blocks[i].face.area()
			}
		}
		if diff := ground - whole; diff > 0.6 || diff < -0.6 {
			t.Errorf("seed %d town %d: the plots make %.2f m² of %.2f m²", seed, n, ground, whole)
		}
	}
}
