package vacancy

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// Unit is a shop unit as the public may see it in one run of days. A nil pointer and the zero Date stand for "not known"
// or "not told".
type Unit struct {
	ID                 int64
	Version            int
	UpdatedAt          time.Time
	PublicRef          string
	StreetName         *string
	HouseNumber        *int
	HouseNumberSuffix  *string
	Postcode           *string
	City               *string
	Floor              int // 0 is the ground floor
	Position           *string
	UseType            string
	VacancyStatus      string
	VacantSince        geo.Date // first day of the spell of vacancy
	ValidFrom, ValidTo geo.Date // the run of days, half-open
	BusinessName       *string
	LastUse            *string
	Areas
	CeilingHeightM *float64
	StepFree       *bool
	PowerKw        *float64
	Condition      *string
	YearBuilt      *int
	WzCode         *string
	WzVersion      *int
	LocationClass  *string
	FrontageM      *float64 // all shop fronts together
	SegmentID      *int64   // where the main front stands
	Side           *string
	ChainageM      *float64
	ParcelID       *int64
	FundAreas      []string // names of the fund areas it stands in; empty if none
	Offer
	Source string
	MadeUp bool
	Geom   geo.Geom // Point, lon/lat
}

// Areas are a unit's areas in square metres.
type Areas struct {
	SalesAreaM2, RetailAreaM2, StorageAreaM2, GastroAreaM2, TotalAreaM2 *float64
	AreaSource                                                          *string
	DivisibleFromM2                                                     *float64
}

// Offer is the published offer of a unit; its fields are nil where Offered is false. Money is in cents of a euro.
type Offer struct {
	Offered                                bool
	OfferTitleDe, OfferTitleEn             *string
	OfferDescriptionDe, OfferDescriptionEn *string
	NetColdRentCents                       *int64 // a month
	ServiceChargesCents                    *int64 // a month
	DepositCents                           *int64
	PriceOnRequest                         *bool
	RentCentsM2Month                       *int64
	AvailableFrom                          geo.Date
	MinTermMonths, MaxTermMonths           *int
	InterimUsePossible                     *bool
	SuitableUses                           []string
	ConfirmedUntil                         geo.Date
}

// Run is a stretch of days in which a unit did one thing.
type Run struct {
	Status             string
	ValidFrom, ValidTo geo.Date // half-open
	BusinessName       *string
}

// Works is a construction section near a unit.
type Works struct {
	SectionID          int64
	ProjectRef         string
	Label              string
	TitleDe, TitleEn   string
	Status             string
	ValidFrom, ValidTo geo.Date // half-open
	DistanceM          float64
}

// UnitDetail is a unit with its past and with the works that it has to expect.
type UnitDetail struct {
	Unit
	History []Run   // public runs, newest first
	Works   []Works // within NearM, now and to come, nearest first
}

// NearM is how near a section is to a unit that has to expect its works, in metres.
const NearM = 30

// Query asks for the units of one day. Statuses and Uses, if given, are alternatives.
type Query struct {
	place.Page
	At             geo.Date
	Statuses, Uses []string
}
