package geo_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
)

func TestParseBBox(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]geo.BBox{
		"6.9,51.6,7,51.7":         {6.9, 51.6, 7, 51.7},
		" 6.9 , 51.6,7 ,51.7 ":    {6.9, 51.6, 7, 51.7},
		"-180,-90,180,90":         {-180, -90, 180, 90},
		"7,51,7,51":               {7, 51, 7, 51},
		"6.9e0,5.16e1,0x7p0,51.7": {6.9, 51.6, 7, 51.7},
	} {
		if got, err := geo.ParseBBox(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6", "a,2,3,4", "1,2,3,", "NaN,2,3,4", "1,2,Inf,4", "1,2,3,1e999",
		"-181,0,0,0", "0,-91,0,0", "0,0,181,0", "0,0,0,91", "0,2,1,1", "2,0,1,1", "359000,5725000,360000,5726000",
	} {
		_, err := geo.ParseBBox(text)
		var e *fault.Error
		if !errors.As(err, &e) || e.Kind != fault.BadRequest || e.Code != "bbox" || len(e.Fields) != 1 {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func FuzzParseBBox(f *testing.F) {
	for _, seed := range []string{"6.9,51.6,7,51.7", "1,2,3", "NaN,0,0,0", "-180,-90,180,90", "1e-320,0,1,1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := geo.ParseBBox(text)
		if err != nil {
			if fault.KindOf(err) != fault.BadRequest {
				t.Fatalf("kind %v", fault.KindOf(err))
			}
			return
		}
		if !(b.West <= b.East && b.South <= b.North) || !world.Contains(b.West, b.South) || !world.Contains(b.East, b.North) {
			t.Fatalf("%q gave %v", text, b)
		}
		again, err := geo.ParseBBox(fmt.Sprintf("%v,%v,%v,%v", b.West, b.South, b.East, b.North))
		if err != nil || again != b {
			t.Fatalf("%v became %v, %v", b, again, err)
		}
	})
}

func TestBBox(t *testing.T) {
	t.Parallel()
	b := geo.BBox{0, 0, 10, 5}
	for _, tc := range []struct {
		o      geo.BBox
		meets  bool
		around geo.BBox
	}{
		{geo.BBox{10, 5, 11, 6}, true, geo.BBox{0, 0, 11, 6}}, // a corner
		{geo.BBox{2, 2, 3, 3}, true, b},
		{geo.BBox{10.1, 0, 11, 5}, false, geo.BBox{0, 0, 11, 5}},
		{geo.BBox{0, -2, 10, -1}, false, geo.BBox{0, -2, 10, 5}},
	} {
		if b.Intersects(tc.o) != tc.meets || tc.o.Intersects(b) != tc.meets {
			t.Errorf("%v meets %v is not %v", b, tc.o, tc.meets)
		}
		if got := b.Union(tc.o); got != tc.around {
			t.Errorf("%v and %v: %v", b, tc.o, got)
		}
	}
	if !b.Contains(10, 5) || b.Contains(10.1, 5) || b.Contains(math.NaN(), 1) {
		t.Error("the border belongs to the box, nothing beyond it and no NaN")
	}
	if got := b.Grow(2); got != (geo.BBox{-2, -2, 12, 7}) {
		t.Errorf("grown: %v", got)
	}
}
