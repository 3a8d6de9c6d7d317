package works

import (
	"time"

	"mitte/geo"
)

// Notice tells the neighbours of a section about it. What it says can be changed until somebody was told.
type Notice struct {
	ID              int64
	Version         int
	CreatedAt       time.Time
	UpdatedAt       time.Time
	UpdatedBy       string
	SectionID       int64
	Channel         string
	Period          geo.Period // the days it speaks of
	ReachM          *float64   // how near a door had to be, in metres
	TextDe, TextEn  string
	SentAt          *time.Time // when the first was told
	RecipientsCount int        // told so far
	WithdrawnAt     *time.Time // since when it is not on the web any more

	Recipients []Recipient `db:"-"` // along the street
}

// Recipient is a door, and when it was told. It never names a person.
type Recipient struct {
	NoticeID int64
	UnitID   int64
	Channel  string
	SentAt   *time.Time
	Door     Door
}

// Door is what a notice says of one door. It stays as it was when the notice was made, whatever is planned later.
type Door struct {
	UnitRef     string   `json:"unit_ref"`
	StreetName  string   `json:"street_name"`
	HouseNumber string   `json:"house_number"`
	Postcode    string   `json:"postcode"`
	City        string   `json:"city"`
	UseType     string   `json:"use_type"`
	FirstDay    geo.Date `json:"first_day"` // inclusive, as the last day; "" where no date is known
	LastDay     geo.Date `json:"last_day"`
	Days        *int     `json:"days"`
	Pedestrian  string   `json:"pedestrian"`
	StepFree    *bool    `json:"step_free"`
	Vehicle     string   `json:"vehicle"`
	NoiseLevel  string   `json:"noise_level"`
	Delivery    string   `json:"delivery_de"`
	DeliveryEn  string   `json:"delivery_en"`
}

// NoticeWish is what staff ask for. Texts that are empty are written; an open period is the section's own.
type NoticeWish struct {
	Channel        string
	Period         geo.Period
	ReachM         float64 // 0 means DefaultReachM
	TextDe, TextEn string
	UnitIDs        []int64 // only these of the doors that are affected; none means all
}

// Channels of a notice.
const (
	ByLetter = "letter"
	ByMail   = "mail"
	ByPoster = "poster"
	OnTheWeb = "web" // on the public page of the section: for nobody's door in particular
)

// noticeDays is how long before the beginning of a site its neighbours should know (domain.md 2.3).
const noticeDays = 14

// Telling is what staff see of a section's notices: them, without their doors, and whether somebody was told in time.
type Telling struct {
	Notices []Notice
	Start   geo.Date // of the section; none if it is not known
	TellBy  geo.Date // the last day in time
	Late    bool     // that day is over, or the site has begun, and nobody was told by then
}
