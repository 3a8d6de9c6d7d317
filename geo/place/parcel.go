package place

import (
	"encoding/json"
	"time"

	"mitte/geo"
)

// Parcel is a Flurstück as the public may see it. A nil pointer and the zero Date stand for "not known".
type Parcel struct {
	ID                     int64
	Version                int
	UpdatedAt              time.Time
	Flurstueckskennzeichen string // the official key, 20 characters
	GemarkungNumber        int
	GemarkungName          string
	Flur                   *int
	Zaehler                int
	Nenner                 *int
	Label                  string   // "273/1"
	OfficialAreaM2         *float64 // the register's
	GeomAreaM2             float64  // of the geometry, in EPSG:25832
	LocationText           *string
	LandUse                string          // coarse class for the map
	LandUseDetail          json.RawMessage // what the source says: [{kind, m2}]
	MunicipalityKey        string
	Source                 string
	SourceDate             geo.Date
	MadeUp                 bool
	ValidFrom, ValidTo     geo.Date // half-open
	Geom                   geo.Geom // MultiPolygon, lon/lat
}

// ParcelDetail is a parcel with what stands on it.
type ParcelDetail struct {
	Parcel
	Units     []ParcelUnit // whose main parcel it is, today
	Addresses []Address
}

// ParcelUnit is a shop unit on a parcel.
type ParcelUnit struct {
	ID            int64
	PublicRef     string
	VacancyStatus string
	BusinessName  *string
	UseType       string
}

// ParcelQuery asks for parcels. Key, if given, is the whole Flurstückskennzeichen.
type ParcelQuery struct {
	Page
	Key string
}
