package works

import "mitte/geo"

// Question asks whom a site affects.
type Question struct {
	Site   Worksite
	Period geo.Period // the days that count; an open end means the site's own
	ReachM float64    // how near a shop front counts as affected; 0 means DefaultReachM
}

// SectionQuestion asks whom a stored section affects, or one phase of it.
type SectionQuestion struct {
	Period  geo.Period
	PhaseID int64 // 0: the section
	ReachM  float64
}

// How near is near, in metres (domain.md 6.5).
const (
	DefaultReachM = 5
	MaxReachM     = 100
)

// Affected is whom and what a site affects in a period. Days are nil where a date is missing.
type Affected struct {
	Period      geo.Period
	Days        *int
	ReachM      float64
	Segments    []AffectedSegment
	Frontages   []AffectedFrontage
	Units       []AffectedUnit
	Parcels     []AffectedParcel
	ParkingLost int // on the worst day
	Deliveries  []Delivery
	WastePoints []WastePoint
	Facilities  []NearFacility
	Unreachable []CutOff
	Unjudged    []string // refs of units whose door the map does not connect to a street even without works
	TooLarge    bool     // the site is too large or intricate to look for ways
	Totals      Totals
}

// Totals counts a unit once. ExposureMDays is the sum over fronts and days of the metres affected (domain.md 5).
type Totals struct {
	Units, Vacant, Parcels   int
	FrontageM, ExposureMDays float64
}

// AffectedSegment is one side of a street segment of which the site covers some.
type AffectedSegment struct {
	SegmentID  int64
	StreetName string
	Side       string
	FromM, ToM float64 // chainage on the segment of the first and last place covered
	Metres     float64 // covered between them
	Days       *int
}

// AffectedFrontage is a shop front of which at least half a metre lies within reach.
type AffectedFrontage struct {
	ID, UnitID int64
	UnitRef    string
	SegmentID  *int64
	Side       *string
	FromM, ToM *float64 // chainage of the front
	AffectedM  float64
	Days       *int
	Geom       geo.Geom // LineString, lon/lat

	exposure float64
}

// AffectedUnit is a shop with an affected front, or without any front and with an entrance within reach. What is said of
// walking, steps, cars and noise is the worst of its affected days; "" and nil where nothing was stated.
type AffectedUnit struct {
	ID                                          int64
	Ref, StreetName, HouseNumber, Name, UseType string
	VacancyStatus                               string
	FrontageM, AffectedM                        float64
	Days                                        *int
	FirstDay, LastDay                           geo.Date // inclusive
	Pedestrian                                  string
	StepFree                                    *bool
	Vehicle, Noise                              string
	DeliveryWindow                              DeliveryWindows
	Waste                                       geo.Geom
	Position                                    geo.Geom // of the entrance, else of the unit; lon/lat
}

// AffectedParcel lies under the site or within reach of it.
type AffectedParcel struct {
	ID       int64
	Label    string
	Key      string // Flurstückskennzeichen
	LandUse  string
	SharedM2 float64
}

// Delivery says what a stretch of the works means for cars. PhaseID is 0 for the whole section.
type Delivery struct {
	PhaseID     int64
	Period      geo.Period
	Vehicle     string
	ClearWidthM *float64
	Window      DeliveryWindows
	NoteDe      string
	NoteEn      string
}

// WastePoint is where bins are collected meanwhile; from a facility, a phase or the section.
type WastePoint struct {
	FacilityID, PhaseID int64
	Period              geo.Period
	Position            geo.Geom
}

// NearFacility is something that stands beside the section for a time.
type NearFacility struct {
	ID     int64
	Kind   string
	Period geo.Period
	Geom   geo.Geom
}

// CutOff is a unit that nobody can get into on some days because of a site, together with the others of those days. Why is
// closed (there is no way at all), narrow (none of the width that is needed) or steps (none without a step, to an entrance
// that has none).
type CutOff struct {
	UnitID   int64
	UnitRef  string
	Period   geo.Period
	Why      string
	Position geo.Geom // of an entrance, lon/lat
}
