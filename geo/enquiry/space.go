package enquiry

import (
	"time"

	"mitte/geo"
)

// SpaceStatus is how far a space request is.
type SpaceStatus string

// The statuses (domain.md 2.2): a request is matched, expired or withdrawn in the end.
const (
	SpaceUnconfirmed SpaceStatus = "unconfirmed"
	SpaceActive      SpaceStatus = "active"
	SpacePaused      SpaceStatus = "paused"
	SpaceMatched     SpaceStatus = "matched"
	SpaceExpired     SpaceStatus = "expired"
	SpaceWithdrawn   SpaceStatus = "withdrawn"
)

// Sought is what somebody looks for. Nil, the zero Date and the zero Geom ask for nothing.
type Sought struct {
	UseType      string
	AreaMinM2    float64
	AreaMaxM2    float64
	RentMaxCents *int64 // a month, without charges
	FrontageMinM *float64
	StepFree     bool
	WantedFrom   geo.Date
	TermMonths   *int
	Place        string   // what the place is called
	Geom         geo.Geom // Polygon or MultiPolygon, lon/lat
}

// SpaceRequest is a space request without who asks.
type SpaceRequest struct {
	ID      int64
	Version int
	Status  SpaceStatus
	Sought
	ConfirmedAt *time.Time
	EndsOn      geo.Date // the first day on which it no longer counts
	EndedAt     *time.Time
}

// SpaceSubmission is what somebody enters in a form. AreaID takes the place of a named area of the town, 0 for none.
type SpaceSubmission struct {
	Sought
	AreaID             int64
	Name, Email, Phone string
	Consent            bool
	AboutDe, AboutEn   string
	Lang               string
	Client             string // the prefix of the network it comes from
	Form               string // as in Submission
}

// Contact is who asks. It is personal.
type Contact struct{ Name, Email, Phone string }

// SpaceItem is a space request as staff see it.
type SpaceItem struct {
	SpaceRequest
	Contact *Contact // nil for who may not know
}

// FollowedSpace is a space request as who asked sees it: with the units that the public may see, the best first.
type FollowedSpace struct {
	SpaceRequest
	Matches []Match
}
