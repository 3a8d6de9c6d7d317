-- Why: a town small enough to know by heart. Everything is made up. The corner of the grid is (358800, 5725400) in
-- EPSG:25832; every text that the public must never read begins with CANARY, every number of that sort begins with 98765

SET LOCAL mitte.actor = 'CANARY-actor';

INSERT INTO source (id, title, licence, licence_url, attribution) VALUES
    ('demo', 'Erfundene Altstadt', 'CC0-1.0', 'https://creativecommons.org/publicdomain/zero/1.0/', 'mitte (erfunden)'),
    ('osm', 'OpenStreetMap', 'ODbL-1.0', 'https://opendatacommons.org/licenses/odbl/', '© OpenStreetMap-Mitwirkende');

INSERT INTO town (name, municipality_key, geom, made_up) VALUES
    ('Dorsten (erfunden)', '05562012', ST_Multi(ST_MakeEnvelope(358000, 5724800, 359800, 5726200, 25832)), true);

-- Six parcels north of Lippestraße, five south of it, and the street itself. 106 has a hole, 107 two parts.
INSERT INTO parcel (id, updated_at, flurstueckskennzeichen, alkis_id, gemarkung_name, official_area_m2, geom, location_text, land_use,
    land_use_detail, municipality_key, source, source_date, made_up, valid) OVERRIDING SYSTEM VALUE
SELECT id, '2026-01-02 03:04:05Z', key, 'CANARY-alkis-' || id, 'Altstadt', area, ST_Multi(ST_GeomFromText(wkt, 25832)), location, land_use,
       detail::jsonb, '05562012', 'demo', '2026-01-01', true, daterange('2020-01-01', NULL)
FROM (VALUES
    (101, '053110004002710001__', 500.00, 'POLYGON((358800 5725412, 358820 5725412, 358820 5725437, 358800 5725437, 358800 5725412))', 'Lippestraße 1', 'building', '[{"kind": "Handel", "m2": 400}]'),
    (102, '053110004002710002__', 500.00, 'POLYGON((358820 5725412, 358840 5725412, 358840 5725437, 358820 5725437, 358820 5725412))', 'Lippestraße 3', 'building', '[]'),
    (103, '05311000400272______', 500.00, 'POLYGON((358840 5725412, 358860 5725412, 358860 5725437, 358840 5725437, 358840 5725412))', 'Lippestraße 5', 'building', '[]'),
    (104, '053110004002730001__', NULL,   'POLYGON((358860 5725412, 358880 5725412, 358880 5725437, 358860 5725437, 358860 5725412))', NULL, 'building', '[]'),
    (105, '053110004002730002__', 500.00, 'POLYGON((358880 5725412, 358900 5725412, 358900 5725437, 358880 5725437, 358880 5725412))', NULL, 'green', '[]'),
    (106, '05311000400274______', 1500.00, 'POLYGON((358800 5725437, 358860 5725437, 358860 5725467, 358800 5725467, 358800 5725437), (358820 5725447, 358820 5725457, 358840 5725457, 358840 5725447, 358820 5725447))', 'Am Markt', 'square', '[]'),
    (107, '053110004002750001__', 400.00, 'MULTIPOLYGON(((358800 5725380, 358810 5725380, 358810 5725400, 358800 5725400, 358800 5725380)), ((358830 5725380, 358840 5725380, 358840 5725400, 358830 5725400, 358830 5725380)))', NULL, 'building', '[]'),
    (108, '053110004002750002__', 400.00, 'POLYGON((358810 5725380, 358830 5725380, 358830 5725400, 358810 5725400, 358810 5725380))', NULL, 'building', '[]'),
    (109, '05311000400276______', 800.00, 'POLYGON((358840 5725380, 358880 5725380, 358880 5725400, 358840 5725400, 358840 5725380))', NULL, 'building', '[]'),
    (111, '05311000400300______', 1200.00, 'POLYGON((358800 5725400, 358900 5725400, 358900 5725412, 358800 5725412, 358800 5725400))', 'Lippestraße', 'street', '[]')
) AS v(id, key, area, wkt, location, land_use, detail);

INSERT INTO building (id, updated_at, source_ref, name, function_code, storeys, year_built, listed, house_number, geom, source, made_up)
OVERRIDING SYSTEM VALUE
SELECT id, '2026-01-02 03:04:05Z', 'CANARY-ref-' || id, name, '31001_2010', storeys, year_built, listed, number,
       ST_Multi(ST_MakeEnvelope(x, y, x + 16, y + 14, 25832)), 'demo', true
FROM (VALUES
    (201, NULL, 3, 1904, false, '1', 358802, 5725413),
    (202, 'Altes Rathaus', 2, 1567, true, '3', 358822, 5725413),
    (203, NULL, 4, NULL, false, '5', 358842, 5725413),
    (204, NULL, NULL, NULL, false, '7a', 358862, 5725413),
    (205, NULL, 1, 1998, false, '12', 358842, 5725383)
) AS v(id, name, storeys, year_built, listed, number, x, y);

INSERT INTO address (id, street_name, street_key, house_number, suffix, postcode, city, geom) OVERRIDING SYSTEM VALUE
SELECT id, street, key, number, suffix, '46282', 'Dorsten', ST_SetSRID(ST_MakePoint(x, y), 25832)
FROM (VALUES
    (301, 'Lippestraße', '01234', 1, '', 358810, 5725414),
    (302, 'Lippestraße', '01234', 3, '', 358830, 5725414),
    (303, 'Lippestraße', '01234', 5, '', 358850, 5725414),
    (304, 'Lippestraße', '01234', 7, 'a', 358870, 5725414),
    (305, 'Lippestraße', '01234', 12, '', 358850, 5725398),
    (306, 'Lippestraße', '01234', 12, 'a', 358870, 5725398),
    (307, 'Am Markt', '01235', 1, '', 358810, 5725440)
) AS v(id, street, key, number, suffix, x, y);

INSERT INTO street_segment (id, updated_at, source_ref, street_name, street_key, kind, chain_no, seq, from_node, to_node, from_label,
    to_label, start_m, pedestrian_zone, location_class, width_m, geom, source, made_up) OVERRIDING SYSTEM VALUE
SELECT id, '2026-01-02 03:04:05Z', 'CANARY-ref-' || id, street, key, kind, 1, seq, a, b, from_label, to_label, start_m, zone, class, width,
       ST_GeomFromText(wkt, 25832), 'osm', false
FROM (VALUES
    (401, 'Lippestraße', '01234', 'pedestrian', 1, 1, 2, 'Lippetor', 'Am Markt', 0.0, true, 'A', 12.0, 'LINESTRING(358790 5725406, 358850 5725406)'),
    (402, 'Lippestraße', '01234', 'pedestrian', 2, 2, 3, 'Am Markt', NULL, 60.0, true, 'B', 12.0, 'LINESTRING(358850 5725406, 358910 5725406)'),
    (403, 'Am Markt', '01235', 'street', 1, 2, 4, 'Lippestraße', NULL, 0.0, false, NULL, NULL, 'LINESTRING(358850 5725406, 358850 5725437, 358830 5725470)'),
    (404, NULL, NULL, 'path', 1, 5, 6, NULL, NULL, 0.0, false, NULL, 2.5, 'LINESTRING(358780 5725470, 358900 5725475)')
) AS v(id, street, key, kind, seq, a, b, from_label, to_label, start_m, zone, class, width, wkt);

-- 501 open data, occupied · 502 vacant, offered · 503 vacant for years, demo · 504 notice given, shows as occupied
-- 505 fell vacant without a basis: hidden · 506 never public · 507 interim use · 508 removed in 2025
INSERT INTO unit (id, updated_at, public_ref, source_ref, building_id, address_id, floor, position, geom, sales_area_m2, retail_area_m2,
    total_area_m2, area_source, ceiling_height_m, step_free, power_kw, condition, year_built, energy_certificate, use_type, last_use,
    wz_code, wz_version, location_class, marketable, not_marketable_reason, public_basis, last_surveyed_at, survey_source,
    note_internal, source, made_up) OVERRIDING SYSTEM VALUE
SELECT id, '2026-01-02 03:04:05Z', ref, 'CANARY-ref-' || id, building, address, 0, NULL, ST_SetSRID(ST_MakePoint(x, y), 25832), sales, NULL,
       total, 'estimated', 3.2, step_free, NULL, condition, 1904, 'CANARY-energy', use, last_use, '47.71', 2025, 'A', id <> 506,
       CASE id WHEN 506 THEN 'rent_expectation' END, basis, '2026-09-30', 'CANARY-survey', 'CANARY-note-' || id, 'demo', true
FROM (VALUES
    (501, 'LI-001', 201, 301, 358810, 5725416, 80.00, 120.00, true, 'good', 'retail', NULL, 'open_data'),
    (502, 'LI-003', 202, 302, 358830, 5725416, 64.50, 90.00, false, 'refurbished', 'retail', 'Buchhandlung', 'offer'),
    (503, 'LI-005', 203, 303, 358850, 5725416, NULL, 200.00, NULL, 'needs_work', 'gastronomy', NULL, 'demo'),
    (504, 'LI-007a', 204, 304, 358870, 5725416, 45.00, NULL, true, 'good', 'service', NULL, 'shop_front'),
    (505, 'LI-012', 205, 305, 358850, 5725396, 70.00, 70.00, true, 'good', 'retail', NULL, 'shop_front'),
    (506, 'LI-012a', NULL, 306, 358870, 5725396, 30.00, NULL, NULL, NULL, 'office', 'CANARY-last-use', NULL),
    (507, 'AM-001', NULL, 307, 358810, 5725441, 55.00, 60.00, true, 'new', 'culture', NULL, 'demo'),
    (508, 'LI-099', NULL, NULL, 358890, 5725396, NULL, NULL, NULL, NULL, 'other', NULL, 'open_data')
) AS v(id, ref, building, address, x, y, sales, total, step_free, condition, use, last_use, basis);

INSERT INTO unit_parcel (unit_id, parcel_id, "primary") VALUES
    (501, 101, true), (501, 102, false), (502, 102, true), (503, 103, true), (504, 104, true), (505, 109, true), (507, 106, true);

INSERT INTO frontage (id, unit_id, geom, segment_id, side, from_m, to_m, offset_m, "primary") OVERRIDING SYSTEM VALUE VALUES
    (601, 501, ST_GeomFromText('LINESTRING(358802 5725413, 358818 5725413)', 25832), 401, 'left', 12, 28, 7, true),
    (602, 502, ST_GeomFromText('LINESTRING(358822 5725413, 358838 5725413)', 25832), 401, 'left', 32, 48, 7, true),
    (603, 503, ST_GeomFromText('LINESTRING(358842 5725413, 358858 5725413)', 25832), 402, 'left', 0, 8, 7, true),
    (604, 503, ST_GeomFromText('LINESTRING(358842 5725413, 358842 5725427)', 25832), 403, 'left', 7, 21, 8, false);

INSERT INTO occupancy (id, unit_id, business_name, kind, period, lease_end) OVERRIDING SYSTEM VALUE VALUES
    (701, 501, 'Café "Zur Lippe" & Söhne', 'regular', '[2019-04-01,)', '2031-05-17'),
    (702, 502, 'Buchhandlung Müller', 'regular', '[2010-01-01,2026-03-01)', '2031-05-17'),
    (703, 504, 'Reisebüro Weit', 'regular', '[2015-01-01,)', '2031-05-17'),
    (704, 505, 'Schuhhaus Groß', 'regular', '[2012-01-01,2026-06-01)', '2031-05-17'),
    (705, 506, 'CANARY-business', 'regular', '[2012-01-01,)', '2031-05-17'),
    (706, 507, 'Pop-up Galerie', 'interim', '[2026-10-01,)', '2031-05-17');

INSERT INTO unit_status_event (unit_id, "from", "to", at, source, by, note) VALUES
    (501, 'unknown', 'occupied', '2019-04-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (502, 'unknown', 'occupied', '2010-01-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (502, 'occupied', 'vacant', '2026-03-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (502, 'vacant', 'marketing', '2026-05-01', 'owner', 'CANARY-by', 'CANARY-event'),
    (503, 'unknown', 'vacant', '2023-07-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (504, 'unknown', 'occupied', '2015-01-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (504, 'occupied', 'threatened', '2026-09-01', 'owner', 'CANARY-by', 'CANARY-event'),
    (505, 'unknown', 'occupied', '2012-01-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (505, 'occupied', 'vacant', '2026-06-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (506, 'unknown', 'occupied', '2012-01-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (507, 'unknown', 'vacant', '2026-01-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (507, 'vacant', 'interim_use', '2026-10-01', 'walk', 'CANARY-by', 'CANARY-event'),
    (508, 'unknown', 'occupied', '2018-01-01', 'import', 'CANARY-by', 'CANARY-event'),
    (508, 'occupied', 'removed', '2025-01-01', 'import', 'CANARY-by', 'CANARY-event');

INSERT INTO offer (id, unit_id, title_de, title_en, description_de, description_en, net_cold_rent_cents, service_charges_cents,
    deposit_cents, price_on_request, available_from, min_term_months, max_term_months, interim_use_possible, suitable_uses,
    publication_status, publication_basis, published_at, confirmed_until) OVERRIDING SYSTEM VALUE VALUES
    (801, 502, 'Buchladen am Alten Rathaus', 'Bookshop by the Old Town Hall', 'Helle Räume, großes Schaufenster.', 'Bright rooms, large window.',
     129000, 18000, 387000, false, '2027-01-01', 24, 120, true, '{retail,culture}', 'published', 'owner_consent', '2026-05-01 10:00Z', '2027-05-01'),
    (802, 505, 'CANARY-offer', 'CANARY-offer', 'CANARY-offer', 'CANARY-offer', 9876512, NULL, NULL, false, NULL, NULL, NULL, false, '{}',
     'internal', NULL, NULL, NULL);

-- The first two are public, the third is internal, the others belong to units that are hidden.
INSERT INTO media (id, created_at, updated_at, updated_by, unit_id, kind, position, alt_text_de, alt_text_en, creator, licence, access_level,
    faces_checked_by, faces_checked_at, content, width, height)
SELECT ('00000000-0000-4000-8000-00000000090' || n)::uuid, '2026-01-01 02:03:04Z', '2026-01-02 03:04:05Z', 'CANARY-by', unit, kind, n, de, en, creator,
       'CC BY 4.0', access, 'CANARY-checker', '2031-05-17', repeat(content, 64), 1920, 1200
FROM (VALUES
    (1, 502, 'photo', 'Schaufenster mit rotem Rahmen', 'Shop window with a red frame', 'Erika Muster', 'public', 'a'),
    (2, 502, 'floor_plan', 'Grundriss: ein Raum mit Nebenraum', '', 'Büro Plan', 'public', 'a'),
    (3, 502, 'photo', 'CANARY-alt', 'CANARY-alt', 'CANARY-creator', 'internal', 'c'),
    (4, 505, 'photo', 'CANARY-alt', 'CANARY-alt', 'CANARY-creator', 'public', 'c'),
    (5, 506, 'floor_plan', 'CANARY-alt', 'CANARY-alt', 'CANARY-creator', 'public', 'c')
) AS v(n, unit, kind, de, en, creator, access, content);

INSERT INTO survey (unit_id, by, at, result) VALUES (501, 'CANARY-surveyor', '2026-09-30', 'confirmed');

INSERT INTO space_request (id, use_type, area_min_m2, area_max_m2, place, status, confirmed_at, ends_on) VALUES
    (8101, 'retail', 50, 100, 'CANARY-place', 'active', '2026-06-01', '2026-12-01');
INSERT INTO space_request_contact (request_id, name, phone, lang) VALUES (8101, 'CANARY-person', 'CANARY-phone', 'de');

-- 901 is public with its first sections, 902 still an idea.
INSERT INTO construction_project (id, updated_at, public_ref, title_de, title_en, client, legal_note, cost_planned_cents,
    cost_actual_cents, cost_released, funding_text, source, made_up) OVERRIDING SYSTEM VALUE VALUES
    (901, '2026-01-02 03:04:05Z', 'lippe', 'Umbau Lippestraße', 'Rebuilding Lippestraße', 'Stadt Dorsten', 'CANARY-legal', 9876500100, 9876500200, false, 'Städtebauförderung', 'demo', true),
    (902, '2026-01-02 03:04:05Z', 'geheim', 'CANARY-project', 'CANARY-project', 'CANARY-client', 'CANARY-legal', 9876500300, NULL, true, NULL, 'demo', true),
    (903, '2026-01-02 03:04:05Z', 'markt', 'Neuer Brunnen Am Markt', '', 'Stadt Dorsten', NULL, 25000000, NULL, true, NULL, 'demo', true);

-- A active and past its planned end · B scheduled · C only planned: hidden · D completed, with actual days
INSERT INTO construction_section (id, created_at, updated_at, project_id, source_ref, label, title_de, title_en, sequence, geom, centreline, strip, status,
    status_reason, planned, actual_start, actual_end, start_verified, end_verified, last_confirmed_at, contractor, contact_role,
    description_public_de, description_public_en, note_internal, source, made_up) OVERRIDING SYSTEM VALUE
SELECT id, '2026-01-01 02:03:04Z', '2026-01-02 03:04:05Z', project, 'CANARY-ref-' || id, label, title_de, title_en, sequence,
       ST_Multi(ST_GeomFromText(wkt, 25832)), ST_GeomFromText(line, 25832), 'full',
       status, 'CANARY-reason', planned::daterange, actual_start::date, actual_end::date, actual_start IS NOT NULL, false, '2026-11-02',
       'CANARY-contractor', 'Bauleitung', 'Neue Leitungen und Pflaster.', 'New pipes and paving.', 'CANARY-note', 'demo', true
FROM (VALUES
    (1001, 901, 'A', 'Lippetor bis Markt', 'Lippetor to Markt', 1, 'POLYGON((358795 5725401, 358850 5725401, 358850 5725411, 358795 5725411, 358795 5725401))', 'active', '[2026-03-02,2026-11-01)', '2026-03-09', NULL, 'LINESTRING(358795 5725406, 358850 5725406)'),
    (1002, 901, 'B', 'Markt bis Osttor', 'Markt to east gate', 2, 'POLYGON((358850 5725401, 358905 5725401, 358905 5725411, 358850 5725411, 358850 5725401))', 'scheduled', '[2027-03-01,2027-10-01)', NULL, NULL, 'LINESTRING(358850 5725406, 358905 5725406)'),
    (1003, 901, 'C', 'CANARY-section', 'CANARY-section', 3, 'POLYGON((358860 5725415, 358870 5725415, 358870 5725420, 358860 5725420, 358860 5725415))', 'planned', '[2028-03-01,2028-10-01)', NULL, NULL, NULL),
    (1004, 903, 'A', 'Brunnen', '', 1, 'POLYGON((358845 5725440, 358855 5725440, 358855 5725450, 358845 5725450, 358845 5725440))', 'completed', '[2025-04-01,2025-09-01)', '2025-04-01', '2025-09-12', NULL),
    (1005, 902, 'A', 'CANARY-section', 'CANARY-section', 1, 'POLYGON((358860 5725425, 358870 5725425, 358870 5725430, 358860 5725430, 358860 5725425))', 'idea', NULL, NULL, NULL, NULL)
) AS v(id, project, label, title_de, title_en, sequence, wkt, status, planned, actual_start, actual_end, line);

INSERT INTO construction_phase (id, section_id, kind, strip, sequence, geom, planned, actual_start, actual_end, status)
OVERRIDING SYSTEM VALUE VALUES
    (1102, 1001, 'surface', 'full', 2, NULL, '[2026-07-01,2026-11-01)', '2026-08-03', NULL, 'active'),
    (1101, 1001, 'utility', 'side_left', 1, ST_Multi(ST_MakeEnvelope(358795, 5725406, 358850, 5725411, 25832)), '[2026-03-02,2026-07-01)', '2026-03-09', '2026-07-31', 'done'),
    (1103, 1003, 'utility', 'full', 1, NULL, '[2028-03-01,2028-06-01)', NULL, NULL, 'planned');

INSERT INTO impact (section_id, phase_id, pedestrian, min_width_m, step_free, vehicle, vehicle_clear_width_m, delivery_window,
    parking_spaces_lost, noise_level, access_note_de, access_note_en) VALUES
    (1001, NULL, 'narrowed', 1.80, true, 'local_access', 3.05, '[{"days": "Mo-Fr", "from": "06:00", "to": "10:00"}]', 8, 'moderate', 'Alle Läden bleiben erreichbar.', 'All shops can be reached.'),
    (NULL, 1101, 'one_side', NULL, false, 'closed', NULL, NULL, 8, 'major', 'Zugang über den Hof.', ''),
    (1003, NULL, 'closed', NULL, false, 'closed', NULL, NULL, 0, 'major', 'CANARY-access', 'CANARY-access');

-- Whom the office may ask about 502 and its parcel; rows for nobody else.
SET LOCAL mitte.role = 'owners,staff,register';
INSERT INTO owner_data.party (id, created_at, updated_at, kind, name, email, phone, address, legal_basis, source, purpose, collected_at, delete_after) VALUES
    ('00000000-0000-4000-8000-000000000951', '2026-01-01 02:03:04Z', '2026-01-02 03:04:05Z', 'owner', 'CANARY-owner', 'CANARY@example.org', 'CANARY-phone',
     'CANARY-address', 'CANARY-basis', 'CANARY-source', 'CANARY-purpose', '2026-01-01', '2027-12-01');
INSERT INTO owner_data.party_link (id, party_id, role, unit_id, period) VALUES
    ('00000000-0000-4000-8000-000000000961', '00000000-0000-4000-8000-000000000951', 'owner', 502, '[2010-01-01,)');
INSERT INTO owner_data.consent (id, unit_id, scope, given_at, evidence, recorded_at, party_id) VALUES
    ('00000000-0000-4000-8000-000000000971', 502, 'publish_unit', '2026-04-01', 'CANARY-evidence', '2026-04-02 03:04:05Z', '00000000-0000-4000-8000-000000000951');
