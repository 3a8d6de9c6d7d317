package kpi

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// $1 is the units that count, or NULL for all of them.
const sqlUnits = `
SELECT u.id, u.use_type, u.sales_area_m2::double precision AS sales_area_m2, u.marketable, u.last_surveyed_at,
       (SELECT sum(f.length_m) FROM frontage f WHERE f.unit_id = u.id) AS frontage_m
FROM unit u
WHERE $1::bigint[] IS NULL OR u.id = ANY ($1)
ORDER BY u.id`

const sqlRuns = `
SELECT s.unit_id, s.status, s.period, s.vacant_since,
       EXISTS (SELECT FROM unit_status_event e
               WHERE e.unit_id = s.unit_id AND e.at = s.vacant_since AND e.superseded_at IS NULL AND e.at_precision = 'at_latest') AS at_latest
FROM unit_state s
WHERE s.unit_id = ANY ($1)
ORDER BY s.unit_id, s.period`

const sqlOccupancies = `
SELECT o.unit_id, o.period, o.kind = 'regular' AS regular, o.chain_shop_count, o.lease_end
FROM occupancy o
WHERE o.unit_id = ANY ($1)
ORDER BY o.unit_id, o.period`

// Whoever found the door locked has seen nothing.
const sqlSurveys = `
SELECT s.unit_id, s.at
FROM survey s
WHERE s.unit_id = ANY ($1) AND s.result <> 'not_accessible'
ORDER BY s.unit_id, s.at`

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

// findUnits reads units with all that happened to them.
func findUnits(ctx context.Context, db pg.Querier, among []int64) ([]Unit, error) {
	rows, err := pg.Collect[unitRow](ctx, db, sqlUnits, among)
	if err != nil {
		return nil, err
	}
	units, at := make([]Unit, len(rows)), make(map[int64]*Unit, len(rows))
	ids := make([]int64, len(rows))
	for i, r := range rows {
		units[i] = Unit{ID: r.ID, UseType: r.UseType, SalesAreaM2: r.SalesAreaM2, FrontageM: r.FrontageM, Marketable: r.Marketable}
		ids[i], at[r.ID] = r.ID, &units[i]
	}
	if err := findHistories(ctx, db, ids, at); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if u := at[r.ID]; !r.LastSurveyedAt.IsZero() && u.surveyedBefore(r.LastSurveyedAt).Before(r.LastSurveyedAt) {
			u.Surveys = append(u.Surveys, r.LastSurveyedAt)
		}
	}
	return units, nil
}

func findHistories(ctx context.Context, db pg.Querier, ids []int64, at map[int64]*Unit) error {
	var batch pgx.Batch
	var runs []runRow
	var occupancies []occupancyRow
	var surveys []surveyRow
	pg.Queue(&batch, &runs, sqlRuns, ids)
	pg.Queue(&batch, &occupancies, sqlOccupancies, ids)
	pg.Queue(&batch, &surveys, sqlSurveys, ids)
	if err := db.SendBatch(ctx, &batch).Close(); err != nil {
		return err
	}
	for _, r := range runs {
		u := at[r.UnitID]
		u.Runs = append(u.Runs, Run{r.Status, r.Period, r.VacantSince, r.AtLatest})
	}
	for _, o := range occupancies {
		u := at[o.UnitID]
		u.Occupancies = append(u.Occupancies, Occupancy{o.Period, o.Regular, o.ChainShopCount, o.LeaseEnd})
	}
	for _, s := range surveys {
		u := at[s.UnitID]
		u.Surveys = append(u.Surveys, s.At)
	}
	return nil
}
