package tiles

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// demoEngine loads the demo into a database of its own and an engine from it.
func demoEngine(t *testing.T, o Options) (*pgtest.Database, *Engine, *pg.Cursor) {
	t.Helper()
	db := pgtest.DB(t)
	if _, err := demo.Load(t.Context(), db.Owner(), demo.Options{Seed: 1, Scale: 1, Today: testDay}); err != nil {
		t.Fatal(err)
	}
	o.DB, o.Public = db.App(), db.Public()
	o.Clock = geo.FixedClock(testDay.Time().Add(12 * time.Hour))
	e := NewEngine(o)
	cursor, err := e.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return db, e, cursor
}

// someTiles picks tiles where there is something: a few of the first zoom, the rest from 14 to the deepest.
func someTiles(r *rand.Rand, e *Engine, first uint8, n int) []Address {
	var places []place
	for _, t := range e.snapshot.tables {
		for _, i := range t.ids {
			places = append(places, t.record(i).box.centre())
		}
	}
	slices.SortFunc(places, func(a, b place) int { return int(int64(a.x)-int64(b.x)) + int(int64(a.y)-int64(b.y))*3 })
	out := make([]Address, n)
	for i := range out {
		p := places[r.IntN(len(places))]
		z := max(first, 14) + uint8(r.IntN(int(DeepestZoom-max(first, 14))+1))
		if i%16 == 0 { // whole districts; the oracle takes a second for some of them
			z = first
		}
		out[i] = Address{z, p.x >> (32 - z), p.y >> (32 - z)}
	}
	return out
}

// TestT1Oracle holds tiles of the demo against ST_AsMVT on the same views.
func TestT1Oracle(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{MaxTileBytes: -1})
	e.measure(t.Context())
	r := rand.New(rand.NewPCG(1, 1))
	n := 2000
	if testing.Short() {
		n = 200
	}
	var all comparison
	for i, a := range someTiles(r, e, 12, n) {
		request := plainRequest(AllLayers(), a)
		if i%10 == 0 {
			request.At = testDay.AddDays(r.IntN(800) - 600)
		}
		var enc encoder
		ours, err := checkOwn(e.encode(&enc, &request))
		if err != nil {
			t.Fatalf("%v: %v", a, err)
		}
		var raw []byte
		err = db.Public().QueryRow(t.Context(), statements[AllLayers()], int(a.Z), int(a.X), int(a.Y), request.At,
			!testDay.Before(request.At)).Scan(&raw)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := checkTile(raw)
		if err != nil {
			t.Fatalf("%v: %v", a, err)
		}
		all.tile(t, a, ours, theirs)
	}
	t.Logf("%d tiles, %d features, %d exempt; %d points against %d; largest area difference %.2f of the perimeter",
		n, all.features, all.exempt, all.points[0], all.points[1], all.worst)
	if all.exempt > all.features/50 {
		t.Error("too many features are exempt")
	}
}

type comparison struct {
	features, exempt int
	points           [2]int
	worst            float64
}

func (c *comparison) tile(t *testing.T, a Address, ours, theirs []decodedLayer) {
	t.Helper()
	for _, l := range layers {
		mine, yours := featuresOf(ours, l.Name), featuresOf(theirs, l.Name)
		points := [2]int{}
		for key, f := range mine {
			o, ok := yours[key]
			if !ok {
				c.alone(t, a, l.Name, "ST_AsMVT", &f)
				continue
			}
			c.features++
			c.feature(t, a, l.Name, &f, &o)
			points[0] += count(&f)
			points[1] += count(&o)
		}
		for key, f := range yours {
			if _, ok := mine[key]; !ok {
				c.alone(t, a, l.Name, "the engine", &f)
			}
		}
		if off := math.Abs(float64(points[0] - points[1])); off > 0.02*float64(points[1])+8 {
			t.Errorf("%v %s: %d points against %d", a, l.Name, points[0], points[1])
		}
		c.points[0] += points[0]
		c.points[1] += points[1]
	}
}

// alone excuses a feature that only one of the two shows if what is in the tile is thinner than a unit.
func (c *comparison) alone(t *testing.T, a Address, layer, who string, f *decodedFeature) {
	t.Helper()
	c.features++
	area, way := size(f)
	low, high := pt{math.MaxInt32, math.MaxInt32}, pt{math.MinInt32, math.MinInt32}
	for _, ring := range f.rings {
		for _, p := range ring {
			low, high = pt{min(low.x, p.x), min(low.y, p.y)}, pt{max(high.x, p.x), max(high.y, p.y)}
		}
	}
	grazes := high.x <= lowest+1 || high.y <= lowest+1 || low.x >= highest-1 || low.y >= highest-1
	if f.kind == polygonKind && 2*area/way < 1.01 || f.kind == lineKind && way < 2 || grazes {
		c.exempt++
		return
	}
	t.Errorf("%v %s %d: missing in %s: %v", a, layer, f.id, who, f.rings)
}

func (c *comparison) feature(t *testing.T, a Address, layer string, f, o *decodedFeature) {
	t.Helper()
	if got, want := normal(f.tags), normal(o.tags); got != want {
		t.Errorf("%v %s %d: values\n%s\nST_AsMVT\n%s", a, layer, f.id, got, want)
	}
	if f.kind != o.kind {
		t.Errorf("%v %s %d: kind %d against %d", a, layer, f.id, f.kind, o.kind)
	}
	area, way := size(f)
	area2, way2 := size(o)
	if f.kind == polygonKind {
		off := math.Abs(area - area2)
		// Deep down a unit is few steps of the world's grid, whose own rounding comes on top of the tile's.
		share := 0.5
		if a.Z >= 18 {
			share = 1
		}
		if off > share*max(way, way2)+4 {
			t.Errorf("%v %s %d: area %g against %g, perimeter %g\n%v\n%v", a, layer, f.id, area, area2, way, f.rings, o.rings)
		}
		c.worst = max(c.worst, off/max(way, way2, 16))
	}
	if f.kind == lineKind && (strays(f, o) || strays(o, f)) {
		t.Errorf("%v %s %d: %v against %v", a, layer, f.id, f.rings, o.rings)
	}
}

// strays reports whether a point of f well inside the tile lies beside the lines of o.
func strays(f, o *decodedFeature) bool {
	var l lines
	for _, ring := range o.rings {
		l.add(ring)
	}
	for _, ring := range f.rings {
		for _, p := range ring {
			well := p.x > lowest+2 && p.x < highest-2 && p.y > lowest+2 && p.y < highest-2
			if well && farFrom(fpt{float64(p.x), float64(p.y)}, &l) > 1.5 {
				return true
			}
		}
	}
	return false
}

func featuresOf(list []decodedLayer, name string) map[string]decodedFeature {
	out := map[string]decodedFeature{}
	for _, l := range list {
		if l.name == name {
			for _, f := range l.features {
				key := fmt.Sprint(f.id, normal(f.tags))
				out[key] = f
			}
		}
	}
	return out
}

func count(f *decodedFeature) int {
	n := 0
	for _, ring := range f.rings {
		n += len(ring)
	}
	return n
}

// size is the area and the length of all edges.
func size(f *decodedFeature) (area, way float64) {
	for _, ring := range f.rings {
		area += float64(area2(ring)) / 2
		for i := 1; i < len(ring); i++ {
			way += math.Hypot(float64(ring[i].x-ring[i-1].x), float64(ring[i].y-ring[i-1].y))
		}
		if f.kind == polygonKind {
			last := ring[len(ring)-1]
			way += math.Hypot(float64(ring[0].x-last.x), float64(ring[0].y-last.y))
		}
	}
	return area, way
}

// normal writes values so that equal numbers look equal, whatever the type that carries them.
func normal(tags map[string]string) string {
	var out []string
	for k, v := range tags {
		kind, rest, _ := strings.Cut(v, ":")
		number, body, _ := strings.Cut(rest, ":")
		switch kind {
		case "2":
			v = strconv.FormatFloat(float64(math.Float32frombits(binary.LittleEndian.Uint32([]byte(body)))), 'g', 6, 64)
		case "3":
			v = strconv.FormatFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(body))), 'g', -1, 64)
		case "4", "5":
			v = number
		case "6":
			u, _ := strconv.ParseUint(number, 10, 64)
			v = strconv.FormatInt(int64(u>>1)^-int64(u&1), 10)
		}
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
