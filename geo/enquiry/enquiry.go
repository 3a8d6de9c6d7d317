package enquiry

import (
	"time"

	"mitte/geo"
)

// Kind is what an enquiry is about; the desk follows from it.
type Kind string

// The kinds.
const (
	Space         Kind = "space"
	Works         Kind = "works"
	Fund          Kind = "fund"
	VacancyReport Kind = "vacancy_report"
	Participation Kind = "participation"
	General       Kind = "general"
)

// Kinds are all of them, in the order in which a form offers them.
func Kinds() []Kind { return []Kind{General, Space, Works, Participation, Fund, VacancyReport} }

// Desks are the three of the office, of equal rank.
func Desks() []string { return []string{"technical", "social", "city"} }

// Priorities are how pressing an enquiry is, the least first.
func Priorities() []string { return []string{"low", "normal", "high"} }

// Submission is what somebody enters in a form. About is what it is about in words of ours, for the mail that asks for a
// confirmation: nothing that a stranger typed is sent to an address that nobody has confirmed.
type Submission struct {
	Kind               Kind
	Name, Email, Phone string
	Subject, Message   string
	Consent            bool
	UnitID, SectionID  int64 // 0 for none
	AboutDe, AboutEn   string
	Lang               string
	Client             string // the prefix of the network it comes from
	Form               string // what makes this form one, such as its stamp; sending it twice is sending it once
	Honeypot           bool   // a field was filled that people do not see
}

// Message is one piece of the talk about an enquiry.
type Message struct {
	ID        int64
	Direction string // in, out or internal
	Body      string
	At        time.Time
	By        string // account:12; "" for who asked
}

// Followed is an enquiry as who asked sees it.
type Followed struct {
	ID         int64
	No         string // "" until it is confirmed
	Kind       Kind
	Status     Status
	ReceivedAt *time.Time
	DueAt      geo.Date
	EndedAt    *time.Time
	UnitID     int64 // 0 for none; whether the public may see it now is for its room to say
	SectionID  int64 // likewise
	Subject    string
	Body       string
	Lang       string
	Messages   []Message `db:"-"` // without what the office notes for itself
}

// Open reports whether the office still has to answer, as the outside sees it.
func (f *Followed) Open() bool { return f.Status.Open() }

// Anonymous reports whether nobody knows any more what was asked.
func (f *Followed) Anonymous() bool { return f.Body == "" }
