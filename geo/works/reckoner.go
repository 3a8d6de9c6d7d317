package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// looksAtOnce bounds how many searches for ways hold their grid in memory, 8 MiB and more each.
const looksAtOnce = 2

// Reckoner works out whom a site affects and whom it cuts off. It reads what only staff may see, as the role mitte_app. All of
// its methods return Unavailable when the database is away and Timeout when the answer would come too late.
type Reckoner struct {
	db    pg.DB
	clock geo.Clock
	turns chan struct{}
}

// NewReckoner returns a Reckoner that reads through db.
func NewReckoner(db pg.DB, clock geo.Clock) *Reckoner {
	return &Reckoner{db, clock, make(chan struct{}, looksAtOnce)}
}

// Affected answers for a site as it is drawn. It returns Invalid for an outline that cannot be built on, with the place of the
// fault in lon/lat.
func (r *Reckoner) Affected(ctx context.Context, q Question) (Affected, error) {
	const op = "works.Affected"
	p, err := layOut(ctx, r.db, q.Site)
	if err != nil {
		return Affected{}, pg.Fault(op, err)
	}
	out, err := r.affected(ctx, p, q.Period, q.ReachM)
	return out, pg.Fault(op, err)
}

// OfSection answers for a stored section or one of its phases. It returns NotFound if there is none.
func (r *Reckoner) OfSection(ctx context.Context, id int64, q SectionQuestion) (Affected, error) {
	const op = "works.OfSection"
	site, err := findWorksite(ctx, r.db, id, geo.Today(r.clock))
	if err != nil {
		return Affected{}, pg.Fault(op, err)
	}
	if q.PhaseID != 0 {
		if site, err = site.only(q.PhaseID); err != nil {
			return Affected{}, pg.Fault(op, err)
		}
	}
	p, err := layOut(ctx, r.db, site)
	if err != nil {
		return Affected{}, pg.Fault(op, err)
	}
	out, err := r.affected(ctx, p, q.Period, q.ReachM)
	return out, pg.Fault(op, err)
}

// only is the site as one phase makes it.
func (s Worksite) only(phase int64) (Worksite, error) {
	for i, p := range s.Phases {
		if p.ID != phase {
			continue
		}
		if p.Ground.IsZero() {
			p.Ground = s.Ground
		}
		return Worksite{SectionID: s.SectionID, Ground: p.Ground, Period: p.Period, Terms: s.termsOf(i)}, nil
	}
	return Worksite{}, pgx.ErrNoRows
}

// Unreachable finds the units that a site cuts off on some days of a period, together with all other sites of those days, and
// that could be reached without it (domain.md 6.6). It returns Invalid as Affected does, and Invalid ground.too_large or
// ground.too_intricate for a site that cannot be walked round.
func (r *Reckoner) Unreachable(ctx context.Context, s Worksite, asked geo.Period) ([]CutOff, error) {
	const op = "works.Unreachable"
	p, err := layOut(ctx, r.db, s)
	if err != nil {
		return nil, pg.Fault(op, err)
	}
	if !p.shutsEver() {
		return nil, nil
	}
	found, _, err := r.ways(ctx, p, asked, func(int64) bool { return false })
	return found, pg.Fault(op, err)
}

func (r *Reckoner) affected(ctx context.Context, p *plot, asked geo.Period, reach float64) (Affected, error) {
	if reach == 0 {
		reach = DefaultReachM
	}
	if reach < 0 || reach > MaxReachM {
		return Affected{}, fault.Refuse("out_of_range", "the reach is out of range",
			fault.Field{Path: "/reach_m", Code: "out_of_range", Msg: "a reach from 0 to 100 m is needed"})
	}
	k := begin(p, asked, reach)
	day := k.out.Period.From
	if day.IsZero() {
		day = geo.Today(r.clock)
	}
	v, err := findVicinity(ctx, r.db, p, k.out.Period, reach, day)
	if err != nil {
		return Affected{}, err
	}
	k.fronts(v.fronts)
	k.doors(v.doors)
	if err := k.segments(ctx, v.streets); err != nil {
		return Affected{}, err
	}
	k.out.Parcels = v.parcels
	k.out.ParkingLost, k.out.Deliveries = p.parkingLost(k.all), p.deliveries(asked)
	k.out.WastePoints = p.wastePoints(asked, v.facilities)
	for _, f := range v.facilities {
		k.out.Facilities = append(k.out.Facilities, NearFacility(f))
	}
	units, err := pg.Collect[unitRow](ctx, r.db, sqlNearUnits, k.unitIDs(), day)
	if err != nil {
		return Affected{}, err
	}
	k.people(units)
	k.out.Unreachable, k.out.Unjudged, err = r.ways(ctx, p, asked, func(id int64) bool { return k.units[id] != nil })
	if beyondLooking(err) {
		k.out.TooLarge, err = true, nil
	}
	return *k.out, err
}

// ways waits for its turn to look for them. Of the units asked about it also names those of which nothing can be said.
func (r *Reckoner) ways(ctx context.Context, p *plot, asked geo.Period, about func(int64) bool) (found []CutOff, unjudged []string, err error) {
	select {
	case r.turns <- struct{}{}:
		defer func() { <-r.turns }()
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	l, err := r.lookAround(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	if found, err = l.cutOff(ctx, asked, geo.Today(r.clock)); err != nil {
		return nil, nil, err
	}
	unjudged, err = l.unjudged(ctx, about)
	return found, unjudged, err
}
