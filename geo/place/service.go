package place

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
)

// Service answers questions about the stock. All of its methods return Unavailable when the database is away and Timeout
// when the answer would come too late, beside what their own comments name.
type Service struct {
	db    pg.Querier
	clock geo.Clock
}

// New returns a service that reads through db; the role mitte_public suffices.
func New(db pg.Querier, clock geo.Clock) *Service { return &Service{db, clock} }

// Parcels lists parcels.
func (s *Service) Parcels(ctx context.Context, q ParcelQuery) (Batch[Parcel], error) {
	found, err := listParcels(ctx, s.db, q)
	return found, pg.Fault("place.Parcels", err)
}

// Parcel returns a parcel with the units and addresses on it. It returns NotFound if there is none.
func (s *Service) Parcel(ctx context.Context, id int64) (ParcelDetail, error) {
	const op = "place.Parcel"
	p, err := pg.Find[Parcel](ctx, s.db, sqlParcels, id)
	if err != nil {
		return ParcelDetail{}, pg.Fault(op, err)
	}
	units, err := findParcelUnits(ctx, s.db, id, geo.Today(s.clock))
	if err != nil {
		return ParcelDetail{}, pg.Fault(op, err)
	}
	addresses, err := findParcelAddresses(ctx, s.db, id)
	return ParcelDetail{p, units, addresses}, pg.Fault(op, err)
}

// Buildings lists buildings.
func (s *Service) Buildings(ctx context.Context, q BuildingQuery) (Batch[Building], error) {
	found, err := list[Building](ctx, s.db, sqlBuildings, q.Page, new(pg.Where))
	return found, pg.Fault("place.Buildings", err)
}

// Building returns a building. It returns NotFound if there is none.
func (s *Service) Building(ctx context.Context, id int64) (Building, error) {
	b, err := pg.Find[Building](ctx, s.db, sqlBuildings, id)
	return b, pg.Fault("place.Building", err)
}

// Segments lists street segments.
func (s *Service) Segments(ctx context.Context, q SegmentQuery) (Batch[Segment], error) {
	found, err := listSegments(ctx, s.db, q)
	return found, pg.Fault("place.Segments", err)
}

// Segment returns a street segment. It returns NotFound if there is none.
func (s *Service) Segment(ctx context.Context, id int64) (Segment, error) {
	found, err := pg.Find[Segment](ctx, s.db, sqlSegments, id)
	return found, pg.Fault("place.Segment", err)
}

// Town returns the city of this database; in an empty database it is one without name and box.
func (s *Service) Town(ctx context.Context) (Town, error) {
	t, err := findTown(ctx, s.db, geo.Today(s.clock))
	return t, pg.Fault("place.Town", err)
}

// TownName returns the city without its box and its counts, which take a look at all of the data.
func (s *Service) TownName(ctx context.Context) (Town, error) {
	t, err := findTownName(ctx, s.db)
	return t, pg.Fault("place.TownName", err)
}

// Search finds addresses, streets, units, projects and parcels, in this order, that a text may mean.
func (s *Service) Search(ctx context.Context, q SearchQuery) ([]Hit, error) {
	hits, err := search(ctx, s.db, q, geo.Today(s.clock))
	return hits, pg.Fault("place.Search", err)
}
