package owners

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/vacancy"
)

// Add enters a party. It returns Invalid with all that is wrong.
func (o *Office) Add(ctx context.Context, by vacancy.By, edit *Edit) (Stub, error) {
	p := edit.apply(Party{Version: 1})
	err := o.with(ctx, by, "party.add", func(tx pgx.Tx) (note, error) {
		if err := p.wrong(o.today(), p.DeleteAfter, "").refused(); err != nil {
			return note{}, err
		}
		err := tx.QueryRow(ctx, sqlInsertParty, p.args()).Scan(&p.ID)
		return note{Parties: []string{p.ID}, Until: p.DeleteAfter.String()}, err
	})
	return p.stub(), pg.Fault("owners.Add", err)
}

func (p *Party) stub() Stub { return Stub{p.ID, p.Version, p.DeleteAfter} }

// Change changes a party that is still in the version named. It returns NotFound, Stale, and Invalid with all that is wrong; keeping a
// party longer needs a reason.
func (o *Office) Change(ctx context.Context, by vacancy.By, id string, version int, edit *Edit) (Stub, error) {
	var out Stub
	err := o.with(ctx, by, "party.change", func(tx pgx.Tx) (note, error) {
		now, err := one(ctx, tx, sqlLockParty, id)
		if err != nil {
			return note{}, err
		}
		if now.Version != version {
			return note{}, fault.New(fault.Stale, "stale", "somebody changed this in the meantime")
		}
		next := edit.apply(now)
		if err := next.wrong(o.today(), now.DeleteAfter, edit.Reason).refused(); err != nil {
			return note{}, err
		}
		said := note{Parties: []string{id}}
		if now.DeleteAfter != next.DeleteAfter {
			said.Until, said.Reason = next.DeleteAfter.String(), strings.TrimSpace(edit.Reason)
		}
		_, err = tx.Exec(ctx, sqlUpdateParty, next.args())
		next.Version++
		out = next.stub()
		return said, err
	})
	return out, pg.Fault("owners.Change", err)
}

// Tie says what a party is of a unit or a parcel. It returns NotFound, Invalid with all that is wrong, and Conflict if that is known.
func (o *Office) Tie(ctx context.Context, by vacancy.By, id string, l Link) (link string, err error) {
	err = o.with(ctx, by, "party.link", func(tx pgx.Tx) (note, error) {
		if err := l.wrong().refused(); err != nil {
			return note{}, err
		}
		if _, err := one(ctx, tx, sqlLockParty, id); err != nil {
			return note{}, err
		}
		err := tx.QueryRow(ctx, sqlInsertLink, id, l.Role, l.ParcelID, l.UnitID, l.From, l.To).Scan(&link)
		return note{Parties: []string{id}, Link: link}, err
	})
	return link, pg.Fault("owners.Tie", err)
}

// Untie takes that back. It returns NotFound.
func (o *Office) Untie(ctx context.Context, by vacancy.By, link string) error {
	err := o.with(ctx, by, "party.unlink", func(tx pgx.Tx) (note, error) {
		var party string
		err := tx.QueryRow(ctx, sqlDeleteLink, link).Scan(&party)
		return note{Parties: []string{party}, Link: link}, err
	})
	return pg.Fault("owners.Untie", err)
}

// Erase forgets a party (Art. 17 DSGVO): first each consent that it gave is revoked, which takes back what was published because of it,
// then the party goes with its links. What is left of the consents names nobody. It returns NotFound, and Invalid without a
// reason.
func (o *Office) Erase(ctx context.Context, by vacancy.By, id, reason string) (Erased, error) {
	const op = "owners.Erase"
	if err := by.Require(people.Staff); err != nil {
		return Erased{}, fault.Wrap(op, err)
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(reason)); n < leastPurpose || n > shortText {
		return Erased{}, fault.Wrap(op, fault.Refuse("bad_members", "at least one member is wrong",
			fault.Field{Path: "/reason", Code: "party.needs_reason", Msg: "say in a few words why"}))
	}
	done, err := o.erase(ctx, by, id, reason)
	return done, pg.Fault(op, err)
}

func (o *Office) erase(ctx context.Context, by vacancy.By, id, reason string) (done Erased, err error) {
	var standing []string
	err = o.write(ctx, by, "party.erasing", func(tx pgx.Tx) (note, error) {
		if _, err := one(ctx, tx, sqlLockParty, id); err != nil {
			return note{}, err
		}
		rows, err := tx.Query(ctx, sqlStanding, id)
		if err != nil {
			return note{}, err
		}
		standing, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return note{Parties: []string{id}, Reason: reason}, err
	})
	if err != nil {
		return done, err
	}
	for _, consent := range standing {
		_, m, err := o.revoke(ctx, by, consent)
		if err != nil && fault.CodeOf(err) != "consent.revoked" {
			return done, err
		}
		done.add(Erased{Consents: 1, XID: m.XID})
	}
	err = o.write(ctx, by, "party.erase", func(tx pgx.Tx) (note, error) {
		gone, err := tx.Exec(ctx, sqlDeleteParty, id)
		if err == nil && gone.RowsAffected() == 0 {
			err = pgx.ErrNoRows
		}
		return note{Parties: []string{id}, Reason: reason, Revoked: done.Consents}, err
	})
	if err == nil {
		done.Parties = 1
	}
	return done, err
}

// revoke takes a consent back, for somebody or for the house.
func (o *Office) revoke(ctx context.Context, by vacancy.By, consent string) (int64, vacancy.Marketing, error) {
	if by.Nobody() {
		return o.register.RevokeForTheHouse(ctx, consent)
	}
	return o.register.Revoke(ctx, by, consent)
}

// Forget deletes the parties whose last day is over, and returns how many. Consents stand, and name nobody any more. It is for a job.
func (o *Office) Forget(ctx context.Context) (n int, err error) {
	err = o.write(ctx, vacancy.By{}, "party.expire", func(tx pgx.Tx) (note, error) {
		rows, err := tx.Query(ctx, sqlOver, o.today())
		if err != nil {
			return note{}, err
		}
		gone, err := pgx.CollectRows(rows, pgx.RowTo[string])
		n = len(gone)
		return note{Parties: gone}, err
	})
	return n, pg.Fault("owners.Forget", err)
}
