package pg

import (
	"encoding/binary"
	"reflect"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"pgregory.net/rapid"
)

// TestPlainIsWhatTheLibraryReads: the same geometry from the same bytes, and nothing from bytes that are not all of one.
func TestPlainIsWhatTheLibraryReads(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		whole, err := ewkb.Marshal(drawPlain(t), ewkb.NDR)
		if err != nil {
			t.Fatal(err)
		}
		want, err := ewkb.Unmarshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := readPlain(whole)
		if !ok || !reflect.DeepEqual(got, want) {
			t.Fatalf("%v %#v, want %#v", ok, got, want)
		}
		for n := range whole {
			if _, ok := readPlain(whole[:n]); ok {
				t.Fatalf("%d bytes of %d are a geometry", n, len(whole))
			}
		}
		if _, ok := readPlain(append(whole, 0)); ok {
			t.Fatal("a byte is left over")
		}
		// Whatever else the bytes may be, it is what the library says of them.
		spoilt := append([]byte(nil), whole...)
		spoilt[rapid.IntRange(0, len(whole)-1).Draw(t, "byte")] ^= byte(rapid.IntRange(1, 255).Draw(t, "change"))
		if got, ok := readPlain(spoilt); ok {
			want, err := ewkb.Unmarshal(spoilt)
			if a, _ := ewkb.Marshal(got, ewkb.NDR); err != nil || string(a) != string(spoilt) || got.SRID() != want.SRID() {
				t.Fatalf("%x became %x, the library says %v", spoilt, a, err)
			}
		}
	})
}

func TestPlainLeavesTheRestToTheLibrary(t *testing.T) {
	t.Parallel()
	for name, g := range map[string]geom.T{
		"a point":         geom.NewPointFlat(geom.XY, []float64{1, 2}).SetSRID(25832),
		"nothing":         geom.NewMultiPolygon(geom.XY).SetSRID(25832),
		"with heights":    geom.NewLineStringFlat(geom.XYZ, []float64{1, 2, 3, 4, 5, 6}).SetSRID(25832),
		"without an SRID": geom.NewLineStringFlat(geom.XY, []float64{1, 2, 3, 4}),
	} {
		for _, order := range []binary.ByteOrder{ewkb.NDR, ewkb.XDR} {
			b, err := ewkb.Marshal(g, order)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := readPlain(b); ok {
				t.Errorf("%s is read", name)
			}
		}
	}
}

func drawPlain(t *rapid.T) geom.T {
	var flat []float64
	part := func() int {
		n := 2 * rapid.IntRange(1, 5).Draw(t, "positions")
		flat = append(flat, rapid.SliceOfN(rapid.Float64(), n, n).Draw(t, "flat")...)
		return len(flat)
	}
	parts := func() (ends []int) {
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			ends = append(ends, part())
		}
		return ends
	}
	const srid = 25832
	switch rapid.IntRange(0, 3).Draw(t, "type") {
	case 0:
		part()
		return geom.NewLineStringFlat(geom.XY, flat).SetSRID(srid)
	case 1:
		ends := parts()
		return geom.NewPolygonFlat(geom.XY, flat, ends).SetSRID(srid)
	case 2:
		ends := parts()
		return geom.NewMultiLineStringFlat(geom.XY, flat, ends).SetSRID(srid)
	default:
		var endss [][]int
		for range rapid.IntRange(1, 3).Draw(t, "polygons") {
			endss = append(endss, parts())
		}
		return geom.NewMultiPolygonFlat(geom.XY, flat, endss).SetSRID(srid)
	}
}
