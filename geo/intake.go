package geo

import (
	"slices"
	"strings"

	"mitte/geo/fault"

	"github.com/twpayne/go-geom"
)

// How many vertices one feature may have.
const (
	EditorVertices = 5_000  // drawn by hand
	ImportVertices = 50_000 // from a file
)

// Intake holds the rules that a geometry from outside passes before SQL sees it: type, reference system, finite
// numbers, two dimensions, size, closed rings that have an area, right axes and units, and a place inside the town.
// Whether a ring crosses itself is not judged here but by ST_IsValid, which is fast on what passes here.
//
// A refusal is a fault.Error whose one Field names the place as a JSON pointer into the geometry object, the stable
// code, an English sentence and, where there is one, the point in the coordinates of the input. Its kind is BadRequest
// for bad_json and Invalid for every other code. Nothing is ever repaired.
type Intake struct {
	Types       []string // GeoJSON type names allowed for the layer; none means all six that mitte keeps
	MaxVertices int      // EditorVertices or ImportVertices; 0 means EditorVertices
	SRID        SRID     // LonLat for GeoJSON, Storage for data in metres
	Within      BBox     // the town and 5 km around it, in units of SRID; zero means Germany

	// Closed refuses members of a geometry object that RFC 7946 does not define. The API sets it; files may carry them.
	Closed bool
	// Strict also refuses what RFC 7946 asks of writers but tells readers to bear: rings against the right-hand rule
	// (code winding) and more than nine decimals (code too_precise). It is for checking a file, not for taking drawings
	// in: neither Leaflet nor a Shapefile keeps that rule, and mitte's own writer turns rings as needed.
	Strict bool
}

var allTypes = []string{"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}

// GeoJSON reads a GeoJSON geometry object of RFC 7946 and checks it. Duplicate members, null coordinates, a bbox of the
// wrong shape and members that belong to a Feature are refused, as is anything after the object.
func (in Intake) GeoJSON(raw []byte) (Geom, error) {
	object, err := readGeometryObject(raw)
	if err != nil {
		return Geom{}, err
	}
	if err := in.object(object); err != nil {
		return Geom{}, err
	}
	t, err := in.coordinates(object)
	if err != nil {
		return Geom{}, err
	}
	return in.Check(t)
}

// Check applies the same rules to a decoded value, for example from OpenStreetMap or from WKB. Its SRID is in.SRID or 0,
// which means undeclared. Strict's rule on decimals does not apply. The value must not be changed afterwards.
func (in Intake) Check(t geom.T) (Geom, error) {
	kind := typeName(t)
	if err := in.kind(kind); err != nil {
		return Geom{}, err
	}
	if srid := SRID(t.SRID()); srid != 0 && srid != in.SRID {
		return Geom{}, foreignCRS("EPSG:"+srid.number(), in.SRID)
	}
	if err := in.shape(t); err != nil {
		return Geom{}, err
	}
	t, err := withSRID(t, in.SRID)
	if err != nil {
		return Geom{}, err
	}
	return NewGeom(t)
}

// shape asks in the order of cost, so that sorting rings never meets an oversized or infinite value.
func (in Intake) shape(t geom.T) error {
	s, err := newShape(t)
	if err != nil {
		return err
	}
	for _, check := range []func(shape) error{in.finite, in.size, in.rings, in.place} {
		if err := check(s); err != nil {
			return err
		}
	}
	return nil
}

func (in Intake) kind(name string) error {
	allowed := in.Types
	if len(allowed) == 0 {
		allowed = allTypes
	}
	if slices.Contains(allowed, name) {
		return nil
	}
	return refusal{
		code: codeType, path: "/type",
		msg:  "the type " + quote(name) + " is not taken here; allowed: " + strings.Join(allowed, ", "),
		with: params{"types": strings.Join(allowed, ", "), "got": clip(name)},
	}.err()
}

func (in Intake) maxVertices() int {
	if in.MaxVertices == 0 {
		return EditorVertices
	}
	return in.MaxVertices
}

func withSRID(t geom.T, srid SRID) (geom.T, error) {
	if t.SRID() == int(srid) {
		return t, nil
	}
	out, err := geom.SetSRID(shallow(t), int(srid))
	if err != nil {
		return nil, fault.Wrap("geo.Intake", err)
	}
	return out, nil
}
