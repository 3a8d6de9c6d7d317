package tiles_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"mitte/geo/fault"
	"mitte/tiles"
)

func TestParseAddressTakesEachTileUnderOneName(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		z := rapid.Uint8Range(0, tiles.DeepestZoom).Draw(rt, "z")
		x := rapid.Uint32Range(0, 1<<z-1).Draw(rt, "x")
		y := rapid.Uint32Range(0, 1<<z-1).Draw(rt, "y")
		a, err := tiles.ParseAddress(strconv.Itoa(int(z)), strconv.Itoa(int(x)), strconv.Itoa(int(y)))
		if err != nil || a != (tiles.Address{Z: z, X: x, Y: y}) {
			rt.Fatalf("%v %v", a, err)
		}
		box, want := a.BBox(), maptile.New(x, y, maptile.Zoom(z)).Bound()
		for _, d := range []float64{box.West - want.Left(), box.East - want.Right(), box.South - want.Bottom(), box.North - want.Top()} {
			if math.Abs(d) > 1e-9 {
				rt.Fatalf("%v: got %v, want %v", a, box, want)
			}
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	f.Add("14", "8508", "5434")
	f.Add("-1", "1e9", "%2e%2e")
	f.Add("20", "1048576", "018")
	f.Fuzz(func(t *testing.T, z, x, y string) {
		a, err := tiles.ParseAddress(z, x, y)
		if err != nil {
			if fault.KindOf(err) != fault.BadRequest {
				t.Errorf("%q %q %q: %v", z, x, y, err)
			}
			return
		}
		if strconv.Itoa(int(a.Z)) != z || strconv.Itoa(int(a.X)) != x || strconv.Itoa(int(a.Y)) != y ||
			a.Z > tiles.DeepestZoom || a.X>>a.Z != 0 || a.Y>>a.Z != 0 {
			t.Errorf("%q %q %q became %v", z, x, y, a)
		}
	})
}

func TestParseSet(t *testing.T) {
	t.Parallel()
	for set := tiles.Set(1); set <= tiles.AllLayers(); set++ {
		if got, err := tiles.ParseSet(set.String()); got != set || err != nil {
			t.Errorf("%s: got %v %v", set, got, err)
		}
	}
	for list, want := range map[string]string{
		"": tiles.CodeUnknownLayer, "Parcels": tiles.CodeUnknownLayer, "parcels,": tiles.CodeUnknownLayer, "staff": tiles.CodeUnknownLayer,
		"units,parcels": tiles.CodeLayerOrder, "units,units": tiles.CodeLayerOrder, "parcels,sections,segments": tiles.CodeLayerOrder,
	} {
		if _, err := tiles.ParseSet(list); fault.CodeOf(err) != want {
			t.Errorf("%q: got %v, want %s", list, err, want)
		}
	}
}

func TestZooms(t *testing.T) {
	t.Parallel()
	all := tiles.AllLayers()
	for z, want := range map[uint8]string{9: "", 10: "sections", 11: "segments,sections", 13: "segments,sections", 14: all.String(), 20: all.String()} {
		if got := all.At(z).String(); got != want {
			t.Errorf("z%d: got %s, want %s", z, got, want)
		}
	}
	if all.MinZoom() != 10 {
		t.Errorf("least zoom is %d", all.MinZoom())
	}
}
