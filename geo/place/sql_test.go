package place

import (
	"testing"

	"mitte/geo/pg/pgtest"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"parcels": sqlParcels, "parcel units": sqlParcelUnits, "parcel addresses": sqlParcelAddresses,
		"buildings": sqlBuildings, "segments": sqlSegments,
		"town": sqlTown, "sources": sqlSources, "counts": sqlCounts, "town box": sqlTownBox,
		"search addresses": sqlSearchAddresses, "search streets": sqlSearchStreets, "search units": sqlSearchUnits,
		"search projects": sqlSearchProjects, "search parcels": sqlSearchParcels,
	})
}
