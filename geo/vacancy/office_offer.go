package vacancy

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// Marketing is a unit's offer, what hinders its publication, and what the owner agreed to.
type Marketing struct {
	Offer    *MarketOffer // nil if there never was one
	Lacks    []fault.Field
	Consents []Consent // without their evidence
	XID      uint64    // the transaction, 0 if nothing was changed
}

// Marketing returns the offer of a unit. It returns NotFound if there is no such unit.
func (o *Office) Marketing(ctx context.Context, by people.Actor, unit int64) (Marketing, error) {
	const op = "vacancy.Office.Marketing"
	if err := reader(by); err != nil {
		return Marketing{}, fault.Wrap(op, err)
	}
	var out Marketing
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) (err error) {
		if _, err := tx.Exec(ctx, sqlInRegister); err != nil {
			return err
		}
		out, err = o.marketing(ctx, tx, unit)
		return err
	})
	return out, pg.Fault(op, err)
}

func (o *Office) marketing(ctx context.Context, tx pgx.Tx, unit int64) (Marketing, error) {
	facts, err := findMarket(ctx, tx, unit, o.Today())
	if err != nil {
		return Marketing{}, err
	}
	var out Marketing
	if out.Offer, err = findOffer(ctx, tx, unit); err != nil {
		return out, err
	}
	if out.Offer != nil {
		out.Lacks = out.Offer.lacks(&facts, o.Today())
	}
	out.Consents, err = pg.Collect[Consent](ctx, tx, sqlConsents, unit)
	for i := range out.Consents {
		out.Consents[i].Evidence = ""
	}
	return out, err
}

// market runs a change to a unit's offer while nobody else changes the unit, and ends it with the audit row.
func (o *Office) market(ctx context.Context, by By, unit int64, action string, fn func(tx pgx.Tx, now *MarketOffer) (note any, err error)) (Marketing, error) {
	if err := writer(by.Actor); err != nil {
		return Marketing{}, err
	}
	return o.inMarket(ctx, by, unit, action, fn)
}

// inMarket is market for whom nobody has to ask.
func (o *Office) inMarket(ctx context.Context, by By, unit int64, action string, fn func(tx pgx.Tx, now *MarketOffer) (note any, err error)) (Marketing, error) {
	var out Marketing
	xid, err := o.alone(ctx, by, unit, 0, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlInRegister); err != nil {
			return err
		}
		now, err := findOffer(ctx, tx, unit)
		if err != nil {
			return err
		}
		after, err := fn(tx, now)
		if err != nil {
			return err
		}
		if out, err = o.marketing(ctx, tx, unit); err != nil {
			return err
		}
		return by.record(ctx, tx, unit, action, nil, after)
	})
	out.XID = xid
	return out, err
}

// offerNote is what the audit trail says of an offer; the offer itself is in history, whole.
type offerNote struct {
	OfferID int64  `json:"offer_id,omitempty"`
	To      string `json:"to,omitempty"`
	Basis   string `json:"basis,omitempty"`
	Scope   string `json:"scope,omitempty"`
}

// CreateOffer makes a unit's offer, not published yet. It returns NotFound, Invalid with all that is wrong, and Conflict if
// the unit has an offer.
func (o *Office) CreateOffer(ctx context.Context, by By, unit int64, edit *OfferEdit) (Marketing, error) {
	out, err := o.market(ctx, by, unit, "offer.create", func(tx pgx.Tx, now *MarketOffer) (any, error) {
		if now != nil && now.PublicationStatus != "withdrawn" {
			return nil, fault.New(fault.Conflict, "offer_one_current", "the unit has an offer already")
		}
		fresh := edit.apply(MarketOffer{})
		if wrong := fresh.wrong(); len(wrong) > 0 {
			return nil, refuse(wrong)
		}
		_, err := tx.Exec(ctx, sqlInsertOffer, fresh.args(unit))
		return offerNote{Basis: fresh.PublicationBasis}, err
	})
	return out, pg.Fault("vacancy.Office.CreateOffer", err)
}

// ChangeOffer changes an offer that is still in the version named; one that is published stays fit for it. It returns NotFound
// or Stale, and Invalid with all that is wrong.
func (o *Office) ChangeOffer(ctx context.Context, by By, unit int64, version int, edit *OfferEdit) (Marketing, error) {
	out, err := o.market(ctx, by, unit, "offer.change", func(tx pgx.Tx, now *MarketOffer) (any, error) {
		if err := current(now, version); err != nil {
			return nil, err
		}
		next := edit.apply(*now)
		wrong := next.wrong()
		if next.PublicationStatus == "published" || next.PublicationStatus == "consent_pending" {
			more, err := o.unfit(ctx, tx, unit, &next)
			if err != nil {
				return nil, err
			}
			wrong = append(wrong, more...)
		}
		if len(wrong) > 0 {
			return nil, refuse(wrong)
		}
		note := offerNote{OfferID: now.ID, Basis: next.PublicationBasis}
		if reflect.DeepEqual(*now, next) {
			return note, nil
		}
		_, err := tx.Exec(ctx, sqlUpdateOffer, next.args(unit))
		return note, err
	})
	return out, pg.Fault("vacancy.Office.ChangeOffer", err)
}

func current(now *MarketOffer, version int) error {
	switch {
	case now == nil:
		return pgx.ErrNoRows
	case now.Version != version:
		return stale()
	default:
		return nil
	}
}

// unfit is what would hinder an offer that is published, or the price of one that waits for consent.
func (o *Office) unfit(ctx context.Context, tx pgx.Tx, unit int64, next *MarketOffer) ([]fault.Field, error) {
	if next.PublicationStatus == "consent_pending" {
		var w wrongs
		w.when(next.NetColdRentCents == nil && !next.PriceOnRequest, "/net_cold_rent_cents", "offer.needs_price", "a rent, or on request")
		return w, nil
	}
	facts, err := findMarket(ctx, tx, unit, o.Today())
	if err != nil {
		return nil, err
	}
	return next.lacks(&facts, o.Today()), nil
}

// Publish brings an offer from one state of publication to another. What it needs to be published is checked here, and what
// the public may see of the unit follows in the same transaction. It returns NotFound or Stale, and Invalid with all that
// hinders it.
func (o *Office) Publish(ctx context.Context, by By, unit int64, version int, to string) (Marketing, error) {
	out, err := o.market(ctx, by, unit, "offer.publication", func(tx pgx.Tx, now *MarketOffer) (any, error) {
		if err := current(now, version); err != nil {
			return nil, err
		}
		var wrong wrongs
		wrong.when(!now.publicationStep(to), "/to", "offer.publication_step", "an offer does not go there from where it is")
		next := *now
		next.PublicationStatus = to
		if to == "published" || to == "consent_pending" {
			more, err := o.unfit(ctx, tx, unit, &next)
			if err != nil {
				return nil, err
			}
			wrong = append(wrong, more...)
		}
		if len(wrong) > 0 {
			return nil, refuse(wrong)
		}
		if _, err := tx.Exec(ctx, sqlSetPublication, now.ID, to); err != nil {
			return nil, err
		}
		note := offerNote{OfferID: now.ID, To: to, Basis: now.PublicationBasis}
		if to != "published" || now.PublicationBasis == "anonymised" {
			return note, nil
		}
		return note, place.AllowPublic(ctx, tx, unit, "offer")
	})
	return out, pg.Fault("vacancy.Office.Publish", err)
}

// Give records what the owner of a unit agreed to. It returns NotFound, and Invalid with all that is wrong.
func (o *Office) Give(ctx context.Context, by By, unit int64, c Consent) (Marketing, error) {
	out, err := o.market(ctx, by, unit, "consent.give", func(tx pgx.Tx, _ *MarketOffer) (any, error) {
		var w wrongs
		w.choice("/scope", c.Scope, Scopes()...)
		w.when(c.GivenAt.IsZero(), "/given_at", "required", "the day is missing")
		w.when(o.Today().Before(c.GivenAt), "/given_at", "consent.future", "a consent is entered once it is given")
		w.when(!c.GivenAt.IsZero() && c.GivenAt.Before(firstDay), "/given_at", "out_of_range", "a day from 1900 is needed")
		w.when(c.Evidence == "", "/evidence", "required", "where the proof is")
		w.text("/evidence", c.Evidence, longText)
		if len(w) > 0 {
			return nil, refuse(w)
		}
		_, err := tx.Exec(ctx, sqlGiveConsent, unit, c.Scope, c.GivenAt, c.Evidence, textOr(c.PartyID))
		return offerNote{Scope: c.Scope}, err
	})
	return out, pg.Fault("vacancy.Office.Give", err)
}

// Revoke ends a consent. An offer that was published because of it is withdrawn in the same transaction; pictures become internal
// with the consent to show them. It returns NotFound, and Conflict if it was revoked already.
func (o *Office) Revoke(ctx context.Context, by By, consent string) (int64, Marketing, error) {
	if err := writer(by.Actor); err != nil {
		return 0, Marketing{}, fault.Wrap("vacancy.Office.Revoke", err)
	}
	return o.revoke(ctx, by, consent)
}

// RevokeForTheHouse is Revoke for whoever runs mitte on the machine.
func (o *Office) RevokeForTheHouse(ctx context.Context, consent string) (int64, Marketing, error) {
	return o.revoke(ctx, By{}, consent)
}

func (o *Office) revoke(ctx context.Context, by By, consent string) (int64, Marketing, error) {
	const op = "vacancy.Office.Revoke"
	var unit int64
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlInRegister); err != nil {
			return err
		}
		return tx.QueryRow(ctx, sqlConsentUnit, consent).Scan(&unit)
	})
	if err != nil {
		return 0, Marketing{}, pg.Fault(op, err)
	}
	out, err := o.inMarket(ctx, by, unit, "consent.revoke", func(tx pgx.Tx, _ *MarketOffer) (any, error) {
		return offerNote{}, o.withdrawing(ctx, tx, unit, func() error {
			var scope string
			err := tx.QueryRow(ctx, sqlRevokeConsent, consent).Scan(&scope)
			if errors.Is(err, pgx.ErrNoRows) {
				return fault.New(fault.Conflict, "consent.revoked", "this consent is revoked already")
			}
			if err == nil && scope == "publish_photo" {
				_, err = tx.Exec(ctx, sqlHidePictures, unit)
			}
			return err
		})
	})
	return unit, out, pg.Fault(op, err)
}

// fitness is what a published offer lacks, nothing for any other. An edit is answerable for what it breaks, not for what it
// finds broken, so it is asked before and after.
func (o *Office) fitness(ctx context.Context, tx pgx.Tx, unit int64) ([]fault.Field, error) {
	now, err := findOffer(ctx, tx, unit)
	if err != nil || now == nil || now.PublicationStatus != "published" {
		return nil, err
	}
	if _, err := tx.Exec(ctx, sqlInRegister); err != nil {
		return nil, err
	}
	return o.unfit(ctx, tx, unit, now)
}

// broken are the lacks that were not there before.
func broken(before, after []fault.Field) []fault.Field {
	var out []fault.Field
	for _, f := range after {
		if !slices.ContainsFunc(before, func(b fault.Field) bool { return b.Path == f.Path && b.Code == f.Code }) {
			out = append(out, f)
		}
	}
	return out
}

// withdrawing runs a change, and withdraws a published offer that loses by it what it needs.
func (o *Office) withdrawing(ctx context.Context, tx pgx.Tx, unit int64, fn func() error) error {
	before, err := o.fitness(ctx, tx, unit)
	if err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	after, err := o.fitness(ctx, tx, unit)
	if err != nil || len(broken(before, after)) == 0 {
		return err
	}
	_, err = tx.Exec(ctx, sqlWithdraw, unit)
	return err
}

// Expire withdraws offers that nobody has confirmed in time, and returns how many. It is for a job, not for a person.
func (o *Office) Expire(ctx context.Context) (int, error) {
	const op = "vacancy.Office.Expire"
	rows, err := o.db.Query(ctx, sqlExpired, o.Today())
	if err != nil {
		return 0, pg.Fault(op, err)
	}
	units, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, pg.Fault(op, err)
	}
	n := 0
	for _, unit := range units {
		gone := false
		_, err := o.alone(ctx, By{}, unit, 0, func(tx pgx.Tx) error {
			now, err := findOffer(ctx, tx, unit)
			if err != nil || now == nil || now.PublicationStatus != "published" || !now.ConfirmedUntil.Before(o.Today()) {
				return err
			}
			if _, err := tx.Exec(ctx, sqlWithdraw, unit); err != nil {
				return err
			}
			gone = true
			return By{}.record(ctx, tx, unit, "offer.expire", nil, offerNote{OfferID: now.ID, To: "withdrawn"})
		})
		if err != nil {
			return n, pg.Fault(op, err)
		}
		if gone {
			n++
		}
	}
	return n, nil
}

// AnonymousOffers lists the offers whose owners stay unnamed.
func (s *Service) AnonymousOffers(ctx context.Context) ([]AnonymousOffer, error) {
	found, err := pg.Collect[AnonymousOffer](ctx, s.db, sqlAnonymousOffers)
	return found, pg.Fault("vacancy.AnonymousOffers", err)
}
