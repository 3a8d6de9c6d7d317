package kpi

import (
	"mitte/geo"
	"mitte/geo/place"
)

// Unit is what the figures need to know of a shop unit.
type Unit struct {
	ID          int64
	UseType     string
	SalesAreaM2 *float64
	FrontageM   *float64       // the fronts that count here; nil where none is known
	FrontOnly   bool           // only a front stands here, the unit itself counts elsewhere
	Fronts      map[int64]bool // those that count here; nil: all
	Marketable  bool
	Surveys     []geo.Date  // in order
	Runs        []Run       // in order, apart from one another
	Occupancies []Occupancy // in order
}

// Run is days in which a unit did one thing.
type Run struct {
	Status      string
	Period      geo.Period
	VacantSince geo.Date // first day of the spell of vacancy these days belong to; zero outside of one
	AtLatest    bool     // the spell began on that day at the latest
}

// Occupancy is days in which one business was in a unit.
type Occupancy struct {
	Period         geo.Period
	Regular        bool // false: an interim use
	ChainShopCount *int
	LeaseEnd       geo.Date
}

// On returns the run that holds on a day.
func (u *Unit) On(day geo.Date) (Run, bool) {
	for _, r := range u.Runs {
		if r.Period.Contains(day) {
			return r, true
		}
	}
	return Run{Status: "unknown"}, false
}

// inSpell reports whether a spell of vacancy goes on in a status.
func inSpell(status string) bool {
	return place.IsVacant(status) || status == "interim_use" || status == "refurbishment"
}

// daysInV counts the days of V in a period.
func (u *Unit) daysInV(within geo.Period) int {
	sum := 0
	for _, r := range u.Runs {
		if place.IsVacant(r.Status) {
			sum += overlap(r.Period, within)
		}
	}
	return sum
}

// overlap is the number of days that two periods share; within is closed on both ends.
func overlap(p, within geo.Period) int {
	from, to := within.From, within.To
	if !p.From.IsZero() && from.Before(p.From) {
		from = p.From
	}
	if !p.To.IsZero() && p.To.Before(to) {
		to = p.To
	}
	return max(0, from.DaysUntil(to))
}
