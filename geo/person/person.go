package person

import (
	"context"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/owners"
	"mitte/geo/vacancy"
)

// Desk is where people ask. Its methods return Forbidden for who is no administrator (the zero Actor is whoever runs mitte on the
// machine), Invalid for what is no address, and NotFound with enquiry.CodeNobody for an address that no room knows.
type Desk struct {
	asked   *enquiry.Service
	parties *owners.Office // nil where nobody keeps parties
}

// New returns a desk over the rooms that keep something about people.
func New(asked *enquiry.Service, parties *owners.Office) *Desk { return &Desk{asked, parties} }

// Document is all that is kept about somebody.
type Document struct {
	enquiry.PersonDocument

	Parties []owners.PartyDocument `json:"parties"`
}

// Erased counts what was done away with.
type Erased struct {
	Asked
	Kept
}

// Asked is what geo/enquiry counts.
type Asked = enquiry.Erased

// Kept is what geo/owners counts.
type Kept = owners.Erased

// Export returns all that is kept under an address, and writes down that it was read.
func (d *Desk) Export(ctx context.Context, by enquiry.By, email string) (Document, error) {
	found, err := d.asked.Export(ctx, by, email)
	if err != nil && fault.CodeOf(err) != enquiry.CodeNobody {
		return Document{}, err
	}
	out := Document{PersonDocument: found.Document(), Parties: []owners.PartyDocument{}}
	dossiers, failed := d.dossiers(ctx, by, email)
	if failed != nil {
		return Document{}, failed
	}
	if err != nil && len(dossiers) > 0 { // nobody but a party
		err, out.Email, out.KnownSince = nil, dossiers[0].Email, dossiers[0].CreatedAt.UTC()
	}
	for i := range dossiers {
		out.Parties = append(out.Parties, dossiers[i].Document())
		if since := dossiers[i].CreatedAt.UTC(); since.Before(out.KnownSince) {
			out.KnownSince = since
		}
	}
	return out, err
}

func (d *Desk) dossiers(ctx context.Context, by enquiry.By, email string) ([]owners.Dossier, error) {
	if d.parties == nil {
		return nil, nil
	}
	return d.parties.ExportPerson(ctx, vacancy.By{Actor: by.Actor, IPPrefix: by.IPPrefix}, email)
}

// Erase does away with all that is kept under an address. Begun and not finished, it can be done again.
func (d *Desk) Erase(ctx context.Context, by enquiry.By, email string) (Erased, error) {
	var out Erased
	var err error
	out.Asked, err = d.asked.Erase(ctx, by, email)
	if err != nil && fault.CodeOf(err) != enquiry.CodeNobody || d.parties == nil {
		return out, err
	}
	gone, failed := d.parties.ErasePerson(ctx, vacancy.By{Actor: by.Actor, IPPrefix: by.IPPrefix}, email)
	out.Kept = gone
	if failed != nil || gone.Parties > 0 {
		return out, failed
	}
	return out, err
}
