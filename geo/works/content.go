package works

import "mitte/geo"

// Content is everything that staff say about a construction section, its phases, impacts and facilities with it: they are
// edited together, under one version. Empty texts, zero days and nil say "nothing known". Geometry stands twice, in
// lon/lat as it is read and written, and in metres as it is kept; rules measure in metres.
type Content struct {
	ProjectID                    int64
	Label                        string
	TitleDe, TitleEn             string
	Sequence                     int
	Strip                        string
	Status                       string
	StatusReason                 string
	PlannedFrom, PlannedTo       geo.Date // half-open
	ActualStart, ActualEnd       geo.Date // both inclusive
	StartVerified, EndVerified   bool
	ExpectedResume               geo.Date
	WarrantyUntil                geo.Date
	LastConfirmedAt              geo.Date
	Contractor                   string
	ContactRole                  string
	DescriptionDe, DescriptionEn string
	NoteInternal                 string
	BlackoutOk                   bool
	BlackoutReason               string
	Geom, GeomM                  geo.Geom // MultiPolygon
	Centreline, CentrelineM      geo.Geom // LineString or none

	Impact     *ImpactContent    `db:"-"`
	Phases     []PhaseContent    `db:"-"`
	Facilities []FacilityContent `db:"-"`
}

// PhaseContent is what staff say about a phase. DependsOn are places in Content.Phases.
type PhaseContent struct {
	ID                     int64 // 0 for one that is new
	Kind                   string
	Strip                  string
	Sequence               int
	Geom, GeomM            geo.Geom // MultiPolygon; none means the whole section
	PlannedFrom, PlannedTo geo.Date // half-open
	ActualStart, ActualEnd geo.Date // both inclusive
	Status                 string

	DependsOn []int          `db:"-"`
	Impact    *ImpactContent `db:"-"`

	key string // the client's name for a new one
}

// ImpactContent is what a section or phase means for others.
type ImpactContent struct {
	ID                         int64
	Pedestrian                 string
	MinWidthM                  *float64
	StepFree                   bool
	Vehicle                    string
	VehicleClearWidthM         *float64
	DeliveryWindow             DeliveryWindows
	WastePoint, WastePointM    geo.Geom // Point or none
	ParkingSpacesLost          int
	NoiseLevel                 string
	AccessNoteDe, AccessNoteEn string
}

// FacilityContent is something that stands beside the works for a time.
type FacilityContent struct {
	ID          int64
	Kind        string
	Geom, GeomM geo.Geom // Point, LineString or MultiPolygon
	From, To    geo.Date // half-open
}

// newContent is what a section is before anybody has said anything about it.
func newContent() Content {
	return Content{Sequence: 1, Strip: "full", Status: "idea"}
}

func newImpact() ImpactContent {
	return ImpactContent{Pedestrian: "open", StepFree: true, Vehicle: "open", NoiseLevel: "minor"}
}

func newPhase(position int) PhaseContent {
	return PhaseContent{Strip: "full", Sequence: position + 1, Status: "planned"}
}

// start is the day on which a section begins, as far as is known.
func (c *Content) start() geo.Date { return firstKnown(c.ActualStart, c.PlannedFrom) }

// end is the first day after a section, as far as is known.
func (c *Content) end() geo.Date { return dayAfter(c.ActualEnd, c.PlannedTo) }

func (p *PhaseContent) start() geo.Date { return firstKnown(p.ActualStart, p.PlannedFrom) }

func (p *PhaseContent) end() geo.Date { return dayAfter(p.ActualEnd, p.PlannedTo) }

// over reports whether nothing more happens in the phase.
func (p *PhaseContent) over() bool { return p.Status == "done" || p.Status == "cancelled" }

func firstKnown(actual, planned geo.Date) geo.Date {
	if actual.IsZero() {
		return planned
	}
	return actual
}

func dayAfter(lastDay, planned geo.Date) geo.Date {
	if lastDay.IsZero() {
		return planned
	}
	return lastDay.AddDays(1)
}
