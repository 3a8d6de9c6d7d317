package place

import (
	"testing"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"kept questions": sqlKeptQuestions, "kept question": sqlKeptQuestion, "keep question": sqlKeepQuestion,
		"change question": sqlChangeQuestion, "drop question": sqlDropQuestion,
		"parcels": sqlParcels, "parcel units": sqlParcelUnits, "parcel addresses": sqlParcelAddresses,
		"buildings": sqlBuildings, "segments": sqlSegments,
		"town": sqlTown, "sources": sqlSources, "counts": sqlCounts, "town box": sqlTownBox,
		"search addresses": sqlSearchAddresses, "search streets": sqlSearchStreets, "search units": sqlSearchUnits,
		"search projects": sqlSearchProjects, "search parcels": sqlSearchParcels,
		"chains": sqlChains, "chosen chains": sqlChainsOf, "house": sqlHouse, "along streets": sqlAlongStreets, "along parcels": sqlAlongParcels,
		"along buildings": sqlAlongBuildings, "along fronts": sqlAlongFronts, "along units": sqlUnitsNear,
		"along units then": sqlUnitsNearThen, "units inside": sqlUnitsInside, "units inside then": sqlUnitsInsideThen, "along sections": sqlSectionColumns + sqlSectionsNow + sqlSectionsEnd,
		"along sections then": sqlSectionColumns + sqlSectionsThen + sqlSectionsEnd,
	})
}

func TestBoxesUseTheSpatialIndex(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for sql, index := range map[string]string{
		sqlParcels: "parcel_geom_3857_idx", sqlBuildings: "building_geom_3857_idx", sqlSegments: "street_segment_geom_3857_idx",
	} {
		var w pg.Where
		p := Page{BBox: &geo.BBox{West: 6.95, South: 51.65, East: 6.97, North: 51.67}, After: 7, Limit: 100}
		if !p.Narrow(&w) {
			t.Fatal("the box lies outside of everything")
		}
		pgtest.UsesIndex(t, tx, sql+p.Tail(&w), index, w.Args()...)
	}
	pgtest.UsesIndex(t, tx, sqlParcelAddresses, "address_geom_idx", int64(1))
}

// TestAlongTouchesOnlyTheCorridor: what lies along a street is found by the indexes, whatever the size of the region.
func TestAlongTouchesOnlyTheCorridor(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	axis, within := storageLine(), 25.0
	for sql, index := range map[string]string{
		sqlAlongStreets: "street_segment_geom_idx", sqlAlongBuildings: "building_geom_idx", sqlAlongFronts: "frontage_geom_idx",
	} {
		pgtest.UsesIndex(t, tx, sql, index, axis, within)
	}
	day := geo.NewDate(2026, 11, 23)
	pgtest.UsesIndex(t, tx, sqlAlongParcels, "parcel_geom_idx", axis, within, day)
	pgtest.UsesIndex(t, tx, sqlSectionColumns+sqlSectionsNow+sqlSectionsEnd, "construction_section_geom_idx", axis, within, day)
	for _, index := range []string{"frontage_geom_idx", "address_geom_idx", "unit_address_idx"} {
		pgtest.UsesIndex(t, tx, sqlUnitsNear, index, axis, within, day)
	}
	pgtest.UsesIndex(t, tx, sqlChainOf, "street_segment_pkey", int64(1))
	pgtest.UsesIndex(t, tx, sqlChainOf, "street_segment_chain_idx", int64(1))
	pgtest.UsesIndex(t, tx, sqlChainsOf, "street_segment_pkey", []int64{1, 2})
	pgtest.UsesIndex(t, tx, sqlChainsOf, "street_segment_chain_idx", []int64{1, 2})
	pgtest.UsesIndex(t, tx, sqlChains, "street_segment_chain_idx", "Markt")
	pgtest.UsesIndex(t, tx, sqlHouse, "address_house_idx", "Markt", 1, "")
	pgtest.UsesIndex(t, tx, sqlUnitsInside, "unit_geom_idx", axis, 0.0, day)
	pgtest.UsesIndex(t, tx, sqlInsideFronts, "unit_geom_idx", axis)
}

func storageLine() geo.Geom {
	g, err := geo.NewGeom(geom.NewLineStringFlat(geom.XY, []float64{359200, 5725200, 359300, 5725200}).SetSRID(int(geo.Storage)))
	if err != nil {
		panic(err)
	}
	return g
}

func TestPageCutsItsBox(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		box  geo.BBox
		want bool
	}{
		"the world":         {geo.BBox{West: -180, South: -90, East: 180, North: 90}, true},
		"a point":           {geo.BBox{West: 7, South: 51, East: 7, North: 51}, true},
		"the other side":    {geo.BBox{West: 170, South: -10, East: 180, North: 0}, false},
		"beside the system": {geo.BBox{West: -20, South: 46, East: 3, North: 57}, false},
	} {
		var w pg.Where
		if got := (Page{BBox: &c.box}).Narrow(&w); got != c.want || got != (len(w.Args()) > 0) {
			t.Errorf("%s: got %v with %v", name, got, w.Args())
		}
	}
}

func TestCutTellsOfMore(t *testing.T) {
	t.Parallel()
	for rows, want := range map[int]bool{0: false, 1: false, 2: false, 3: true} {
		got := Cut(Page{Limit: 2}, make([]int, rows))
		if got.More != want || len(got.Rows) != min(rows, 2) {
			t.Errorf("%d rows: %+v", rows, got)
		}
	}
}
