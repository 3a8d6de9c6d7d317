package intake

import "mitte/geo"

// The layers of staging rows.
const (
	layerTown      = "town"
	layerParcel    = "parcel"
	layerBuilding  = "building"
	layerAddress   = "address"
	layerSegment   = "segment"
	layerUnit      = "unit"
	layerStatus    = "status"
	layerOccupancy = "occupancy"
	layerSection   = "section"
	layerImpact    = "impact"
	layerRecord    = "record" // a row of the file of which no layer is known
)

// row is one row on its way into staging. fields holds only what the file says; a name that never occurs in a file is a
// column that the import leaves alone.
type row struct {
	layer   string
	fileRow int    // number in the file, from 1
	ref     string // key within the layer and the source
	fields  fields
	geom    geo.Geom // lon/lat or EPSG:25832; zero for none
}

// key is unique in the file.
func (r row) key() string { return r.layer + "\x00" + r.ref }

// fields maps column names of staging to JSON values.
type fields map[string]any
