package kpi

import (
	"context"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/works"
)

// firstYear is the earliest that a report can be asked for.
const firstYear = 1950

// Report works out a year. It returns Unauthenticated or Forbidden to whom it is not for, and Invalid for a moment to come
// and for a year that had not begun at the moment. Events, units, fronts, segments, addresses, areas, occupancies, surveys and
// works count as they were known; what an edit corrects later changes no report of an earlier moment.
func (s *Service) Report(ctx context.Context, by people.Actor, q ReportQuestion) (Report, error) {
	const op = "kpi.Report"
	if err := by.Require(people.Planner, people.Staff, people.Admin); err != nil {
		return Report{}, fault.Wrap(op, err)
	}
	r, err := s.report(ctx, q)
	return r, pg.Fault(op, err)
}

func (s *Service) report(ctx context.Context, q ReportQuestion) (r Report, err error) {
	var now time.Time
	if err := s.db.QueryRow(ctx, sqlNow).Scan(&now); err != nil {
		return r, err
	}
	switch {
	case q.KnownAt.IsZero():
		q.KnownAt = now
	case q.KnownAt.After(now):
		return r, fault.New(fault.Invalid, "known_at.future", "what will be known cannot be told")
	}
	if q.Year < firstYear || geo.DateOf(q.KnownAt).Before(geo.NewDate(q.Year, time.January, 1)) {
		return r, fault.New(fault.Invalid, "report.year", "this year had not begun at that moment")
	}
	r = Report{Year: q.Year, KnownAt: q.KnownAt.UTC(), Until: lastDayOf(q.Year, q.KnownAt)}
	rows, err := findKnown(ctx, s.db, q.KnownAt, r.Until)
	if err != nil {
		return r, err
	}
	stock := rows.assemble()
	sites := func(p geo.Period) ([]works.Exposing, error) {
		return s.works.Exposures(ctx, works.ExposureQuestion{Period: p, KnownAt: q.KnownAt})
	}
	if err := r.years(stock.units, sites); err != nil {
		return r, err
	}
	for _, day := range monthEnds(r.Until) {
		r.Months = append(r.Months, On(stock.units, day))
	}
	found, err := sites(yearTo(r.Until))
	if err != nil {
		return r, err
	}
	r.works(stock.units, found)
	r.places(&stock, rows.areas, found)
	r.draw(&stock)
	if len(r.Plan.Units) > 0 {
		r.Plan.Streets, err = findStreets(ctx, s.db, q.KnownAt, r.Plan.Box.Grow(300))
	}
	return r, err
}
