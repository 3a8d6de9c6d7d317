package works

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// Section is a construction section: one site with one fence. A nil pointer and the zero Date stand for "not known".
type Section struct {
	ID                             int64
	Version                        int
	UpdatedAt                      time.Time
	ProjectID                      int64
	ProjectRef                     string
	ProjectTitleDe, ProjectTitleEn string
	Label                          string
	TitleDe, TitleEn               string
	Sequence                       int
	Strip                          string
	Status                         string
	PlannedFrom, PlannedTo         geo.Date // half-open
	ActualStart, ActualEnd         geo.Date // both inclusive, as the site reports them
	StartVerified, EndVerified     bool
	ValidFrom, ValidTo             geo.Date // half-open; actual where known, else planned
	ExpectedResume                 geo.Date
	LastConfirmedAt                geo.Date
	ContactRole                    string
	DescriptionDe, DescriptionEn   string
	Impact
	Source      string
	MadeUp      bool
	StreetNames []string // of the streets it touches, the one with most of it first
	Geom        geo.Geom // MultiPolygon, lon/lat

	Phases []Phase `db:"-"` // in their order
}

// Impact says how people, cars, deliveries, bins and ears fare; all nil where nothing was stated.
type Impact struct {
	Pedestrian                 *string
	MinWidthM                  *float64
	StepFree                   *bool
	Vehicle                    *string
	NoiseLevel                 *string
	AccessNoteDe, AccessNoteEn *string
	VehicleClearWidthM         *float64
	DeliveryWindow             DeliveryWindows
	ParkingSpacesLost          *int
	WastePoint                 geo.Geom // Point, lon/lat; the zero Geom where bins are collected as ever
}

// Phase is a trade's time on a section. Its impact, where stated, wins over the section's.
type Phase struct {
	ID                     int64
	Version                int
	SectionID              int64
	Kind                   string
	Strip                  string
	Sequence               int
	Status                 string
	PlannedFrom, PlannedTo geo.Date // half-open
	ActualStart, ActualEnd geo.Date // both inclusive
	ValidFrom, ValidTo     geo.Date // half-open
	Impact
	Geom geo.Geom // MultiPolygon, lon/lat; the zero Geom means the whole section
}

// SectionQuery asks for sections. At, if it is a day, keeps those that are there on it; ProjectID, if not 0, those of a
// project; Statuses, if given, are alternatives.
type SectionQuery struct {
	place.Page
	At        geo.Date
	ProjectID int64
	Statuses  []string
}

// PublicStatuses are the states in which a section is public.
func PublicStatuses() []string {
	return []string{"scheduled", "active", "suspended", "surface_open", "completed", "warranty"}
}

// Doubtful reports whether the section should have been finished before day and still goes on.
func (s Section) Doubtful(day geo.Date) bool { return Doubtful(s.Status, s.PlannedTo, day) }
