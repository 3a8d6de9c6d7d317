package tiles

import (
	"testing"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	all := map[string]string{}
	for set := Set(1); set <= AllLayers(); set++ {
		all[set.String()] = statements[set]
	}
	for _, l := range Layers() {
		all["describe "+l.Name] = describeStatement(l)
		all["sources "+l.Name] = sourcesStatement(l)
		all["all "+l.Name] = sqlAllRows[layerIndex(l.Name)]
		all["some "+l.Name] = sqlSomeRows[layerIndex(l.Name)]
		all["near "+l.Name], all["largest "+l.Name] = nearStatements(&l, maxNear)
	}
	pgtest.PrepareAll(t, pgtest.Tx(t), all)
}

// A tile of a large town must not read the whole town.
func TestTilesUseTheSpatialIndex(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for layer, index := range map[string]string{
		"parcels": "parcel_geom_3857_idx", "buildings": "building_geom_3857_idx", "segments": "street_segment_geom_3857_idx",
	} {
		set, err := ParseSet(layer)
		if err != nil {
			t.Fatal(err)
		}
		pgtest.UsesIndex(t, tx, statements[set], index, 16, 34034, 21747)
		near, largest := nearStatements(&set.Layers()[0], maxNear)
		pgtest.UsesIndex(t, tx, near, index, 16, 34034, 21747)
		pgtest.UsesIndex(t, tx, largest, index, 16, 34034, 21747)
	}
	day := geo.NewDate(2026, 11, 23)
	pgtest.UsesIndex(t, tx, statements[1<<layerIndex("units")], "unit_geom_3857_idx", 16, 34034, 21747, day)
	pgtest.UsesIndex(t, tx, statements[sections], "construction_section_geom_3857_idx", 16, 34034, 21747, day, true)
	units, _ := nearStatements(&layers[layerIndex("units")], maxNear)
	pgtest.UsesIndex(t, tx, units, "unit_geom_3857_idx", 16, 34034, 21747, 20000)
	works, _ := nearStatements(&layers[layerIndex("sections")], maxNear)
	pgtest.UsesIndex(t, tx, works, "construction_section_geom_3857_idx", 16, 34034, 21747, 20000, true)
}
