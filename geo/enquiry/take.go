package enquiry

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/outbox"
	"mitte/geo/pg"
)

// taken is a form on its way in, whatever it is about.
type taken struct {
	op     string
	client string                                                    // the prefix of the network it comes from
	prove  func(pgx.Tx) error                                        // nil for who did no work
	put    func(ctx context.Context, tx pgx.Tx) (int64, error)       // 0 for a form that came before
	target string                                                    // what the address is asked about
	wish   outbox.Wish                                               // how it is asked
	ask    func(ctx context.Context, tx pgx.Tx, w outbox.Wish) error // sends the question
	record func(ctx context.Context, tx pgx.Tx, id int64) error
}

// take keeps a form and asks its address to confirm it, all of it or nothing. A form that came before counts once, and uses up
// neither a try of its network nor the work that was done for it.
func (s *Service) take(ctx context.Context, f taken) error {
	return pg.Fault(f.op, pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		id, err := f.put(ctx, tx)
		if err != nil || id == 0 {
			return err
		}
		if err := s.box.Try(ctx, tx, f.client); err != nil {
			return err
		}
		if f.prove != nil {
			if err := f.prove(tx); err != nil {
				return err
			}
		}
		f.wish.Target = outbox.Target{Kind: f.target, ID: id}
		if err := f.ask(ctx, tx, f.wish); err != nil {
			return err
		}
		return f.record(ctx, tx, id)
	}))
}
