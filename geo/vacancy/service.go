package vacancy

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// Service answers questions about shop units. All of its methods return Unavailable when the database is away and
// Timeout when the answer would come too late, beside what their own comments name.
type Service struct {
	db pg.Querier
}

// New returns a service that reads through db; the role mitte_public suffices.
func New(db pg.Querier) *Service { return &Service{db} }

// Units lists the units of q.At.
func (s *Service) Units(ctx context.Context, q Query) (place.Batch[Unit], error) {
	found, err := listUnits(ctx, s.db, q)
	return found, pg.Fault("vacancy.Units", err)
}

// Unit returns a unit on a day. It returns NotFound if the public may see none under that id on that day.
func (s *Service) Unit(ctx context.Context, id int64, day geo.Date) (UnitDetail, error) {
	const op = "vacancy.Unit"
	u, err := findUnit(ctx, s.db, day, "id = ?", id)
	if err != nil {
		return UnitDetail{}, pg.Fault(op, err)
	}
	detail, err := s.detail(ctx, u, day)
	return detail, pg.Fault(op, err)
}

// UnitByRef is Unit for the reference printed on exposés.
func (s *Service) UnitByRef(ctx context.Context, ref string, day geo.Date) (UnitDetail, error) {
	const op = "vacancy.UnitByRef"
	u, err := findUnit(ctx, s.db, day, "public_ref = ?", ref)
	if err != nil {
		return UnitDetail{}, pg.Fault(op, err)
	}
	detail, err := s.detail(ctx, u, day)
	return detail, pg.Fault(op, err)
}

func (s *Service) detail(ctx context.Context, u Unit, day geo.Date) (UnitDetail, error) {
	history, err := pg.Collect[Run](ctx, s.db, sqlRuns, u.ID)
	if err != nil {
		return UnitDetail{}, err
	}
	works, err := pg.Collect[Works](ctx, s.db, sqlWorksNear, u.ID, NearM, day)
	return UnitDetail{u, history, works}, err
}
