package place_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/geotest"
	"mitte/geo/pg/pgtest"
)

const sqlGeomFits = `
SELECT geom_fits(ST_GeomFromEWKB(shape), 50000)
FROM unnest($1::bytea[]) WITH ORDINALITY AS given (shape, n)
ORDER BY n`

// moved is a case of the JTS suite whose geometry was moved into Germany.
type moved struct {
	geotest.Validity
	value geom.T
	exact bool // no coordinate was rounded on the way
}

// TestJTSValidity holds both halves of our verdict together, the structural one of Intake and the CHECK of the database,
// against every isValid case of the JTS suite that mitte's types can hold. A case counts as not carried where its answer
// is about something mitte does not keep, or where no place in Germany has the digits it needs.
func TestJTSValidity(t *testing.T) {
	t.Parallel()
	in := geo.Intake{SRID: geo.Storage, MaxVertices: geo.ImportVertices}
	got := map[string]int{}
	var asked []moved
	for _, c := range geotest.ValidityCases(t) {
		m := move(t, c)
		_, err := in.Check(m.value)
		switch code := fault.CodeOf(err); {
		case err == nil:
			asked = append(asked, m)
		case code == "empty" || code == "geometry_type":
			got["not carried: "+code]++
		case c.Valid && !m.exact:
			got["not carried: digits"]++
		case c.Valid:
			t.Errorf("%s: valid, but Intake says %v", c.Name, err)
		default:
			got["refused by Intake"]++
		}
	}
	for i, fits := range geomFits(t, asked) {
		m := asked[i]
		switch {
		case fits == m.Valid && fits:
			got["accepted by both"]++
		case fits == m.Valid:
			got["refused by the CHECK"]++
		case !m.exact:
			t.Logf("not carried for want of digits: %s", m.Name)
			got["not carried: digits"]++
		default:
			t.Errorf("%s: valid %v, but the CHECK says %v: %s", m.Name, m.Valid, fits, m.Text)
		}
	}
	t.Logf("isValid: %v", got)
	want := map[string]int{
		"accepted by both":           776,
		"refused by Intake":          19,
		"refused by the CHECK":       111,
		"not carried: empty":         12, // valid to JTS; mitte keeps nothing empty
		"not carried: geometry_type": 3,  // two LinearRings, one GeometryCollection
		"not carried: digits":        1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}

func geomFits(t *testing.T, cases []moved) []bool {
	t.Helper()
	shapes := make([][]byte, len(cases))
	for i, c := range cases {
		value, err := geom.SetSRID(c.value, int(geo.Storage))
		if err != nil {
			t.Fatal(err)
		}
		if shapes[i], err = ewkb.Marshal(value, ewkb.NDR); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := pgtest.Tx(t).Query(t.Context(), sqlGeomFits, shapes)
	if err != nil {
		t.Fatal(err)
	}
	verdicts, err := pgx.CollectRows(rows, pgx.RowTo[bool])
	if err != nil {
		t.Fatal(err)
	}
	return verdicts
}

// move shifts a case by whole metres into the middle of Germany, and shrinks it by a power of two before if it is larger
// than that. Both keep every digit that fits.
func move(t *testing.T, c geotest.Validity) moved {
	t.Helper()
	value, err := geotest.Decode(c.Text)
	if err != nil {
		t.Fatal(err)
	}
	m := moved{Validity: c, value: value, exact: true}
	if _, collection := value.(*geom.GeometryCollection); collection {
		return m
	}
	shift := [2]float64{400_000, 5_700_000}
	scale := shrinking(value.FlatCoords())
	geom.TransformInPlace(value, func(at geom.Coord) {
		for axis, v := range at {
			at[axis] = v*scale + shift[axis]
			m.exact = m.exact && (at[axis]-shift[axis])/scale == v
		}
	})
	return m
}

func shrinking(flat []float64) float64 {
	scale := 1.0
	for _, v := range flat {
		for math.Abs(v)*scale > 100_000 && !math.IsInf(v, 0) {
			scale /= 2
		}
	}
	return scale
}
