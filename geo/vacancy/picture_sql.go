package vacancy

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// The first argument is the day. Proofs and documents are media too, and no pictures.
const sqlPictures = `
SELECT m.id::text AS id, m.version, m.unit_id, m.kind, m.position, coalesce(m.alt_text_de, '') AS alt_text_de,
       coalesce(m.alt_text_en, '') AS alt_text_en, coalesce(m.creator, '') AS creator, coalesce(m.licence, '') AS licence, m.taken_on,
       m.width, m.height, m.content, m.access_level, coalesce(m.faces_checked_by, '') AS faces_checked_by, m.faces_checked_at,
       m.created_at, m.updated_at, m.updated_by,
       EXISTS (SELECT FROM pub.media v WHERE v.id = m.id AND (v.valid_from IS NULL OR v.valid_from <= $1::date)
                   AND (v.valid_to IS NULL OR v.valid_to > $1::date)) AS public
FROM media m
WHERE m.kind IN ('photo', 'floor_plan') AND m.content IS NOT NULL`

const (
	sqlUnitPictures = sqlPictures + ` AND m.unit_id = $2 ORDER BY m.position, m.created_at, m.id`
	sqlOnePicture   = sqlPictures + ` AND m.id = $2`

	sqlInsertPicture = `
INSERT INTO media (unit_id, kind, position, alt_text_de, alt_text_en, creator, licence, taken_on, width, height, content, access_level,
    faces_checked_by, faces_checked_at)
VALUES (@unit_id, @kind, @position, @alt_text_de, @alt_text_en, @creator, @licence, @taken_on, @width, @height, @content, @access_level,
    @faces_checked_by, @faces_checked_at)
RETURNING id::text`

	sqlUpdatePicture = `
UPDATE media
SET alt_text_de = @alt_text_de, alt_text_en = @alt_text_en, creator = @creator, licence = @licence, taken_on = @taken_on,
    access_level = @access_level, faces_checked_by = @faces_checked_by, faces_checked_at = @faces_checked_at,
    version = version + 1, updated_at = now(), updated_by = current_actor()
WHERE id = @id`

	sqlDeletePicture = `DELETE FROM media WHERE id = $1`

	// Places change by others' moves too, so they make no version.
	sqlPlacePictures = `
UPDATE media SET position = w.place - 1
FROM unnest($1::text[]) WITH ORDINALITY AS w (id, place)
WHERE media.id = w.id::uuid AND media.position <> w.place - 1`

	sqlHidePictures = `
UPDATE media SET access_level = 'internal', version = version + 1, updated_at = now(), updated_by = current_actor()
WHERE unit_id = $1 AND access_level = 'public'`

	sqlContentNamed = `SELECT EXISTS (SELECT FROM media WHERE content = $1)`

	sqlContents = `SELECT DISTINCT content FROM media WHERE content IS NOT NULL`
)

const (
	sqlPublicPictures = `
SELECT id::text AS id, kind, unit_id, alt_text_de, alt_text_en, creator, licence, width, height
FROM pub.media
WHERE unit_id = ANY ($2) AND (valid_from IS NULL OR valid_from <= $1::date) AND (valid_to IS NULL OR valid_to > $1::date)
ORDER BY unit_id, position, id`

	sqlPublicContent = `
SELECT content
FROM pub.media
WHERE id = $2 AND (valid_from IS NULL OR valid_from <= $1::date) AND (valid_to IS NULL OR valid_to > $1::date)`
)

func findPictures(ctx context.Context, db pg.Querier, unit int64, day geo.Date) ([]Picture, error) {
	return pg.Collect[Picture](ctx, db, sqlUnitPictures, day, unit)
}

// findPicture wants a UUID; pgx.ErrNoRows says that there is none.
func findPicture(ctx context.Context, db pg.Querier, id string, day geo.Date) (Picture, error) {
	rows, err := pg.Collect[Picture](ctx, db, sqlOnePicture, day, id)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Picture{}, err
	}
	return rows[0], nil
}

func (p *Picture) args() pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": p.ID, "unit_id": p.UnitID, "kind": p.Kind, "position": p.Position, "alt_text_de": p.AltTextDe, "alt_text_en": p.AltTextEn,
		"creator": p.Creator, "licence": p.Licence, "taken_on": p.TakenOn, "width": p.Width, "height": p.Height, "content": p.Content,
		"access_level": p.AccessLevel, "faces_checked_by": textOr(p.FacesCheckedBy), "faces_checked_at": p.FacesCheckedAt,
	}
}

// Pictures returns what the public sees of units on a day, by unit and in order.
func (s *Service) Pictures(ctx context.Context, day geo.Date, units ...int64) (map[int64][]UnitPicture, error) {
	rows, err := pg.Collect[UnitPicture](ctx, s.db, sqlPublicPictures, day, units)
	out := map[int64][]UnitPicture{}
	for i := range rows {
		out[rows[i].UnitID] = append(out[rows[i].UnitID], rows[i])
	}
	return out, pg.Fault("vacancy.Pictures", err)
}

// PictureContent returns what names the files of a picture. It returns NotFound if the public may not see it on that day.
func (s *Service) PictureContent(ctx context.Context, id string, day geo.Date) (content string, err error) {
	err = s.db.QueryRow(ctx, sqlPublicContent, day, id).Scan(&content)
	return content, pg.Fault("vacancy.PictureContent", err)
}
