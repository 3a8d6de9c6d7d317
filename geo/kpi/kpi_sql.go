package kpi

import "mitte/geo"

// What the figures are worked out from. Of some units $1 names them; of all of them nobody is named: at the size of a region the
// numbers of all units are slower to look up one by one than everything is to read.
const (
	sqlUnitsOf = `
SELECT u.id, u.use_type, u.sales_area_m2::double precision AS sales_area_m2, u.marketable, u.last_surveyed_at,
       (SELECT sum(f.length_m) FROM frontage f WHERE f.unit_id = u.id) AS frontage_m
FROM unit u`
	sqlUnits    = sqlUnitsOf + ` WHERE u.id = ANY ($1::bigint[]) ORDER BY u.id`
	sqlAllUnits = sqlUnitsOf + ` ORDER BY u.id`

	sqlRunsOf = `
SELECT s.unit_id, s.status, s.period, s.vacant_since,
       EXISTS (SELECT FROM unit_status_event e
               WHERE e.unit_id = s.unit_id AND e.at = s.vacant_since AND e.superseded_at IS NULL AND e.at_precision = 'at_latest') AS at_latest
FROM unit_state s`
	sqlRuns    = sqlRunsOf + ` WHERE s.unit_id = ANY ($1::bigint[]) ORDER BY s.unit_id, s.period`
	sqlAllRuns = sqlRunsOf + ` ORDER BY s.unit_id, s.period`

	sqlOccupanciesOf = `
SELECT o.unit_id, o.period, o.kind = 'regular' AS regular, o.chain_shop_count, o.lease_end
FROM occupancy o`
	sqlOccupancies    = sqlOccupanciesOf + ` WHERE o.unit_id = ANY ($1::bigint[]) ORDER BY o.unit_id, o.period`
	sqlAllOccupancies = sqlOccupanciesOf + ` ORDER BY o.unit_id, o.period`

	// Whoever found the door locked has seen nothing.
	sqlSurveysOf = `
SELECT s.unit_id, s.at
FROM survey s
WHERE s.result <> 'not_accessible'`
	sqlSurveys    = sqlSurveysOf + ` AND s.unit_id = ANY ($1::bigint[]) ORDER BY s.unit_id, s.at`
	sqlAllSurveys = sqlSurveysOf + ` ORDER BY s.unit_id, s.at`
)

type unitRow struct {
	ID             int64
	UseType        string
	SalesAreaM2    *float64
	Marketable     bool
	LastSurveyedAt geo.Date
	FrontageM      *float64
}

type runRow struct {
	UnitID      int64
	Status      string
	Period      geo.Period
	VacantSince geo.Date
	AtLatest    bool
}

type occupancyRow struct {
	UnitID         int64
	Period         geo.Period
	Regular        bool
	ChainShopCount *int
	LeaseEnd       geo.Date
}

type surveyRow struct {
	UnitID int64
	At     geo.Date
}
