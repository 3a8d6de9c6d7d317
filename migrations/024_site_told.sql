-- Why: what the public page of a site still lacked. A site that was called off said nothing at its own address, where letters and
-- posters lead: it says so, with what was public of it last and since which day; what was changed in the same breath, or later,
-- was never public and stays so. What staff publish on the web for everybody stood nowhere; and it can be withdrawn, for a slip
-- must not stand there for ever. Where a container stands or a detour leads is plain to whoever walks by, but was not on the plan.
-- Labels of sections may change places in one transaction.

CREATE FUNCTION last_announced(section bigint)
RETURNS TABLE (label text, title_de text, title_en text, description_de text, description_en text, valid_from date, valid_to date,
               cancelled_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.row ->> 'label', h.row ->> 'title_de', h.row ->> 'title_en', h.row ->> 'description_public_de',
           h.row ->> 'description_public_en', (h.row ->> 'period_from')::date, (h.row ->> 'period_to')::date,
           (SELECT max(upper(o.known)) FROM history o
            WHERE o.table_name = 'construction_section' AND o.id = section AND o.row ->> 'status' <> 'cancelled')
    FROM history h
    JOIN construction_section s ON s.id = h.id AND s.status = 'cancelled'
    WHERE h.table_name = 'construction_section' AND h.id = section
        AND h.row ->> 'status' IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty')
    ORDER BY h.version DESC
    LIMIT 1
$$;
REVOKE EXECUTE ON FUNCTION last_announced FROM PUBLIC;
GRANT EXECUTE ON FUNCTION last_announced TO mitte_view, mitte_public, mitte_app;

CREATE OR REPLACE VIEW pub.cancelled_sections AS
SELECT s.id, s.version, s.updated_at, s.project_id, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, l.label, l.title_de, l.title_en, l.valid_from, l.valid_to,
       s.source, s.made_up, ARRAY(SELECT h.id FROM construction_phase h WHERE h.section_id = s.id ORDER BY h.id) AS phase_ids,
       l.description_de, l.description_en, l.cancelled_at
FROM construction_section s
JOIN construction_project p ON p.id = s.project_id
CROSS JOIN LATERAL last_announced(s.id) AS l
WHERE s.status = 'cancelled';
DROP FUNCTION was_announced;

ALTER TABLE notice ADD COLUMN withdrawn_at timestamptz;
ALTER TABLE notice ADD CONSTRAINT notice_withdrawn CHECK (withdrawn_at IS NULL OR channel = 'web' AND coalesce(withdrawn_at >= sent_at, false));
COMMENT ON COLUMN notice.withdrawn_at IS 'public: since when it is not on the web any more';
GRANT SELECT (id, version, section_id, channel, text_de, text_en, sent_at, period, withdrawn_at) ON notice TO mitte_view;
COMMENT ON COLUMN notice.text_de IS 'public: on the web once it is published there; of a letter, a mail or a poster nobody''s but whom it goes to';
COMMENT ON COLUMN notice.text_en IS 'public: likewise';
COMMENT ON COLUMN notice.sent_at IS 'public: when the first was told; on the web, since when it is published';
COMMENT ON COLUMN notice.period IS 'public: the days it speaks of';
CREATE VIEW pub.notices AS
SELECT n.id, n.version, n.section_id, n.sent_at AS published_at, lower(n.period) AS valid_from, upper(n.period) AS valid_to,
       n.text_de, n.text_en
FROM notice n
JOIN construction_section s ON s.id = n.section_id
WHERE n.channel = 'web' AND n.sent_at IS NOT NULL AND n.withdrawn_at IS NULL
  AND s.status IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty');
ALTER VIEW pub.notices OWNER TO mitte_view;
GRANT SELECT ON pub.notices TO mitte_app, mitte_public;

GRANT SELECT (id, version, section_id, kind, geom, period) ON site_facility TO mitte_view;
COMMENT ON COLUMN site_facility.kind IS 'public: what stands or leads there';
COMMENT ON COLUMN site_facility.geom IS 'public: where';
COMMENT ON COLUMN site_facility.period IS 'public: on which days';
CREATE VIEW pub.facilities AS
SELECT f.id, f.version, f.section_id, f.kind, lower(f.period) AS valid_from, upper(f.period) AS valid_to, f.geom
FROM site_facility f
JOIN construction_section s ON s.id = f.section_id
WHERE s.status IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty');
ALTER VIEW pub.facilities OWNER TO mitte_view;
GRANT SELECT ON pub.facilities TO mitte_app, mitte_public;

ALTER TABLE construction_section DROP CONSTRAINT construction_section_label_once;
ALTER TABLE construction_section ADD CONSTRAINT construction_section_label_once UNIQUE (project_id, label) DEFERRABLE;

---- create above / drop below ----

ALTER TABLE construction_section DROP CONSTRAINT construction_section_label_once;
ALTER TABLE construction_section ADD CONSTRAINT construction_section_label_once UNIQUE (project_id, label);

DROP VIEW pub.facilities, pub.notices;
COMMENT ON COLUMN site_facility.kind IS NULL;
COMMENT ON COLUMN site_facility.geom IS NULL;
COMMENT ON COLUMN site_facility.period IS NULL;
REVOKE SELECT (id, version, section_id, kind, geom, period) ON site_facility FROM mitte_view;
COMMENT ON COLUMN notice.text_de IS NULL;
COMMENT ON COLUMN notice.text_en IS NULL;
COMMENT ON COLUMN notice.sent_at IS NULL;
COMMENT ON COLUMN notice.period IS NULL;
REVOKE SELECT (id, version, section_id, channel, text_de, text_en, sent_at, period) ON notice FROM mitte_view;
ALTER TABLE notice DROP COLUMN withdrawn_at;

CREATE FUNCTION was_announced(section bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM history h
        WHERE h.table_name = 'construction_section' AND h.id = section
            AND h.row ->> 'status' IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty'))
$$;
REVOKE EXECUTE ON FUNCTION was_announced FROM PUBLIC;
GRANT EXECUTE ON FUNCTION was_announced TO mitte_view, mitte_public, mitte_app;
DROP VIEW pub.cancelled_sections;
CREATE VIEW pub.cancelled_sections AS
SELECT s.id, s.version, s.updated_at, s.project_id, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, s.label, s.title_de, s.title_en, s.period_from AS valid_from, s.period_to AS valid_to,
       s.source, s.made_up, ARRAY(SELECT h.id FROM construction_phase h WHERE h.section_id = s.id ORDER BY h.id) AS phase_ids
FROM construction_section s
JOIN construction_project p ON p.id = s.project_id
WHERE s.status = 'cancelled' AND was_announced(s.id);
ALTER VIEW pub.cancelled_sections OWNER TO mitte_view;
GRANT SELECT ON pub.cancelled_sections TO mitte_app, mitte_public;
DROP FUNCTION last_announced;
