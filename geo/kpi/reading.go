package kpi

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// reading is the statements that read units.
type reading struct {
	units, runs, occupancies, surveys string
	args                              []any
}

func readingOf(among []int64) reading {
	if among == nil {
		return reading{units: sqlAllUnits, runs: sqlAllRuns, occupancies: sqlAllOccupancies, surveys: sqlAllSurveys}
	}
	return reading{sqlUnits, sqlRuns, sqlOccupancies, sqlSurveys, []any{among}}
}

// findUnits reads units with all that happened to them; nil is all units.
func findUnits(ctx context.Context, db pg.Querier, among []int64) ([]Unit, error) {
	from := readingOf(among)
	rows, err := pg.Collect[unitRow](ctx, db, from.units, from.args...)
	if err != nil {
		return nil, err
	}
	units, at := make([]Unit, len(rows)), make(map[int64]*Unit, len(rows))
	for i, r := range rows {
		units[i] = Unit{ID: r.ID, UseType: r.UseType, SalesAreaM2: r.SalesAreaM2, FrontageM: r.FrontageM, Marketable: r.Marketable}
		at[r.ID] = &units[i]
	}
	if err := findHistories(ctx, db, from, at); err != nil {
		return nil, err
	}
	for _, r := range rows {
		if u := at[r.ID]; !r.LastSurveyedAt.IsZero() && u.surveyedBefore(r.LastSurveyedAt).Before(r.LastSurveyedAt) {
			u.Surveys = append(u.Surveys, r.LastSurveyedAt)
		}
	}
	return units, nil
}

// findHistories adds what happened to the units. What was entered since they were read is left out.
func findHistories(ctx context.Context, db pg.Querier, from reading, at map[int64]*Unit) error {
	var batch pgx.Batch
	var runs []runRow
	var occupancies []occupancyRow
	var surveys []surveyRow
	pg.Queue(&batch, &runs, from.runs, from.args...)
	pg.Queue(&batch, &occupancies, from.occupancies, from.args...)
	pg.Queue(&batch, &surveys, from.surveys, from.args...)
	if err := db.SendBatch(ctx, &batch).Close(); err != nil {
		return err
	}
	for _, r := range runs {
		if u := at[r.UnitID]; u != nil {
			u.Runs = append(u.Runs, Run{r.Status, r.Period, r.VacantSince, r.AtLatest})
		}
	}
	for _, o := range occupancies {
		if u := at[o.UnitID]; u != nil {
			u.Occupancies = append(u.Occupancies, Occupancy{o.Period, o.Regular, o.ChainShopCount, o.LeaseEnd})
		}
	}
	for _, s := range surveys {
		if u := at[s.UnitID]; u != nil {
			u.Surveys = append(u.Surveys, s.At)
		}
	}
	return nil
}
