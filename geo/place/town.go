package place

import "mitte/geo"

// Town is the one city of this database and what is in it.
type Town struct {
	Name            string // "" if only data were imported
	MunicipalityKey string
	MadeUp          bool
	BBox            *geo.BBox // lon/lat, of the shop units with room around them; nil in an empty database
	Sources         []Source
	Counts          Counts
}

// Source says where data come from and under which licence they may be shown.
type Source struct {
	ID, Title, Licence string
	LicenceURL         *string
	Attribution        string
}

// Counts holds the number of features in each collection; units are those of today.
type Counts struct {
	Parcels, Buildings, Units, Segments, Sections, Projects int
}
