package place

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Statement is one that a question about a street sends, for those who measure it or look at its plan.
type Statement struct {
	Name string // what it asks for
	SQL  string
	Args []any
}

// Statements says what Along sends: first alone those that find the path, then together those that find what lies beside it.
func (p *Planner) Statements(ctx context.Context, q AlongQuery) (path, beside []Statement, err error) {
	const op = "place.Statements"
	if err := q.complete(p.clock); err != nil {
		return nil, nil, fault.Wrap(op, err)
	}
	found, err := findPath(ctx, p.db, q)
	if err != nil {
		return nil, nil, pg.Fault(op, err)
	}
	axis, err := found.axis()
	if err != nil {
		return nil, nil, fault.Wrap(op, err)
	}
	for _, a := range askBeside(q, axis, new(besideRows), newWalk(found, q)) {
		beside = append(beside, a.Statement)
	}
	if q.Line.IsZero() {
		path = append(path, askChains(q, new([]segmentRow)).Statement)
	}
	return path, beside, nil
}

// lookup is a statement and where its rows go.
type lookup struct {
	Statement
	queue func(*pgx.Batch)
}

func ask[T any](to *[]T, name, sql string, args ...any) lookup {
	return lookup{Statement{name, sql, args}, func(b *pgx.Batch) { pg.Queue(b, to, sql, args...) }}
}

// then has do run when the rows are there, while the database is at the statements that follow.
func (l lookup) then(do func()) lookup {
	return lookup{l.Statement, func(b *pgx.Batch) {
		l.queue(b)
		last := b.QueuedQueries[len(b.QueuedQueries)-1]
		read := last.Fn
		last.Fn = func(results pgx.BatchResults) error {
			if err := read(results); err != nil {
				return err
			}
			do()
			return nil
		}
	}}
}

// lookUp asks everything at once.
func lookUp(ctx context.Context, db pg.Querier, all []lookup) error {
	var batch pgx.Batch
	for _, a := range all {
		a.queue(&batch)
	}
	return db.SendBatch(ctx, &batch).Close()
}

// askChains asks for the chain of a segment, for those of several, or for the chains of a street.
func askChains(q AlongQuery, to *[]segmentRow) lookup {
	switch {
	case q.SegmentID != 0:
		return ask(to, "chain", sqlChainOf, q.SegmentID)
	case len(q.Segments) > 0:
		return ask(to, "chosen chains", sqlChainsOf, q.Segments)
	}
	return ask(to, "chains", sqlChains, q.Street)
}

// streetsBeyond is how far from the corridor a segment may be to which a unit of the corridor belongs all the same.
const streetsBeyond = MaxWithinM

// askBeside asks for what lies near a path, and for the path as it is drawn. Parcels and buildings are most of the work of a
// walk, and units most of the database's; so the walk passes the former, for which it needs the streets, before the latter have come.
func askBeside(q AlongQuery, axis geo.Geom, b *besideRows, w *walk) []lookup {
	all := []lookup{
		ask(&b.shown, "path", sqlShown, axis),
		ask(&b.streets, "streets", sqlAlongStreets, axis, q.WithinM+streetsBeyond),
	}
	if q.asksFor(AlongParcels) {
		all = append(all, ask(&b.parcels, AlongParcels, sqlAlongParcels, axis, q.WithinM, q.At).then(func() { w.parcels(b) }))
	}
	if q.asksFor(AlongBuildings) {
		all = append(all, ask(&b.buildings, AlongBuildings, sqlAlongBuildings, axis, q.WithinM).then(func() { w.buildings(b) }))
	}
	if q.asksFor(AlongUnits) {
		all = append(all, ask(&b.fronts, "fronts", sqlAlongFronts, axis, q.WithinM),
			askAt(&b.units, AlongUnits, sqlUnitsNear, sqlUnitsNearThen, axis, q))
	}
	if q.asksFor(AlongSections) {
		all = append(all,
			askAt(&b.sections, AlongSections, sqlSectionColumns+sqlSectionsNow+sqlSectionsEnd, sqlSectionColumns+sqlSectionsThen+sqlSectionsEnd, axis, q))
	}
	return all
}

// askAt asks as of now, or as of what was known at a moment.
func askAt[T any](to *[]T, name, now, then string, axis geo.Geom, q AlongQuery) lookup {
	if q.KnownAt.IsZero() {
		return ask(to, name, now, axis, q.WithinM, q.At)
	}
	return ask(to, name, then, axis, q.WithinM, q.At, q.KnownAt.UTC().Truncate(time.Microsecond))
}
