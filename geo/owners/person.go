package owners

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/vacancy"
)

// What the audit trail says about people who ask for themselves.
const (
	forAccess  = "Auskunft nach Art. 15 DSGVO"
	forErasure = "Löschung nach Art. 17 DSGVO"
)

// An address may stand among others, or beside a name.
const sqlPartiesOfAddress = sqlParty + `
WHERE lower($1) = ANY (regexp_split_to_array(lower(p.email), '[\s,;<>]+'))
ORDER BY p.created_at, p.id`

// Erased counts what was done away with.
type Erased struct {
	Parties  int    `json:"parties"`
	Consents int    `json:"consents_revoked"`
	XID      uint64 `json:"-"` // of the last publication that was taken back, 0 for none
}

// ExportPerson returns all that is known about the parties with an address, none for an address that nobody has. It is for the person
// of that address, so also what is over its day is in it. by is an administrator; the zero Actor is whoever runs mitte on the machine.
func (o *Office) ExportPerson(ctx context.Context, by vacancy.By, email string) ([]Dossier, error) {
	const op = "owners.ExportPerson"
	if err := answers(by); err != nil {
		return nil, pg.Fault(op, err)
	}
	var out []Dossier
	err := o.write(ctx, by, "party.export", func(tx pgx.Tx) (note, error) {
		found, err := pg.Collect[Party](ctx, tx, sqlPartiesOfAddress, email)
		if err != nil || len(found) == 0 {
			return note{}, err
		}
		if err := complete(ctx, tx, found); err != nil {
			return note{}, err
		}
		said := note{Purpose: forAccess}
		for _, p := range found {
			log, err := pg.Collect[Access](ctx, tx, sqlAccesses, p.ID)
			if err != nil {
				return note{}, err
			}
			out = append(out, Dossier{p, log})
			said.Parties = append(said.Parties, p.ID)
		}
		return said, nil
	})
	return out, pg.Fault(op, err)
}

// ErasePerson forgets the parties with an address, as Erase does. Begun and not finished, it can be done again.
func (o *Office) ErasePerson(ctx context.Context, by vacancy.By, email string) (Erased, error) {
	const op = "owners.ErasePerson"
	if err := answers(by); err != nil {
		return Erased{}, pg.Fault(op, err)
	}
	var ids []string
	err := o.write(ctx, by, "", func(tx pgx.Tx) (note, error) {
		found, err := pg.Collect[Party](ctx, tx, sqlPartiesOfAddress, email)
		for i := range found {
			ids = append(ids, found[i].ID)
		}
		return note{}, err
	})
	if err != nil {
		return Erased{}, pg.Fault(op, err)
	}
	var all Erased
	for _, id := range ids {
		one, err := o.erase(ctx, by, id, forErasure)
		all.add(one)
		if err != nil {
			return all, pg.Fault(op, err)
		}
	}
	return all, nil
}

func (e *Erased) add(one Erased) {
	e.Parties += one.Parties
	e.Consents += one.Consents
	e.XID = max(e.XID, one.XID)
}

// answers demands who may answer people about themselves.
func answers(by vacancy.By) error {
	if by.Nobody() {
		return nil
	}
	return by.Require(people.Admin)
}
