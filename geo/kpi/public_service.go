package kpi

import (
	"context"
	"sync"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// A unit belongs to the street its main front stands on, else to that of its address.
const sqlStreets = `
SELECT u.id, coalesce(s.street_name, a.street_name, '') AS street
FROM unit u
LEFT JOIN frontage f ON f.unit_id = u.id AND f."primary"
LEFT JOIN street_segment s ON s.id = f.segment_id
LEFT JOIN address a ON a.id = u.address_id`

type streetRow struct {
	ID     int64
	Street string
}

// PublicAnswer is what everybody may know of the town's shops. Series has the first day of each month of the period.
type PublicAnswer struct {
	Town     Released
	Compared *Released
	Series   []Released
	Streets  []StreetFigures
}

// stockKept is how long everybody is told of the same stock: it is read as a whole.
const stockKept = time.Minute

// stock is all units as they were read a moment ago.
type stock struct {
	mu      sync.Mutex
	read    time.Time
	units   []Unit
	streets map[int64]string
	answers map[publicQuestion]PublicAnswer // of these units
}

type publicQuestion struct {
	at, compareAt geo.Date
	period        geo.Period
}

// mostAnswers are kept of one stock; most visitors ask the same.
const mostAnswers = 32

// Public works out figures that tell of no single unit, of the town and of its streets. It asks for nobody's rights. It
// returns Invalid for a period as Ask does.
func (s *Service) Public(ctx context.Context, q Question) (PublicAnswer, error) {
	const op = "kpi.Public"
	if err := q.check(); err != nil {
		return PublicAnswer{}, fault.Wrap(op, err)
	}
	if q.At.IsZero() {
		q.At = geo.Today(s.clock)
	}
	s.stock.mu.Lock()
	defer s.stock.mu.Unlock()
	if err := s.readStock(ctx); err != nil {
		return PublicAnswer{}, pg.Fault(op, err)
	}
	key := publicQuestion{q.At, q.CompareAt, q.Period}
	a, known := s.stock.answers[key]
	if !known {
		a = s.stock.answer(q)
		if len(s.stock.answers) < mostAnswers {
			s.stock.answers[key] = a
		}
	}
	return a, nil
}

func (s *stock) answer(q Question) PublicAnswer {
	on := func(day geo.Date) Released {
		f := On(s.units, day)
		return f.Release()
	}
	a := PublicAnswer{Town: on(q.At), Streets: byStreet(s.units, s.streets, q.At)}
	if !q.CompareAt.IsZero() {
		then := on(q.CompareAt)
		a.Compared = &then
	}
	if !q.Period.From.IsZero() {
		for _, day := range months(q.Period) {
			a.Series = append(a.Series, on(day))
		}
	}
	return a
}

// readStock reads the stock anew if it is a minute old. Whoever comes meanwhile waits for the same rows.
func (s *Service) readStock(ctx context.Context) error {
	if now := s.clock.Now(); s.stock.units != nil && now.Sub(s.stock.read) < stockKept {
		return nil
	}
	units, err := findUnits(ctx, s.db, nil)
	if err != nil {
		return err
	}
	rows, err := pg.Collect[streetRow](ctx, s.db, sqlStreets)
	if err != nil {
		return err
	}
	streets := make(map[int64]string, len(rows))
	for _, r := range rows {
		streets[r.ID] = r.Street
	}
	s.stock.read, s.stock.units, s.stock.streets = s.clock.Now(), units, streets
	s.stock.answers = map[publicQuestion]PublicAnswer{}
	return nil
}
