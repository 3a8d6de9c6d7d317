package place

import (
	"time"

	"mitte/geo"
)

// Segment is a piece of a street between two crossings. Its line runs in the direction of the chainage.
type Segment struct {
	ID             int64
	Version        int
	UpdatedAt      time.Time
	StreetName     *string
	StreetKey      *string
	Kind           string
	ChainNo        int
	Seq            int
	FromLabel      *string // the crossing at its beginning
	ToLabel        *string
	StartM         float64 // chainage of its beginning within the chain, in metres
	LengthM        float64
	PedestrianZone bool
	LocationClass  *string // A, B or C
	WidthM         *float64
	Source         string
	MadeUp         bool
	Geom           geo.Geom // LineString, lon/lat
}

// SegmentQuery asks for segments. Street, if given, is the whole name; case does not matter.
type SegmentQuery struct {
	Page
	Street string
}
