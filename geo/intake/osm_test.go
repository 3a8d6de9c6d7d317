package intake_test

import (
	"os"
	"testing"

	"mitte/geo"
	"mitte/geo/intake"
	"mitte/geo/geotest"
	"mitte/geo/pg/pgtest"
)

func TestScratch(t *testing.T) {
	db := pgtest.DB(t)
	s := intake.New(db.App(), geo.SystemClock{})
	for _, c := range []struct{ k intake.Kind; p string }{
		{intake.OSM, "karlsruhe/tram-junction.osm.pbf"},
		{intake.Works, "karlsruhe/baustellen.geojson"},
		{intake.ALKIS, "alkis-vereinfacht-nrw/collectionItems-flurstueck.json"},
		{intake.ALKIS, "alkis-vereinfacht-nrw/collectionItems-gebaeudebauwerk.json"},
		{intake.Works, "baustellen-karlsruhe/baustellen-flaechen.geojson"},
		{intake.Town, "vg250-nrw/dorsten.geojson"},
	} {
		for i := range 2 {
			r, err := s.Import(t.Context(), intake.Options{Kind: c.k, Path: geotest.Path(t, c.p), Today: geo.NewDate(2026, 8, 22), AcceptPartial: i == 1 || true})
			if err != nil {
				t.Error(c.p, err)
			}
			_ = r.WriteTable(os.Stdout)
		}
	}
}
