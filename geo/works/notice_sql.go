package works

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

const sqlNotices = `
SELECT id, version, created_at, updated_at, updated_by, section_id, channel, coalesce(period, daterange(NULL, NULL)) AS period,
       reach_m, text_de, text_en, sent_at, recipients_count, withdrawn_at
FROM notice`

const sqlRecipients = `
SELECT notice_id, unit_id, channel, sent_at, door
FROM notice_recipient
WHERE notice_id = $1
ORDER BY door ->> 'street_name', length(door ->> 'house_number'), door ->> 'house_number', unit_id`

const sqlInsertNotice = `
INSERT INTO notice (section_id, channel, text_de, text_en, period, reach_m)
VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7)
RETURNING id`

const sqlInsertRecipients = `
INSERT INTO notice_recipient (notice_id, unit_id, channel, door)
SELECT $1, unit_id, $2, door
FROM unnest($3::bigint[], $4::jsonb[]) AS d (unit_id, door)`

const sqlLockNotice = `SELECT version, channel, sent_at, section_id FROM notice WHERE id = $1 FOR UPDATE`

const sqlChangeNoticeText = `UPDATE notice SET text_de = $2, text_en = $3 WHERE id = $1`

// Who was told keeps when he first was.
const sqlTellRecipients = `
UPDATE notice_recipient
SET sent_at = $2
WHERE notice_id = $1 AND sent_at IS NULL AND ($3::bigint[] IS NULL OR unit_id = ANY ($3))
RETURNING unit_id`

const sqlNoticeSent = `
UPDATE notice n
SET sent_at = least(n.sent_at, $2),
    recipients_count = (SELECT count(*) FROM notice_recipient r WHERE r.notice_id = n.id AND r.sent_at IS NOT NULL)
WHERE id = $1`

const sqlWithdrawNotice = `UPDATE notice SET withdrawn_at = greatest(sent_at, $2) WHERE id = $1 AND withdrawn_at IS NULL`

// A letter or a mail that reached no door told nobody.
const sqlFirstTold = `
SELECT min(sent_at)
FROM notice
WHERE section_id = $1 AND (recipients_count > 0 OR channel IN ('poster', 'web'))`

const sqlDoorAddresses = `
SELECT u.id, u.public_ref, coalesce(a.street_name, '') AS street_name,
       coalesce(a.house_number::text || a.suffix, '') AS house_number, coalesce(a.postcode::text, '') AS postcode,
       coalesce(a.city, '') AS city, u.use_type
FROM unit u
LEFT JOIN address a ON a.id = u.address_id
WHERE u.id = ANY ($1)`

const sqlSectionStart = `SELECT period_from FROM construction_section WHERE id = $1`

type doorAddress struct {
	ID                                                          int64
	PublicRef, StreetName, HouseNumber, Postcode, City, UseType string
}

type noticeState struct {
	version   int
	channel   string
	sentAt    *time.Time
	sectionID int64
}

func lockNotice(ctx context.Context, tx pgx.Tx, id int64) (s noticeState, err error) {
	err = tx.QueryRow(ctx, sqlLockNotice, id).Scan(&s.version, &s.channel, &s.sentAt, &s.sectionID)
	return s, err
}

func findNotice(ctx context.Context, q pg.Querier, id int64) (Notice, error) {
	n, err := pg.Find[Notice](ctx, q, sqlNotices, id)
	if err == nil {
		n.Recipients, err = pg.Collect[Recipient](ctx, q, sqlRecipients, id)
	}
	return n, err
}

func insertNotice(ctx context.Context, tx pgx.Tx, sectionID int64, w NoticeWish, doors []affectedDoor) (id int64, err error) {
	err = tx.QueryRow(ctx, sqlInsertNotice, sectionID, w.Channel, w.TextDe, w.TextEn, dayOrNil(w.Period.From), dayOrNil(w.Period.To), w.ReachM).Scan(&id)
	if err != nil {
		return 0, err
	}
	units, said := make([]int64, len(doors)), make([]Door, len(doors))
	for i, d := range doors {
		units[i], said[i] = d.UnitID, d.Door
	}
	_, err = tx.Exec(ctx, sqlInsertRecipients, id, w.Channel, units, said)
	return id, err
}

func dayOrNil(d geo.Date) *geo.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
