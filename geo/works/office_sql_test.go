package works

import (
	"testing"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

func TestOfficeStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{
		"site": sqlSite, "version": sqlSiteVersion, "known": sqlVersionKnown, "phases": sqlSitePhases, "dependencies": sqlSiteDependencies,
		"impacts": sqlSiteImpacts, "facilities": sqlSiteFacilities, "to metres": sqlToMetres, "survey": sqlSurvey, "leaving": sqlLeaving,
		"lock": sqlLockSite, "lock section": sqlLockSection, "moment": sqlSetMoment, "xid": sqlTransaction, "insert": sqlInsertSection,
		"update": sqlUpdateSection, "delete": sqlDeleteSection, "source": sqlOfficeSource, "insert phase": sqlInsertPhase,
		"update phase": sqlUpdatePhase, "delete phases": sqlDeletePhases, "delete dependencies": sqlDeleteDependencies,
		"insert dependencies": sqlInsertDependencies, "insert impact": sqlInsertImpact, "update impact": sqlUpdateImpact,
		"delete impact": sqlDeleteImpact, "insert facility": sqlInsertFacility, "update facility": sqlUpdateFacility,
		"delete facilities": sqlDeleteFacilities, "references": sqlReferences, "ever public": sqlEverPublic, "neighbours": sqlNeighbours, "shared": sqlShared, "blackouts": sqlBlackoutsMet,
		"undertakings": sqlUndertakings, "insert undertaking": sqlInsertUndertaking,
		"update undertaking": sqlUpdateUndertaking, "all blackouts": sqlBlackouts, "insert blackout": sqlInsertBlackout,
		"update blackout": sqlUpdateBlackout, "delete blackout": sqlDeleteBlackout, "history": sqlHistory, "tombstone": sqlTombstoneMoment,
	})
}

func TestOfficeQuestionsUseTheirIndexes(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	pgtest.UsesIndex(t, tx, sqlNeighbours, "construction_section_geom_idx", 1, box(358800, 5725400, 50))
	pgtest.UsesIndex(t, tx, sqlHistory, "history_section_idx", 1, 0, 10)
	pgtest.UsesIndex(t, tx, sqlHistory, "history_phase_idx", 1, 0, 10)
	p := place.Page{BBox: &geo.BBox{West: 6.95, South: 51.65, East: 6.97, North: 51.67}, Limit: 100}
	var w pg.Where
	p.Narrow(&w)
	pgtest.UsesIndex(t, tx, "SELECT * FROM ("+sqlSitesNow+") AS t"+p.Tail(&w), "construction_section_geom_3857_idx", w.Args()...)
}
