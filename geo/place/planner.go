package place

import (
	"context"
	"slices"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Planner answers what stands along a street, with all the office knows but persons.
type Planner struct {
	db    pg.Querier
	clock geo.Clock
}

// NewPlanner returns a planner that reads through db, the pool of the role mitte_app.
func NewPlanner(db pg.Querier, clock geo.Clock) *Planner { return &Planner{db, clock} }

// Along lists what stands along a path, in order. It returns Unauthenticated or Forbidden to whom it is not for, NotFound
// for a street or segment that does not exist, and Invalid if the two ends do not lie on one street or a limit is passed.
func (p *Planner) Along(ctx context.Context, by people.Actor, q AlongQuery) (Along, error) {
	const op = "place.Along"
	if err := by.Require(people.Planner, people.Staff, people.Admin); err != nil {
		return Along{}, fault.Wrap(op, err)
	}
	if err := q.complete(p.clock); err != nil {
		return Along{}, fault.Wrap(op, err)
	}
	path, err := findPath(ctx, p.db, q)
	if err != nil {
		return Along{}, pg.Fault(op, err)
	}
	axis, err := path.axis()
	if err != nil {
		return Along{}, fault.Wrap(op, err)
	}
	var found besideRows
	w := newWalk(path, q)
	if err = lookUp(ctx, p.db, askBeside(q, axis, &found, w)); err == nil {
		err = path.draw(found.shown)
	}
	if err != nil {
		return Along{}, pg.Fault(op, err)
	}
	rows, totals := w.end(&found)
	return Along{path, q.At, q.KnownAt, rows, totals}, nil
}

// complete puts in what was left out, and refuses what cannot be answered.
func (q *AlongQuery) complete(clock geo.Clock) error {
	if q.WithinM == 0 {
		q.WithinM = DefaultWithinM
	}
	if q.MinFrontM == 0 {
		q.MinFrontM = DefaultMinFrontM
	}
	if q.At.IsZero() {
		q.At = geo.Today(clock)
	}
	switch paths := btoi(q.SegmentID != 0) + btoi(len(q.Segments) > 0) + btoi(q.Street != "") + btoi(!q.Line.IsZero()); {
	case paths != 1:
		return fault.New(fault.Invalid, "street.which", "one path is needed: segments, a street or a line")
	case len(q.Segments) > MaxSegments:
		return fault.New(fault.Invalid, "out_of_range", "a walk is put together from at most 50 segments")
	case q.WithinM < 0 || q.WithinM > MaxWithinM:
		return fault.New(fault.Invalid, "out_of_range", "the corridor is wider than a street")
	}
	return nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// asksFor reports whether a kind is asked for.
func (q *AlongQuery) asksFor(kind string) bool { return q.What == nil || slices.Contains(q.What, kind) }

// wants reports whether units of a status are asked for.
func (q *AlongQuery) wants(status string) bool {
	if q.Statuses == nil {
		return status != "removed"
	}
	return slices.Contains(q.Statuses, status)
}

// draw gives each leg its line in lon/lat, in the direction of the path.
func (p *Path) draw(shown []shownRow) error {
	lines, ok := shown[0].Geom.T().(*geom.MultiLineString)
	if !ok {
		return fault.New(fault.Internal, "internal", "the axis is no line")
	}
	for i := range p.Legs {
		line := lines.LineString(i).SetSRID(int(geo.LonLat))
		if p.Legs[i].Backwards {
			line = reversed(line)
		}
		g, err := geo.NewGeom(line)
		if err != nil {
			return err
		}
		p.Legs[i].Geom = g
	}
	return nil
}

func reversed(l *geom.LineString) *geom.LineString {
	coords := slices.Clone(l.Coords())
	slices.Reverse(coords)
	return geom.NewLineString(geom.XY).SetSRID(l.SRID()).MustSetCoords(coords)
}
