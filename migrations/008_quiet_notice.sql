-- Why: "threatened" reads "occupied" where only the shop front makes a unit public, for the notice given is nobody's business.
-- But the run of days still ended on the day of the notice and another began, with the same tenant: whoever compared the days
-- knew. Days of one tenant that read alike are now one run, from the first to the last of them. Whoever has an offer published has
-- told it himself; there the runs stay as they are.

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

---- create above / drop below ----

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
