package outbox

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Held is what is kept under an address: what it subscribed to or corresponds about, and which mails went to it.
type Held struct {
	Address       string // as it is kept
	Since         time.Time
	Subscriptions []Kept
	Mails         []Sending
}

// Kept is a subscription or correspondence.
type Kept struct {
	Target           Target `db:"-"`
	Kind             string
	TargetID         int64
	AboutDe, AboutEn string
	Frequency        string
	Lang             string
	Status           string
	CreatedAt        time.Time
	ConfirmedAt      *time.Time
}

// Sending is a mail of the last days.
type Sending struct {
	Kind, Subject string
	State         State
	MadeAt        time.Time
	SentAt        *time.Time
}

const (
	sqlHolder = `SELECT id::text, created_at FROM outbox.recipient WHERE address = $1 FOR UPDATE`

	sqlHeld = `
SELECT target AS kind, target_id, about_de, about_en, frequency, lang, status, created_at, confirmed_at
FROM outbox.subscription
WHERE recipient_id = $1
ORDER BY created_at, id`

	sqlSendings = `
SELECT kind, subject, state, made_at, sent_at FROM outbox.mail WHERE recipient_id = $1 ORDER BY made_at, id`

	sqlEraseMails = `DELETE FROM outbox.mail WHERE recipient_id = $1`

	sqlEraseSubscriptions = `DELETE FROM outbox.subscription WHERE recipient_id = $1`

	sqlEraseRecipient = `DELETE FROM outbox.recipient WHERE id = $1`
)

// Holds returns what is kept under an address. It returns NotFound where nothing is, and Invalid for what is no address.
func (o *Outbox) Holds(ctx context.Context, tx pgx.Tx, address string) (Held, error) {
	const op = "outbox.Holds"
	id, held, err := holder(ctx, tx, address)
	if err != nil {
		return held, pg.Fault(op, err)
	}
	if held.Subscriptions, err = pg.Collect[Kept](ctx, tx, sqlHeld, id); err != nil {
		return held, pg.Fault(op, err)
	}
	for i := range held.Subscriptions {
		k := &held.Subscriptions[i]
		k.Target = Target{k.Kind, k.TargetID}
	}
	held.Mails, err = pg.Collect[Sending](ctx, tx, sqlSendings, id)
	return held, pg.Fault(op, err)
}

func holder(ctx context.Context, tx pgx.Tx, text string) (id string, held Held, err error) {
	address, ok := parseAddress(text)
	if !ok {
		return "", held, fault.Refuse("bad_members", "at least one member is wrong",
			fault.Field{Path: "/email", Code: CodeAddress, Msg: "a mail address is needed"})
	}
	held.Address = address
	err = tx.QueryRow(ctx, sqlHolder, address).Scan(&id, &held.Since)
	return id, held, err
}

// Erase forgets an address with all that goes to it: links, mails, subscriptions. What it corresponds about is its room's matter.
func (o *Outbox) Erase(ctx context.Context, tx pgx.Tx, address string) error {
	const op = "outbox.Erase"
	id, _, err := holder(ctx, tx, address)
	if err != nil {
		return pg.Fault(op, err)
	}
	for _, sql := range []string{sqlEraseMails, sqlEraseSubscriptions, sqlEraseRecipient} {
		if _, err := tx.Exec(ctx, sql, id); err != nil {
			return pg.Fault(op, err)
		}
	}
	return nil
}
