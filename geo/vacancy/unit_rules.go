package vacancy

import (
	"regexp"

	"mitte/geo"
	"mitte/geo/place"
)

// Statuses are the values of vacancy_status.
func Statuses() []string {
	return []string{
		"occupied", "threatened", "vacant", "marketing", "reserved", "interim_use", "refurbishment", "converted", "removed",
		"unknown",
	}
}

// UseTypes are the values of use_type.
func UseTypes() []string { return place.UseTypes() }

// Kinds of vacancy.
const (
	Fluctuation = "fluctuation" // the ordinary gap between two tenants
	Structural  = "structural"  // longer than StructuralDays
)

// StructuralDays is the length in days that an ordinary vacancy does not exceed.
const StructuralDays = 365

// Vacant reports whether the unit stands empty: vacant, offered or reserved.
func (u Unit) Vacant() bool {
	return place.IsVacant(u.VacancyStatus)
}

// VacantDays returns the days from the beginning of the vacancy to day, and false if the unit is not vacant or nobody
// knows since when.
func (u Unit) VacantDays(day geo.Date) (int, bool) {
	if !u.Vacant() || u.VacantSince.IsZero() {
		return 0, false
	}
	return u.VacantSince.DaysUntil(day), true
}

// Kind returns the kind of vacancy on day, "" where VacantDays knows none.
func (u Unit) Kind(day geo.Date) string {
	days, ok := u.VacantDays(day)
	switch {
	case !ok:
		return ""
	case days > StructuralDays:
		return Structural
	default:
		return Fluctuation
	}
}

var publicRef = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// IsPublicRef reports whether text may be the public reference of a unit.
func IsPublicRef(text string) bool { return publicRef.MatchString(text) }
