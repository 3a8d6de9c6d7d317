package vacancy

import (
	"testing"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

// Statements with named arguments are run by the tests of what they do.
func TestOfficeStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"parcels": sqlEntryParcels, "events": sqlEvents, "occupancies": sqlOccupancies, "chain": sqlChain, "supersede": sqlSupersede,
		"has past": sqlHasPast, "editions": sqlEditions, "offer": sqlMarketOffer, "consents": sqlConsents, "market": sqlMarket,
		"expired": sqlExpired, "anonymous": sqlAnonymousOffers, "as if published": sqlAsIfPublished, "survey": sqlInsertSurvey,
		"pictures": sqlUnitPictures, "one picture": sqlOnePicture, "place pictures": sqlPlacePictures, "hide pictures": sqlHidePictures,
		"delete picture": sqlDeletePicture, "content named": sqlContentNamed, "contents": sqlContents, "bulk rows": sqlBulkRows, "bulk found": sqlBulkFound, "occupancy": sqlOccupancy, "tenant changes": sqlTenantChanges,
	})
}

func TestARegisterBoxUsesTheSpatialIndex(t *testing.T) {
	t.Parallel()
	var w pg.Where
	w.Arg(geo.NewDate(2026, 11, 23))
	p := place.Page{BBox: &geo.BBox{West: 6.95, South: 51.65, East: 6.97, North: 51.67}, Limit: 100}
	p.Narrow(&w)
	pgtest.UsesIndex(t, pgtest.Tx(t), sqlEntryColumns+p.Tail(&w), "unit_geom_3857_idx", w.Args()...)
}
