-- Why: tiles are drawn in EPSG:3857, and so is a box in degrees an upright rectangle there and nowhere else. Projecting costs
-- more than all else of reading a feature, so what a layer shows is projected once, when it is written, and has an index of
-- its own: loading the layers, a tile straight from the database and the search in a box then project nothing. It is derived
-- from geom, which stays the only geometry to measure in (areas in EPSG:3857 come out 2.8 times too large); nobody writes it
-- and history leaves it out. Its storage is external, because coordinates hardly compress and would be unpacked on each read.

-- A generated column is computed before the CHECKs look, so what geom_fits will refuse by its box must get past the projection
-- without an error of its own.
CREATE FUNCTION project_3857(g geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN ST_XMin(g) >= 250000 AND ST_XMax(g) <= 970000 AND ST_YMin(g) >= 5200000 AND ST_YMax(g) <= 6130000
    THEN ST_Transform(g, 3857)
END;

ALTER TABLE parcel
    ADD COLUMN geom_3857 geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (project_3857(geom)) STORED,
    ALTER COLUMN geom_3857 SET STORAGE EXTERNAL;
ALTER TABLE building
    ADD COLUMN geom_3857 geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (project_3857(geom)) STORED,
    ALTER COLUMN geom_3857 SET STORAGE EXTERNAL;
ALTER TABLE street_segment
    ADD COLUMN geom_3857 geometry(LineString, 3857) GENERATED ALWAYS AS (project_3857(geom)) STORED,
    ALTER COLUMN geom_3857 SET STORAGE EXTERNAL;
ALTER TABLE unit
    ADD COLUMN geom_3857 geometry(Point, 3857) GENERATED ALWAYS AS (project_3857(geom)) STORED,
    ALTER COLUMN geom_3857 SET STORAGE EXTERNAL;
ALTER TABLE construction_section
    ADD COLUMN geom_3857 geometry(MultiPolygon, 3857) GENERATED ALWAYS AS (project_3857(geom)) STORED,
    ALTER COLUMN geom_3857 SET STORAGE EXTERNAL;

CREATE INDEX parcel_geom_3857_idx ON parcel USING gist (geom_3857);
CREATE INDEX building_geom_3857_idx ON building USING gist (geom_3857);
CREATE INDEX street_segment_geom_3857_idx ON street_segment USING gist (geom_3857);
CREATE INDEX unit_geom_3857_idx ON unit USING gist (geom_3857);
CREATE INDEX construction_section_geom_3857_idx ON construction_section USING gist (geom_3857);

COMMENT ON COLUMN parcel.geom_3857 IS 'public: geom projected for tiles and boxes; never measure in it';
COMMENT ON COLUMN building.geom_3857 IS 'public: geom projected for tiles and boxes; never measure in it';
COMMENT ON COLUMN street_segment.geom_3857 IS 'public: geom projected for tiles and boxes; never measure in it';
COMMENT ON COLUMN unit.geom_3857 IS 'public: geom projected for tiles and boxes; never measure in it';
COMMENT ON COLUMN construction_section.geom_3857 IS 'public: geom projected for tiles and boxes; never measure in it';

GRANT SELECT (geom_3857) ON parcel TO mitte_view;
GRANT SELECT (geom_3857) ON building TO mitte_view;
GRANT SELECT (geom_3857) ON street_segment TO mitte_view;
GRANT SELECT (geom_3857) ON unit TO mitte_view;
GRANT SELECT (geom_3857) ON construction_section TO mitte_view;

CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ended timestamptz := greatest(now(), OLD.updated_at);
    old_row jsonb := to_jsonb(OLD);
    old_geom geometry;
BEGIN
    -- A statement of its own: tables without geom have a history too, and this one is then never looked at.
    IF old_row ? 'geom' THEN
        old_geom := OLD.geom;
    END IF;
    INSERT INTO history (table_name, id, version, known, op, row, geom, editor, reason)
    VALUES (TG_TABLE_NAME, OLD.id, OLD.version, tstzrange(OLD.updated_at, ended), lower(TG_OP),
            old_row - '{geom,geom_3857}'::text[], old_geom, OLD.updated_by,
            nullif(current_setting('mitte.reason', true), ''));
    IF TG_OP = 'DELETE' THEN
        INSERT INTO history (table_name, id, version, known, op, row, editor, reason)
        VALUES (TG_TABLE_NAME, OLD.id, OLD.version + 1, tstzrange(ended, NULL), 'tombstone', '{}', current_actor(),
                nullif(current_setting('mitte.reason', true), ''));
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE VIEW pub.parcels AS
SELECT id, version, updated_at, flurstueckskennzeichen::text AS flurstueckskennzeichen, gemarkung_number, gemarkung_name,
       flur, zaehler, nenner, label, official_area_m2::double precision AS official_area_m2, geom_area_m2, location_text, land_use,
       land_use_detail, municipality_key::text AS municipality_key, source, source_date, made_up,
       lower(valid) AS valid_from, upper(valid) AS valid_to, geom, geom_3857
FROM parcel;

CREATE OR REPLACE VIEW pub.buildings AS
SELECT id, version, updated_at, name, function_code, storeys, year_built, listed, house_number, source, made_up, geom, geom_3857
FROM building;

CREATE OR REPLACE VIEW pub.segments AS
SELECT id, version, updated_at, street_name, street_key::text AS street_key, kind, chain_no, seq, from_label, to_label, start_m,
       length_m, pedestrian_zone, location_class::text AS location_class, width_m::double precision AS width_m, source, made_up, geom, geom_3857
FROM street_segment;

CREATE OR REPLACE VIEW pub.units AS
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
       offer.confirmed_until, u.source, u.made_up, u.geom, u.geom_3857
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

CREATE OR REPLACE VIEW pub.sections AS
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

---- create above / drop below ----

DROP VIEW pub.frontages, pub.sections, pub.units, pub.segments, pub.buildings, pub.parcels;
ALTER TABLE parcel DROP COLUMN geom_3857;
ALTER TABLE building DROP COLUMN geom_3857;
ALTER TABLE street_segment DROP COLUMN geom_3857;
ALTER TABLE unit DROP COLUMN geom_3857;
ALTER TABLE construction_section DROP COLUMN geom_3857;
DROP FUNCTION project_3857(geometry);

CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ended timestamptz := greatest(now(), OLD.updated_at);
    old_row jsonb := to_jsonb(OLD);
    old_geom geometry;
BEGIN
    -- A statement of its own: tables without geom have a history too, and this one is then never looked at.
    IF old_row ? 'geom' THEN
        old_geom := OLD.geom;
    END IF;
    INSERT INTO history (table_name, id, version, known, op, row, geom, editor, reason)
    VALUES (TG_TABLE_NAME, OLD.id, OLD.version, tstzrange(OLD.updated_at, ended), lower(TG_OP),
            old_row - 'geom', old_geom, OLD.updated_by,
            nullif(current_setting('mitte.reason', true), ''));
    IF TG_OP = 'DELETE' THEN
        INSERT INTO history (table_name, id, version, known, op, row, editor, reason)
        VALUES (TG_TABLE_NAME, OLD.id, OLD.version + 1, tstzrange(ended, NULL), 'tombstone', '{}', current_actor(),
                nullif(current_setting('mitte.reason', true), ''));
    END IF;
    RETURN NULL;
END $$;

CREATE VIEW pub.parcels AS
SELECT id, version, updated_at, flurstueckskennzeichen::text AS flurstueckskennzeichen, gemarkung_number, gemarkung_name,
       flur, zaehler, nenner, label, official_area_m2::double precision AS official_area_m2, geom_area_m2, location_text, land_use,
       land_use_detail, municipality_key::text AS municipality_key, source, source_date, made_up,
       lower(valid) AS valid_from, upper(valid) AS valid_to, geom
FROM parcel;

CREATE VIEW pub.buildings AS
SELECT id, version, updated_at, name, function_code, storeys, year_built, listed, house_number, source, made_up, geom
FROM building;

CREATE VIEW pub.segments AS
SELECT id, version, updated_at, street_name, street_key::text AS street_key, kind, chain_no, seq, from_label, to_label, start_m,
       length_m, pedestrian_zone, location_class::text AS location_class, width_m::double precision AS width_m, source, made_up, geom
FROM street_segment;

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

CREATE VIEW pub.frontages AS
SELECT f.id, f.unit_id, f.segment_id, f.side, f.from_m, f.to_m, f.length_m, f."primary", f.geom
FROM frontage f
WHERE EXISTS (SELECT FROM pub.units v WHERE v.id = f.unit_id);

DO $$
DECLARE
    v text;
BEGIN
    FOREACH v IN ARRAY ARRAY['parcels', 'buildings', 'segments', 'units', 'sections', 'frontages'] LOOP
        EXECUTE format('ALTER VIEW pub.%I OWNER TO mitte_view', v);
        EXECUTE format('GRANT SELECT ON pub.%I TO mitte_app, mitte_public', v);
    END LOOP;
END $$;
