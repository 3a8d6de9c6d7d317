package tiles

import (
	"math"
	"slices"
	"testing"

	"mitte/geo/pg"
)

// comparison holds the engine's tiles against the oracle's and counts.
type comparison struct {
	db       pg.Querier
	tiles    int
	features int
	cyclic   int // compared ring by ring, from any start
	outlines int // compared by distance, where one has a point on a straight run that the other left out
	points   [2]int
	worst    float64
	exempt   map[string]int // by reason
	disputes []dispute
}

const (
	missing        = "missing in one of them"
	areaDiffers    = "another area"
	lengthDiffers  = "another length"
	outlineDiffers = "another outline"
)

// dispute is a difference that the true geometry has to decide.
type dispute struct {
	what        string
	layer       string
	mine, yours decodedFeature // one of them has no id where it is missing
}

func (c *comparison) tile(t *testing.T, a Address, ours, theirs []decodedLayer) {
	t.Helper()
	c.tiles++
	c.disputes = c.disputes[:0]
	var points [2]int
	var area [2]float64
	for _, l := range layers {
		mine, yours := featuresOf(t, ours, l.Name), featuresOf(t, theirs, l.Name)
		for id, f := range mine {
			o, ok := yours[id]
			if !ok {
				c.dispute(missing, l.Name, f, o)
				continue
			}
			c.feature(t, a, l.Name, f, o)
			points[0], points[1] = points[0]+count(&f), points[1]+count(&o)
			if f.kind == polygonKind {
				x, _ := size(&f)
				y, _ := size(&o)
				area[0], area[1] = area[0]+x, area[1]+y
			}
		}
		for id, o := range yours {
			if _, ok := mine[id]; !ok {
				c.dispute(missing, l.Name, decodedFeature{}, o)
			}
		}
	}
	c.points[0], c.points[1] = c.points[0]+points[0], c.points[1]+points[1]
	if off := math.Abs(float64(points[0] - points[1])); off > 0.005*float64(points[1])+4 {
		t.Errorf("%v: %d points against %d", a, points[0], points[1])
	}
	if math.Abs(area[0]-area[1]) > 0.005*area[1] {
		c.tileArea(t, a, ours, area)
	}
	c.settle(t, a)
}

func (c *comparison) dispute(what, layer string, mine, yours decodedFeature) {
	c.disputes = append(c.disputes, dispute{what, layer, mine, yours})
}

func (c *comparison) feature(t *testing.T, a Address, layer string, f, o decodedFeature) {
	t.Helper()
	c.features++
	if got, want := normal(f.tags), normal(o.tags); got != want {
		t.Errorf("%v %s %d: values\n%s\nST_AsMVT\n%s", a, layer, f.id, got, want)
	}
	if f.kind != o.kind {
		t.Errorf("%v %s %d: kind %d against %d", a, layer, f.id, f.kind, o.kind)
	}
	area, way := size(&f)
	area2, way2 := size(&o)
	switch f.kind {
	case polygonKind:
		off := math.Abs(area - area2)
		if off > 0.5*max(way, way2)+4 {
			c.dispute(areaDiffers, layer, f, o)
		}
		c.worst = max(c.worst, (off-4)/max(way, way2))
	case lineKind:
		if !outlineOf(&f).asLong(outlineOf(&o)) {
			c.dispute(lengthDiffers, layer, f, o)
		}
	case pointKind: // its place is its outline
	}
	switch {
	case sameRings(&f, &o):
		c.cyclic++
	case outlineOf(&f).strays(outlineOf(&o), math.Sqrt2) || outlineOf(&o).strays(outlineOf(&f), math.Sqrt2):
		c.dispute(outlineDiffers, layer, f, o)
	default:
		c.outlines++
	}
}

// judge logs the counts and demands that the comparison looked at enough and excused little.
func (c *comparison) judge(t *testing.T) {
	t.Helper()
	excused := 0
	for _, n := range c.exempt {
		excused += n
	}
	t.Logf("%d tiles, %d features, %d of them the same point by point, %d by their outlines; %d points against %d; "+
		"areas differ by at most %.2f of the perimeter beyond 4 units²; exempt: %v",
		c.tiles, c.features, c.cyclic, c.outlines, c.points[0], c.points[1], c.worst, c.exempt)
	if c.features < 20*c.tiles || c.cyclic < c.features*9/10 {
		t.Error("too few features were compared")
	}
	if excused > c.features/200 {
		t.Error("too many features are exempt")
	}
}

// sameRings reports whether each ring of f is one of o's, from whatever point it starts, to within one unit.
func sameRings(f, o *decodedFeature) bool {
	if len(f.rings) != len(o.rings) {
		return false
	}
	for _, ring := range f.rings {
		if !slices.ContainsFunc(o.rings, func(other []pt) bool { return sameRing(ring, other, f.kind) }) {
			return false
		}
	}
	return true
}

func sameRing(a, b []pt, kind geometryKind) bool {
	if len(a) != len(b) {
		return false
	}
	for first := range b {
		if first > 0 && kind == lineKind {
			return false
		}
		same := true
		for i := 0; same && i < len(a); i++ {
			same = beside(a[i], b[(first+i)%len(b)])
		}
		if same {
			return true
		}
	}
	return false
}

func beside(p, q pt) bool { return max(p.x-q.x, q.x-p.x, p.y-q.y, q.y-p.y) <= 1 }
