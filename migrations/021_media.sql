-- Why: units are let by their pictures. A row names the content of its files, which lie beside the database; it is public only with a
-- text for those who do not see it, its maker, its licence and, of a photo, somebody's word that nobody can be known on it. The
-- public reads pictures of public units, on the days on which those are public: a unit that goes takes its pictures along.

ALTER TABLE media
    DROP CONSTRAINT media_public_has_alt,
    ADD COLUMN updated_by text NOT NULL DEFAULT current_actor(),
    ADD COLUMN position integer NOT NULL DEFAULT 0,
    ADD COLUMN content text CONSTRAINT media_content CHECK (content ~ '^[0-9a-f]{64}$'),
    ADD COLUMN width integer CONSTRAINT media_width CHECK (width > 0),
    ADD COLUMN height integer CONSTRAINT media_height CHECK (height > 0),
    ADD COLUMN faces_checked_at timestamptz,
    ADD CONSTRAINT media_faces CHECK ((faces_checked_by IS NULL) = (faces_checked_at IS NULL)),
    ADD CONSTRAINT media_public CHECK (access_level <> 'public' OR (unit_id IS NOT NULL AND kind IN ('photo', 'floor_plan')
        AND num_nulls(content, width, height) = 0 AND coalesce(alt_text_de, '') <> '' AND coalesce(creator, '') <> ''
        AND coalesce(licence, '') <> '' AND (kind <> 'photo' OR faces_checked_by IS NOT NULL)));
CREATE INDEX media_unit_idx ON media (unit_id, position);
CREATE INDEX media_content_idx ON media (content);
COMMENT ON COLUMN media.updated_by IS 'internal';
COMMENT ON COLUMN media.position IS 'public: place among the pictures of its unit';
COMMENT ON COLUMN media.content IS 'public: SHA-256 of the widest file; names the files';
COMMENT ON COLUMN media.width IS 'public: pixels of the widest file';
COMMENT ON COLUMN media.height IS 'public: pixels of the widest file';
COMMENT ON COLUMN media.faces_checked_by IS 'internal: who saw that nobody can be known on it';
COMMENT ON COLUMN media.faces_checked_at IS 'internal';

GRANT SELECT (id, version, unit_id, kind, position, alt_text_de, alt_text_en, creator, licence, width, height, content, access_level)
    ON media TO mitte_view;

CREATE VIEW pub.media AS
SELECT m.id, m.unit_id, m.kind, m.position, m.alt_text_de, nullif(m.alt_text_en, '') AS alt_text_en, m.creator, m.licence,
       m.width, m.height, m.content, v.valid_from, v.valid_to
FROM media m
JOIN pub.units v ON v.id = m.unit_id
WHERE m.access_level = 'public';
ALTER VIEW pub.media OWNER TO mitte_view;
GRANT SELECT ON pub.media TO mitte_app, mitte_public;

---- create above / drop below ----

DROP VIEW pub.media;
REVOKE SELECT (id, version, unit_id, kind, position, alt_text_de, alt_text_en, creator, licence, width, height, content, access_level)
    ON media FROM mitte_view;
DROP INDEX media_unit_idx, media_content_idx;
COMMENT ON COLUMN media.faces_checked_by IS NULL;
ALTER TABLE media
    DROP CONSTRAINT media_public,
    DROP CONSTRAINT media_faces,
    DROP COLUMN updated_by, DROP COLUMN position, DROP COLUMN content, DROP COLUMN width, DROP COLUMN height, DROP COLUMN faces_checked_at,
    ADD CONSTRAINT media_public_has_alt CHECK (access_level <> 'public' OR (alt_text_de <> '' AND alt_text_en <> ''));
