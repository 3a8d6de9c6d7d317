package kpi

import (
	"context"
	"strings"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"
)

// Service works out figures for the office.
type Service struct {
	db      pg.Querier
	planner *place.Planner
	works   *works.Reckoner
	clock   geo.Clock
	stock   stock
}

// New returns a service that reads through db, the pool of the role mitte_app, and asks the planner what stands in a street
// and the reckoner what works stand before.
func New(db pg.Querier, planner *place.Planner, reckoner *works.Reckoner, clock geo.Clock) *Service {
	return &Service{db: db, planner: planner, works: reckoner, clock: clock}
}

// Scope is the units that count: those along a path, those in an area, or, if it is zero, those of the town. Which status,
// day and things the questions name is not looked at.
type Scope struct {
	Along  *place.AlongQuery
	Inside *place.AreaQuery
}

// Question asks for the figures of a scope on a day, and what else is wanted.
type Question struct {
	Scope     Scope
	At        geo.Date // the zero Date is today
	CompareAt geo.Date // a second day; zero for none
	Period    geo.Period
	KnownAt   time.Time // what the office knew at that moment, as place.AlongQuery has it; the zero time is now
}

// Answer is what was asked. Series has the figures of the first day of each month of the period, and of its last day; without
// a period there is no flow and no exposure either.
type Answer struct {
	Name     string    // of the street and its ends, or of the area; "" for the town and for what was drawn
	Known    time.Time // as in Question
	LengthM  float64   // of the path
	SizeM2   float64   // of the area
	Units    int
	Figures  Figures
	Compared *Figures
	Flow     *Flow
	Exposure *Exposure
	Series   []Figures
}

// longestSeries is how many months a series has at most.
const longestSeries = 240

// Ask works out an answer. It returns Unauthenticated or Forbidden to whom it is not for, NotFound for an unknown area and
// what place.Planner.Along returns for a path, and Invalid for a period that has no end, none of days, or more than 20 years.
func (s *Service) Ask(ctx context.Context, by people.Actor, q Question) (Answer, error) {
	const op = "kpi.Ask"
	if err := by.Require(people.Planner, people.Staff, people.Admin); err != nil {
		return Answer{}, fault.Wrap(op, err)
	}
	if err := q.check(); err != nil {
		return Answer{}, fault.Wrap(op, err)
	}
	q.KnownAt = q.KnownAt.UTC().Truncate(time.Microsecond)
	in, err := s.units(ctx, by, q.Scope, q.KnownAt)
	if err != nil {
		return Answer{}, pg.Fault(op, err)
	}
	if q.At.IsZero() {
		q.At = geo.Today(s.clock)
	}
	units := in.units
	a := Answer{Name: in.name, Known: q.KnownAt, LengthM: in.lengthM, SizeM2: in.sizeM2, Units: len(units), Figures: On(units, q.At)}
	if !q.CompareAt.IsZero() {
		f := On(units, q.CompareAt)
		a.Compared = &f
	}
	if !q.Period.From.IsZero() {
		f := Between(units, q.Period)
		sites, err := s.works.Exposures(ctx, works.ExposureQuestion{Period: q.Period, KnownAt: q.KnownAt, FrontsNow: true})
		if err != nil {
			return Answer{}, fault.Wrap(op, err)
		}
		e := Exposed(units, sites, q.Period)
		a.Flow, a.Exposure = &f, &e
		for _, day := range months(q.Period) {
			a.Series = append(a.Series, On(units, day))
		}
	}
	return a, nil
}

func (q *Question) check() error {
	p := q.Period
	switch {
	case p.From.IsZero() && p.To.IsZero():
		return nil
	case p.From.IsZero() || p.To.IsZero() || !p.From.Before(p.To):
		return fault.New(fault.Invalid, "period.empty", "the end comes after the beginning")
	case p.From.AddMonths(longestSeries).Before(p.To):
		return fault.New(fault.Invalid, "period.long", "a period of figures has at most 20 years")
	default:
		return nil
	}
}

// months are the first days of the months that begin in the period, its own first day and its last.
func months(p geo.Period) []geo.Date {
	out := []geo.Date{p.From}
	first := geo.NewDate(p.From.Time().Year(), p.From.Time().Month(), 1)
	for i := 1; ; i++ {
		day := first.AddMonths(i)
		if !day.Before(p.LastDay()) {
			break
		}
		out = append(out, day)
	}
	if p.From.Before(p.LastDay()) {
		out = append(out, p.LastDay())
	}
	return out
}

// scoped is the units of a scope, and what is known of its ground.
type scoped struct {
	units           []Unit
	name            string
	lengthM, sizeM2 float64
}

func (s *Service) units(ctx context.Context, by people.Actor, scope Scope, known time.Time) (scoped, error) {
	switch {
	case scope.Along != nil:
		along := *scope.Along
		along.KnownAt = known
		return s.alongUnits(ctx, by, along)
	case scope.Inside != nil:
		inside := *scope.Inside
		inside.KnownAt = known
		return s.insideUnits(ctx, by, inside)
	default:
		units, err := s.read(ctx, nil, known)
		return scoped{units: units}, err
	}
}

// read reads units as they are known, or as they were at a moment; nil is all units.
func (s *Service) read(ctx context.Context, among []int64, known time.Time) ([]Unit, error) {
	if known.IsZero() {
		return findUnits(ctx, s.db, among)
	}
	return findUnitsThen(ctx, s.db, among, known)
}

// Beside works out the answers of several scopes to the same question, in their order. It returns what Ask does.
func (s *Service) Beside(ctx context.Context, by people.Actor, q Question, scopes []Scope) ([]Answer, error) {
	out := make([]Answer, len(scopes))
	for i, scope := range scopes {
		q.Scope = scope
		var err error
		if out[i], err = s.Ask(ctx, by, q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// nameOf is what people call a path.
func nameOf(p *place.Path) string {
	ends := strings.Trim(p.FromLabel+" – "+p.ToLabel, " –")
	if p.StreetName == "" || ends == "" {
		return p.StreetName + ends
	}
	return p.StreetName + ", " + ends
}

// alongUnits takes what stands along a path: a corner unit counts where its main front stands, each front where it stands.
func (s *Service) alongUnits(ctx context.Context, by people.Actor, q place.AlongQuery) (scoped, error) {
	q.What, q.Statuses, q.PrimaryOnly = []string{place.AlongUnits}, vacancy.Statuses(), false
	found, err := s.planner.Along(ctx, by, q)
	if err != nil {
		return scoped{}, err
	}
	fronts, which, counts := map[int64]*float64{}, map[int64]map[int64]bool{}, map[int64]bool{}
	ids := make([]int64, 0, len(found.Rows))
	for _, row := range found.Rows {
		if _, seen := fronts[row.ID]; !seen {
			ids = append(ids, row.ID)
			fronts[row.ID], which[row.ID] = nil, map[int64]bool{}
		}
		which[row.ID][row.FrontID] = true
		counts[row.ID] = counts[row.ID] || row.Primary
		if row.FrontM != nil {
			sum := *row.FrontM
			if before := fronts[row.ID]; before != nil {
				sum += *before
			}
			fronts[row.ID] = &sum
		}
	}
	units, err := s.read(ctx, ids, q.KnownAt)
	for i := range units {
		id := units[i].ID
		units[i].FrontageM, units[i].Fronts, units[i].FrontOnly = fronts[id], which[id], !counts[id]
	}
	return scoped{units: units, name: nameOf(&found.Path), lengthM: found.Path.LengthM}, err
}

func (s *Service) insideUnits(ctx context.Context, by people.Actor, q place.AreaQuery) (scoped, error) {
	q.What, q.Statuses = []string{place.AlongUnits}, vacancy.Statuses()
	found, err := s.planner.Inside(ctx, by, q)
	if err != nil {
		return scoped{}, err
	}
	ids := make([]int64, len(found.Rows))
	for i, row := range found.Rows {
		ids[i] = row.ID
	}
	units, err := s.read(ctx, ids, q.KnownAt)
	return scoped{units: units, name: found.Area.Name, sizeM2: found.Area.SizeM2}, err
}
