package works

import "mitte/geo"

// Worksite is a construction section as far as others feel it: its ground, its days and what it does to people on foot, cars and
// bins. It is stored or only drawn.
type Worksite struct {
	SectionID int64      // 0 for one that is not stored; of what is stored under it, nothing else counts
	Ground    geo.Geom   // Polygon or MultiPolygon, lon/lat or EPSG:25832
	Period    geo.Period // without beginning or end, days cannot be counted
	Terms     *Terms     // nil: nothing was stated
	Phases    []WorksitePhase
}

// WorksitePhase is a part of the site's time. Its terms, where stated, win over the site's on its ground.
type WorksitePhase struct {
	ID     int64
	Place  int // from 0, in the list of phases that it was read from: those that are called off are not here
	Kind   string
	Ground geo.Geom // none means the whole site
	Period geo.Period
	Terms  *Terms
}

// Terms say what a site or phase does to those who live and trade there.
type Terms struct {
	Pedestrian     string // open, narrowed, one_side, closed
	MinWidthM      *float64
	StepFree       bool
	Vehicle        string // open, local_access, closed
	ClearWidthM    *float64
	DeliveryWindow DeliveryWindows
	Waste          geo.Geom // Point, lon/lat: where the bins go meanwhile
	ParkingLost    int
	Noise          string // minor, moderate, major
	NoteDe, NoteEn string
}

var (
	pedestrianOrder = []string{"open", "narrowed", "one_side", "closed"}
	vehicleOrder    = []string{"open", "local_access", "closed"}
	noiseOrder      = []string{"minor", "moderate", "major"}
)

// shuts reports whether nobody who needs width metres walks here; with steps it also counts that there are some.
func (t *Terms) shuts(width float64, steps bool) bool {
	if t == nil {
		return false
	}
	narrow := t.Pedestrian != "open" && t.MinWidthM != nil && *t.MinWidthM < width
	return t.Pedestrian == "closed" || narrow || steps && !t.StepFree
}
