package vacancy

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// Entry is a unit in the register, as staff see it on a day: all units, with what is internal, in whatever status.
type Entry struct {
	ID                   int64
	Version              int
	CreatedAt, UpdatedAt time.Time
	UpdatedBy            string
	place.StockUnit
	LastSurveyedAt geo.Date
	SurveySource   *string
	Source         string
	MadeUp         bool

	Status            string
	StatusSince       geo.Date
	ExpectedUntil     geo.Date
	VacantSince       geo.Date
	EmptyDays         int // of the last 730, those in V
	BusinessName      *string
	Public            bool // everybody sees it
	FrontageM         *float64
	SegmentID         *int64
	Side              *string
	ChainageM         *float64
	OfferID           *int64
	PublicationStatus *string

	Events      []StatusEvent `db:"-"`
	Occupancies []Occupancy   `db:"-"`
}

// EntryQuery asks for units of the register. Statuses and Uses, if given, are alternatives; Text is looked for in reference,
// street and business.
type EntryQuery struct {
	place.Page
	Statuses, Uses []string
	Street, Text   string
	Stale          bool  // only those that nobody has looked at for StaleDays
	Public         *bool // only those that everybody sees, or only the others
}

// StaleDays is how long what somebody saw counts as known.
const StaleDays = 90

// persistentDays of the last two years in V make a vacancy persistent.
const persistentDays = 366

// unit is the entry as far as the rules of public units look at it.
func (e *Entry) unit() Unit { return Unit{VacancyStatus: e.Status, VacantSince: e.VacantSince} }

// VacantDays is Unit.VacantDays.
func (e *Entry) VacantDays(day geo.Date) (int, bool) { return e.unit().VacantDays(day) }

// Kind is Unit.Kind; what cannot be let is structural from its first day.
func (e *Entry) Kind(day geo.Date) string {
	if kind := e.unit().Kind(day); kind == "" || e.Marketable {
		return kind
	}
	return Structural
}

// Persistent reports whether the unit stood empty for most of the last two years, at one stretch or not.
func (e *Entry) Persistent() bool { return e.EmptyDays >= persistentDays }

// Stale reports whether nobody has looked at the unit for long.
func (e *Entry) Stale(day geo.Date) bool {
	return e.counts() && (e.LastSurveyedAt.IsZero() || e.LastSurveyedAt.AddDays(StaleDays).Before(day))
}

// counts reports whether the unit belongs to the stock.
func (e *Entry) counts() bool { return !final(e.Status) }
