package enquiry

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Person is all that is kept about whoever has an address (Art. 15 GDPR): what he asked, what he looks for, what he has sent himself.
type Person struct {
	Email     string
	Held      outbox.Held
	Enquiries []AskedThing
	Spaces    []SpaceItem
	Searches  []SavedSearch
}

// AskedThing is an enquiry with who asked, as far as he may read it: notes that the office made for itself are not his.
type AskedThing struct {
	Followed
	Name, Phone string
	ConsentAt   *time.Time
}

// SavedSearch is a search that somebody has sent himself news of.
type SavedSearch struct {
	ID        int64
	Filter    string
	CreatedAt time.Time
}

// Erased counts what was done away with.
type Erased struct {
	Enquiries     int `json:"enquiries"`
	SpaceRequests int `json:"space_requests"`
	Searches      int `json:"searches"`
	Subscriptions int `json:"subscriptions"`
}

const (
	sqlAskedThing = `SELECT name, phone, consent_at FROM enquiry_content WHERE enquiry_id = $1`

	sqlSavedSearch = `SELECT id, filter, created_at FROM saved_search WHERE id = $1`

	// What was never confirmed goes whole; of the rest the office keeps that it was, and nothing of what or who.
	sqlEraseUnconfirmed = `DELETE FROM enquiry WHERE id = ANY ($1) AND status = 'unconfirmed'`

	sqlEraseEnquiries = `
UPDATE enquiry
SET anonymised_at = coalesce(anonymised_at, now()), form_hash = NULL, ended_at = coalesce(ended_at, now()),
    status = CASE WHEN status IN ('new', 'assigned', 'in_progress', 'waiting_for_customer') THEN 'withdrawn' ELSE status END
WHERE id = ANY ($1)`

	sqlEraseSpaces = `DELETE FROM space_request WHERE id = ANY ($1)`

	sqlEraseSearches = `DELETE FROM saved_search WHERE id = ANY ($1)`
)

// CodeNobody is that of an address that nothing is kept under.
const CodeNobody = "person.nobody"

// Export returns all that is kept about the person of an address, and writes down that it was read. by is an administrator; the zero
// Actor is whoever runs mitte on the machine. It returns Forbidden, Invalid for what is no address, and NotFound with CodeNobody.
func (s *Service) Export(ctx context.Context, by By, email string) (Person, error) {
	var p Person
	err := s.aboutPerson(ctx, by, email, "person.export", func(tx pgx.Tx, held outbox.Held) (any, error) {
		p = Person{Email: held.Address, Held: held}
		for _, k := range held.Subscriptions {
			if err := s.export(ctx, tx, &p, k.Target); err != nil {
				return nil, err
			}
		}
		return countOf(held), nil
	})
	return p, pg.Fault("enquiry.Export", err)
}

func (s *Service) export(ctx context.Context, tx pgx.Tx, p *Person, t outbox.Target) error {
	switch t.Kind {
	case outbox.Enquiry:
		f, err := findFollowed(ctx, tx, t.ID)
		if err != nil {
			return err
		}
		a := AskedThing{Followed: f}
		if err := tx.QueryRow(ctx, sqlAskedThing, t.ID).Scan(&a.Name, &a.Phone, &a.ConsentAt); err != nil {
			return err
		}
		p.Enquiries = append(p.Enquiries, a)
	case outbox.SpaceRequest:
		r, err := findSpace(ctx, tx, t.ID)
		if err != nil {
			return err
		}
		it := SpaceItem{SpaceRequest: r, Contact: &Contact{Email: p.Email}}
		if err := tx.QueryRow(ctx, sqlSpaceContact, t.ID).Scan(&it.Contact.Name, &it.Contact.Phone); err != nil {
			return err
		}
		p.Spaces = append(p.Spaces, it)
	case outbox.SavedSearch:
		found, err := pg.Collect[SavedSearch](ctx, tx, sqlSavedSearch, t.ID)
		if err != nil {
			return err
		}
		p.Searches = append(p.Searches, found...)
	}
	return nil
}

// Erase does away with all that is kept about the person of an address (Art. 17 GDPR). Enquiries still count, without who asked
// and what. It returns what Export does.
func (s *Service) Erase(ctx context.Context, by By, email string) (Erased, error) {
	var done Erased
	err := s.aboutPerson(ctx, by, email, "person.erase", func(tx pgx.Tx, held outbox.Held) (any, error) {
		done = countOf(held)
		ids := map[string][]int64{}
		for _, k := range held.Subscriptions {
			ids[k.Kind] = append(ids[k.Kind], k.TargetID)
		}
		for _, step := range []struct {
			sql string
			ids []int64
		}{
			{sqlEraseUnconfirmed, ids[outbox.Enquiry]},
			{sqlForgetMessages, ids[outbox.Enquiry]},
			{sqlForgetContent, ids[outbox.Enquiry]},
			{sqlEraseEnquiries, ids[outbox.Enquiry]},
			{sqlEraseSpaces, ids[outbox.SpaceRequest]},
			{sqlEraseSearches, ids[outbox.SavedSearch]},
		} {
			if _, err := tx.Exec(ctx, step.sql, step.ids); err != nil {
				return nil, err
			}
		}
		return done, s.box.Erase(ctx, tx, email)
	})
	return done, pg.Fault("enquiry.Erase", err)
}

// aboutPerson works on what is kept under an address and writes down that it did: how much there was, never whose.
func (s *Service) aboutPerson(ctx context.Context, by By, email, action string, do func(tx pgx.Tx, held outbox.Held) (any, error)) error {
	if !by.Actor.Nobody() {
		if err := by.Actor.Require(people.Admin); err != nil {
			return err
		}
	}
	return pg.InTx(ctx, s.db, by.Actor.String(), func(tx pgx.Tx) error {
		if err := as(ctx, tx, roleHouse, "", 0); err != nil {
			return err
		}
		held, err := s.box.Holds(ctx, tx, email)
		if fault.KindOf(err) == fault.NotFound {
			return fault.New(fault.NotFound, CodeNobody, "nothing is kept under this address")
		}
		if err != nil {
			return err
		}
		what, err := do(tx, held)
		if err != nil {
			return err
		}
		after, err := json.Marshal(what)
		if err != nil {
			return err
		}
		return people.Record(ctx, tx, people.Entry{Actor: by.Actor, Action: action, Entity: "person", After: after, IPPrefix: by.IPPrefix})
	})
}

func countOf(held outbox.Held) (e Erased) {
	for _, k := range held.Subscriptions {
		switch k.Kind {
		case outbox.Enquiry:
			e.Enquiries++
		case outbox.SpaceRequest:
			e.SpaceRequests++
		case outbox.SavedSearch:
			e.Searches++
		default:
			e.Subscriptions++
		}
	}
	return e
}
