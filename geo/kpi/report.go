package kpi

import (
	"time"

	"mitte/geo"
	"mitte/geo/works"
)

// ReportQuestion asks for the figures of a year as they were known at a moment. Of the same database the same question has
// the same answer for ever, whatever is edited later.
type ReportQuestion struct {
	Year    int
	KnownAt time.Time // the zero time is now
}

// Report is a year in figures, for the council.
type Report struct {
	Year    int
	Until   geo.Date // the last day that counts: that of the year, or of the moment if the year was not over
	KnownAt time.Time
	Years   []YearFigures // the year and those before it up to the same day, newest first
	Months  []Figures     // the last days of the months of the year and of the one before, in order
	Streets []PlaceFigures
	Areas   []PlaceFigures
	Works   []SiteFigures
	Plan    Plan
}

// Over reports whether the year was over at the moment.
func (r *Report) Over() bool { return r.Until == geo.NewDate(r.Year, time.December, 31) }

// YearFigures are those of a year up to a day: how it stood on the day, and what had happened since New Year.
type YearFigures struct {
	Year     int
	Figures  Figures
	Flow     Flow
	Exposure Exposure
}

// PlaceFigures are those of a street, or of an area with a name, on the last day and a year before.
type PlaceFigures struct {
	Kind, Name  string // Kind is "" for a street; a street without a name is what stands on none
	Now, Before Figures
	Flow        Flow
	Exposure    Exposure
}

// SiteFigures say what one section put shops through in the year.
type SiteFigures struct {
	works.Exposing
	Exposure Exposure
}

// Plan is where the units of the stock stand on the last day, in metres of EPSG:25832.
type Plan struct {
	Box     geo.BBox
	Streets []works.StreetShape
	Units   []PlanUnit
	Sites   []works.SectionShape
	Outside int // units that lie beyond the box
}

// PlanUnit is a unit on the plan.
type PlanUnit struct {
	Geom  geo.Geom
	State string // let, interim, vacant or structural
}

// yearsBack is how many years before a report compares with.
const yearsBack = 2
