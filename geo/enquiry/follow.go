package enquiry

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

// CodeMessage is that of a text that is empty or too long.
const CodeMessage = "enquiry.message_text"

// Follow returns the enquiry of a secret link. It returns NotFound for a link that is not known or no longer.
func (s *Service) Follow(ctx context.Context, link string) (Followed, error) {
	var f Followed
	err := s.withLink(ctx, link, func(tx pgx.Tx, id int64) (err error) {
		f, err = findFollowed(ctx, tx, id)
		return err
	})
	return f, pg.Fault("enquiry.Follow", err)
}

func (s *Service) withLink(ctx context.Context, link string, do func(tx pgx.Tx, id int64) error) error {
	return pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		if err := as(ctx, tx, roleAsker, "", 0); err != nil {
			return err
		}
		id, err := s.box.Follow(ctx, tx, outbox.Enquiry, link)
		if err != nil {
			return err
		}
		if err := as(ctx, tx, roleAsker, "", id); err != nil {
			return err
		}
		return do(tx, id)
	})
}

// Reply adds to an enquiry what who asked writes; one that waited for him, or was answered less than ReopenWithin ago, is in
// progress again. It returns NotFound, Invalid for a text that is none, Conflict with CodeTooLate or CodeStep for an enquiry that
// has come to an end, and TooMany.
func (s *Service) Reply(ctx context.Context, link, text, client string) error {
	const op = "enquiry.Reply"
	text = paragraphs(text)
	if n := utf8.RuneCountInString(text); n < 1 || n > LongestMessage {
		return fault.Wrap(op, fault.Refuse("enquiry", "the form is not complete",
			fault.Field{Path: "message", Code: CodeMessage, Msg: "a message has 1 to 5000 characters"}))
	}
	return pg.Fault(op, s.withLink(ctx, link, func(tx pgx.Tx, id int64) error {
		if err := s.box.Try(ctx, tx, client); err != nil {
			return err
		}
		was, ended, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		is := was
		if was == Waiting || !was.Open() {
			if is, err = s.step(ctx, tx, id, was, InProgress, circumstances{ended: ended}); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, sqlInsertMessage, id, "in", text, ""); err != nil {
			return err
		}
		return record(ctx, tx, "enquiry.reply", id, client, &was, is)
	}))
}

// Withdraw ends an enquiry that is not answered yet. Doing it twice is doing it once. It returns NotFound, and Conflict for an
// enquiry that has come to another end.
func (s *Service) Withdraw(ctx context.Context, link, client string) error {
	return pg.Fault("enquiry.Withdraw", s.withLink(ctx, link, func(tx pgx.Tx, id int64) error {
		was, ended, err := lock(ctx, tx, id)
		if err != nil || was == Withdrawn {
			return err
		}
		from := was
		if from == Waiting { // it is his turn, and this is what he makes of it
			from = InProgress
		}
		if _, err := s.step(ctx, tx, id, from, Withdrawn, circumstances{ended: ended}); err != nil {
			return err
		}
		return record(ctx, tx, "enquiry.withdraw", id, client, &was, Withdrawn)
	}))
}

// step goes from one status to another, or returns Conflict with the code of what keeps it.
func (s *Service) step(ctx context.Context, tx pgx.Tx, id int64, from, to Status, c circumstances) (Status, error) {
	c.now = s.clock.Now()
	if code := from.refusal(to, c); code != "" {
		return from, fault.New(fault.Conflict, code, "this step is not possible from here")
	}
	_, err := tx.Exec(ctx, sqlSetStatus, id, to)
	return to, err
}

func lock(ctx context.Context, tx pgx.Tx, id int64) (status Status, ended time.Time, err error) {
	var at *time.Time
	if err = tx.QueryRow(ctx, sqlLockEnquiry, id).Scan(&status, &at); err == nil && at != nil {
		ended = *at
	}
	return status, ended, err
}
