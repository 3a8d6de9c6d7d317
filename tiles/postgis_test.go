package tiles_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
	"mitte/tiles"
)

// A square of 100 m beside the corner of four tiles of zoom 16, so that buffers and seams come into play.
const sqlParcel = `
INSERT INTO parcel (flurstueckskennzeichen, gemarkung_name, land_use, geom, municipality_key, source)
SELECT lpad((5311000400000 + n)::text, 14, '0') || '______', 'Altstadt', 'green',
       ST_Multi(ST_Transform(ST_Expand(ST_SetSRID(ST_MakePoint($1 + 60 * (n % 5), $2 + 60 * (n / 5)), 25832), 20), 25832)),
       '05562012', 'tiles-test'
FROM generate_series(1, 24) AS n`

const sqlSource = `INSERT INTO source (id, title, licence, attribution) VALUES ('tiles-test', 'T', 'CC0', 'the testers')`

// middle is where the parcels lie, around (358800, 5725400).
var middle = orb.Point{6.9584, 51.6618}

func parcels(t testing.TB) pgx.Tx {
	t.Helper()
	tx := pgtest.Tx(t)
	if _, err := tx.Exec(t.Context(), sqlSource); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), sqlParcel, 358700.0, 5725300.0); err != nil {
		t.Fatal(err)
	}
	return tx
}

var day = geo.NewDate(2026, 11, 23)

func tileAt(t testing.TB, source tiles.Source, set string, at maptile.Tile, gzip bool) tiles.Tile {
	t.Helper()
	s, err := tiles.ParseSet(set)
	if err != nil {
		t.Fatal(err)
	}
	got, err := source.Tile(t.Context(), tiles.Request{
		Set: s, Address: tiles.Address{Z: uint8(at.Z), X: at.X, Y: at.Y}, At: day, Today: day, Gzip: gzip, Plain: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const sqlIDs = `
SELECT p.id, ST_Area(p.geom) FROM pub.parcels p
WHERE p.source = 'tiles-test' AND ST_Intersects(ST_Transform(p.geom, 3857), ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096))
ORDER BY p.id`

// Every parcel that reaches into the tile or its buffer is in it once, with its key as id.
func TestTileHoldsWhatMeetsItsBufferedBox(t *testing.T) {
	t.Parallel()
	tx := parcels(t)
	source := tiles.NewPostgis(tx)
	rapid.Check(t, func(rt *rapid.T) {
		z := maptile.Zoom(rapid.IntRange(14, 20).Draw(rt, "z"))
		at := maptile.At(middle, z)
		reach := 1 << (max(int(z), 16) - 16)
		at.X += uint32(rapid.IntRange(-reach, reach).Draw(rt, "dx"))
		at.Y += uint32(rapid.IntRange(-reach, reach).Draw(rt, "dy"))
		rows, err := tx.Query(t.Context(), sqlIDs, int(at.Z), int(at.X), int(at.Y))
		if err != nil {
			rt.Fatal(err)
		}
		want, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (float64, error) {
			var id, area float64
			return id, row.Scan(&id, &area)
		})
		if err != nil {
			rt.Fatal(err)
		}
		got := idsOf(t, tileAt(t, source, "parcels", at, false).Body)
		if extra := slices.DeleteFunc(slices.Clone(got), func(id float64) bool { return slices.Contains(want, id) }); len(extra) > 0 {
			rt.Fatalf("%v: %v do not reach into it", at, extra)
		}
		// A part in the buffer that is thinner than a unit of the grid may be lost.
		if len(want)-len(got) > 2 {
			rt.Fatalf("%v: got %v, want %v", at, got, want)
		}
	})
}

func idsOf(t testing.TB, body []byte) []float64 {
	t.Helper()
	if body == nil {
		return nil
	}
	layers, err := mvt.Unmarshal(body)
	if err != nil {
		t.Fatal(err)
	}
	var out []float64
	for _, l := range layers {
		if l.Extent != tiles.Extent || l.Version != 2 {
			t.Fatalf("extent %d, version %d", l.Extent, l.Version)
		}
		for _, f := range l.Features {
			id, _ := f.ID.(float64)
			out = append(out, id)
		}
	}
	return out
}

func TestTileBytesAreRepeatable(t *testing.T) {
	t.Parallel()
	source := tiles.NewPostgis(parcels(t))
	at := maptile.At(middle, 16)
	one, two := tileAt(t, source, "parcels", at, false), tileAt(t, source, "parcels", at, false)
	packed := tileAt(t, source, "parcels", at, true)
	if one.ETag != two.ETag || string(one.Body) != string(two.Body) {
		t.Error("the same rows gave other bytes")
	}
	if packed.Coding != "gzip" || one.Coding != "" || packed.ETag == one.ETag || len(packed.Body) >= len(one.Body) {
		t.Errorf("packed: %q %s %d, plain: %q %s %d", packed.Coding, packed.ETag, len(packed.Body), one.Coding, one.ETag, len(one.Body))
	}
}

func TestEmptyTile(t *testing.T) {
	t.Parallel()
	source := tiles.NewPostgis(pgtest.Tx(t))
	got := tileAt(t, source, tiles.AllLayers().String(), maptile.At(orb.Point{13.4, 52.5}, 16), true)
	if got.Body != nil || got.Coding != "" || got.ETag == "" || got.Result != "empty" {
		t.Errorf("%+v", got)
	}
}

// The fields in code are columns of the view, of the kind that the code says.
func TestFieldsAreTheViewsColumns(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	kinds := map[string]tiles.Kind{
		"bigint": tiles.Number, "integer": tiles.Number, "double precision": tiles.Number, "boolean": tiles.Bool, "text": tiles.Text,
		"date": tiles.Text,
	}
	for _, l := range tiles.Layers() {
		if len(l.Fields) > 64 || l.DescriptionDE == "" || l.DescriptionEN == "" {
			t.Errorf("%s: %d fields, %q, %q", l.Name, len(l.Fields), l.DescriptionDE, l.DescriptionEN)
		}
		for _, f := range l.Fields {
			var sqlType string
			err := tx.QueryRow(t.Context(), fmt.Sprintf(`SELECT coalesce((SELECT data_type::text FROM information_schema.columns
				WHERE table_schema = 'pub' AND table_name = '%s' AND column_name = '%s'), '')`, l.Name, f.Name)).Scan(&sqlType)
			if err != nil {
				t.Fatal(err)
			}
			if kind, known := kinds[sqlType]; !known || kind != f.Kind {
				t.Errorf("%s.%s is %s in the view, %v in code", l.Name, f.Name, sqlType, f.Kind)
			}
		}
	}
}

func TestDescribeIsTight(t *testing.T) {
	t.Parallel()
	tx := parcels(t)
	set, err := tiles.ParseSet("parcels")
	if err != nil {
		t.Fatal(err)
	}
	got, err := tiles.NewPostgis(tx).Describe(t.Context(), set)
	if err != nil {
		t.Fatal(err)
	}
	var b geo.BBox
	err = tx.QueryRow(t.Context(), `SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)
		FROM (SELECT ST_Extent(ST_Transform(geom, 4326)) AS e FROM pub.parcels) AS x`).Scan(&b.West, &b.South, &b.East, &b.North)
	if err != nil {
		t.Fatal(err)
	}
	const metres30 = 0.0005
	if g := *got.Bounds; g.Union(b) != g || g.Grow(-metres30).Union(b) != b {
		t.Errorf("got %v around %v", g, b)
	}
	if !slices.Contains(got.Attributions, "the testers") {
		t.Errorf("%v", got.Attributions)
	}
	empty, err := tiles.NewPostgis(pgtest.Tx(t)).Describe(t.Context(), tiles.AllLayers())
	if err != nil || empty.Bounds != nil || len(empty.Attributions) > 0 {
		t.Errorf("%+v %v", empty, err)
	}
}
