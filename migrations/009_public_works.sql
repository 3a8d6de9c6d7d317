-- Why: whoever lives, delivers or shops beside a site asks where his bins go, when a lorry may come and how much parking is
-- gone, phase by phase; other systems (WZDx) want the line along which the work goes and the day it was first told of. All of
-- it is public by its nature, and was missing from the views only.

GRANT SELECT (created_at, centreline) ON construction_section TO mitte_view;
GRANT SELECT (waste_point) ON impact TO mitte_view;
COMMENT ON COLUMN construction_section.centreline IS 'public: the line along which the work goes, for exchange with other systems';
COMMENT ON COLUMN construction_section.created_at IS 'public: when the section was first recorded';
COMMENT ON COLUMN impact.waste_point IS 'public: where bins are collected meanwhile';

CREATE OR REPLACE VIEW pub.sections AS
SELECT s.id, s.version, s.updated_at, s.project_id, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, s.label, s.title_de, s.title_en, s.sequence, s.strip, s.status,
       lower(s.planned) AS planned_from, upper(s.planned) AS planned_to, s.actual_start, s.actual_end, s.start_verified,
       s.end_verified, s.period_from AS valid_from, s.period_to AS valid_to, s.expected_resume, s.last_confirmed_at, s.contact_role,
       s.description_public_de AS description_de, s.description_public_en AS description_en,
       i.pedestrian, i.min_width_m::double precision AS min_width_m, i.step_free, i.vehicle,
       i.vehicle_clear_width_m::double precision AS vehicle_clear_width_m, i.delivery_window, i.parking_spaces_lost, i.noise_level,
       i.access_note_de, i.access_note_en, s.source, s.made_up, s.geom, s.geom_3857, s.created_at, s.centreline, i.waste_point
FROM construction_section s
JOIN construction_project p ON p.id = s.project_id
LEFT JOIN impact i ON i.section_id = s.id
WHERE s.status IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty');

CREATE OR REPLACE VIEW pub.phases AS
SELECT h.id, h.version, h.section_id, h.kind, h.strip, h.sequence, h.status, lower(h.planned) AS planned_from,
       upper(h.planned) AS planned_to, h.actual_start, h.actual_end, h.period_from AS valid_from, h.period_to AS valid_to,
       i.pedestrian, i.min_width_m::double precision AS min_width_m, i.step_free, i.vehicle, i.noise_level,
       i.access_note_de, i.access_note_en, h.geom,
       i.vehicle_clear_width_m::double precision AS vehicle_clear_width_m, i.delivery_window, i.parking_spaces_lost, i.waste_point
FROM construction_phase h
JOIN construction_section s ON s.id = h.section_id
LEFT JOIN impact i ON i.phase_id = h.id
WHERE s.status IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty');

---- create above / drop below ----

DROP VIEW pub.sections, pub.phases;

CREATE VIEW pub.sections AS
SELECT s.id, s.version, s.updated_at, s.project_id, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, s.label, s.title_de, s.title_en, s.sequence, s.strip, s.status,
       lower(s.planned) AS planned_from, upper(s.planned) AS planned_to, s.actual_start, s.actual_end, s.start_verified,
       s.end_verified, s.period_from AS valid_from, s.period_to AS valid_to, s.expected_resume, s.last_confirmed_at, s.contact_role,
       s.description_public_de AS description_de, s.description_public_en AS description_en,
       i.pedestrian, i.min_width_m::double precision AS min_width_m, i.step_free, i.vehicle,
       i.vehicle_clear_width_m::double precision AS vehicle_clear_width_m, i.delivery_window, i.parking_spaces_lost, i.noise_level,
       i.access_note_de, i.access_note_en, s.source, s.made_up, s.geom, s.geom_3857
FROM construction_section s
JOIN construction_project p ON p.id = s.project_id
LEFT JOIN impact i ON i.section_id = s.id
WHERE s.status IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty');

CREATE VIEW pub.phases AS
SELECT h.id, h.version, h.section_id, h.kind, h.strip, h.sequence, h.status, lower(h.planned) AS planned_from,
       upper(h.planned) AS planned_to, h.actual_start, h.actual_end, h.period_from AS valid_from, h.period_to AS valid_to,
       i.pedestrian, i.min_width_m::double precision AS min_width_m, i.step_free, i.vehicle, i.noise_level,
       i.access_note_de, i.access_note_en, h.geom
FROM construction_phase h
JOIN construction_section s ON s.id = h.section_id
LEFT JOIN impact i ON i.phase_id = h.id
WHERE s.status IN ('scheduled', 'active', 'suspended', 'surface_open', 'completed', 'warranty');

ALTER VIEW pub.sections OWNER TO mitte_view;
ALTER VIEW pub.phases OWNER TO mitte_view;
GRANT SELECT ON pub.sections, pub.phases TO mitte_app, mitte_public;

COMMENT ON COLUMN construction_section.centreline IS NULL;
COMMENT ON COLUMN construction_section.created_at IS NULL;
COMMENT ON COLUMN impact.waste_point IS NULL;
REVOKE SELECT (created_at, centreline) ON construction_section FROM mitte_view;
REVOKE SELECT (waste_point) ON impact FROM mitte_view;
