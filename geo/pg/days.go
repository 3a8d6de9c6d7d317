package pg

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo"
)

// geo knows no pgx, so its days are wrapped here into what pgx asks of a date and a range. A NULL date is the zero
// Date. A NULL range is not a Period: a zero Period means "always", so a column that may be NULL is scanned into
// *geo.Period.

type pgDate geo.Date

func (d pgDate) DateValue() (pgtype.Date, error) {
	day := geo.Date(d)
	return pgtype.Date{Time: day.Time(), Valid: !day.IsZero()}, nil
}

func (d *pgDate) ScanDate(v pgtype.Date) error {
	if v.InfinityModifier != pgtype.Finite {
		return errors.New("an infinite date is no day")
	}
	*d = pgDate(dayOf(v))
	return nil
}

func dayOf(v pgtype.Date) geo.Date {
	if !v.Valid || v.InfinityModifier != pgtype.Finite {
		return geo.Date{}
	}
	return geo.NewDate(v.Time.Year(), v.Time.Month(), v.Time.Day())
}

type pgPeriod geo.Period

func (p pgPeriod) IsNull() bool { return false }

func (p pgPeriod) BoundTypes() (lower, upper pgtype.BoundType) {
	lower, upper = pgtype.Inclusive, pgtype.Exclusive
	if p.From.IsZero() {
		lower = pgtype.Unbounded
	}
	if p.To.IsZero() {
		upper = pgtype.Unbounded
	}
	return lower, upper
}

func (p pgPeriod) Bounds() (lower, upper any) { return pgDate(p.From), pgDate(p.To) }

// scannedPeriod holds the bounds between the calls in which pgx hands over a range.
type scannedPeriod struct {
	to           *geo.Period
	lower, upper pgtype.Date
}

func (s *scannedPeriod) ScanNull() error {
	return errors.New("NULL is not a period; scan into *geo.Period")
}

func (s *scannedPeriod) ScanBounds() (lower, upper any) { return &s.lower, &s.upper }

func (s *scannedPeriod) SetBoundTypes(lower, upper pgtype.BoundType) error {
	if lower == pgtype.Empty || upper == pgtype.Empty {
		return errors.New("an empty range is not a period")
	}
	*s.to = geo.Period{From: bound(lower, s.lower), To: bound(upper, s.upper)}
	return nil
}

// bound reads one end of a daterange, which PostgreSQL keeps as [from,to) unless the end is infinite.
func bound(kind pgtype.BoundType, v pgtype.Date) geo.Date {
	if kind == pgtype.Unbounded {
		return geo.Date{}
	}
	return dayOf(v)
}

func checkPeriod(p geo.Period) error {
	if _, err := geo.NewPeriod(p.From, p.To); err != nil {
		return fmt.Errorf("period %s to %s: %w", p.From, p.To, err)
	}
	return nil
}
