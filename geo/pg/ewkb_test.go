package pg_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
)

func TestGeometryRoundTrip(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	rapid.Check(t, func(rt *rapid.T) {
		want := drawGeom(rt)
		var got geo.Geom
		if err := tx.QueryRow(t.Context(), `SELECT $1::geometry`, want).Scan(&got); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(bytesOf(rt, want), bytesOf(rt, got)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestPostGISReadsWhatWeWrite(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	g := square(t, 0, 0, 10)
	got := one[string](t, tx, `SELECT ST_AsEWKT($1::geometry)`, g)
	want := "SRID=25832;MULTIPOLYGON(((565000 5934000,565010 5934000,565010 5934010,565000 5934010,565000 5934000)))"
	if got != want {
		t.Errorf("got %s", got)
	}
}

func TestNullAndPointersOfGeometry(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	if !one[bool](t, tx, `SELECT $1::geometry IS NULL AND $2::geometry IS NULL`, geo.Geom{}, (*geo.Geom)(nil)) {
		t.Error("the zero Geom is not NULL")
	}
	full := point(t, 1, 2)
	got, pointer := full, &full
	if err := tx.QueryRow(t.Context(), `SELECT NULL::geometry, NULL::geometry`).Scan(&got, &pointer); err != nil {
		t.Fatal(err)
	}
	if !got.IsZero() || pointer != nil {
		t.Errorf("NULL left %v and %v", got, pointer)
	}
	if err := tx.QueryRow(t.Context(), `SELECT $1::geometry`, &full).Scan(&pointer); err != nil {
		t.Fatal(err)
	}
	if pointer == nil || pointer.SRID() != geo.Storage {
		t.Errorf("got %v", pointer)
	}
}

func TestGeometryArray(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	many := []geo.Geom{point(t, 1, 2), {}, square(t, 0, 0, 1)}
	got := column[geo.Geom](t, tx, `SELECT g FROM unnest($1::geometry[]) WITH ORDINALITY AS u(g, n) ORDER BY n`, many)
	if len(got) != 3 || got[0].IsZero() || !got[1].IsZero() || got[2].IsZero() {
		t.Errorf("got %v", got)
	}
}

func TestCopyOfGeometry(t *testing.T) {
	tx := inTx(t)
	rows := [][]any{{"a", square(t, 0, 0, 5), "s"}, {"b", square(t, 9, 0, 5), "s"}}
	n, err := tx.CopyFrom(t.Context(), pgx.Identifier{"building"}, []string{"name", "geom", "source"}, pgx.CopyFromRows(rows))
	if err != nil || n != 2 {
		t.Fatal(n, err)
	}
	if area := one[float64](t, tx, `SELECT sum(ST_Area(geom)) FROM building`); math.Abs(area-50) > 1e-6 {
		t.Errorf("got %v m²", area)
	}
}

func TestForeignGeometryIsRefusedByTheCodec(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for _, wkt := range []string{"SRID=25832;POINT Z (1 2 3)", "SRID=31467;POINT(1 2)", "POINT(1 2)"} {
		var g geo.Geom
		if err := tx.QueryRow(t.Context(), `SELECT ST_GeomFromEWKT($1)`, wkt).Scan(&g); err == nil {
			t.Errorf("%s became %v", wkt, g.T())
		}
	}
}

func bytesOf(t interface{ Fatal(args ...any) }, g geo.Geom) []byte {
	b, err := ewkb.Marshal(g.T(), ewkb.NDR)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// drawGeom draws any of the six types, sound or not: the codec carries, it does not judge.
func drawGeom(t *rapid.T) geo.Geom {
	srid := int(rapid.SampledFrom([]geo.SRID{geo.Storage, geo.LonLat, geo.WebMercator}).Draw(t, "srid"))
	line := func(label string) []float64 {
		n := 2 * rapid.IntRange(2, 6).Draw(t, label)
		return rapid.SliceOfN(rapid.Float64(), n, n).Draw(t, label)
	}
	many := func() (flat []float64, ends []int) {
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			flat = append(flat, line("part")...)
			ends = append(ends, len(flat))
		}
		return flat, ends
	}
	var g geom.T
	switch rapid.IntRange(0, 5).Draw(t, "type") {
	case 0:
		g = geom.NewPointFlat(geom.XY, line("point")[:2]).SetSRID(srid)
	case 1:
		g = geom.NewMultiPointFlat(geom.XY, line("points")).SetSRID(srid)
	case 2:
		g = geom.NewLineStringFlat(geom.XY, line("line")).SetSRID(srid)
	case 3:
		flat, ends := many()
		g = geom.NewMultiLineStringFlat(geom.XY, flat, ends).SetSRID(srid)
	case 4:
		flat, ends := closed(many())
		g = geom.NewPolygonFlat(geom.XY, flat, ends).SetSRID(srid)
	default:
		flat, ends := closed(many())
		g = geom.NewMultiPolygonFlat(geom.XY, flat, [][]int{ends}).SetSRID(srid)
	}
	out, err := geo.NewGeom(g)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// closed makes rings of lines; PostGIS refuses open ones and such with fewer than four positions on the way in.
func closed(flat []float64, ends []int) (rings []float64, newEnds []int) {
	start := 0
	for _, end := range ends {
		line := flat[start:end]
		rings = append(rings, line...)
		rings = append(rings, line[len(line)-2:]...)
		rings = append(rings, line[:2]...)
		newEnds = append(newEnds, len(rings))
		start = end
	}
	return rings, newEnds
}
