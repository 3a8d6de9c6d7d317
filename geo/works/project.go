package works

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// Project is a building project with at least one public section.
type Project struct {
	ID               int64
	Version          int
	UpdatedAt        time.Time
	PublicRef        string
	TitleDe, TitleEn string
	Client           string
	CostPlannedCents *int64 // once released
	FundingText      *string
	Source           string
	MadeUp           bool
	Geom             geo.Geom // MultiPolygon of its sections, side by side, lon/lat
}

// ProjectQuery asks for projects; a box keeps those that have a section in it.
type ProjectQuery struct{ place.Page }
