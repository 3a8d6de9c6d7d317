-- Why: what the public may read is a whitelist, not a filter on everything: views in schema pub, owned by mitte_view, a
-- role that cannot log in and holds grants on public columns only. A column added later is hidden until it is named here.
-- No view asks for the current date: dated views carry valid_from and valid_to (exclusive) and the reader picks the day.

GRANT SELECT ON town, source, unit_state, phase_dependency TO mitte_view;
GRANT SELECT (id, version, updated_at, flurstueckskennzeichen, gemarkung_number, gemarkung_name, flur, zaehler, nenner, label,
    official_area_m2, geom, geom_area_m2, location_text, land_use, land_use_detail, municipality_key, source, source_date,
    made_up, valid) ON parcel TO mitte_view;
GRANT SELECT (id, version, updated_at, name, function_code, storeys, year_built, listed, house_number, geom, source, made_up)
    ON building TO mitte_view;
GRANT SELECT (id, version, updated_at, street_name, street_key, house_number, suffix, postcode, city, geom) ON address TO mitte_view;
GRANT SELECT (id, version, updated_at, street_name, street_key, kind, chain_no, seq, from_node, to_node, from_label, to_label,
    start_m, pedestrian_zone, location_class, width_m, geom, length_m, source, made_up) ON street_segment TO mitte_view;
GRANT SELECT (id, version, updated_at, public_ref, building_id, address_id, floor, position, geom, sales_area_m2,
    retail_area_m2, storage_area_m2, gastro_area_m2, total_area_m2, area_source, divisible_from_m2, ceiling_height_m, step_free,
    power_kw, condition, year_built, energy_certificate, use_type, last_use, wz_code, wz_version, location_class, public_basis,
    source, made_up) ON unit TO mitte_view;
GRANT SELECT (unit_id, parcel_id, "primary") ON unit_parcel TO mitte_view;
GRANT SELECT (id, unit_id, geom, length_m, segment_id, side, from_m, to_m, "primary") ON frontage TO mitte_view;
GRANT SELECT (id, kind, name, geom, valid, made_up) ON area TO mitte_view;
GRANT SELECT (id, unit_id, business_name, kind, period) ON occupancy TO mitte_view;
GRANT SELECT (id, unit_id, title_de, title_en, description_de, description_en, net_cold_rent_cents, service_charges_cents,
    deposit_cents, price_on_request, available_from, min_term_months, max_term_months, interim_use_possible, suitable_uses,
    publication_status, published_at, confirmed_until) ON offer TO mitte_view;
GRANT SELECT (id, version, updated_at, public_ref, title_de, title_en, client, cost_planned_cents, cost_released, funding_text,
    source, made_up) ON construction_project TO mitte_view;
GRANT SELECT (id, version, updated_at, project_id, label, title_de, title_en, sequence, geom, strip, status, planned,
    actual_start, actual_end, start_verified, end_verified, expected_resume, last_confirmed_at, contact_role,
    description_public_de, description_public_en, source, made_up, period_from, period_to) ON construction_section TO mitte_view;
GRANT SELECT (id, version, section_id, kind, strip, sequence, geom, planned, actual_start, actual_end, status, period_from,
    period_to) ON construction_phase TO mitte_view;
GRANT SELECT (section_id, phase_id, pedestrian, min_width_m, step_free, vehicle, vehicle_clear_width_m, delivery_window,
    parking_spaces_lost, noise_level, access_note_de, access_note_en) ON impact TO mitte_view;

CREATE VIEW pub.town AS
SELECT name, municipality_key, geom, made_up, updated_at FROM town;

CREATE VIEW pub.sources AS
SELECT id, title, licence, licence_url, attribution FROM source;

CREATE VIEW pub.parcels AS
SELECT id, version, updated_at, flurstueckskennzeichen::text AS flurstueckskennzeichen, gemarkung_number, gemarkung_name,
       flur, zaehler, nenner, label, official_area_m2::double precision AS official_area_m2, geom_area_m2, location_text, land_use,
       land_use_detail, municipality_key::text AS municipality_key, source, source_date, made_up,
       lower(valid) AS valid_from, upper(valid) AS valid_to, geom
FROM parcel;

CREATE VIEW pub.buildings AS
SELECT id, version, updated_at, name, function_code, storeys, year_built, listed, house_number, source, made_up, geom
FROM building;

CREATE VIEW pub.addresses AS
SELECT id, version, street_name, house_number, suffix, postcode::text AS postcode, city, geom
FROM address;

CREATE VIEW pub.segments AS
SELECT id, version, updated_at, street_name, street_key::text AS street_key, kind, chain_no, seq, from_label, to_label, start_m,
       length_m, pedestrian_zone, location_class::text AS location_class, width_m::double precision AS width_m, source, made_up, geom
FROM street_segment;

-- One row per unit and run of days. A unit is here only with a basis (domain.md 4.10): open data and the demo always; a shop
-- front while it is occupied, and "threatened" then reads "occupied", for the notice given is nobody's business; else with
-- a published offer. The offer's terms show only on the run that goes on today, which is the one without an end.
CREATE VIEW pub.units AS
SELECT u.id, u.version, u.updated_at, u.public_ref,
       a.street_name, a.house_number, nullif(a.suffix, '') AS house_number_suffix, a.postcode::text AS postcode, a.city,
       u.floor, u.position, u.use_type,
       CASE WHEN s.status = 'threatened' AND u.public_basis = 'shop_front' THEN 'occupied' ELSE s.status END AS vacancy_status,
       s.vacant_since, lower(s.period) AS valid_from, upper(s.period) AS valid_to,
       o.business_name, u.last_use,
       u.sales_area_m2::double precision AS sales_area_m2, u.retail_area_m2::double precision AS retail_area_m2,
       u.storage_area_m2::double precision AS storage_area_m2, u.gastro_area_m2::double precision AS gastro_area_m2,
       u.total_area_m2::double precision AS total_area_m2, u.area_source, u.divisible_from_m2::double precision AS divisible_from_m2,
       u.ceiling_height_m::double precision AS ceiling_height_m, u.step_free, u.power_kw::double precision AS power_kw, u.condition,
       u.year_built, u.wz_code, u.wz_version, u.location_class::text AS location_class,
       f.frontage_m, f.segment_id, f.side, f.chainage_m,
       p.parcel_id,
       offer.id IS NOT NULL AS offered, offer.title_de AS offer_title_de, offer.title_en AS offer_title_en,
       offer.description_de AS offer_description_de, offer.description_en AS offer_description_en,
       offer.net_cold_rent_cents, offer.service_charges_cents, offer.deposit_cents, offer.price_on_request,
       CASE WHEN offer.net_cold_rent_cents IS NOT NULL AND coalesce(u.sales_area_m2, u.total_area_m2) > 0
            THEN round(offer.net_cold_rent_cents / coalesce(u.sales_area_m2, u.total_area_m2))::bigint END AS rent_cents_m2_month,
       offer.available_from, offer.min_term_months, offer.max_term_months, offer.interim_use_possible, offer.suitable_uses,
       offer.confirmed_until, u.source, u.made_up, u.geom
FROM unit u
JOIN unit_state s ON s.unit_id = u.id
LEFT JOIN address a ON a.id = u.address_id
LEFT JOIN occupancy o ON o.id = s.occupancy_id
LEFT JOIN offer ON offer.unit_id = u.id AND offer.publication_status = 'published' AND upper_inf(s.period)
    AND s.status IN ('vacant', 'marketing', 'reserved', 'interim_use', 'threatened')
LEFT JOIN LATERAL (
    SELECT sum(length_m) AS frontage_m, min(segment_id) FILTER (WHERE "primary") AS segment_id,
           min(side) FILTER (WHERE "primary") AS side, min((from_m + to_m) / 2) FILTER (WHERE "primary") AS chainage_m
    FROM frontage WHERE unit_id = u.id
) f ON true
LEFT JOIN unit_parcel p ON p.unit_id = u.id AND p."primary"
WHERE s.status NOT IN ('removed', 'unknown')
  AND (u.public_basis IN ('open_data', 'demo')
       OR (u.public_basis = 'shop_front' AND s.status IN ('occupied', 'threatened'))
       OR (u.public_basis IS NOT NULL AND offer.id IS NOT NULL));

CREATE VIEW pub.projects AS
SELECT p.id, p.version, p.updated_at, p.public_ref, p.title_de, p.title_en, p.client,
       CASE WHEN p.cost_released THEN p.cost_planned_cents END AS cost_planned_cents, p.funding_text, p.source, p.made_up
FROM construction_project p
WHERE EXISTS (SELECT FROM construction_section s WHERE s.project_id = p.id AND s.status IN ('scheduled', 'active', 'suspended',
    'surface_open', 'completed', 'warranty'));

CREATE VIEW pub.sections AS
SELECT s.id, s.version, s.updated_at, s.project_id, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, s.label, s.title_de, s.title_en, s.sequence, s.strip, s.status,
       lower(s.planned) AS planned_from, upper(s.planned) AS planned_to, s.actual_start, s.actual_end, s.start_verified,
       s.end_verified, s.period_from AS valid_from, s.period_to AS valid_to, s.expected_resume, s.last_confirmed_at, s.contact_role,
       s.description_public_de AS description_de, s.description_public_en AS description_en,
       i.pedestrian, i.min_width_m::double precision AS min_width_m, i.step_free, i.vehicle,
       i.vehicle_clear_width_m::double precision AS vehicle_clear_width_m, i.delivery_window, i.parking_spaces_lost, i.noise_level,
       i.access_note_de, i.access_note_en, s.source, s.made_up, s.geom
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

CREATE VIEW pub.areas AS
SELECT id, kind, name, lower(valid) AS valid_from, upper(valid) AS valid_to, made_up, geom FROM area;

CREATE VIEW pub.frontages AS
SELECT f.id, f.unit_id, f.segment_id, f.side, f.from_m, f.to_m, f.length_m, f."primary", f.geom
FROM frontage f
WHERE EXISTS (SELECT FROM pub.units v WHERE v.id = f.unit_id);

DO $$
DECLARE
    v text;
BEGIN
    FOR v IN SELECT viewname FROM pg_views WHERE schemaname = 'pub' LOOP
        EXECUTE format('ALTER VIEW pub.%I OWNER TO mitte_view', v);
        EXECUTE format('GRANT SELECT ON pub.%I TO mitte_app, mitte_public', v);
    END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mitte_app;
REVOKE INSERT, UPDATE, DELETE ON history, change, unit_state, schema_version FROM mitte_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO mitte_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO mitte_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO mitte_app;

---- create above / drop below ----

ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM mitte_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM mitte_app;
DROP VIEW pub.frontages, pub.areas, pub.phases, pub.sections, pub.projects, pub.units, pub.segments, pub.addresses,
    pub.buildings, pub.parcels, pub.sources, pub.town;
