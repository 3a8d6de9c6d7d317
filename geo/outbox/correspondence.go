package outbox

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// A correspondence is a subscription to one thing of one's own: pending until the address is confirmed, then letters go to it,
// and each holds a new secret link to the page where it goes on. Its rooms keep the words; the address stays here.

// followed is where the link of a letter leads, by the kind of its target.
var followed = map[string]string{Enquiry: "/ask/status/", SpaceRequest: "/ask/space/"} //nolint:gochecknoglobals // a constant

// The kinds of target that somebody corresponds about.
const (
	Enquiry      = "enquiry"
	SpaceRequest = "space_request"
)

// Corresponds reports whether a kind of target is something that somebody wrote to the office.
func Corresponds(kind string) bool { return followed[kind] != "" }

func (t Target) corresponds() bool { return Corresponds(t.Kind) }

// OnConfirm is what else happens when somebody confirms his address, in the same transaction.
type OnConfirm func(ctx context.Context, tx pgx.Tx, t Target) error

// WhenConfirmed has do called for targets of a kind. It is for the start of the service.
func (o *Outbox) WhenConfirmed(kind string, do OnConfirm) { o.confirmed[kind] = do }

func (o *Outbox) tell(ctx context.Context, tx pgx.Tx, begun []Target) error {
	for _, t := range begun {
		do, given := o.confirmed[t.Kind]
		if !given {
			continue
		}
		if err := do(ctx, tx, t); err != nil {
			return err
		}
	}
	return nil
}

// CheckWish returns what is wrong with a wish: a room that has more to check names all in one answer.
func CheckWish(w Wish) []fault.Field {
	var wrong *fault.Error
	if err := w.check(); errors.As(err, &wrong) {
		return wrong.Fields
	}
	return nil
}

// Correspond asks the address of a wish to confirm it, once, as Subscribe does, in the transaction of what it is about.
func (o *Outbox) Correspond(ctx context.Context, tx pgx.Tx, w Wish) error {
	w.Frequency = "immediate"
	if err := w.check(); err != nil {
		return err
	}
	return pg.Fault("outbox.Correspond", o.ask(ctx, tx, w))
}

// Admit begins a correspondence with an address that somebody of the house vouches for.
func (o *Outbox) Admit(ctx context.Context, tx pgx.Tx, w Wish) error {
	const op = "outbox.Admit"
	w.Frequency = "immediate"
	if err := w.check(); err != nil {
		return err
	}
	recipient, _, err := findRecipient(ctx, tx, w.Address)
	if err != nil {
		return pg.Fault(op, err)
	}
	_, err = tx.Exec(ctx, sqlAdmit, recipient, w.Target.Kind, w.Target.ID, w.AboutDe, w.AboutEn, w.Lang)
	return pg.Fault(op, err)
}

// Try counts a form of a network, as Subscribe does. It returns TooMany with CodeTooManyForms.
func (o *Outbox) Try(ctx context.Context, tx pgx.Tx, client string) error {
	return pg.Fault("outbox.Try", countTry(ctx, tx, client))
}

// Letter is one mail of a correspondence. Its subject tells nothing of what is in it: whoever sees the outbox reads it.
type Letter struct {
	Cause   string // a target has one letter of a cause
	Subject string
	Body    string // the way to the page is added
}

const (
	sqlAdmit = `
INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status, confirmed_at)
VALUES ($1, $2, $3, $4, $5, 'immediate', $6, 'confirmed', now())`

	sqlWhoCorresponds = `
SELECT s.id::text AS id, s.recipient_id::text AS recipient_id, s.lang, s.about_de, s.about_en
FROM outbox.subscription s
WHERE s.target = $1 AND s.target_id = $2 AND s.status = 'confirmed'`

	sqlFollowed = `
SELECT s.target_id
FROM outbox.token t
JOIN outbox.subscription s ON s.id = t.subscription_id
WHERE t.hash = $1 AND s.target = $2 AND s.status = 'confirmed'`

	sqlAddressOf = `
SELECT r.address
FROM outbox.subscription s
JOIN outbox.recipient r ON r.id = s.recipient_id
WHERE s.target = $1 AND s.target_id = $2 AND s.status <> 'ended'`

	sqlCloseCorrespondence = `
WITH ended AS (
    DELETE FROM outbox.subscription WHERE target = $1 AND target_id = $2 RETURNING id, recipient_id
), unsent AS (
    DELETE FROM outbox.mail m USING ended e WHERE m.subscription_id = e.id AND m.state = 'waiting'
)
SELECT recipient_id::text FROM ended WHERE recipient_id IS NOT NULL`
)

// Write puts a letter in, to whoever corresponds about a target in the language he chose. It does nothing if nobody does.
func (o *Outbox) Write(ctx context.Context, tx pgx.Tx, t Target, letter func(lang string) Letter) error {
	const op = "outbox.Write"
	found, err := pg.Collect[reader](ctx, tx, sqlWhoCorresponds, t.Kind, t.ID)
	if err != nil {
		return pg.Fault(op, err)
	}
	for _, r := range found {
		l := letter(r.Lang)
		err := o.add(ctx, tx, draft{
			recipient: r.RecipientID, subscription: &r.ID, kind: kindLetter, cause: l.Cause, lang: r.Lang, subject: l.Subject,
			body: l.Body + "\n\n-- \n" + wordsIn(r.Lang).way(t) + " " + followMark + "\n",
		})
		if err != nil {
			return pg.Fault(op, err)
		}
	}
	return nil
}

// Follow returns the number of what the link of a letter leads to. It returns NotFound for a link that is not known or no longer.
func (o *Outbox) Follow(ctx context.Context, q pg.Querier, kind, text string) (id int64, err error) {
	err = pg.Fault("outbox.Follow", q.QueryRow(ctx, sqlFollowed, token(text).hash(), kind).Scan(&id))
	if fault.KindOf(err) == fault.NotFound && err != nil {
		return 0, fault.New(fault.NotFound, CodeLink, "this link is not valid, or no longer")
	}
	return id, err
}

// AddressOf returns the address of who corresponds about a target, "" if nobody does any more. It is personal.
func (o *Outbox) AddressOf(ctx context.Context, q pg.Querier, t Target) (string, error) {
	found, err := pg.Collect[struct{ Address string }](ctx, q, sqlAddressOf, t.Kind, t.ID)
	if err != nil || len(found) == 0 {
		return "", pg.Fault("outbox.AddressOf", err)
	}
	return found[0].Address, nil
}

// Close ends a correspondence, with its links and what has not left yet, and forgets the address if nothing else needs it.
func (o *Outbox) Close(ctx context.Context, tx pgx.Tx, t Target) error {
	const op = "outbox.Close"
	found, err := pg.Collect[struct{ RecipientID string }](ctx, tx, sqlCloseCorrespondence, t.Kind, t.ID)
	if err != nil {
		return pg.Fault(op, err)
	}
	for _, f := range found {
		if _, err := tx.Exec(ctx, sqlForget, f.RecipientID); err != nil {
			return pg.Fault(op, err)
		}
	}
	return nil
}
