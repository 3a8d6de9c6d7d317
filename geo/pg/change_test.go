package pg_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// changes returns what a cursor that began before would read, and clears it, within the test's own transaction.
func changes(t testing.TB, tx pgx.Tx) []pg.Change {
	t.Helper()
	rows, err := tx.Query(t.Context(), `SELECT layer, op, coalesce(feature_id, 0), old_box, new_box FROM change
		WHERE xid = pg_current_xact_id() AND id > coalesce(nullif(current_setting('test.mark', true), ''), '0')::bigint ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c pg.Change, err error) {
		var before, after []float64
		err = row.Scan(&c.Layer, &c.Op, &c.FeatureID, &before, &after)
		c.OldBox, c.NewBox = four(before), four(after)
		return c, err
	})
	if err != nil {
		t.Fatal(err)
	}
	mark(t, tx)
	return out
}

func mark(t testing.TB, tx pgx.Tx) {
	t.Helper()
	exec(t, tx, `SELECT set_config('test.mark', coalesce(max(id), 0)::text, true) FROM change`)
}

func four(v []float64) *[4]float64 {
	if v == nil {
		return nil
	}
	return (*[4]float64)(v)
}

// box3857 is computed apart from the trigger: every corner and many points between are projected, and the box is theirs.
func box3857(t testing.TB, q pg.Querier, g geo.Geom) *[4]float64 {
	t.Helper()
	return four(one[[]float64](t, q, `SELECT ARRAY[min(ST_X(p)), min(ST_Y(p)), max(ST_X(p)), max(ST_Y(p))]
		FROM (SELECT ST_Transform((ST_DumpPoints($1::geometry)).geom, 3857) AS p) x`, g))
}

var millimetre = cmpopts.EquateApprox(0, 0.001) //nolint:gochecknoglobals // a comparison

func TestChangesOfAnEditHaveTheProjectedBoxes(t *testing.T) {
	tx := inTx(t)
	before, after := square(t, 0, 0, 10), square(t, 3000, 2000, 500)
	oldBox, newBox := box3857(t, tx, before), box3857(t, tx, after)
	mark(t, tx)
	id := one[int64](t, tx, `INSERT INTO building (geom, source) VALUES ($1, 's') RETURNING id`, before)
	exec(t, tx, `UPDATE building SET geom = $2 WHERE id = $1`, id, after)
	exec(t, tx, `DELETE FROM building WHERE id = $1`, id)
	want := []pg.Change{
		{Layer: "buildings", Op: "insert", FeatureID: id, NewBox: oldBox},
		{Layer: "buildings", Op: "update", FeatureID: id, OldBox: oldBox, NewBox: newBox},
		{Layer: "buildings", Op: "delete", FeatureID: id, OldBox: newBox},
	}
	if diff := cmp.Diff(want, changes(t, tx), millimetre); diff != "" {
		t.Error(diff)
	}
}

// A square on its corner, far from the central meridian: the projected corners of its box would be another box.
func TestTheBoxIsThatOfTheProjection(t *testing.T) {
	tx := inTx(t)
	tilted := one[geo.Geom](t, tx, `SELECT ST_Rotate($1::geometry, pi() / 4, ST_Centroid($1::geometry))`, square(t, 200_000, 0, 700))
	want := box3857(t, tx, tilted)
	naive := four(one[[]float64](t, tx, `SELECT ARRAY[ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b)]
		FROM ST_Envelope(ST_Transform(ST_Envelope($1::geometry), 3857)) b`, tilted))
	if cmp.Equal(want, naive, millimetre) {
		t.Fatal("the case tells nothing")
	}
	mark(t, tx)
	exec(t, tx, `INSERT INTO building (geom, source) VALUES ($1, 's')`, tilted)
	got := changes(t, tx)
	if len(got) != 1 || !cmp.Equal(want, got[0].NewBox, millimetre) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestManyRowsAreOneChange(t *testing.T) {
	tx := inTx(t)
	mark(t, tx)
	const sqlMany = `INSERT INTO building (geom, source) SELECT ST_Translate($1::geometry, n, 0), 's' FROM generate_series(1, $2::int) n`
	exec(t, tx, sqlMany, square(t, 0, 0, 5), 5001)
	exec(t, tx, `UPDATE building SET storeys = 1`)
	exec(t, tx, `DELETE FROM building`)
	want := []pg.Change{{Layer: "buildings", Op: "bulk"}, {Layer: "buildings", Op: "bulk"}, {Layer: "buildings", Op: "bulk"}}
	if diff := cmp.Diff(want, changes(t, tx)); diff != "" {
		t.Error(diff)
	}
	exec(t, tx, sqlMany, square(t, 0, 0, 5), 5000)
	if n := len(changes(t, tx)); n != 5000 {
		t.Errorf("5000 rows made %d changes", n)
	}
}

func TestAStatementThatTouchesNothingChangesNothing(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	mark(t, tx)
	exec(t, tx, `UPDATE building SET storeys = 1 WHERE false`)
	exec(t, tx, `UPDATE occupancy SET wz_code = 'x' WHERE false`)
	exec(t, tx, `DELETE FROM offer WHERE false`)
	if got := changes(t, tx); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// A row that only colours a feature is told as that feature's change; a row that moves, as that of both features.
func TestADependentRowThatMovesChangesBothFeatures(t *testing.T) {
	tx := inTx(t)
	a, b := addUnit(t, tx, "a"), addUnit(t, tx, "b")
	id := one[int64](t, tx, `INSERT INTO frontage (unit_id, geom) SELECT $1, ST_MakeLine(geom, ST_Translate(geom, 5, 0))
		FROM unit WHERE id = $1 RETURNING id`, a)
	mark(t, tx)
	exec(t, tx, `UPDATE frontage SET unit_id = $2 WHERE id = $1`, id, b)
	seen := map[int64]bool{}
	for _, c := range changes(t, tx) {
		if c.Layer != "units" || c.OldBox == nil || c.NewBox == nil {
			t.Errorf("got %+v", c)
		}
		seen[c.FeatureID] = true
	}
	if !seen[a] || !seen[b] || len(seen) != 2 {
		t.Errorf("got %v, want %d and %d", seen, a, b)
	}
}

// 6,000 fronts of 20 units: no unit may be forgotten because there were so many rows.
func TestManyDependentRowsForgetNoFeature(t *testing.T) {
	tx := inTx(t)
	exec(t, tx, `INSERT INTO unit (public_ref, geom, use_type, source)
		SELECT 'u' || n, ST_Translate($1::geometry, n, 0), 'retail', 's' FROM generate_series(1, 20) n`, point(t, 0, 0))
	mark(t, tx)
	exec(t, tx, `INSERT INTO frontage (unit_id, geom) SELECT u.id, ST_MakeLine(u.geom, ST_Translate(u.geom, 5, 0))
		FROM unit u, generate_series(1, 300) ORDER BY u.id`)
	seen := map[int64]bool{}
	for _, c := range changes(t, tx) {
		seen[c.FeatureID] = true
	}
	if len(seen) != 20 {
		t.Errorf("%d of 20 units were told", len(seen))
	}
}

func TestAnImpactThatMovesChangesBothSections(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	exec(t, tx, `INSERT INTO construction_section (project_id, label, geom, source) SELECT project_id, 'B', geom, 's' FROM construction_section`)
	exec(t, tx, `INSERT INTO construction_phase (section_id, kind, planned) SELECT id, 'defects', '[2026-01-01,)' FROM construction_section WHERE label = 'B'`)
	mark(t, tx)
	exec(t, tx, `UPDATE impact SET phase_id = (SELECT id FROM construction_phase WHERE kind = 'defects') WHERE phase_id IS NOT NULL`)
	seen := map[int64]bool{}
	for _, c := range changes(t, tx) {
		seen[c.FeatureID] = c.Layer == "sections"
	}
	for _, id := range column[int64](t, tx, `SELECT id FROM construction_section`) {
		if !seen[id] {
			t.Errorf("section %d was not told: %v", id, seen)
		}
	}
}

func TestTruncateIsABulkChange(t *testing.T) {
	db := committing(t)
	cursor := startCursor(t, db.App())
	plantAll(t, db.App(), nil)
	exec(t, db.Owner(), `TRUNCATE building CASCADE`)
	got, err := cursor.Next(t.Context(), db.App())
	if err != nil {
		t.Fatal(err)
	}
	bulk := map[string]bool{}
	for _, c := range got {
		if c.Op == "bulk" {
			bulk[c.Layer] = true
		}
	}
	if !bulk["buildings"] || !bulk["units"] {
		t.Errorf("got %v", bulk)
	}
}
