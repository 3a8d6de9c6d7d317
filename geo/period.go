package geo

import "mitte/geo/fault"

// Period is a run of civil days, half-open: From is the first day, To is the first day after it. A zero From has no
// beginning, a zero To has no end. People read and enter the last day inclusive; see LastDay.
type Period struct {
	From, To Date
}

// NewPeriod returns [from, to). It returns Invalid if the period holds no day.
func NewPeriod(from, to Date) (Period, error) {
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		return Period{}, fault.New(fault.Invalid, "period.empty", "the end must come after the beginning")
	}
	return Period{from, to}, nil
}

// Contains reports whether day d lies in the period.
func (p Period) Contains(d Date) bool {
	return (p.From.IsZero() || !d.Before(p.From)) && (p.To.IsZero() || d.Before(p.To))
}

// Overlaps reports whether the periods share at least a day; touching periods do not.
func (p Period) Overlaps(o Period) bool {
	return startsBeforeEnd(p, o) && startsBeforeEnd(o, p)
}

func startsBeforeEnd(a, b Period) bool {
	return a.From.IsZero() || b.To.IsZero() || a.From.Before(b.To)
}

// Days returns the number of days, and false if the period is open at either end.
func (p Period) Days() (int, bool) {
	if p.From.IsZero() || p.To.IsZero() {
		return 0, false
	}
	return p.From.DaysUntil(p.To), true
}

// LastDay returns the last day inside the period, no day if it has no end.
func (p Period) LastDay() Date {
	if p.To.IsZero() {
		return Date{}
	}
	return p.To.AddDays(-1)
}
