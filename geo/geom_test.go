package geo_test

import (
	"testing"

	"mitte/geo"
	"mitte/geo/fault"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"pgregory.net/rapid"
)

func fromOrb(t rapid.TB, o orb.Geometry) geo.Geom {
	t.Helper()
	g, err := geo.FromOrb(o)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestNewGeomTakesOnlyOurs(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]geom.T{
		"no SRID":      geom.NewPointFlat(geom.XY, []float64{7, 51}),
		"foreign SRID": geom.NewPointFlat(geom.XY, []float64{7, 51}).SetSRID(31466),
		"height":       geom.NewPointFlat(geom.XYZ, []float64{7, 51, 60}).SetSRID(int(geo.LonLat)),
	} {
		if _, err := geo.NewGeom(value); fault.KindOf(err) != fault.Internal || err == nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	g, err := geo.NewGeom(geom.NewPointFlat(geom.XY, []float64{359_248, 5_725_240}).SetSRID(int(geo.Storage)))
	if err != nil || g.SRID() != geo.Storage || g.IsZero() {
		t.Errorf("got %v, %v", g, err)
	}
	if _, err := g.Orb(); fault.KindOf(err) != fault.Internal {
		t.Errorf("metres passed for degrees: %v", err)
	}
}

func TestOrbRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := drawGeometry(t)
		g := fromOrb(t, want)
		got, err := g.Orb()
		if err != nil || !orb.Equal(got, want) || g.SRID() != geo.LonLat {
			t.Fatalf("got %v, %v, want %v", got, err, want)
		}
	})
}

func TestFromOrbCopies(t *testing.T) {
	t.Parallel()
	line := orb.LineString{{7, 51}, {8, 52}}
	g := fromOrb(t, line)
	line[0][0] = 9
	if got := g.T().FlatCoords()[0]; got != 7 {
		t.Errorf("the value changed with its source: %v", got)
	}
}

func TestFromOrbRefusesWhatIsNotKept(t *testing.T) {
	t.Parallel()
	for _, o := range []orb.Geometry{orb.Collection{}, orb.Ring{}, orb.Bound{}} {
		if _, err := geo.FromOrb(o); fault.CodeOf(err) != "geometry_type" {
			t.Errorf("%T: got %v", o, err)
		}
	}
}

func TestBound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := drawGeometry(t)
		want, got := o.Bound(), fromOrb(t, o).Bound()
		if got != (geo.BBox{want.Min[0], want.Min[1], want.Max[0], want.Max[1]}) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
	if got := (geo.Geom{}).Bound(); got != (geo.BBox{}) {
		t.Errorf("no geometry: %v", got)
	}
}

func TestEqualWithin(t *testing.T) {
	t.Parallel()
	line := func(points ...orb.Point) geo.Geom { return fromOrb(t, orb.LineString(points)) }
	a := line(orb.Point{7, 51}, orb.Point{7.5, 51})
	metres, err := geo.NewGeom(geom.NewLineStringFlat(geom.XY, a.T().FlatCoords()).SetSRID(int(geo.Storage)))
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		b         geo.Geom
		tolerance float64
		want      bool
	}{
		"the same":           {a, 0, true},
		"within":             {line(orb.Point{7, 51.125}, orb.Point{7.5, 51}), 0.125, true},
		"beyond":             {line(orb.Point{7, 51.126}, orb.Point{7.5, 51}), 0.125, false},
		"the other way":      {line(orb.Point{7.5, 51}, orb.Point{7, 51}), 0, false},
		"longer":             {line(orb.Point{7, 51}, orb.Point{7.5, 51}, orb.Point{8, 51}), 1, false},
		"other type":         {fromOrb(t, orb.MultiPoint{{7, 51}, {7.5, 51}}), 1, false},
		"other system":       {metres, 1, false},
		"no geometry at all": {geo.Geom{}, 1, false},
	} {
		if a.EqualWithin(tc.b, tc.tolerance) != tc.want || tc.b.EqualWithin(a, tc.tolerance) != tc.want {
			t.Errorf("%s: not %v", name, tc.want)
		}
	}
	if !(geo.Geom{}).EqualWithin(geo.Geom{}, 0) {
		t.Error("no geometry equals no geometry")
	}
}

func TestEqualWithinSeesParts(t *testing.T) {
	t.Parallel()
	p := []orb.Point{{7, 51}, {7.1, 51}, {7.1, 51.1}, {7.2, 51.2}}
	one := fromOrb(t, orb.MultiLineString{{p[0], p[1]}, {p[2], p[3]}})
	two := fromOrb(t, orb.MultiLineString{{p[0], p[1], p[2], p[3]}})
	if one.EqualWithin(two, 1) {
		t.Error("two lines are not one")
	}
}
