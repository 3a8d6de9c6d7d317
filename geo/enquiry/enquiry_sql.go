package enquiry

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

const (
	// Who reads in this transaction: row security asks for it.
	sqlAs = `SELECT set_config('mitte.role', $1, true), set_config('mitte.desk', $2, true), set_config('mitte.enquiry', $3, true)`

	sqlInsertEnquiry = `
INSERT INTO enquiry (kind, desk, unit_id, section_id, form_hash)
SELECT kind, desk, $2, $3, $4
FROM enquiry_route
WHERE kind = $1
ON CONFLICT (form_hash) DO NOTHING
RETURNING id`

	sqlInsertContent = `
INSERT INTO enquiry_content (enquiry_id, subject, body, name, phone, lang, consent_at)
VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7::boolean THEN now() END)`

	sqlNextNumber = `
INSERT INTO enquiry_year AS y (year, last) VALUES ($1, 1)
ON CONFLICT (year) DO UPDATE SET last = y.last + 1
RETURNING last`

	sqlReceive = `
UPDATE enquiry SET status = 'new', no = $2, received_at = now(), due_at = $3
WHERE id = $1 AND status = 'unconfirmed'`

	sqlFollow = `
SELECT e.id, coalesce(e.no, '') AS no, e.kind, e.status, e.received_at, e.due_at, e.ended_at,
       coalesce(e.unit_id, 0) AS unit_id, coalesce(e.section_id, 0) AS section_id, c.subject, c.body, c.lang
FROM enquiry e
JOIN enquiry_content c ON c.enquiry_id = e.id
WHERE e.id = $1`

	sqlMessages = `
SELECT id, direction, body, at, by
FROM enquiry_message
WHERE enquiry_id = $1 AND ($2 OR direction <> 'internal')
ORDER BY at, id`

	sqlInsertMessage = `
INSERT INTO enquiry_message (enquiry_id, direction, body, by) VALUES ($1, $2, $3, $4) RETURNING id`

	sqlLockEnquiry = `SELECT status, ended_at FROM enquiry WHERE id = $1 FOR UPDATE`

	// An end has a moment; taking it up again takes that back.
	sqlSetStatus = `
UPDATE enquiry
SET status = $2, ended_at = CASE WHEN $2 IN ('unconfirmed', 'new', 'assigned', 'in_progress', 'waiting_for_customer') THEN NULL
                                 WHEN $2 = 'closed' THEN coalesce(ended_at, now()) ELSE now() END
WHERE id = $1`
)

// The roles of sqlAs.
const (
	roleForm  = "form"  // puts in, sees nothing
	roleStaff = "staff" // sees what his desk has
	roleAsker = "asker" // sees one enquiry
	roleHouse = "house" // sees all: what nobody asks for himself
)

// as also lets the transaction write by the outbox, whose tables ask for the post.
func as(ctx context.Context, tx pgx.Tx, role, desk string, id int64) error {
	_, err := tx.Exec(ctx, sqlAs, role+",post", desk, strconv.FormatInt(id, 10))
	return err
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func findFollowed(ctx context.Context, q pg.Querier, id int64) (Followed, error) {
	found, err := pg.Collect[Followed](ctx, q, sqlFollow, id)
	if err == nil && len(found) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Followed{}, err
	}
	f := found[0]
	f.Messages, err = pg.Collect[Message](ctx, q, sqlMessages, id, false)
	return f, err
}
