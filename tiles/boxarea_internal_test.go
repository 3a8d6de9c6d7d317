package tiles

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The area inside the box is that of Sutherland and Hodgman, whose box is half a unit larger on each side, also of rings
// that cross themselves.
func TestAreaInBox(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(41, 1))
	var c clipper
	met := 0
	for range 20000 {
		var rings lines
		at, wide := pt{int32(r.IntN(6000) - 900), int32(r.IntN(6000) - 900)}, 1+r.IntN(6000)
		for range 3 + r.IntN(9) {
			rings.points = append(rings.points, pt{at.x + int32(r.IntN(2*wide)-wide), at.y + int32(r.IntN(2*wide)-wide)})
		}
		rings.close()
		cut := c.cutRing(rings.at(0))
		want := 0.0
		for i := 1; i+1 < len(cut); i++ {
			want += (cut[i].x-cut[0].x)*(cut[i+1].y-cut[0].y) - (cut[i].y-cut[0].y)*(cut[i+1].x-cut[0].x)
		}
		got, way := areaInBox(&rings)
		if perimeter := length(cut); math.Abs(got-want/2) > perimeter/2+1 || way > perimeter+1 {
			t.Fatalf("%v: area %v, way %v; want %v, at most %v", rings.points, got, way, want/2, perimeter)
		}
		if len(cut) > 0 {
			met++
		}
	}
	if met < 5000 {
		t.Errorf("only %d rings met the box", met)
	}
}

// A ring around the box covers all of it, one along its side nothing.
func TestAreaInBoxOfWholeAndNothing(t *testing.T) {
	t.Parallel()
	const far = 9000
	around := lines{points: []pt{{-far, -far}, {far, -far}, {far, far}, {-far, far}}, ends: []int32{4}}
	if area, way := areaInBox(&around); area != (highest-lowest)*(highest-lowest) || way != 0 {
		t.Errorf("around: %v, %v", area, way)
	}
	beside := lines{points: []pt{{-far, -far}, {far, -far}, {far, lowest}, {-far, lowest}}, ends: []int32{4}}
	if area, _ := areaInBox(&beside); area != 0 {
		t.Errorf("beside: %v", area)
	}
}
