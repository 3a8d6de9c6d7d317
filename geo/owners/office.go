package owners

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/vacancy"
)

// Office is the only way to what is known of owners. It is for staff and nobody else, planners and administrators neither. All of its
// methods return Unauthenticated or Forbidden for who may not, Unavailable when the database is away and Timeout when the answer would
// come too late, beside what their own comments name.
type Office struct {
	db       pg.DB
	clock    geo.Clock
	register *vacancy.Office
}

// New returns an office that works through db, as the role mitte_app, and revokes consents in the register.
func New(db pg.DB, clock geo.Clock, register *vacancy.Office) *Office {
	return &Office{db, clock, register}
}

func (o *Office) today() geo.Date { return geo.Today(o.clock) }

// note is what the audit trail says: numbers and reasons, nothing that is about a person.
type note struct {
	Parties []string `json:"party_ids"`
	Purpose string   `json:"purpose,omitempty"`
	Reason  string   `json:"reason,omitempty"`
	Until   string   `json:"delete_after,omitempty"`
	Link    string   `json:"link_id,omitempty"`
	Revoked int      `json:"consents_revoked,omitempty"`
}

// with runs fn in a transaction that works with owners and ends it with the audit row that fn returns.
func (o *Office) with(ctx context.Context, by vacancy.By, action string, fn func(tx pgx.Tx) (note, error)) error {
	if err := by.Require(people.Staff); err != nil {
		return err
	}
	return o.write(ctx, by, action, fn)
}

// write is with for a job, which is nobody.
func (o *Office) write(ctx context.Context, by vacancy.By, action string, fn func(tx pgx.Tx) (note, error)) error {
	return pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlWithOwners); err != nil {
			return err
		}
		said, err := fn(tx)
		if err != nil || len(said.Parties) == 0 && said.Purpose == "" {
			return err // a job that found nothing to do; who finds nobody has read all the same
		}
		after, err := json.Marshal(said)
		if err != nil {
			return err
		}
		return people.Record(ctx, tx, people.Entry{Actor: by.Actor, Action: action, Entity: "party", After: after, IPPrefix: by.IPPrefix})
	})
}

// Find looks for parties of a unit with its parcels, of a parcel, or by a part of the name. It returns Invalid for a question that
// would list them all, and without a purpose.
func (o *Office) Find(ctx context.Context, by vacancy.By, q Query, purpose string) (Found, error) {
	const op = "owners.Find"
	if err := by.Require(people.Staff); err != nil {
		return Found{}, fault.Wrap(op, err)
	}
	if err := purposeful(purpose); err != nil {
		return Found{}, fault.Wrap(op, err)
	}
	if err := q.wrong().refused(); err != nil {
		return Found{}, fault.Wrap(op, err)
	}
	var out Found
	err := o.with(ctx, by, "party.read", func(tx pgx.Tx) (note, error) {
		rows, err := pg.Collect[Party](ctx, tx, sqlFindParties, q.Unit, q.Parcel, within(q.Name), MostFound+1, o.today())
		if err != nil {
			return note{}, err
		}
		out = Found{Parties: rows, More: len(rows) > MostFound}
		out.Parties = rows[:min(len(rows), MostFound)]
		said := note{Parties: []string{}, Purpose: purpose}
		for i := range out.Parties {
			said.Parties = append(said.Parties, out.Parties[i].ID)
		}
		return said, complete(ctx, tx, out.Parties)
	})
	return out, pg.Fault(op, err)
}

// Party returns a party with all that belongs to it. It returns NotFound, and Invalid without a purpose.
func (o *Office) Party(ctx context.Context, by vacancy.By, id, purpose string) (Party, error) {
	found, err := o.read(ctx, by, "party.read", id, purpose)
	return found.Party, pg.Fault("owners.Party", err)
}

// Export returns all that is known about a party, with who read it (Art. 15 DSGVO). It returns what Party returns.
func (o *Office) Export(ctx context.Context, by vacancy.By, id, purpose string) (Dossier, error) {
	found, err := o.read(ctx, by, "party.export", id, purpose)
	return found, pg.Fault("owners.Export", err)
}

func (o *Office) read(ctx context.Context, by vacancy.By, action, id, purpose string) (Dossier, error) {
	if err := by.Require(people.Staff); err != nil {
		return Dossier{}, err
	}
	if err := purposeful(purpose); err != nil {
		return Dossier{}, err
	}
	var out Dossier
	err := o.with(ctx, by, action, func(tx pgx.Tx) (note, error) {
		p, err := one(ctx, tx, sqlOneParty, id)
		if err == nil && p.DeleteAfter.Before(o.today()) {
			err = pgx.ErrNoRows
		}
		if err != nil {
			return note{}, err
		}
		all := []Party{p}
		if err := complete(ctx, tx, all); err != nil {
			return note{}, err
		}
		out.Party = all[0]
		if action == "party.export" {
			out.Log, err = pg.Collect[Access](ctx, tx, sqlAccesses, id)
		}
		return note{Parties: []string{id}, Purpose: purpose}, err
	})
	return out, err
}
