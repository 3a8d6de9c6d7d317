package api_test

import (
	"testing"

	"mitte/api"
	"mitte/tiles"
)

// tableEdits touch every table that a layer's view reads: a row changed, added and removed. The tile of all layers must be
// another one afterwards, and the one that a service makes which has just loaded the map.
var tableEdits = []string{ //nolint:gochecknoglobals // a table of cases
	`UPDATE parcel SET land_use = 'green' WHERE id = 101`,
	`DELETE FROM unit_parcel WHERE parcel_id = 101`,
	`DELETE FROM parcel WHERE id = 105`,
	`UPDATE building SET name = 'Neues Rathaus' WHERE id = 202`,
	`INSERT INTO building (geom, source) SELECT ST_Translate(geom, 2, 0), source FROM building WHERE id = 201`,
	`DELETE FROM building WHERE source_ref IS NULL`,
	`UPDATE street_segment SET width_m = 3 WHERE id = 401`,
	`UPDATE address SET house_number = 77 WHERE id = 302`,
	`UPDATE unit SET step_free = NOT coalesce(step_free, false) WHERE id = 501`,
	`UPDATE occupancy SET business_name = 'Café Neu' WHERE id = 701`,
	`INSERT INTO unit_status_event (unit_id, "from", "to", at, source) VALUES (501, 'occupied', 'vacant', '2026-11-01', 'walk')`,
	`DELETE FROM occupancy WHERE id = 706`,
	`UPDATE offer SET net_cold_rent_cents = 99000 WHERE id = 801`,
	`DELETE FROM offer WHERE id = 801`,
	`UPDATE construction_project SET public_ref = 'lippe-neu' WHERE id = 901`,
	`UPDATE construction_section SET title_de = 'Abschnitt' WHERE id = 1001`,
	`UPDATE impact SET noise_level = 'major' WHERE section_id = 1001`,
	`DELETE FROM impact WHERE section_id = 1001`,
	`UPDATE impact SET noise_level = 'minor' WHERE phase_id = 1101`,
	`UPDATE construction_phase SET actual_end = '2026-11-20', status = 'done' WHERE id = 1102`,
	`DELETE FROM construction_section WHERE id = 1001`,
}

// T10: an edit of any table that a layer's view reads is in the tile.
func TestT10AnEditOfAnyTableIsInTheTile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	path := tileOfTown("parcels,buildings,segments,units,sections", 16)
	same := map[string]bool{ // no layer shows it
		tableEdits[1]: true, tableEdits[7]: true, tableEdits[18]: true, tableEdits[19]: true,
	}
	for _, sql := range tableEdits {
		before := b.get(path).header.Get("ETag")
		tag, err := b.db.Owner().Exec(t.Context(), sql)
		if err != nil || tag.RowsAffected() == 0 {
			t.Fatalf("%s: %v %v", sql, tag, err)
		}
		if err := b.deps.Changes.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		after := b.get(path).header.Get("ETag")
		if after == before && !same[sql] {
			t.Errorf("%s: the tile is as before", sql)
		}
		engine := tiles.NewEngine(tiles.Options{DB: b.db.App(), Public: b.db.Public(), Clock: today})
		if _, err := engine.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		fresh := over(t, b.db, b.db.Public(), func(d *api.Deps) { d.Tiles, d.About = engine, engine })
		if want := fresh.get(path).header.Get("ETag"); after != want {
			t.Errorf("%s: another tile than after a load", sql)
		}
	}
}
