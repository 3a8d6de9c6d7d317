package vacancy

import (
	"testing"

	"mitte/geo"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{"units": sqlUnits, "pictures": sqlPublicPictures, "content": sqlPublicContent, "runs": sqlRuns, "works near": sqlWorksNear, "street": sqlStreet, "fronts": sqlFronts})
}

func TestBoxUsesTheSpatialIndex(t *testing.T) {
	t.Parallel()
	day := geo.NewDate(2026, 11, 23)
	w := onTheDay(day)
	p := place.Page{BBox: &geo.BBox{West: 6.95, South: 51.65, East: 6.97, North: 51.67}, Limit: 100}
	p.Narrow(w)
	pgtest.UsesIndex(t, pgtest.Tx(t), sqlUnits+p.Tail(w), "unit_geom_3857_idx", w.Args()...)
	pgtest.UsesIndex(t, pgtest.Tx(t), sqlWorksNear, "construction_section_geom_idx", int64(1), NearM, day)
}
