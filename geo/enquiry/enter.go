package enquiry

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

const sqlEntered = `
UPDATE enquiry SET status = 'new', no = $2, received_at = now(), due_at = $3, received_via = $4 WHERE id = $1`

// Vias are how an enquiry comes that staff enter.
func Vias() []string { return []string{"mail", "phone", "in_person", "letter"} }

// Enter takes an enquiry that came by telephone, letter or at the counter. It has its number at once; an address that is given is
// taken as confirmed, because somebody of the office vouches for it. It returns the new number, and Invalid with all that is wrong.
func (s *Service) Enter(ctx context.Context, by By, via string, sub Submission) (id int64, err error) {
	const op = "enquiry.Enter"
	if err := by.Actor.Require(people.Staff); err != nil {
		return 0, fault.Wrap(op, err)
	}
	sub.Consent = true
	sub, wrong := sub.tidy()
	if !slices.Contains(Vias(), via) {
		wrong = append(wrong, fault.Field{Path: "received_via", Code: "unknown_value", Msg: "there is no such value"})
	}
	wish := outbox.Wish{Address: sub.Email, AboutDe: sub.AboutDe, AboutEn: sub.AboutEn, Frequency: "immediate", Lang: sub.Lang}
	if sub.Email != "" {
		wrong = append(wrong, outbox.CheckWish(wish)...)
	}
	if len(wrong) > 0 {
		return 0, fault.Wrap(op, fault.Refuse("enquiry", "the form is not complete", wrong...))
	}
	err = pg.InTx(ctx, s.db, by.Actor.String(), func(tx pgx.Tx) error {
		if id, err = s.put(ctx, tx, sub); err != nil {
			return err
		}
		no, due, err := s.number(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEntered, id, no, due, via); err != nil {
			return err
		}
		if sub.Email != "" {
			wish.Target = outbox.Target{Kind: outbox.Enquiry, ID: id}
			if err := s.box.Admit(ctx, tx, wish); err != nil {
				return err
			}
			if err := s.box.Write(ctx, tx, wish.Target, func(lang string) outbox.Letter { return receipt(lang, id, no, due) }); err != nil {
				return err
			}
		}
		return recordBy(ctx, tx, by, "enquiry.enter", id, nil, Received)
	})
	return id, pg.Fault(op, err)
}

// number gives the next number of the year and the day by which an enquiry of today is answered.
func (s *Service) number(ctx context.Context, tx pgx.Tx) (no string, due geo.Date, err error) {
	today := geo.Today(s.clock)
	year, last := today.Time().Year(), 0
	err = tx.QueryRow(ctx, sqlNextNumber, year).Scan(&last)
	return fmt.Sprintf("%d-%04d", year, last), dueAfter(today, DueDays), err
}
