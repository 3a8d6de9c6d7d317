package geo

import (
	"math"
	"slices"

	"mitte/geo/fault"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
)

// Geom is a geometry that knows its reference system. It is 2D, and its SRID is one of Storage, LonLat or WebMercator.
// The zero Geom is no geometry. A Geom is never changed after it was made.
type Geom struct {
	t geom.T
}

// NewGeom wraps a go-geom value. It returns Internal if t has another SRID than ours or is not 2D, because such a value
// was made by us: what comes from outside goes through Intake.
func NewGeom(t geom.T) (Geom, error) {
	switch SRID(t.SRID()) {
	case Storage, LonLat, WebMercator:
	default:
		return Geom{}, fault.Newf(fault.Internal, "internal", "geometry has SRID %d", t.SRID())
	}
	if t.Layout() != geom.XY {
		return Geom{}, fault.Newf(fault.Internal, "internal", "geometry has layout %v", t.Layout())
	}
	return Geom{t}, nil
}

// IsZero reports whether g is no geometry.
func (g Geom) IsZero() bool { return g.t == nil }

// T returns the go-geom value. It must not be changed.
func (g Geom) T() geom.T { return g.t }

// SRID returns the reference system.
func (g Geom) SRID() SRID { return SRID(g.t.SRID()) }

// FromOrb returns the Geom of an orb value, whose coordinates are lon/lat degrees. It copies them.
// It returns Invalid for an orb type that mitte does not store.
func FromOrb(o orb.Geometry) (Geom, error) {
	t, err := fromOrb(o)
	if err != nil {
		return Geom{}, err
	}
	return Geom{t}, nil
}

// Orb returns g as an orb value, whose coordinates are lon/lat degrees. It copies them.
// It returns Internal if g is not in lon/lat, so that metres never pass for degrees.
func (g Geom) Orb() (orb.Geometry, error) {
	if g.IsZero() || g.SRID() != LonLat {
		return nil, fault.New(fault.Internal, "internal", "only a lon/lat geometry becomes an orb value")
	}
	return toOrb(g.t)
}

// Bound returns the box around g in the units of its SRID. The zero Geom has the zero box.
func (g Geom) Bound() BBox {
	if g.IsZero() || g.t.Empty() {
		return BBox{}
	}
	return shape{flat: g.t.FlatCoords()}.bound()
}

// EqualWithin reports whether g and o have the same type, reference system, parts and number of positions, in the same
// order, and no coordinate differs by more than tolerance, which is in the units of the SRID.
func (g Geom) EqualWithin(o Geom, tolerance float64) bool {
	if g.IsZero() || o.IsZero() {
		return g.IsZero() && o.IsZero()
	}
	a, errA := newShape(g.t)
	b, errB := newShape(o.t)
	if errA != nil || errB != nil || g.SRID() != o.SRID() || a.kind != b.kind || !slices.Equal(a.parts, b.parts) {
		return false
	}
	for i, v := range a.flat {
		if !(math.Abs(v-b.flat[i]) <= tolerance) { // NaN is equal to nothing
			return false
		}
	}
	return true
}
