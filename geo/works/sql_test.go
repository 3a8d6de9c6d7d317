package works

import (
	"testing"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"sections": sqlSections, "phases": sqlPhases, "projects": sqlProjects, "lines": sqlLines, "shops": sqlShops, "cancelled": sqlCancelled,
		"cancelled at": sqlCancelledAt, "published": sqlPublished, "facility shapes": sqlFacilityShapes,
		"section shapes": sqlSectionShapes, "phase shapes": sqlPhaseShapes, "waste shapes": sqlWasteShapes, "building shapes": sqlBuildingShapes, "street shapes": sqlStreetShapes,
	})
}

func TestBoxUsesTheSpatialIndex(t *testing.T) {
	t.Parallel()
	p := place.Page{BBox: &geo.BBox{West: 6.95, South: 51.65, East: 6.97, North: 51.67}, Limit: 100}
	var sections, projects pg.Where
	p.Narrow(&sections)
	pgtest.UsesIndex(t, pgtest.Tx(t), sqlSections+p.Tail(&sections), "construction_section_geom_3857_idx", sections.Args()...)
	pgtest.UsesIndex(t, pgtest.Tx(t), sqlSections+p.Tail(new(pg.Where)), "street_segment_geom_idx", 1)
	p.NarrowBy(&projects, throughSections, ")")
	pgtest.UsesIndex(t, pgtest.Tx(t), sqlProjects+p.Tail(&projects), "construction_section_geom_3857_idx", projects.Args()...)
}

func TestPicturesUseTheSpatialIndexes(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	box := []any{358800, 5725400, 359000, 5725600, 10}
	pgtest.UsesIndex(t, tx, sqlBuildingShapes, "building_geom_idx", box...)
	pgtest.UsesIndex(t, tx, sqlStreetShapes, "street_segment_geom_idx", box...)
	pgtest.UsesIndex(t, tx, sqlLines, "street_segment_geom_idx", []int64{1})
}
