package outbox

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
)

const (
	// One form at a time of a network, so that a count is right.
	sqlLockClient = `SELECT pg_advisory_xact_lock(7000021, hashtext($1))`
	sqlCountTries = `SELECT count(*), coalesce(min(at), now()) FROM outbox.form_try WHERE client = $1 AND at > now() - interval '1 hour'`
	sqlInsertTry  = `INSERT INTO outbox.form_try (client) VALUES ($1)`

	// The update changes nothing; it locks the row, so that of a hundred forms with one address one sends the mail.
	sqlRecipient = `
INSERT INTO outbox.recipient AS r (address)
VALUES ($1)
ON CONFLICT (address) DO UPDATE SET address = r.address
RETURNING id::text, coalesce(asked_at > now() - interval '7 days', false)`

	sqlCountPending = `SELECT count(*) FROM outbox.subscription WHERE recipient_id = $1 AND status = 'pending'`

	sqlPending = `
INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (recipient_id, target, target_id, status) WHERE status <> 'ended'
DO UPDATE SET frequency = excluded.frequency, lang = excluded.lang, about_de = excluded.about_de, about_en = excluded.about_en
RETURNING id::text`

	sqlAsked = `UPDATE outbox.recipient SET asked_at = now() WHERE id = $1`

	sqlAskedOffers = `
SELECT s.target, s.about_de, s.about_en, s.frequency, s.status
FROM outbox.token t
JOIN outbox.subscription s ON s.recipient_id = t.recipient_id
WHERE t.hash = $1 AND t.made_at > now() - interval '7 days'
  AND (s.status = 'pending' OR s.confirmed_at > t.made_at)
ORDER BY s.status = 'pending' DESC, s.created_at, s.id`

	sqlWhoConfirms = `
SELECT r.id::text
FROM outbox.token t
JOIN outbox.recipient r ON r.id = t.recipient_id
WHERE t.hash = $1 AND t.made_at > now() - interval '7 days'
FOR UPDATE OF r`

	sqlReplaceConfirmed = `
DELETE FROM outbox.subscription old
USING outbox.subscription new
WHERE old.recipient_id = $1 AND new.recipient_id = $1 AND old.status = 'confirmed' AND new.status = 'pending'
  AND old.target = new.target AND old.target_id = new.target_id`

	sqlConfirm = `
UPDATE outbox.subscription
SET status = 'confirmed', confirmed_at = now(), told_at = now()
WHERE recipient_id = $1 AND status = 'pending'
RETURNING target AS kind, target_id AS id`

	sqlAnswered = `UPDATE outbox.recipient SET asked_at = NULL WHERE id = $1`

	// A correspondence is not ended by a link for subscriptions; it has a page of its own.
	sqlEndOffers = `
SELECT s.target, s.about_de, s.about_en, s.frequency, s.status
FROM outbox.token t
JOIN outbox.subscription s ON s.id = t.subscription_id
WHERE t.hash = $1 AND s.target NOT IN ('enquiry', 'space_request')`

	sqlWhatEnds = `
SELECT s.id::text, s.recipient_id::text
FROM outbox.token t
JOIN outbox.subscription s ON s.id = t.subscription_id
WHERE t.hash = $1 AND s.target NOT IN ('enquiry', 'space_request')
FOR UPDATE OF s`

	sqlEnd = `UPDATE outbox.subscription SET status = 'ended', ended_at = now(), recipient_id = NULL WHERE id = $1`

	sqlDropWaiting = `DELETE FROM outbox.mail WHERE subscription_id = $1 AND state = 'waiting'`

	sqlForget = `
DELETE FROM outbox.recipient r
WHERE id = $1 AND NOT EXISTS (SELECT FROM outbox.subscription s WHERE s.recipient_id = r.id)`
)

// countTry counts a form of a network, or returns TooMany with the seconds to wait.
func countTry(ctx context.Context, tx pgx.Tx, client string) error {
	if client == "" {
		return nil
	}
	if _, err := tx.Exec(ctx, sqlLockClient, client); err != nil {
		return err
	}
	var tries int
	var first time.Time
	if err := tx.QueryRow(ctx, sqlCountTries, client).Scan(&tries, &first); err != nil {
		return err
	}
	if tries >= triesEach {
		return fault.New(fault.TooMany, CodeTooManyForms, "too many forms came from this network in the last hour")
	}
	_, err := tx.Exec(ctx, sqlInsertTry, client)
	return err
}

// findRecipient finds or makes the recipient and reports whether a confirmation is out already.
func findRecipient(ctx context.Context, tx pgx.Tx, address string) (id string, asked bool, err error) {
	err = tx.QueryRow(ctx, sqlRecipient, address).Scan(&id, &asked)
	return id, asked, err
}

// insertPending returns "" if the address has as many waiting as it may have.
func insertPending(ctx context.Context, tx pgx.Tx, recipient string, w Wish) (id string, err error) {
	var waiting int
	if err := tx.QueryRow(ctx, sqlCountPending, recipient).Scan(&waiting); err != nil || waiting >= mostAsked {
		return "", err
	}
	err = tx.QueryRow(ctx, sqlPending, recipient, w.Target.Kind, w.Target.ID, w.AboutDe, w.AboutEn, w.Frequency, w.Lang).Scan(&id)
	return id, err
}
