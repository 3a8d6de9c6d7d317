package demo

import (
	"fmt"

	"mitte/geo"
)

// Options say which towns are generated. Everything follows from Seed, Scale and the month of Today.
type Options struct {
	Seed     uint64
	Scale    int                                  // number of towns; 1 is one Altstadt
	Today    geo.Date                             // past, present and future works lie around its month
	Progress func(done, total int64, what string) // may be nil; done and total count towns
}

// Town is one generated town. Identifiers count from 1 within the town; Load moves them to where the database's own
// sequences stand.
type Town struct {
	Number  int // 0 is the Altstadt at Dorsten's place
	Name    string
	Outline geo.Geom

	Parcels     []Parcel
	Buildings   []Building
	Addresses   []Address
	Segments    []Segment
	Units       []Unit
	UnitParcels []UnitParcel
	Frontages   []Frontage
	Entrances   []Entrance
	Areas       []Area

	Events      []Event
	Occupancies []Occupancy
	Offers      []Offer
	Surveys     []Survey

	Projects     []Project
	Sections     []Section
	Phases       []Phase
	Dependencies []Dependency
	Impacts      []Impact
	Facilities   []Facility
	Blackouts    []Blackout
	Notices      []Notice
}

// Parcel is a Flurstück.
type Parcel struct {
	ID             int64
	Key            string
	Gemarkung      string
	OfficialAreaM2 float64
	Geom           geo.Geom
	Location       string
	LandUse        string
	Detail         string // JSON [{kind, m2}]
}

// Building is a Gebäude.
type Building struct {
	ID          int64
	Ref         string
	Name        string
	Function    string
	Storeys     int
	Year        int
	Listed      bool
	HouseNumber string
	Geom        geo.Geom
}

// Address is a house number.
type Address struct {
	ID        int64
	Street    string
	StreetKey string
	Number    int
	Suffix    string
	Postcode  string
	City      string
	Geom      geo.Geom
}

// Segment is a Straßenabschnitt.
type Segment struct {
	ID               int64
	Ref              string
	Street           string
	StreetKey        string
	Kind             string
	ChainNo, Seq     int
	FromNode, ToNode int64
	FromLabel        string
	ToLabel          string
	StartM           float64
	PedestrianZone   bool
	LocationClass    string
	WidthM           float64
	Geom             geo.Geom
}

// Unit is a Ladeneinheit.
type Unit struct {
	ID, BuildingID, AddressID      int64
	Ref                            string
	Floor                          int
	Position                       string
	Geom                           geo.Geom
	SalesM2, RetailM2, StorageM2   float64
	GastroM2, TotalM2, DivisibleM2 float64
	AreaSource                     string
	CeilingM                       float64
	StepFree                       bool
	PowerKW                        float64
	Condition                      string
	Year                           int
	Certificate                    string
	Use, LastUse, WZ               string
	LocationClass                  string
	NotMarketable                  string // the reason, "" if it can be let
	SurveyedAt                     geo.Date
	SurveySource                   string
}

// UnitParcel says on which parcel a unit lies.
type UnitParcel struct {
	UnitID, ParcelID int64
	Primary          bool
}

// Frontage is a Schaufensterfront.
type Frontage struct {
	ID, UnitID, SegmentID int64
	Side                  string
	FromM, ToM, OffsetM   float64
	Primary               bool
	Geom                  geo.Geom
}

// Entrance is the door of a unit.
type Entrance struct {
	ID, UnitID int64
	StepFree   bool
	WidthM     float64
	Geom       geo.Geom
}

// Area is a named Gebiet.
type Area struct {
	ID    int64
	Kind  string
	Name  string
	Valid geo.Period
	Geom  geo.Geom
}

// where moves a town's places to EPSG:25832 and cuts them to whole millimetres.
type where struct{ origin vec }

func (w where) flat(p path, closed bool) []float64 {
	out := make([]float64, 0, 2*len(p)+2)
	for _, v := range p {
		v = v.add(w.origin).snap()
		out = append(out, v.x, v.y)
	}
	if closed {
		out = append(out, out[0], out[1])
	}
	return out
}

func must(g geo.Geom, err error) geo.Geom {
	if err != nil {
		panic(fmt.Sprintf("demo: %v", err)) // the SRID and the layout are constants of this package
	}
	return g
}
