package place

import (
	"math"
	"reflect"

	"mitte/geo"
)

// StockUnit is everything that the office says of a shop unit as a thing: where it stands, how large it is, in what state.
// Empty texts and nil say "nothing known". The point stands twice, in lon/lat as it is read and written, and in metres as
// it is kept. What the unit is doing on a day is vacancy's business.
type StockUnit struct {
	PublicRef         string // never changes
	StreetName        string
	HouseNumber       *int
	HouseNumberSuffix string
	Postcode, City    string
	Floor             int
	Position          string
	UseType           string
	LastUse           string

	SalesAreaM2, RetailAreaM2, StorageAreaM2, GastroAreaM2, TotalAreaM2 *float64
	AreaSource                                                          string
	DivisibleFromM2                                                     *float64

	CeilingHeightM      *float64
	StepFree            *bool
	PowerKw             *float64
	Condition           string
	YearBuilt           *int
	EnergyCertificate   string
	WzCode              string
	WzVersion           *int
	LocationClass       string
	Marketable          bool
	NotMarketableReason string
	PublicBasis         string // why the public may see it (domain.md 4.10); "": it may not
	NoteInternal        string
	Geom, GeomM         geo.Geom // Point

	Parcels []UnitParcel `db:"-"`
}

// UnitParcel is a parcel that a unit stands on, at least in part.
type UnitParcel struct {
	ParcelID int64
	Label    string // read only
	Primary  bool
}

// NewStockUnit is what a unit is before anybody has said anything about it.
func NewStockUnit() StockUnit { return StockUnit{Marketable: true} }

// StockUnitEdit is what a request says of a unit; what it does not name stays as it is.
type StockUnitEdit struct {
	PublicRef         geo.Given[string]
	StreetName        geo.Given[string]
	HouseNumber       geo.Given[*int]
	HouseNumberSuffix geo.Given[string]
	Postcode, City    geo.Given[string]
	Floor             geo.Given[int]
	Position          geo.Given[string]
	UseType, LastUse  geo.Given[string]

	SalesAreaM2, RetailAreaM2, StorageAreaM2, GastroAreaM2, TotalAreaM2 geo.Given[*float64]
	AreaSource                                                          geo.Given[string]
	DivisibleFromM2                                                     geo.Given[*float64]

	CeilingHeightM      geo.Given[*float64]
	StepFree            geo.Given[*bool]
	PowerKw             geo.Given[*float64]
	Condition           geo.Given[string]
	YearBuilt           geo.Given[*int]
	EnergyCertificate   geo.Given[string]
	WzCode              geo.Given[string]
	WzVersion           geo.Given[*int]
	LocationClass       geo.Given[string]
	Marketable          geo.Given[bool]
	NotMarketableReason geo.Given[string]
	PublicBasis         geo.Given[string]
	NoteInternal        geo.Given[string]
	Geometry            geo.Given[geo.Geom]
	Parcels             geo.Given[[]UnitParcel] // all of them
}

// Apply returns what the unit becomes.
func (e *StockUnitEdit) Apply(base StockUnit) StockUnit {
	u := base
	e.PublicRef.Onto(&u.PublicRef)
	e.StreetName.Onto(&u.StreetName)
	e.HouseNumber.Onto(&u.HouseNumber)
	e.HouseNumberSuffix.Onto(&u.HouseNumberSuffix)
	e.Postcode.Onto(&u.Postcode)
	e.City.Onto(&u.City)
	e.Floor.Onto(&u.Floor)
	e.Position.Onto(&u.Position)
	e.UseType.Onto(&u.UseType)
	e.LastUse.Onto(&u.LastUse)
	e.applyAreas(&u)
	e.CeilingHeightM.Onto(&u.CeilingHeightM)
	e.StepFree.Onto(&u.StepFree)
	e.PowerKw.Onto(&u.PowerKw)
	e.Condition.Onto(&u.Condition)
	e.YearBuilt.Onto(&u.YearBuilt)
	e.EnergyCertificate.Onto(&u.EnergyCertificate)
	e.WzCode.Onto(&u.WzCode)
	e.WzVersion.Onto(&u.WzVersion)
	e.LocationClass.Onto(&u.LocationClass)
	e.Marketable.Onto(&u.Marketable)
	e.NotMarketableReason.Onto(&u.NotMarketableReason)
	e.PublicBasis.Onto(&u.PublicBasis)
	e.NoteInternal.Onto(&u.NoteInternal)
	e.Parcels.Onto(&u.Parcels)
	if e.Geometry.Set {
		u.Geom, u.GeomM = e.Geometry.Value, geo.Geom{}
	}
	for _, v := range []**float64{
		&u.SalesAreaM2, &u.RetailAreaM2, &u.StorageAreaM2, &u.GastroAreaM2, &u.TotalAreaM2, &u.DivisibleFromM2, &u.CeilingHeightM, &u.PowerKw,
	} {
		*v = toHundredths(*v)
	}
	return u
}

func (e *StockUnitEdit) applyAreas(u *StockUnit) {
	e.SalesAreaM2.Onto(&u.SalesAreaM2)
	e.RetailAreaM2.Onto(&u.RetailAreaM2)
	e.StorageAreaM2.Onto(&u.StorageAreaM2)
	e.GastroAreaM2.Onto(&u.GastroAreaM2)
	e.TotalAreaM2.Onto(&u.TotalAreaM2)
	e.AreaSource.Onto(&u.AreaSource)
	e.DivisibleFromM2.Onto(&u.DivisibleFromM2)
}

// toHundredths is the precision that the register keeps.
func toHundredths(v *float64) *float64 {
	if v == nil {
		return nil
	}
	rounded := math.Round(*v*100) / 100
	return &rounded
}

// Same reports whether nothing at all differs. Geometry counts in metres, to the last digit.
func (u *StockUnit) Same(o *StockUnit) bool {
	return u.GeomM.EqualWithin(o.GeomM, 0) && reflect.DeepEqual(u.bare(), o.bare()) && u.sameParcels(o)
}

func (u *StockUnit) bare() StockUnit {
	bare := *u
	bare.Geom, bare.GeomM, bare.Parcels = geo.Geom{}, geo.Geom{}, nil
	return bare
}

func (u *StockUnit) sameParcels(o *StockUnit) bool {
	if len(u.Parcels) != len(o.Parcels) {
		return false
	}
	was := map[int64]bool{}
	for _, p := range u.Parcels {
		was[p.ParcelID] = p.Primary
	}
	for _, p := range o.Parcels {
		if primary, known := was[p.ParcelID]; !known || primary != p.Primary {
			return false
		}
	}
	return true
}

// sameAddress reports whether both stand at one address.
func (u *StockUnit) sameAddress(o *StockUnit) bool {
	return u.StreetName == o.StreetName && reflect.DeepEqual(u.HouseNumber, o.HouseNumber) &&
		u.HouseNumberSuffix == o.HouseNumberSuffix && u.Postcode == o.Postcode && u.City == o.City
}
