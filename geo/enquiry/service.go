package enquiry

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Service takes enquiries and lets who asked follow them. All of its methods return Unavailable when the database is away and
// Timeout when the answer would come too late, beside what their own comments name.
type Service struct {
	db    pg.DB
	clock geo.Clock
	box   *outbox.Outbox
}

// New returns a service that works through db as the role mitte_app and writes by box, which tells it when an address is
// confirmed.
func New(db pg.DB, clock geo.Clock, box *outbox.Outbox) *Service {
	s := &Service{db, clock, box}
	box.WhenConfirmed(outbox.Enquiry, s.received)
	box.WhenConfirmed(outbox.SpaceRequest, s.spaceReceived)
	box.WhenConfirmed(outbox.SavedSearch, s.searchBegins)
	box.WhenAnnounced(outbox.SavedSearch, s.tell)
	box.Watch(s.Look)
	return s
}

// Submit takes an enquiry and asks its address to confirm it. It tells nobody whether the address was known, nor whether the same
// form came before.
//
// It returns Invalid naming every field at fault, and TooMany if the network has had its tries.
func (s *Service) Submit(ctx context.Context, sub Submission) error {
	return s.submit(ctx, sub, nil)
}

// SubmitProven is Submit for a page with a script, which did a proof of work for the form "ask". It returns Invalid for a proof
// that is not accepted.
func (s *Service) SubmitProven(ctx context.Context, sub Submission, proof string) error {
	found, err := s.proven(ctx, "ask", proof)
	if err != nil {
		return fault.Wrap("enquiry.SubmitProven", err)
	}
	return s.submit(ctx, sub, func(tx pgx.Tx) error { return found.spend(ctx, tx) })
}

func (s *Service) submit(ctx context.Context, sub Submission, prove func(pgx.Tx) error) error {
	const op = "enquiry.Submit"
	sub, wrong := sub.tidy()
	wish := outbox.Wish{Address: sub.Email, AboutDe: sub.AboutDe, AboutEn: sub.AboutEn, Frequency: "immediate", Lang: sub.Lang}
	if wrong = append(wrong, outbox.CheckWish(wish)...); len(wrong) > 0 {
		return fault.Wrap(op, fault.Refuse("enquiry", "the form is not complete", wrong...))
	}
	return s.take(ctx, taken{
		op: op, client: sub.Client, prove: prove, target: outbox.Enquiry, wish: wish, ask: s.box.Correspond,
		put: func(ctx context.Context, tx pgx.Tx) (int64, error) { return s.put(ctx, tx, sub) },
		record: func(ctx context.Context, tx pgx.Tx, id int64) error {
			return record(ctx, tx, "enquiry.submit", id, sub.Client, nil, Unconfirmed)
		},
	})
}

// put returns 0 if the form was sent before.
func (s *Service) put(ctx context.Context, tx pgx.Tx, sub Submission) (id int64, err error) {
	if err := as(ctx, tx, roleForm, "", 0); err != nil {
		return 0, err
	}
	rows, err := pg.Collect[struct{ ID int64 }](ctx, tx, sqlInsertEnquiry, sub.Kind, orNull(sub.UnitID), orNull(sub.SectionID), sub.hash())
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	_, err = tx.Exec(ctx, sqlInsertContent, rows[0].ID, sub.Subject, sub.Message, sub.Name, sub.Phone, sub.Lang, sub.Consent)
	return rows[0].ID, err
}

// received gives an enquiry whose address was confirmed its number, desk and due day, and tells who asked.
func (s *Service) received(ctx context.Context, tx pgx.Tx, t outbox.Target) error {
	no, due, err := s.number(ctx, tx)
	if err != nil {
		return err
	}
	done, err := tx.Exec(ctx, sqlReceive, t.ID, no, due)
	if err != nil || done.RowsAffected() == 0 {
		return err
	}
	if err := s.box.Write(ctx, tx, t, func(lang string) outbox.Letter { return receipt(lang, t.ID, no, due) }); err != nil {
		return err
	}
	return record(ctx, tx, "enquiry.confirm", t.ID, "", new(Unconfirmed), Received)
}

// statusNote is what the audit trail keeps of a step: the state, and nothing that anybody wrote.
type statusNote struct {
	Status Status `json:"status"`
}

// record writes down what happened without anybody of the house.
func record(ctx context.Context, tx pgx.Tx, action string, id int64, client string, was *Status, is Status) error {
	return recordBy(ctx, tx, By{IPPrefix: client}, action, id, was, is)
}

func recordBy(ctx context.Context, tx pgx.Tx, by By, action string, id int64, was *Status, is Status) error {
	e := people.Entry{Actor: by.Actor, Action: action, Entity: "enquiry", EntityID: id, IPPrefix: by.IPPrefix}
	var err error
	if was != nil {
		if e.Before, err = json.Marshal(statusNote{*was}); err != nil {
			return err
		}
	}
	if e.After, err = json.Marshal(statusNote{is}); err != nil {
		return err
	}
	return people.Record(ctx, tx, e)
}
