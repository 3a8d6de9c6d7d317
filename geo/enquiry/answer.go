package enquiry

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

const (
	sqlFirstAnswer = `UPDATE enquiry SET first_answer_at = coalesce(first_answer_at, now()) WHERE id = $1`

	sqlForwardTo = `UPDATE enquiry SET forwarded_to = $2 WHERE id = $1`

	sqlMergeInto = `UPDATE enquiry SET duplicate_of = $2 WHERE id = $1 OR duplicate_of = $1`
)

// Note is what staff write: an answer that leaves by mail, or a note that stays in the house. Then, if given, is the status that
// follows.
type Note struct {
	Direction string // out or internal
	Text      string
	Then      Status
}

func (n *Note) check() (wrong []fault.Field) {
	n.Text = paragraphs(n.Text)
	if n.Direction != "out" && n.Direction != "internal" {
		wrong = append(wrong, fault.Field{Path: "/direction", Code: "unknown_value", Msg: "out or internal is needed"})
	}
	if w := wrongText("/text", n.Text); w != nil {
		wrong = append(wrong, *w)
	}
	if n.Then != "" && !slices.Contains([]Status{InProgress, Waiting, Answered, Closed}, n.Then) {
		wrong = append(wrong, fault.Field{Path: "/then", Code: "unknown_value", Msg: "there is no such value"})
	}
	return wrong
}

func wrongText(path, text string) *fault.Field {
	if n := utf8.RuneCountInString(text); n >= 1 && n <= LongestMessage {
		return nil
	}
	return &fault.Field{Path: path, Code: CodeMessage, Msg: "a message has 1 to 5000 characters"}
}

// Answer adds a note or an answer, which leaves with the commit. Who answers what is new is in charge of it. It returns what Alter
// does, but Stale.
func (s *Service) Answer(ctx context.Context, by By, id int64, n Note) (Item, error) {
	const op = "enquiry.Answer"
	if wrong := n.check(); len(wrong) > 0 {
		return Item{}, fault.Wrap(op, fault.Refuse("bad_members", "at least one member is wrong", wrong...))
	}
	it, err := s.work(ctx, by, id, "enquiry."+n.Direction, func(tx pgx.Tx, h *held) error {
		if n.Direction == "internal" {
			if _, err := tx.Exec(ctx, sqlInsertMessage, id, n.Direction, n.Text, by.Actor.String()); err != nil {
				return err
			}
		} else if err := s.reply(ctx, tx, by, h, n.Text); err != nil {
			return err
		}
		if n.Then == Closed {
			if err := s.advance(ctx, tx, by.Actor, h, Answered, circumstances{}); err != nil {
				return err
			}
		}
		if n.Then == "" {
			return nil
		}
		return s.advance(ctx, tx, by.Actor, h, n.Then, circumstances{})
	})
	return it, pg.Fault(op, err)
}

// reply sends an answer. Where there is work to do it has begun; what has ended stays so.
func (s *Service) reply(ctx context.Context, tx pgx.Tx, by By, h *held, text string) error {
	if h.Status == Received || h.Status == Assigned {
		if err := s.advance(ctx, tx, by.Actor, h, InProgress, circumstances{}); err != nil {
			return err
		}
	}
	return s.say(ctx, tx, by, h, text)
}

func (s *Service) say(ctx context.Context, tx pgx.Tx, by By, h *held, text string) error {
	var message int64
	if err := tx.QueryRow(ctx, sqlInsertMessage, h.id, "out", text, by.Actor.String()).Scan(&message); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlFirstAnswer, h.id); err != nil {
		return err
	}
	h.Answers++
	var no string
	if err := tx.QueryRow(ctx, `SELECT no FROM enquiry WHERE id = $1`, h.id).Scan(&no); err != nil {
		return err
	}
	return s.box.Write(ctx, tx, outbox.Target{Kind: outbox.Enquiry, ID: h.id}, func(lang string) outbox.Letter {
		return answer(lang, message, no, text)
	})
}

// Forward ends an enquiry that is another office's to answer, and tells who asked.
func (s *Service) Forward(ctx context.Context, by By, id int64, to, text string) (Item, error) {
	const op = "enquiry.Forward"
	to, text = line(to), paragraphs(text)
	var wrong []fault.Field
	if n := utf8.RuneCountInString(to); n < 1 || n > LongestSubject {
		wrong = append(wrong, fault.Field{Path: "/to", Code: "text", Msg: "the office that answers is needed"})
	}
	if w := wrongText("/reply", text); w != nil {
		wrong = append(wrong, *w)
	}
	if len(wrong) > 0 {
		return Item{}, fault.Wrap(op, fault.Refuse("bad_members", "at least one member is wrong", wrong...))
	}
	it, err := s.work(ctx, by, id, "enquiry.forward", func(tx pgx.Tx, h *held) error {
		if err := s.say(ctx, tx, by, h, text); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlForwardTo, id, to); err != nil {
			return err
		}
		return s.advance(ctx, tx, by.Actor, h, Forwarded, circumstances{forwardedTo: to})
	})
	return it, pg.Fault(op, err)
}

// Merge ends an enquiry as a duplicate of another of the same desk, and tells who asked. What was merged into it goes along.
func (s *Service) Merge(ctx context.Context, by By, id, into int64) (Item, error) {
	it, err := s.work(ctx, by, id, "enquiry.merge", func(tx pgx.Tx, h *held) error {
		other, err := pg.Collect[held](ctx, tx, sqlHold, into)
		if err != nil {
			return err
		}
		fits := len(other) == 1 && into != id && other[0].Status != Duplicate
		if err := s.advance(ctx, tx, by.Actor, h, Duplicate, circumstances{duplicate: fits}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlMergeInto, id, into); err != nil {
			return err
		}
		var lang string
		if err := tx.QueryRow(ctx, `SELECT lang FROM enquiry_content WHERE enquiry_id = $1`, id).Scan(&lang); err != nil {
			return err
		}
		return s.say(ctx, tx, by, h, merged(lang))
	})
	return it, pg.Fault("enquiry.Merge", err)
}
