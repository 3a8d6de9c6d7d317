package place

import "mitte/geo"

// Hit is one thing that a search found. ID is that of the address, of the first segment of a street, of the parcel, unit
// or project.
type Hit struct {
	Kind   string // address, street, parcel, unit or project
	ID     int64
	Label  string // "Lippestraße 12"
	Detail string // "46282 Dorsten"; "" if there is nothing to add
	BBox   geo.BBox
	Point  [2]float64 // a point on it, lon/lat
}

// SearchQuery is what a person typed, and how many hits are wanted at most.
type SearchQuery struct {
	Text  string
	Limit int
}
