package owners

import (
	"time"

	"mitte/geo"
)

// Party is a person or a firm. Empty texts say "nothing known".
type Party struct {
	ID                   string // a UUID
	Version              int
	CreatedAt, UpdatedAt time.Time
	UpdatedBy            string
	Kind                 string // owner, tenant, manager, applicant or donor
	Name, Email, Phone   string
	Address              string
	LegalBasis, Source   string
	Purpose              string // what it is kept for
	CollectedAt          geo.Date
	DeleteAfter          geo.Date  // the last day on which it is kept
	Links                []Link    `db:"-"`
	Consents             []Consent `db:"-"`
}

// Link says what a party is of a parcel or of a unit, and when.
type Link struct {
	ID          string // a UUID
	PartyID     string
	Role        string // owner, manager or tenant
	ParcelID    *int64
	ParcelLabel *string // what the parcel is called, as the search does
	UnitID      *int64
	From, To    geo.Date // half-open; zero is open
}

// Consent is what a party agreed to.
type Consent struct {
	ID        string
	PartyID   string
	UnitID    int64
	Scope     string
	GivenAt   geo.Date
	RevokedAt *time.Time
}

// Edit is what a request says of a party; what it does not name stays as it is.
type Edit struct {
	Kind, Name, Email, Phone, Address geo.Given[string]
	LegalBasis, Source, Purpose       geo.Given[string]
	CollectedAt, DeleteAfter          geo.Given[geo.Date]
	Reason                            string // for keeping it longer than was said
}

func (e *Edit) apply(base Party) Party {
	p := base
	e.Kind.Onto(&p.Kind)
	e.Name.Onto(&p.Name)
	e.Email.Onto(&p.Email)
	e.Phone.Onto(&p.Phone)
	e.Address.Onto(&p.Address)
	e.LegalBasis.Onto(&p.LegalBasis)
	e.Source.Onto(&p.Source)
	e.Purpose.Onto(&p.Purpose)
	e.CollectedAt.Onto(&p.CollectedAt)
	e.DeleteAfter.Onto(&p.DeleteAfter)
	p.tidy()
	return p
}

// Query asks for parties. It has to name a unit, a parcel or a part of a name: nobody lists them all.
type Query struct {
	Unit, Parcel int64
	Name         string
}

// Found is at most MostFound parties; More says that there are others.
type Found struct {
	Parties []Party
	More    bool
}

// MostFound is how many parties one question tells of.
const MostFound = 50

// Stub is what a change of a party answers with: nothing that would be a read.
type Stub struct {
	ID          string
	Version     int
	DeleteAfter geo.Date
}

// Dossier is all that is known about a party, for itself (Art. 15 DSGVO): with who read it, when and what for.
type Dossier struct {
	Party

	Log []Access
}

// Access is a line of the audit trail about a party.
type Access struct {
	At      time.Time
	Actor   string
	Action  string
	Purpose *string
}
