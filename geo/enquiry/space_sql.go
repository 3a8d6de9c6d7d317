package enquiry

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

const (
	// For whom a transaction works on space requests, and on which one if it is his own.
	sqlSpaceAs = `SELECT set_config('mitte.role', $1, true), set_config('mitte.request', $2, true)`

	// The number is made first: a form does not see what it has put in.
	sqlSpaceID = `SELECT random_id()`

	sqlInsertSpace = `
INSERT INTO space_request (id, use_type, area_min_m2, area_max_m2, rent_max_cents, frontage_min_m, step_free, wanted_from, term_months,
    place, geom, form_hash)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce(a.name, $10), coalesce(a.geom, ST_Multi(ST_Transform($12::geometry, 25832))), $13
FROM (VALUES (1)) AS one
LEFT JOIN pub.areas a ON a.id = $11
ON CONFLICT DO NOTHING`

	sqlInsertSpaceContact = `
INSERT INTO space_request_contact (request_id, name, phone, lang) VALUES ($1, $2, $3, $4)`

	sqlSurveySpace = `
SELECT d.valid, coalesce(d.reason, '') AS reason
FROM ST_IsValidDetail(ST_Transform($1::geometry, 25832)) AS d`

	sqlNamedAreas = `
SELECT id, name
FROM pub.areas
WHERE (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR valid_to > $1)
ORDER BY name, id`

	sqlConfirmSpace = `
UPDATE space_request SET status = 'active', confirmed_at = now(), ends_on = $2
WHERE id = $1 AND status = 'unconfirmed'`

	sqlSpaces = `
SELECT id, version, status, use_type, area_min_m2::double precision AS area_min_m2, area_max_m2::double precision AS area_max_m2,
       rent_max_cents, frontage_min_m::double precision AS frontage_min_m, step_free, wanted_from, term_months, place,
       ST_Transform(geom, 4326) AS geom, confirmed_at, ends_on, ended_at
FROM space_request`

	sqlLockSpace = `SELECT version, status FROM space_request WHERE id = $1 FOR UPDATE`

	sqlSetSpace = `
UPDATE space_request
SET status = $2, ended_at = CASE WHEN $2 IN ('matched', 'expired', 'withdrawn') THEN now() END
WHERE id = $1`

	sqlProlongSpace = `UPDATE space_request SET ends_on = $2 WHERE id = $1`

	sqlSpaceContact = `SELECT name, phone FROM space_request_contact WHERE request_id = $1`
)

// spaceAs also lets the transaction write by the outbox, whose tables ask for the post.
func spaceAs(ctx context.Context, tx pgx.Tx, role string, id int64) error {
	_, err := tx.Exec(ctx, sqlSpaceAs, role+",post", strconv.FormatInt(id, 10))
	return err
}

func findSpace(ctx context.Context, q pg.Querier, id int64) (SpaceRequest, error) {
	return pg.Find[SpaceRequest](ctx, q, sqlSpaces, id)
}

func geomOrNull(g geo.Geom) any {
	if g.IsZero() {
		return nil
	}
	return g
}

func dayOrNull(d geo.Date) any {
	if d.IsZero() {
		return nil
	}
	return d
}
