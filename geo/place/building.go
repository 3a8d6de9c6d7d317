package place

import (
	"time"

	"mitte/geo"
)

// Building is a building as the public may see it.
type Building struct {
	ID           int64
	Version      int
	UpdatedAt    time.Time
	Name         *string
	FunctionCode *string
	Storeys      *int
	YearBuilt    *int
	Listed       bool // a monument
	HouseNumber  *string
	Source       string
	MadeUp       bool
	Geom         geo.Geom // MultiPolygon, lon/lat
}

// BuildingQuery asks for buildings.
type BuildingQuery struct{ Page }

// Address is a house number in a street.
type Address struct {
	ID          int64
	StreetName  string
	HouseNumber *int
	Suffix      string
	Postcode    *string
	City        string
}
