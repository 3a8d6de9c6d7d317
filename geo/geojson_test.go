package geo_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"mitte/geo"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/twpayne/go-geom"
	"pgregory.net/rapid"
)

func TestAppendGeometry(t *testing.T) {
	t.Parallel()
	square := orb.Ring{{7, 51}, {7.5, 51}, {7.5, 51.5}, {7, 51.5}, {7, 51}}
	backwards := square.Clone()
	backwards.Reverse()
	hole := orb.Ring{{7.1, 51.1}, {7.2, 51.1}, {7.2, 51.2}, {7.1, 51.1}}
	const (
		outer   = `[[7,51],[7.5,51],[7.5,51.5],[7,51.5],[7,51]]`
		inner   = `[[7.1,51.1],[7.2,51.2],[7.2,51.1],[7.1,51.1]]`
		polygon = `{"type":"Polygon","coordinates":[`
	)
	for _, tc := range []struct {
		g    orb.Geometry
		want string
	}{
		{nil, `null`},
		{orb.Point{6.9650123456, 51.66}, `{"type":"Point","coordinates":[6.9650123,51.66]}`},
		{orb.Point{-0.00000004, 0.00000006}, `{"type":"Point","coordinates":[0,0.0000001]}`},
		{orb.Point{-7.00000001, 100}, `{"type":"Point","coordinates":[-7,100]}`},
		{orb.Point{-7.0100001, 9.9999999}, `{"type":"Point","coordinates":[-7.0100001,9.9999999]}`},
		{orb.Point{9.99999999, -9.99999999}, `{"type":"Point","coordinates":[10,-10]}`},
		{orb.Point{1e20, -1e-20}, `{"type":"Point","coordinates":[100000000000000000000,0]}`},
		{orb.Point{math.NaN(), math.Inf(1)}, `{"type":"Point","coordinates":[null,null]}`},
		{orb.MultiPoint{{1, 2}, {3, 4}}, `{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}`},
		{orb.LineString{{1, 2}, {3, 4}}, `{"type":"LineString","coordinates":[[1,2],[3,4]]}`},
		{orb.LineString{}, `{"type":"LineString","coordinates":[]}`},
		{orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, `{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}`},
		{orb.Polygon{square, hole}, polygon + outer + `,` + inner + `]}`},
		{orb.Polygon{backwards, hole}, polygon + outer + `,` + inner + `]}`},
		{square, polygon + outer + `]}`},
		{square.Bound(), polygon + outer + `]}`},
		{orb.MultiPolygon{{backwards}, {square, hole}}, `{"type":"MultiPolygon","coordinates":[[` + outer + `],[` + outer + `,` + inner + `]]}`},
		{
			orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}},
			`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}`,
		},
	} {
		if got := string(geo.AppendGeometry([]byte("x"), tc.g, 7)); got != "x"+tc.want {
			t.Errorf("%v:\n got %s\nwant x%s", tc.g, got, tc.want)
		}
	}
	if backwards[1] != (orb.Point{7, 51.5}) {
		t.Error("the ring was turned in place")
	}
}

func TestAppendGeometryKeepsToItsDigits(t *testing.T) {
	t.Parallel()
	p := orb.Point{6.123456789012345, -0.5}
	for digits, want := range map[int]string{
		-1: "[6,0]", 0: "[6,0]", 1: "[6.1,-0.5]", 9: "[6.123456789,-0.5]", 15: "[6.123456789012345,-0.5]", 99: "[6.123456789012345,-0.5]",
	} {
		if got := string(geo.AppendGeometry(nil, p, digits)); !strings.Contains(got, `"coordinates":`+want+`}`) {
			t.Errorf("%d digits: %s", digits, got)
		}
	}
}

func TestAppendGeomKeepsMetres(t *testing.T) {
	t.Parallel()
	g, err := geo.NewGeom(geom.NewPointFlat(geom.XY, []float64{359_248.5751, 5_725_240.0509}).SetSRID(int(geo.Storage)))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(geo.AppendGeom(nil, g, 3)), `{"type":"Point","coordinates":[359248.575,5725240.051]}`; got != want {
		t.Errorf("got %s", got)
	}
	if got := string(geo.AppendGeom(nil, geo.Geom{}, 3)); got != "null" {
		t.Errorf("no geometry is %s", got)
	}
}

// half returns half a unit of the last of digits decimals, exactly.
func half(digits int) *big.Rat {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	return new(big.Rat).SetFrac(big.NewInt(1), unit.Mul(unit, big.NewInt(2)))
}

// checkNumber demands that text is v within half a unit of the last digit, in the shortest decimal form.
func checkNumber(t rapid.TB, text string, v float64, digits int) {
	t.Helper()
	written, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%v was written %s", v, text)
	}
	away := written.Sub(written, new(big.Rat).SetFloat64(v))
	if away.Abs(away).Cmp(half(digits)) > 0 {
		t.Fatalf("%v with %d digits was written %s", v, digits, text)
	}
	_, fraction, point := strings.Cut(text, ".")
	if strings.ContainsAny(text, "eE+") || text == "-0" || len(fraction) > digits ||
		point && strings.HasSuffix(text, "0") || strings.HasSuffix(text, ".") {
		t.Fatalf("%v with %d digits was written %s", v, digits, text)
	}
}

func FuzzAppendGeometry(f *testing.F) {
	for _, v := range []float64{0, -0.00000005, 0.00000015, 6.9650123449999, 51.66050005, 1e15, 4503599627.3704955, -1e300, 5e-324, -5e-9} {
		for _, digits := range []int{0, 3, 7, 8, 15} {
			f.Add(v, digits)
		}
	}
	f.Fuzz(func(t *testing.T, v float64, digits int) {
		if digits < 0 || digits > 15 || math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
		text := geo.AppendGeometry(nil, orb.Point{v, 0}, digits)
		var got struct{ Coordinates [2]json.Number }
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		checkNumber(t, got.Coordinates[0].String(), v, digits)
	})
}

// TestWrittenGeometryReadsBack holds the writer against another reader: same type, half a unit away at most, outer rings
// counter-clockwise, holes clockwise.
func TestWrittenGeometryReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := drawGeometry(t)
		text := geo.AppendGeometry(nil, want, 7)
		read, err := geojson.UnmarshalGeometry(text)
		if err != nil {
			t.Fatal(err)
		}
		got := read.Geometry()
		checkRings(t, got)
		turnAlike(want)
		a, b := fromOrb(t, want), fromOrb(t, got)
		if !a.EqualWithin(b, 0.5e-7*(1+1e-6)) {
			t.Fatalf("%v came back as %s", want, text)
		}
	})
}

func polygons(g orb.Geometry) []orb.Polygon {
	switch v := g.(type) {
	case orb.Polygon:
		return []orb.Polygon{v}
	case orb.MultiPolygon:
		return v
	default:
		return nil
	}
}

func checkRings(t *rapid.T, g orb.Geometry) {
	for _, p := range polygons(g) {
		for i, ring := range p {
			if want := map[bool]orb.Orientation{true: orb.CCW, false: orb.CW}[i == 0]; ring.Orientation() != want {
				t.Fatalf("ring %d runs the wrong way: %v", i, ring)
			}
		}
	}
}

// turnAlike turns the rings of what was written as the writer does.
func turnAlike(g orb.Geometry) {
	for _, p := range polygons(g) {
		for i, ring := range p {
			if (i == 0) != (ring.Orientation() == orb.CCW) {
				ring.Reverse()
			}
		}
	}
}

func BenchmarkAppendGeometry(b *testing.B) {
	line := make(orb.LineString, 1000)
	for i := range line {
		line[i] = orb.Point{6.9650123 + float64(i)*1e-5, 51.6605 - float64(i)*1e-5}
	}
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = geo.AppendGeometry(dst[:0], line, 7)
	}
	b.SetBytes(int64(len(dst)))
}
