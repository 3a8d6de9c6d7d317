package outbox

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Wish is what somebody enters in a form. About is what the target is called.
type Wish struct {
	Address          string
	Target           Target
	AboutDe, AboutEn string
	Frequency        string // immediate, daily or weekly
	Lang             string // de or en
	Client           string // the prefix of the network it comes from, which may try five times an hour
}

const (
	triesEach = 5  // an hour, of one network
	mostAsked = 20 // subscriptions of one address that wait for one confirmation
)

// Subscribe takes a wish and asks its address to confirm it, once: until that mail is answered or seven days are over, more
// wishes of the same address add to it and send nothing. It tells nobody whether the address was known.
//
// It returns Invalid naming every field at fault, and TooMany with CodeTooManyForms if the network has had its tries.
func (o *Outbox) Subscribe(ctx context.Context, w Wish) error {
	const op = "outbox.Subscribe"
	if err := w.check(); err != nil {
		return err
	}
	return pg.Fault(op, pg.InTx(ctx, o.db, "", func(tx pgx.Tx) error {
		if err := countTry(ctx, tx, w.Client); err != nil {
			return err
		}
		return o.ask(ctx, tx, w)
	}))
}

func (o *Outbox) ask(ctx context.Context, tx pgx.Tx, w Wish) error {
	recipient, asked, err := findRecipient(ctx, tx, w.Address)
	if err != nil {
		return err
	}
	subscription, err := insertPending(ctx, tx, recipient, w)
	if err != nil || subscription == "" || asked {
		return err
	}
	words := wordsIn(w.Lang)
	err = o.add(ctx, tx, draft{
		recipient: recipient, kind: kindConfirm, cause: "confirm:" + subscription, lang: w.Lang,
		subject: words.confirmSubject(w.Target), body: words.confirmBody(w.Target, pick(w.Lang, w.AboutDe, w.AboutEn)),
	})
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sqlAsked, recipient)
	return err
}

// Offer is what a link in a mail is about.
type Offer struct {
	Target           string // what kind of thing it is about
	AboutDe, AboutEn string
	Frequency        string
	Status           string // pending, confirmed or ended
}

// Asked returns what the token of a confirmation would confirm, or has confirmed. It returns NotFound for a token that is
// not known or no longer.
func (o *Outbox) Asked(ctx context.Context, text string) ([]Offer, error) {
	return o.offers(ctx, sqlAskedOffers, text)
}

// Ends returns the subscription that a token would end, or has ended. It returns NotFound for a token that is not known.
func (o *Outbox) Ends(ctx context.Context, text string) ([]Offer, error) {
	return o.offers(ctx, sqlEndOffers, text)
}

func (o *Outbox) offers(ctx context.Context, sql, text string) ([]Offer, error) {
	found, err := pg.Collect[Offer](ctx, o.db, sql, token(text).hash())
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, CodeLink, "this link is not valid, or no longer")
	}
	return found, pg.Fault("outbox.offers", err)
}

// Confirm begins everything that waits for the token's mail to be answered. Doing it twice is doing it once. It returns
// NotFound for a token that is not known or no longer.
func (o *Outbox) Confirm(ctx context.Context, text string) ([]Offer, error) {
	err := pg.InTx(ctx, o.db, "", func(tx pgx.Tx) error {
		var recipient string
		err := tx.QueryRow(ctx, sqlWhoConfirms, token(text).hash()).Scan(&recipient)
		if err != nil {
			return err
		}
		for _, sql := range []string{sqlAnswered, sqlReplaceConfirmed} {
			if _, err := tx.Exec(ctx, sql, recipient); err != nil {
				return err
			}
		}
		begun, err := pg.Collect[Target](ctx, tx, sqlConfirm, recipient)
		if err != nil {
			return err
		}
		return o.tell(ctx, tx, begun)
	})
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, pg.Fault("outbox.Confirm", err)
	}
	return o.Asked(ctx, text)
}

// End ends the subscription of a token and forgets the address if nothing else needs it. Doing it twice is doing it once.
// It returns NotFound for a token that is not known.
func (o *Outbox) End(ctx context.Context, text string) ([]Offer, error) {
	err := pg.InTx(ctx, o.db, "", func(tx pgx.Tx) error {
		var id string
		var recipient *string
		err := tx.QueryRow(ctx, sqlWhatEnds, token(text).hash()).Scan(&id, &recipient)
		if err != nil || recipient == nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEnd, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDropWaiting, id); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, sqlForget, *recipient)
		return err
	})
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return nil, pg.Fault("outbox.End", err)
	}
	return o.Ends(ctx, text)
}
