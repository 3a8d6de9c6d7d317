package outbox

import (
	"context"
	"time"

	"mitte/geo/pg"
)

const (
	sqlInsertMail = `
INSERT INTO outbox.mail (id, recipient_id, subscription_id, kind, cause, lang, subject, body, message_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (recipient_id, cause) DO NOTHING`

	sqlCountMails = `
SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'failed')
FROM outbox.mail`

	sqlMails = `
SELECT m.id::text AS id, m.kind, coalesce(r.address, '') AS address, m.lang, m.subject, m.state, m.attempts, m.problem, m.made_at,
       m.tried_at, m.sent_at
FROM outbox.mail m
LEFT JOIN outbox.recipient r ON r.id = m.recipient_id
WHERE $1 = '' OR m.state = $1
ORDER BY m.made_at DESC, m.id
LIMIT $2`

	sqlLetter = `
SELECT m.id::text AS id, m.kind, m.recipient_id::text AS recipient_id, m.subscription_id::text AS subscription_id,
       coalesce(s.target, '') AS target, coalesce(s.target_id, 0) AS target_id, coalesce(s.about_de, '') AS about_de,
       coalesce(s.about_en, '') AS about_en, r.address, m.lang, m.subject, m.body, m.message_id, m.made_at
FROM outbox.mail m
JOIN outbox.recipient r ON r.id = m.recipient_id
LEFT JOIN outbox.subscription s ON s.id = m.subscription_id
WHERE m.id = $1 AND m.state = 'waiting' AND (m.kind = 'confirm' OR s.status = 'confirmed')`

	sqlMailSent = `
UPDATE outbox.mail
SET state = 'sent', body = '', problem = NULL, attempts = attempts + 1, tried_at = now(), sent_at = now()
WHERE id = $1 AND state = 'waiting'`

	sqlMailTried = `
UPDATE outbox.mail
SET state = $2, problem = $3, attempts = attempts + 1, tried_at = now()
WHERE id = $1 AND state = 'waiting'`

	sqlDropMail = `DELETE FROM outbox.mail WHERE id = $1 AND state = 'waiting'`
)

type mailRow struct {
	ID       string
	Kind     string
	Address  string
	Lang     string
	Subject  string
	State    State
	Attempts int
	Problem  *string
	MadeAt   time.Time
	TriedAt  *time.Time
	SentAt   *time.Time
}

func (r mailRow) mail() Mail {
	return Mail{
		ID: r.ID, Kind: r.Kind, To: masked(r.Address), Lang: r.Lang, Subject: r.Subject, State: r.State, Attempts: r.Attempts,
		Problem: r.Problem, MadeAt: r.MadeAt, TriedAt: r.TriedAt, SentAt: r.SentAt,
	}
}

// letter is a mail that is about to leave.
type letter struct {
	ID             string
	Kind           string
	RecipientID    string
	SubscriptionID *string
	Target         string // kind of what it is about, "" for a confirmation
	TargetID       int64
	AboutDe        string
	AboutEn        string
	Address        string
	Lang           string
	Subject        string
	Body           string
	MessageID      string
	MadeAt         time.Time
}

// insertMail reports false if the recipient has a mail of that cause already.
func insertMail(ctx context.Context, db pg.Querier, id string, d draft, messageID string) (bool, error) {
	tag, err := db.Exec(ctx, sqlInsertMail, id, d.recipient, d.subscription, d.kind, d.cause, d.lang, d.subject, d.body, messageID)
	return tag.RowsAffected() == 1, err
}
