package owners

import (
	"time"

	"mitte/geo"
)

// PartyDocument is what a party gets that asks what is kept about it: all of it, as a machine can read it (Art. 15 and 20 GDPR).
type PartyDocument struct {
	Kind        string           `json:"kind"`
	Name        string           `json:"name"`
	Email       string           `json:"email"`
	Phone       string           `json:"phone"`
	Address     string           `json:"address"`
	LegalBasis  string           `json:"legal_basis"`
	Source      string           `json:"source"`
	Purpose     string           `json:"purpose"`
	CollectedAt geo.Date         `json:"collected_at"`
	DeleteAfter geo.Date         `json:"delete_after"`
	CreatedAt   time.Time        `json:"created_at"`
	UpdatedAt   time.Time        `json:"updated_at"`
	Links       []LinkDocument   `json:"links"`
	Consents    []AgreedDocument `json:"consents"`
	Log         []AccessDocument `json:"log"`
}

// LinkDocument says what the party is of a place.
type LinkDocument struct {
	Role     string   `json:"role"`
	ParcelID *int64   `json:"parcel_id"`
	UnitID   *int64   `json:"unit_id"`
	From     geo.Date `json:"from"`
	To       geo.Date `json:"to"`
}

// AgreedDocument is a consent.
type AgreedDocument struct {
	UnitID    int64      `json:"unit_id"`
	Scope     string     `json:"scope"`
	GivenAt   geo.Date   `json:"given_at"`
	RevokedAt *time.Time `json:"revoked_at"`
}

// AccessDocument says that somebody read of the party or changed it. Whom of the office that was, the party is not told: it is told
// what for.
type AccessDocument struct {
	At      time.Time `json:"at"`
	Action  string    `json:"action"`
	Purpose *string   `json:"purpose"`
}

// Document writes a dossier down.
func (d *Dossier) Document() PartyDocument {
	out := PartyDocument{
		Kind: d.Kind, Name: d.Name, Email: d.Email, Phone: d.Phone, Address: d.Address, LegalBasis: d.LegalBasis, Source: d.Source,
		Purpose: d.Purpose, CollectedAt: d.CollectedAt, DeleteAfter: d.DeleteAfter, CreatedAt: d.CreatedAt.UTC(), UpdatedAt: d.UpdatedAt.UTC(),
		Links: []LinkDocument{}, Consents: []AgreedDocument{}, Log: []AccessDocument{},
	}
	for _, l := range d.Links {
		out.Links = append(out.Links, LinkDocument{l.Role, l.ParcelID, l.UnitID, l.From, l.To})
	}
	for _, c := range d.Consents {
		out.Consents = append(out.Consents, AgreedDocument{c.UnitID, c.Scope, c.GivenAt, utc(c.RevokedAt)})
	}
	for _, a := range d.Log {
		out.Log = append(out.Log, AccessDocument{a.At.UTC(), a.Action, a.Purpose})
	}
	return out
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	moment := t.UTC()
	return &moment
}
