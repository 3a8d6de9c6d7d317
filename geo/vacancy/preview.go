package vacancy

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// errSeen ends the transaction of a preview without anything of it.
var errSeen = errors.New("seen")

const sqlAsIfPublished = `
UPDATE offer
SET publication_status = 'published', published_at = now(), confirmed_until = coalesce(confirmed_until, $2),
    publication_basis = coalesce(publication_basis, 'owner_consent'), price_on_request = price_on_request OR net_cold_rent_cents IS NULL
WHERE id = $1`

// Preview returns a unit as everybody would read it were its offer published, which it is, for the length of a transaction that
// is not committed: so it is the public's own view that answers. Of an unnamed offer it returns what is told of that instead. It
// returns NotFound if there is no unit, or nothing that anybody would see of it.
func (o *Office) Preview(ctx context.Context, by people.Actor, id int64) (UnitDetail, *AnonymousOffer, error) {
	const op = "vacancy.Office.Preview"
	if err := reader(by); err != nil {
		return UnitDetail{}, nil, fault.Wrap(op, err)
	}
	var out UnitDetail
	var anonymous *AnonymousOffer
	_, err := o.alone(ctx, By{Actor: by}, id, 0, func(tx pgx.Tx) error {
		offer, err := findOffer(ctx, tx, id)
		if err != nil {
			return err
		}
		if offer != nil {
			if _, err := tx.Exec(ctx, sqlAsIfPublished, offer.ID, o.Today()); err != nil {
				return err
			}
		}
		if offer != nil && offer.PublicationBasis == "anonymised" {
			anonymous, err = o.unnamed(ctx, tx, offer.ID)
		} else {
			if err := place.AllowPublic(ctx, tx, id, "offer"); err != nil {
				return err
			}
			out, err = (&Service{tx}).Unit(ctx, id, o.Today())
		}
		if err != nil {
			return err
		}
		return errSeen
	})
	if !errors.Is(err, errSeen) {
		return UnitDetail{}, nil, pg.Fault(op, err)
	}
	return out, anonymous, nil
}

// unnamed has all other unnamed offers out of the way, to find the one line that is of this unit.
func (o *Office) unnamed(ctx context.Context, tx pgx.Tx, offer int64) (*AnonymousOffer, error) {
	if _, err := tx.Exec(ctx, `UPDATE offer SET publication_status = 'withdrawn' WHERE publication_basis = 'anonymised' AND id <> $1`, offer); err != nil {
		return nil, err
	}
	rows, err := pg.Collect[AnonymousOffer](ctx, tx, sqlAnonymousOffers)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return nil, err
	}
	return &rows[0], nil
}
