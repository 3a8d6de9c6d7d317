package pg_test

import (
	"strings"
	"testing"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// What Go would have refused before, tried by SQL alone. Each case is a square's fault.
var unfit = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"bow-tie":           `ST_GeomFromText('POLYGON((565000 5934000,565010 5934010,565010 5934000,565000 5934010,565000 5934000))', 25832)`,
	"degrees":           `ST_MakeEnvelope(10.0, 53.5, 10.1, 53.6, 25832)`,
	"axes swapped":      `ST_MakeEnvelope(5934000, 565000, 5934010, 565010, 25832)`,
	"far away":          `ST_MakeEnvelope(970001, 5934000, 970010, 5934010, 25832)`,
	"empty":             `ST_GeomFromText('POLYGON EMPTY', 25832)`,
	"NaN":               `ST_GeomFromText('POLYGON((565000 5934000,565010 NaN,565010 5934010,565000 5934000))', 25832)`,
	"infinity":          `ST_MakePolygon(ST_MakeLine(ARRAY[ST_MakePoint(565000, 5934000), ST_MakePoint('infinity', 5934000), ST_MakePoint(565010, 5934010), ST_MakePoint(565000, 5934000)]))`,
	"too many vertices": `ST_Buffer(ST_SetSRID(ST_MakePoint(565000, 5934000), 25832), 100, 13000)`,
	"no area":           `ST_MakeEnvelope(565000, 5934000, 565000.1, 5934000.1, 25832)`,
	"spike":             `ST_GeomFromText('POLYGON((565000 5934000,565010 5934000,565000 5934000,565000 5934000))', 25832)`,
	"hole outside":      `ST_GeomFromText('POLYGON((565000 5934000,565010 5934000,565010 5934010,565000 5934000),(565100 5934100,565110 5934100,565110 5934110,565100 5934100))', 25832)`,
	"a town of its own": `ST_MakeEnvelope(300000, 5300000, 900000, 6000000, 25832)`,
}

func TestUnfitGeometryIsRefusedByName(t *testing.T) {
	tx := inTx(t)
	exec(t, tx, `INSERT INTO construction_project (public_ref, title_de, source) VALUES ('p', 'P', 's')`)
	for name, expression := range unfit {
		g := `ST_Multi(ST_SetSRID(` + expression + `, 25832))`
		for constraint, sql := range map[string]string{
			"building_geom": `INSERT INTO building (geom, source) VALUES (` + g + `, 's')`,
			"parcel_geom": `INSERT INTO parcel (flurstueckskennzeichen, gemarkung_name, geom, municipality_key, source)
				VALUES ('021234___00001______', 'x', ` + g + `, '02000000', 's')`,
			"construction_section_geom": `INSERT INTO construction_section (project_id, label, geom, source) SELECT id, 'x', ` + g + `, 's' FROM construction_project`,
		} {
			err := pg.Fault("x", failing(t, tx, sql))
			if fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != constraint {
				t.Errorf("%s in %s: got %v", name, constraint, err)
			}
		}
	}
}

func TestUnfitPointsAndLinesAreRefusedByName(t *testing.T) {
	tx := inTx(t)
	unit := `INSERT INTO unit (public_ref, use_type, source, geom) VALUES ('u', 'retail', 's', ST_SetSRID(%, 25832))`
	line := `INSERT INTO street_segment (from_node, to_node, source, geom) VALUES (1, 2, 's', ST_SetSRID(%, 25832))`
	for _, c := range []struct{ constraint, sql, g string }{
		{"unit_geom", unit, `ST_MakePoint('nan', 5934000)`},
		{"unit_geom", unit, `ST_MakePoint(565000, 'infinity')`},
		{"unit_geom", unit, `ST_MakePoint(565000, '-infinity')`},
		{"unit_geom", unit, `'POINT EMPTY'::geometry`},
		{"unit_geom", unit, `ST_MakePoint(10, 53.5)`},
		{"street_segment_geom", line, `'LINESTRING EMPTY'::geometry`},
		{"street_segment_geom", line, `'LINESTRING(565000 5934000,565000 5934000)'::geometry`},
		{"street_segment_geom", line, `'LINESTRING(565000 5934000,565010 5934010,565010 5934000,565000 5934010)'::geometry`},
		{"street_segment_geom", line, `'LINESTRING(565000 5934000,565010 nan)'::geometry`},
	} {
		err := pg.Fault("x", failing(t, tx, strings.Replace(c.sql, "%", c.g, 1)))
		if fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != c.constraint {
			t.Errorf("%s: got %v", c.g, err)
		}
	}
}

func TestAThirdDimensionAndAForeignSRIDDoNotFitTheColumn(t *testing.T) {
	tx := inTx(t)
	for _, g := range []string{
		`ST_SetSRID(ST_MakePoint(565000, 5934000, 12), 25832)`, `ST_SetSRID(ST_MakePoint(10, 53.5), 4326)`,
		`ST_SetSRID('LINESTRING(565000 5934000,565010 5934000)'::geometry, 25832)`,
	} {
		err := pg.Fault("x", failing(t, tx, `INSERT INTO unit (public_ref, use_type, source, geom) VALUES ('u', 'retail', 's', `+g+`)`))
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: got %v", g, err)
		}
	}
}

const sqlUnchecked = `
SELECT format('%s.%s', c.relname, a.attname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.atttypid = 'geometry'::regtype AND c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attgenerated = ''
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)
                  AND pg_get_constraintdef(k.oid) LIKE '%geom_fits(%')
ORDER BY 1`

// history keeps what was checked; import_row holds what is about to be.
func TestEveryGeometryColumnIsChecked(t *testing.T) {
	for _, name := range column[string](t, inTx(t), sqlUnchecked) {
		if name != "history.geom" && !strings.HasPrefix(name, "import_row.") {
			t.Errorf("%s takes any geometry", name)
		}
	}
}
