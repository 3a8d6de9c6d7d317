package tiles

import (
	"encoding/binary"
	"encoding/xml"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
)

// checkAnything demands of a feature that may be invalid that its rings do not cross, and that the bytes follow the text.
// A hole beside its exterior, or an exterior in another, stays what it was.
func checkAnything(t *testing.T, f *feature) {
	t.Helper()
	var s shaper
	s.begin(testTile)
	s.shape(f)
	if f.kind == polygonKind && s.tally.unrepaired == 0 {
		if why := crossingEdges(&s.out); why != "" {
			t.Errorf("%s: %v of %v", why, s.out, f)
		}
	}
	if s.tally.unrepaired+s.tally.unchecked > 0 {
		t.Errorf("the repair came to no end: %+v, %v", s.tally, f)
	}
	l := Layer{Name: "any"}
	one := newTable(&l)
	one.append(&row{id: 1, kind: f.kind, from: always, to: never, points: f.points, rings: f.rings, loose: make([]byte, 8)})
	one.cells.settle()
	var e encoder
	tile := e.encode(&picture{tables: []*table{one}, address: testTile})
	if _, err := checkOwn(tile); err != nil {
		t.Errorf("%v in %v", err, f)
	}
}

// FuzzT4 makes rings of anything.
func FuzzT4(f *testing.F) {
	f.Add([]byte{3, 0, 0, 0, 0, 16, 0, 0, 0, 16, 16, 0, 16}, uint8(3))
	f.Add([]byte{4, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 255, 255, 255, 0, 0, 8, 0, 0, 0, 0, 1, 1}, uint8(3))
	f.Add([]byte{2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		shape := feature{kind: geometryKind(kind%3 + 1), safeZ: unknownSafeZ}
		frame := frameOf(testTile)
		for len(data) > 0 {
			n := max(int(data[0]%64), 1)
			begins := data[0] >= 128 || shape.rings == nil
			data = data[1:]
			points := 0
			for ; points < n && len(data) >= 4; points++ {
				// Two bytes reach a little beyond the tile in half units; near the sides every unit counts.
				x, y := int64(int16(binary.LittleEndian.Uint16(data))), int64(int16(binary.LittleEndian.Uint16(data[2:])))
				data = data[4:]
				shape.points = append(shape.points, place{uint32(frame.originX + x*testUnit/2), uint32(frame.originY + y*testUnit/2)})
			}
			if points == 0 {
				break
			}
			shape.rings = append(shape.rings, packRing(points, begins))
		}
		if len(shape.points) == 0 {
			return
		}
		if len(shape.rings) == 1 {
			shape.rings = nil
		}
		shape.box = boxOf(shape.points)
		checkAnything(t, &shape)
	})
}

// fuzzed draws numbers from the fuzzer's bytes, and from a seed when they are used up.
type fuzzed struct {
	data []byte
	rest rand.Source
}

func (f *fuzzed) Uint64() uint64 {
	if len(f.data) < 8 {
		return f.rest.Uint64()
	}
	v := binary.LittleEndian.Uint64(f.data)
	f.data = f.data[8:]
	return v
}

// FuzzT4Valid lets the fuzzer choose the numbers of which valid polygons are made.
func FuzzT4Valid(f *testing.F) {
	for seed := range uint64(8) {
		f.Add([]byte{}, seed)
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		shape := aPolygon(rand.New(&fuzzed{data, rand.NewPCG(seed, 4)}))
		checkPolygon(t, &shape)
	})
}

var shapeText = regexp.MustCompile(`(?is)(MULTI)?(POLYGON|LINESTRING)\s*\([^A-Z]*\)`)

// TestT4JTSGeometries feeds the shapes of a foreign test suite, many of them invalid, scaled to meet the tile's edges.
func TestT4JTSGeometries(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob("../../shared/data/jts-testxml/*/*.xml")
	if len(files) == 0 {
		t.Skip("the folder jts-testxml is not here")
	}
	n := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range shapeText.FindAllString(plainText(raw), -1) {
			g, err := wkt.Unmarshal(strings.Join(strings.Fields(text), " "))
			if err != nil {
				continue
			}
			for _, scale := range []float64{300, 4100, 4224, 20000} {
				if f, ok := fromOrb(g, scale); ok {
					checkAnything(t, &f)
					n++
				}
			}
		}
	}
	t.Logf("%d shapes", n)
	if n < 4000 {
		t.Error("too few shapes were read")
	}
}

func plainText(raw []byte) string {
	var out strings.Builder
	d := xml.NewDecoder(strings.NewReader(string(raw)))
	for {
		token, err := d.Token()
		if err != nil {
			return out.String()
		}
		if text, ok := token.(xml.CharData); ok {
			out.Write(text)
			out.WriteString("\n|")
		}
	}
}

// fromOrb stretches a geometry to a box of the given breadth whose corner is the buffer's.
func fromOrb(g orb.Geometry, breadth float64) (feature, bool) {
	b := g.Bound()
	size := max(b.Max[0]-b.Min[0], b.Max[1]-b.Min[1])
	if !(size > 0) || math.IsInf(size, 0) {
		return feature{}, false
	}
	move := func(p orb.Point) fpt {
		return fpt{lowest + (p[0]-b.Min[0])/size*breadth, lowest + (p[1]-b.Min[1])/size*breadth}
	}
	ring := func(points []orb.Point) []fpt {
		var out []fpt
		for _, p := range points {
			out = append(out, move(p))
		}
		return out
	}
	var parts [][][]fpt
	kind := polygonKind
	switch g := g.(type) {
	case orb.LineString:
		kind, parts = lineKind, [][][]fpt{{ring(g)}}
	case orb.MultiLineString:
		kind = lineKind
		for _, l := range g {
			parts = append(parts, [][]fpt{ring(l)})
		}
	case orb.Polygon:
		g2 := orb.MultiPolygon{g}
		return fromOrb(g2, breadth)
	case orb.MultiPolygon:
		for _, polygon := range g {
			var part [][]fpt
			for _, r := range polygon {
				if len(r) > 0 {
					part = append(part, ring(r))
				}
			}
			if len(part) > 0 {
				parts = append(parts, part)
			}
		}
	}
	if len(parts) == 0 {
		return feature{}, false
	}
	return shapeOf(kind, parts...), true
}
