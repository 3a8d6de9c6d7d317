package place

import (
	"time"

	"mitte/geo"
	"mitte/geo/ground"
)

// What stands along a street.
const (
	AlongUnits     = "units"
	AlongParcels   = "parcels"
	AlongBuildings = "buildings"
	AlongSections  = "sections"
)

// Limits of a question about a street, in metres (domain.md 6.2, 6.4).
const (
	DefaultWithinM   = 25
	MaxWithinM       = 60
	DefaultMinFrontM = 2
)

// AlongQuery asks what stands along a street: along one segment, along several in the order of a walk, along the chain of a
// named street from one crossing or house number to another, or along a line somebody drew. The zero value of everything but the path asks for all of it on
// both sides today.
type AlongQuery struct {
	SegmentID int64
	Segments  []int64  // at most MaxSegments; what lies between two of one chain belongs to the walk
	Street    string   // the whole name; case does not matter
	From, To  string   // names of crossing streets, or house numbers; "" is an end of the street
	Line      geo.Geom // LineString in EPSG:25832 or lon/lat

	Side        string    // left, right, on or "" for all
	What        []string  // AlongUnits …; nil: all
	WithinM     float64   // above 0, at most MaxWithinM; 0: DefaultWithinM
	MinFrontM   float64   // what a parcel must have of the street; 0: DefaultMinFrontM
	Statuses    []string  // of units at the day; nil: all but removed
	PrimaryOnly bool      // a corner unit only where its main front stands
	At          geo.Date  // the zero Date is today
	KnownAt     time.Time // what the office knew at that moment; the zero time is now
}

// Along is what stands along a path, in order along it.
type Along struct {
	Path   Path
	At     geo.Date
	Known  time.Time // as in AlongQuery
	Rows   []AlongRow
	Totals AlongTotals
}

// Path is the way that was asked for.
type Path struct {
	StreetName         string
	FromLabel, ToLabel string
	LengthM            float64
	Backwards          bool // from a later house or crossing to an earlier one: against the stored direction
	Legs               []Leg
}

// Leg is a stretch of one chain. A street with two carriageways has two that lead beside one another, in one direction and
// by one chainage; what lies apart follows after them.
type Leg struct {
	SegmentIDs []int64
	StartM     float64     // chainage on the path where the leg begins
	Over       ground.Span // the stretch, as street chainage on its chain
	Backwards  bool        // walked against the stored direction: chainage is mirrored and the sides are swapped
	Geom       geo.Geom    // LineString, lon/lat, in the direction of the path

	chain    ground.Chain
	segments []segmentRow
}

// AlongRow is one thing on one side of the path. A corner unit has a row for each front; a parcel with fronts on both sides
// has two.
type AlongRow struct {
	Kind      string
	ID        int64
	Ref       string
	Label     string   // what people call it: address, parcel number, title
	SegmentID *int64   // nil on a drawn line
	FrontID   int64    // of a shop front; 0 where the row is none
	Side      string   // left, right, on; both for works on both sides
	ChainageM float64  // along the path, where the row stands in the order
	FromM     float64  // along the path
	ToM       float64  // along the path
	OffsetM   float64  // from the axis
	FrontM    *float64 // metres of front on the street; nil where it is not known
	Primary   bool     // the main front of a unit
	Corner    bool     // the unit has fronts on several segments
	Geom      geo.Geom // the front, else the thing itself; lon/lat

	Unit    *AlongUnit
	Parcel  *AlongParcel
	Section *AlongSection

	leg int // of the path
}

// AlongUnit is what is told of a unit.
type AlongUnit struct {
	StreetName, HouseNumber string
	Number                  *int // the house number without its suffix
	Floor                   int
	UseType, Status, Name   string
	VacantSince             geo.Date
	SalesAreaM2             *float64
	StepFree                *bool
	LastSurveyedAt          geo.Date
}

// AlongParcel is what is told of a parcel.
type AlongParcel struct {
	Key      string
	AreaM2   float64
	LandUse  string
	SharedM2 *float64 // with the area that was asked about; nil along a street
}

// AlongSection is what is told of works.
type AlongSection struct {
	ProjectTitleDe, ProjectTitleEn string
	TitleDe, TitleEn, Status       string
	From, To                       geo.Date // half-open; zero where not known
	OverlapM2                      float64  // of the corridor, or of the area
}

// AlongTotals counts everything once. S and V are those of domain.md 2.2; a rate is nil where nothing can be divided.
type AlongTotals struct {
	Units, Stock, Vacant           int
	Parcels, Buildings, Sections   int
	FrontageM, VacantFrontageM     float64
	SalesAreaM2, VacantSalesAreaM2 float64
	SalesAreaKnown, FrontageKnown  int // units of the stock whose area, whose front is known
	ByUnits, ByArea, ByFrontage    *float64
}
