-- Why: an offer is public while somebody answers for it: the owner's consent, which is kept with its proof, never changed, and only
-- ever revoked; or another basis. A unit whose owner wants it to stay unnamed is no feature of the map at all, for a number or a
-- point would name it: pub.anonymous_offers tells the street, the use and the size, and nothing to join them by.
-- Schema owner_data is read by nobody who has not said that he works with the register (setting mitte.role).

GRANT USAGE ON SCHEMA owner_data TO mitte_app;

CREATE TABLE owner_data.consent (
    id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    unit_id     bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    scope       text        NOT NULL CONSTRAINT consent_scope CHECK (scope IN ('publish_unit', 'publish_photo', 'publish_rent',
        'publish_threatened', 'forward_contact')),
    given_at    date        NOT NULL,
    evidence    text        NOT NULL CONSTRAINT consent_evidence CHECK (evidence <> ''),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by text        NOT NULL DEFAULT current_actor(),
    revoked_at  timestamptz,
    revoked_by  text,
    CONSTRAINT consent_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX consent_unit_idx ON owner_data.consent (unit_id);
COMMENT ON TABLE owner_data.consent IS 'What owners agreed to; never edited, only revoked';
COMMENT ON COLUMN owner_data.consent.unit_id IS 'internal';
COMMENT ON COLUMN owner_data.consent.scope IS 'internal';
COMMENT ON COLUMN owner_data.consent.given_at IS 'internal';
COMMENT ON COLUMN owner_data.consent.evidence IS 'personal: where the proof is, such as a letter of a day';
COMMENT ON COLUMN owner_data.consent.recorded_at IS 'internal';
COMMENT ON COLUMN owner_data.consent.recorded_by IS 'internal';
COMMENT ON COLUMN owner_data.consent.revoked_at IS 'internal';
COMMENT ON COLUMN owner_data.consent.revoked_by IS 'internal';

CREATE FUNCTION owner_data.only_revoke() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - '{revoked_at,revoked_by}'::text[] <> to_jsonb(OLD) - '{revoked_at,revoked_by}'::text[] OR OLD.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'a consent is never changed, only revoked' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'consent_only_revoked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_revoke BEFORE UPDATE ON owner_data.consent FOR EACH ROW EXECUTE FUNCTION owner_data.only_revoke();

CALL guard_rows('{owner_data.consent}', '{register}');
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON owner_data.consent TO mitte_app;

GRANT SELECT (publication_basis) ON offer TO mitte_view;

CREATE OR REPLACE VIEW pub.units AS
SELECT u.id, u.version, u.updated_at, u.public_ref,
       a.street_name, a.house_number, nullif(a.suffix, '') AS house_number_suffix, a.postcode::text AS postcode, a.city,
       u.floor, u.position, u.use_type,
       CASE WHEN s.status = 'threatened' AND u.public_basis = 'shop_front' THEN 'occupied' ELSE s.status END AS vacancy_status,
       s.vacant_since, lower(coalesce(kept.period, s.period)) AS valid_from, upper(coalesce(kept.period, s.period)) AS valid_to,
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
LEFT JOIN offer ON offer.unit_id = u.id AND offer.publication_status = 'published' AND offer.publication_basis <> 'anonymised'
    AND upper_inf(s.period)
    AND s.status IN ('vacant', 'marketing', 'reserved', 'interim_use', 'threatened')
LEFT JOIN LATERAL (
    SELECT sum(length_m) AS frontage_m, min(segment_id) FILTER (WHERE "primary") AS segment_id,
           min(side) FILTER (WHERE "primary") AS side, min((from_m + to_m) / 2) FILTER (WHERE "primary") AS chainage_m
    FROM frontage WHERE unit_id = u.id
) f ON true
LEFT JOIN unit_parcel p ON p.unit_id = u.id AND p."primary"
LEFT JOIN LATERAL (
    SELECT r.period
    FROM unnest((SELECT range_agg(t.period)
                 FROM unit_state t
                 WHERE t.unit_id = u.id AND t.status IN ('occupied', 'threatened')
                   AND t.occupancy_id IS NOT DISTINCT FROM s.occupancy_id)) AS r (period)
    WHERE r.period @> s.period
) kept ON u.public_basis = 'shop_front' AND s.status IN ('occupied', 'threatened')
    AND NOT EXISTS (SELECT FROM offer w WHERE w.unit_id = u.id AND w.publication_status = 'published'
        AND w.publication_basis <> 'anonymised')
WHERE (kept.period IS NULL OR lower(kept.period) IS NOT DISTINCT FROM lower(s.period))
  AND s.status NOT IN ('removed', 'unknown')
  AND (u.public_basis IN ('open_data', 'demo')
       OR (u.public_basis = 'shop_front' AND s.status IN ('occupied', 'threatened'))
       OR (u.public_basis IS NOT NULL AND offer.id IS NOT NULL));

-- In no order that says where a row comes from. The street is that of the main shop front, as far as it is known.
CREATE VIEW pub.anonymous_offers AS
SELECT coalesce(g.street_name, a.street_name) AS street_name, g.from_label, g.to_label, u.use_type,
       CASE WHEN size.m2 IS NULL THEN 'unknown' WHEN size.m2 < 50 THEN 'under_50' WHEN size.m2 < 100 THEN '50_100' WHEN size.m2 < 200 THEN '100_200'
            WHEN size.m2 < 400 THEN '200_400' ELSE 'over_400' END AS size_class
FROM offer
JOIN unit u ON u.id = offer.unit_id
JOIN unit_state s ON s.unit_id = u.id AND upper_inf(s.period) AND s.status IN ('vacant', 'marketing', 'reserved', 'interim_use', 'threatened')
CROSS JOIN LATERAL (SELECT coalesce(u.sales_area_m2, u.gastro_area_m2, u.retail_area_m2, u.total_area_m2) AS m2) AS size
LEFT JOIN address a ON a.id = u.address_id
LEFT JOIN frontage f ON f.unit_id = u.id AND f."primary"
LEFT JOIN street_segment g ON g.id = f.segment_id
WHERE offer.publication_status = 'published' AND offer.publication_basis = 'anonymised';
ALTER VIEW pub.anonymous_offers OWNER TO mitte_view;
GRANT SELECT ON pub.anonymous_offers TO mitte_app, mitte_public;

---- create above / drop below ----

DROP VIEW pub.anonymous_offers;

CREATE OR REPLACE VIEW pub.units AS
SELECT u.id, u.version, u.updated_at, u.public_ref,
       a.street_name, a.house_number, nullif(a.suffix, '') AS house_number_suffix, a.postcode::text AS postcode, a.city,
       u.floor, u.position, u.use_type,
       CASE WHEN s.status = 'threatened' AND u.public_basis = 'shop_front' THEN 'occupied' ELSE s.status END AS vacancy_status,
       s.vacant_since, lower(coalesce(kept.period, s.period)) AS valid_from, upper(coalesce(kept.period, s.period)) AS valid_to,
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
LEFT JOIN LATERAL (
    SELECT r.period
    FROM unnest((SELECT range_agg(t.period)
                 FROM unit_state t
                 WHERE t.unit_id = u.id AND t.status IN ('occupied', 'threatened')
                   AND t.occupancy_id IS NOT DISTINCT FROM s.occupancy_id)) AS r (period)
    WHERE r.period @> s.period
) kept ON u.public_basis = 'shop_front' AND s.status IN ('occupied', 'threatened')
    AND NOT EXISTS (SELECT FROM offer w WHERE w.unit_id = u.id AND w.publication_status = 'published')
WHERE (kept.period IS NULL OR lower(kept.period) IS NOT DISTINCT FROM lower(s.period))
  AND s.status NOT IN ('removed', 'unknown')
  AND (u.public_basis IN ('open_data', 'demo')
       OR (u.public_basis = 'shop_front' AND s.status IN ('occupied', 'threatened'))
       OR (u.public_basis IS NOT NULL AND offer.id IS NOT NULL));

REVOKE SELECT (publication_basis) ON offer FROM mitte_view;
DROP TABLE owner_data.consent;
DROP FUNCTION owner_data.only_revoke();
REVOKE USAGE ON SCHEMA owner_data FROM mitte_app;
