package place

import (
	"time"

	"mitte/geo"
)

// Limits of a drawn area. A named one may be larger: whoever named it has decided.
const (
	MaxRadiusM   = 600
	MaxAreaM2    = 1_200_000
	LeastSharedM = 0.5 // m² that a parcel, a building or works share with an area they touch
)

// AreaQuery asks what stands in an area: a named one, one that is drawn, or what is round a place.
type AreaQuery struct {
	AreaID  int64
	Polygon geo.Geom // Polygon or MultiPolygon, checked by geo.Intake
	Centre  geo.Geom // Point
	RadiusM float64  // above 0, at most MaxRadiusM

	What     []string // AlongUnits …; nil: all
	Statuses []string // of units at the day; nil: all but removed
	Mostly   bool     // parcels and buildings only where half of them lies inside
	At       geo.Date
	KnownAt  time.Time
}

// Inside is what stands in an area. Its rows have no place along a street: kinds follow one another as in AlongUnits …, units
// by street and house number. The front of a unit is all of its front.
type Inside struct {
	Area   NamedArea
	Geom   geo.Geom // lon/lat
	At     geo.Date
	Known  time.Time // as in AreaQuery
	Rows   []AlongRow
	Totals AlongTotals
}

// NamedArea is an area with a name; one that is drawn has none, and no id.
type NamedArea struct {
	ID         int64
	Kind, Name string
	SizeM2     float64
}
