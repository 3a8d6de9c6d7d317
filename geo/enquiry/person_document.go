package enquiry

import (
	"time"

	"mitte/geo"
)

// PersonDocument is what somebody gets who asks what is kept about him: one file that a machine can read (Art. 15 and 20 GDPR).
type PersonDocument struct {
	Email         string                 `json:"email"`
	KnownSince    time.Time              `json:"known_since"`
	Enquiries     []AskedDocument        `json:"enquiries"`
	SpaceRequests []WantedDocument       `json:"space_requests"`
	Searches      []SearchDocument       `json:"searches"`
	Subscriptions []SubscriptionDocument `json:"subscriptions"`
	Mails         []SendingDocument      `json:"mails"`
}

// AskedDocument is an enquiry.
type AskedDocument struct {
	No         string         `json:"no"`
	Kind       Kind           `json:"kind"`
	Status     Status         `json:"status"`
	ReceivedAt *time.Time     `json:"received_at"`
	EndedAt    *time.Time     `json:"ended_at"`
	ConsentAt  *time.Time     `json:"consent_at"`
	Name       string         `json:"name"`
	Phone      string         `json:"phone"`
	Subject    string         `json:"subject"`
	Body       string         `json:"body"`
	Messages   []SaidDocument `json:"messages"`
}

// SaidDocument is one piece of the talk.
type SaidDocument struct {
	Direction string    `json:"direction"`
	At        time.Time `json:"at"`
	Text      string    `json:"text"`
}

// WantedDocument is a space request.
type WantedDocument struct {
	Status       SpaceStatus `json:"status"`
	ConfirmedAt  *time.Time  `json:"confirmed_at"`
	EndsOn       geo.Date    `json:"ends_on"`
	Name         string      `json:"name"`
	Phone        string      `json:"phone"`
	UseType      string      `json:"use_type"`
	AreaMinM2    float64     `json:"area_min_m2"`
	AreaMaxM2    float64     `json:"area_max_m2"`
	RentMaxCents *int64      `json:"rent_max_cents"`
	FrontageMinM *float64    `json:"frontage_min_m"`
	StepFree     bool        `json:"step_free"`
	From         geo.Date    `json:"from"`
	TermMonths   *int        `json:"term_months"`
	Place        string      `json:"place"`
}

// SearchDocument is a saved search.
type SearchDocument struct {
	Filter    string    `json:"filter"`
	CreatedAt time.Time `json:"created_at"`
}

// SubscriptionDocument is what goes to the address.
type SubscriptionDocument struct {
	Target      string     `json:"target"`
	About       string     `json:"about"`
	Frequency   string     `json:"frequency"`
	Lang        string     `json:"lang"`
	Status      string     `json:"status"`
	CreatedAt   time.Time  `json:"created_at"`
	ConfirmedAt *time.Time `json:"confirmed_at"`
}

// SendingDocument is a mail of the last days.
type SendingDocument struct {
	Kind    string     `json:"kind"`
	Subject string     `json:"subject"`
	State   string     `json:"state"`
	MadeAt  time.Time  `json:"made_at"`
	SentAt  *time.Time `json:"sent_at"`
}

// Document writes a person down.
func (p *Person) Document() PersonDocument {
	d := PersonDocument{
		Email: p.Email, KnownSince: p.Held.Since.UTC(), Enquiries: []AskedDocument{}, SpaceRequests: []WantedDocument{},
		Searches: []SearchDocument{}, Subscriptions: []SubscriptionDocument{}, Mails: []SendingDocument{},
	}
	for i := range p.Enquiries {
		d.Enquiries = append(d.Enquiries, p.Enquiries[i].document())
	}
	for i := range p.Spaces {
		d.SpaceRequests = append(d.SpaceRequests, p.Spaces[i].document())
	}
	for _, s := range p.Searches {
		d.Searches = append(d.Searches, SearchDocument{s.Filter, s.CreatedAt.UTC()})
	}
	for _, k := range p.Held.Subscriptions {
		d.Subscriptions = append(d.Subscriptions, SubscriptionDocument{
			k.Kind, k.AboutDe, k.Frequency, k.Lang, k.Status, k.CreatedAt.UTC(), utc(k.ConfirmedAt),
		})
	}
	for _, m := range p.Held.Mails {
		d.Mails = append(d.Mails, SendingDocument{m.Kind, m.Subject, string(m.State), m.MadeAt.UTC(), utc(m.SentAt)})
	}
	return d
}

func (a *AskedThing) document() AskedDocument {
	d := AskedDocument{
		No: a.No, Kind: a.Kind, Status: a.Status, ReceivedAt: utc(a.ReceivedAt), EndedAt: utc(a.EndedAt), ConsentAt: utc(a.ConsentAt),
		Name: a.Name, Phone: a.Phone, Subject: a.Subject, Body: a.Body, Messages: []SaidDocument{},
	}
	for _, m := range a.Messages {
		d.Messages = append(d.Messages, SaidDocument{m.Direction, m.At.UTC(), m.Body})
	}
	return d
}

func (it *SpaceItem) document() WantedDocument {
	return WantedDocument{
		Status: it.Status, ConfirmedAt: utc(it.ConfirmedAt), EndsOn: it.EndsOn, Name: it.Contact.Name, Phone: it.Contact.Phone,
		UseType: it.UseType, AreaMinM2: it.AreaMinM2, AreaMaxM2: it.AreaMaxM2, RentMaxCents: it.RentMaxCents,
		FrontageMinM: it.FrontageMinM, StepFree: it.StepFree, From: it.WantedFrom, TermMonths: it.TermMonths, Place: it.Place,
	}
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	moment := t.UTC()
	return &moment
}
