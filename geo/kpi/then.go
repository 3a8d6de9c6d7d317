package kpi

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// What an answer of a past knowledge is worked out from: as the report has it, but with the fronts of today, because a street
// is walked as it is kept today. $2 names the units; none named are all.
const (
	sqlUnitsOfThen       = `SELECT * FROM (` + sqlKnownUnits + `) AS k WHERE $2::bigint[] IS NULL OR k.id = ANY ($2::bigint[]) ORDER BY k.id`
	sqlEventsOfThen      = `SELECT * FROM (` + sqlKnownEvents + `) AS k WHERE $2::bigint[] IS NULL OR k.unit_id = ANY ($2::bigint[]) ORDER BY k.unit_id, k.at`
	sqlOccupanciesOfThen = `SELECT * FROM (` + sqlKnownOccupancies + `) AS k WHERE $2::bigint[] IS NULL OR k.unit_id = ANY ($2::bigint[]) ORDER BY k.unit_id, k.period`
	sqlSurveysOfThen     = `SELECT * FROM (` + sqlKnownSurveys + `) AS k WHERE $2::bigint[] IS NULL OR k.unit_id = ANY ($2::bigint[]) ORDER BY k.unit_id, k.at`

	sqlFrontsOf = `
SELECT f.id, f.unit_id, f.length_m, f."primary", '' AS street
FROM frontage f
WHERE $1::bigint[] IS NULL OR f.unit_id = ANY ($1::bigint[])
ORDER BY f.unit_id, f.id`
)

// findUnitsThen reads units with all that was known of them at a moment; nil is all units.
func findUnitsThen(ctx context.Context, db pg.Querier, among []int64, known time.Time) ([]Unit, error) {
	var k knownRows
	var batch pgx.Batch
	pg.Queue(&batch, &k.units, sqlUnitsOfThen, known, among)
	pg.Queue(&batch, &k.fronts, sqlFrontsOf, among)
	pg.Queue(&batch, &k.events, sqlEventsOfThen, known, among)
	pg.Queue(&batch, &k.occupancies, sqlOccupanciesOfThen, known, among)
	pg.Queue(&batch, &k.surveys, sqlSurveysOfThen, known, among)
	if err := db.SendBatch(ctx, &batch).Close(); err != nil {
		return nil, err
	}
	return k.assemble().units, nil
}
