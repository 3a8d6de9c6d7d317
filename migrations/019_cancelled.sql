-- Why: a site that was announced and then called off vanished from calendars and feeds, so whoever had its dates kept them. What
-- was public once says for a while that it is cancelled: its name and its dates, nothing of why. What was never announced stays
-- unknown; only history knows the difference, and a function tells no more of it than yes or no.

CREATE FUNCTION was_announced(section bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM history h
        WHERE h.table_name = 'construction_section' AND h.id = section
            AND h.row ->> 'status' IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty'))
$$;
REVOKE EXECUTE ON FUNCTION was_announced FROM PUBLIC;
GRANT EXECUTE ON FUNCTION was_announced TO mitte_view, mitte_public, mitte_app;

CREATE VIEW pub.cancelled_sections AS
SELECT s.id, s.version, s.updated_at, s.project_id, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, s.label, s.title_de, s.title_en, s.period_from AS valid_from, s.period_to AS valid_to,
       s.source, s.made_up, ARRAY(SELECT h.id FROM construction_phase h WHERE h.section_id = s.id ORDER BY h.id) AS phase_ids
FROM construction_section s
JOIN construction_project p ON p.id = s.project_id
WHERE s.status = 'cancelled' AND was_announced(s.id);
ALTER VIEW pub.cancelled_sections OWNER TO mitte_view;
GRANT SELECT ON pub.cancelled_sections TO mitte_app, mitte_public;

---- create above / drop below ----

DROP VIEW pub.cancelled_sections;
DROP FUNCTION was_announced;
