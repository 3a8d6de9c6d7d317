package vacancy

import (
	"strconv"

	"mitte/geo"
)

// Filter says which units somebody looks for. The zero Filter keeps all. The map filters by the same words in the browser; the
// vectors in testdata/filter.json hold for both.
type Filter struct {
	Groups   []string // groups of uses; nil: any
	Statuses []string // nil: any
	Fits     []string // groups of uses that an offer is suitable for; nil: any
	Text     string   // all of its words occur
	Area     Range    // sales area, else total area, in square metres
	Rent     Range    // cents of a euro for a square metre and month
	Front    Range    // of all shop fronts together, in metres
	Ground   bool     // on the ground floor
	StepFree bool
	Interim  bool     // offered for an interim use too
	FreeBy   geo.Date // offered and free on that day; zero: whenever
	Fund     string   // name of a fund area, AnyFund for whichever; "": everywhere
	Near     *Near
	BBox     *geo.BBox // lon/lat, bounds inclusive
}

// AnyFund is the Fund of a filter that keeps what stands in some fund area.
const AnyFund = "1"

// Range is from Min to Max, both inclusive; nil is open. A unit that does not tell the figure is not in a range that is set.
type Range struct{ Min, Max *float64 }

// Near is a circle round a place.
type Near struct {
	Lat, Lon float64 // degrees
	Metres   float64
}

// UseGroups are the groups in which the map shows uses.
func UseGroups() []string {
	return []string{"retail", "gastronomy", "office", "housing", "public", "other"}
}

// GroupOf returns the group of a use.
func GroupOf(use string) string {
	switch use {
	case "retail", "gastronomy":
		return use
	case "service", "office", "health":
		return "office"
	case "residential":
		return "housing"
	case "culture", "leisure", "education":
		return "public"
	default:
		return "other"
	}
}

// HouseNumberText is the house number with its suffix, "" if there is none.
func (u *Unit) HouseNumberText() string {
	if u.HouseNumber == nil {
		return ""
	}
	text := strconv.Itoa(*u.HouseNumber)
	if u.HouseNumberSuffix != nil {
		text += *u.HouseNumberSuffix
	}
	return text
}

// LeadingAreaM2 is the area that a unit is compared by: its sales area, else its total area.
func (a *Areas) LeadingAreaM2() *float64 {
	if a.SalesAreaM2 != nil {
		return a.SalesAreaM2
	}
	return a.TotalAreaM2
}
