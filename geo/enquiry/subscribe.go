package enquiry

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

// SubscribeProven is the Subscribe of the outbox for a page with a script, which did a proof of work for the form "subscribe". It
// returns Invalid for a proof that is not accepted, and what Subscribe returns.
func (s *Service) SubscribeProven(ctx context.Context, wish outbox.Wish, proof string) error {
	const op = "enquiry.SubscribeProven"
	found, err := s.proven(ctx, "subscribe", proof)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if wrong := outbox.CheckWish(wish); len(wrong) > 0 {
		return fault.Wrap(op, fault.Refuse("subscription", "the form is not complete", wrong...))
	}
	return pg.Fault(op, pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		if err := as(ctx, tx, roleForm, "", 0); err != nil {
			return err
		}
		if err := s.box.Try(ctx, tx, wish.Client); err != nil {
			return err
		}
		if err := found.spend(ctx, tx); err != nil {
			return err
		}
		return s.box.Order(ctx, tx, wish)
	}))
}
