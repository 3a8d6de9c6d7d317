package works

import (
	"time"

	"mitte/geo"
)

// Line tells of a section what those want who know streets and points, not areas.
type Line struct {
	SectionID            int64
	CreatedAt            time.Time
	Centreline           geo.Geom // LineString along which the work goes, lon/lat; the zero Geom where none was drawn
	FromStreet, ToStreet *string  // what crosses where the centreline begins and ends; nil where the network does not say
	Inside               geo.Geom // a Point in the section, lon/lat
}
