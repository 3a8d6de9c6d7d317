package place

import "mitte/geo"

// The chain of a street is its segments of one number, in order; a segment without a name is a chain of its own.
const sqlChainOf = `
SELECT s.id, coalesce(s.street_name, '') AS street_name, s.chain_no, s.from_label, s.to_label, s.geom
FROM street_segment t
JOIN LATERAL (
    SELECT t.id, t.street_name, t.chain_no, t.seq, t.from_label, t.to_label, t.geom WHERE t.street_name IS NULL
    UNION ALL
    SELECT c.id, c.street_name, c.chain_no, c.seq, c.from_label, c.to_label, c.geom
    FROM street_segment c
    WHERE lower(c.street_name) = lower(t.street_name) AND c.chain_no = t.chain_no
) AS s ON true
WHERE t.id = $1::bigint
ORDER BY s.seq, s.id`

// One that has no name stands alone.
const sqlChainsOf = `
WITH named AS (
    SELECT DISTINCT lower(street_name) AS street_name, chain_no
    FROM street_segment
    WHERE id = ANY($1::bigint[]) AND street_name IS NOT NULL
), chosen AS (
    SELECT id, street_name, chain_no, seq, from_label, to_label, geom
    FROM street_segment
    WHERE id = ANY($1::bigint[]) AND street_name IS NULL
    UNION ALL
    SELECT c.id, c.street_name, c.chain_no, c.seq, c.from_label, c.to_label, c.geom
    FROM named n
    JOIN street_segment c ON lower(c.street_name) = n.street_name AND c.chain_no = n.chain_no
)
SELECT id, coalesce(street_name, '') AS street_name, chain_no, from_label, to_label, geom
FROM chosen
ORDER BY lower(street_name), chain_no, seq, id`

const sqlChains = `
SELECT s.id, coalesce(s.street_name, '') AS street_name, s.chain_no, s.from_label, s.to_label, s.geom
FROM street_segment s
WHERE lower(s.street_name) = lower($1::text)
ORDER BY s.chain_no, s.seq, s.id`

const sqlIntoMetres = `SELECT ST_Transform($1::geometry, 25832)`

const sqlShown = `SELECT ST_Transform($1::geometry, 4326) AS geom`

const sqlHouse = `
SELECT ST_Transform(a.geom, 25832) AS geom
FROM address a
WHERE lower(a.street_name) = lower($1) AND a.house_number = $2 AND lower(a.suffix) = lower($3)
ORDER BY a.id LIMIT 1`

// $1 is the axis of the path, $2 the width of the corridor. What is near is asked of the indexes; where it stands is judged
// by package ground.
const sqlAlongStreets = `
SELECT id, coalesce(street_name, '') AS street_name, chain_no, from_label, to_label, geom
FROM street_segment
WHERE ST_DWithin(geom, $1::geometry, $2::double precision)
ORDER BY chain_no, seq, id`

const sqlAlongParcels = `
SELECT id, flurstueckskennzeichen::text AS ref, label, land_use, geom_area_m2 AS area_m2, geom, ST_Transform(geom, 4326) AS lon_lat
FROM parcel
WHERE ST_DWithin(geom, $1::geometry, $2::double precision) AND valid @> $3::date
ORDER BY id`

const sqlAlongBuildings = `
SELECT id, coalesce(source_ref, id::text) AS ref, coalesce(name, house_number, '') AS label, '' AS land_use, ST_Area(geom) AS area_m2,
       geom, ST_Transform(geom, 4326) AS lon_lat
FROM building
WHERE ST_DWithin(geom, $1::geometry, $2::double precision)
ORDER BY id`

const sqlAlongFronts = `
SELECT f.id, f.unit_id, f.segment_id, coalesce(f.side, '') AS side, f.from_m, f.to_m, f.length_m, f."primary", f.geom,
       ST_Transform(f.geom, 4326) AS lon_lat,
       (SELECT count(DISTINCT o.segment_id) FROM frontage o WHERE o.unit_id = f.unit_id) > 1 AS corner
FROM frontage f
WHERE ST_DWithin(f.geom, $1::geometry, $2::double precision)
ORDER BY f.id`

// A unit is near by its front, else by its address, else by its entrance or its own place, of which the latter has an index;
// they lie less than 60 m apart.
const sqlNearUnits = `
    SELECT f.unit_id FROM frontage f WHERE ST_DWithin(f.geom, $1::geometry, $2::double precision)
    UNION
    SELECT u.id FROM address a JOIN unit u ON u.address_id = a.id WHERE ST_DWithin(a.geom, $1::geometry, $2::double precision)
    UNION
    SELECT u.id FROM unit u WHERE u.address_id IS NULL AND ST_DWithin(u.geom, $1::geometry, $2::double precision + 60)`

const sqlUnitPlace = `
SELECT u.id, u.public_ref AS ref, coalesce(a.street_name, '') AS street_name, a.house_number AS number,
       coalesce(a.house_number::text || a.suffix, '') AS house_number, u.floor, coalesce(s.status, 'unknown') AS status,
       coalesce(o.business_name, '') AS name, s.vacant_since, EXISTS (SELECT FROM frontage f WHERE f.unit_id = u.id) AS fronted,
       coalesce(a.geom, e.geom, u.geom) AS geom, ST_Transform(u.geom, 4326) AS lon_lat,
       `

const sqlAlongUnits = sqlUnitPlace + `u.use_type, u.sales_area_m2::double precision AS sales_area_m2, u.step_free, u.last_surveyed_at` + sqlUnitFrom

const sqlUnitFrom = `
FROM unit u
LEFT JOIN address a ON a.id = u.address_id
LEFT JOIN LATERAL (SELECT n.geom FROM entrance n WHERE n.unit_id = u.id ORDER BY n.step_free DESC, n.id LIMIT 1) e ON true`

// A unit as it was kept at $4, where it stands today; one that was not kept yet is not there.
const sqlAlongUnitsThen = sqlUnitPlace + `k.use_type, k.sales_area_m2::double precision AS sales_area_m2, k.step_free, k.last_surveyed_at` + sqlUnitFrom + `
JOIN LATERAL (
    SELECT u.use_type, u.sales_area_m2, u.step_free, u.last_surveyed_at
    WHERE u.updated_at <= $4::timestamptz
    UNION ALL
    SELECT r.use_type, r.sales_area_m2, r.step_free, r.last_surveyed_at
    FROM history h, jsonb_populate_record(NULL::unit, h.row) AS r
    WHERE h.table_name = 'unit' AND h.id = u.id AND h.op <> 'tombstone' AND h.known @> $4::timestamptz
) AS k ON true`

const sqlStateNow = `
LEFT JOIN unit_state s ON s.unit_id = u.id AND s.period @> $3::date`

// Units near a path, and as they were known at $4.
const (
	sqlUnitsNear     = sqlAlongUnits + sqlStateNow + sqlNameNow + sqlNear
	sqlUnitsNearThen = sqlAlongUnitsThen + sqlStateThen + sqlNameThen + sqlNear
)

// What was known at $4: the events recorded by then and not yet corrected, from which a spell follows as refresh_unit_state
// has it.
const sqlStateThen = `
LEFT JOIN LATERAL (
    WITH known AS (
        SELECT v.at, v."to"
        FROM unit_status_event v
        WHERE v.unit_id = u.id AND v.at <= $3::date AND v.recorded_at <= $4::timestamptz
          AND coalesce(v.superseded_at > $4::timestamptz, true)
    ), latest AS (
        SELECT k."to" AS status FROM known k ORDER BY k.at DESC LIMIT 1
    )
    SELECT latest.status,
           (SELECT min(k.at) FROM known k
            WHERE k."to" IN ('vacant', 'marketing', 'reserved') AND latest.status IN ('vacant', 'marketing', 'reserved', 'interim_use', 'refurbishment')
              AND k.at > coalesce((SELECT max(n.at) FROM known n
                                   WHERE n."to" NOT IN ('vacant', 'marketing', 'reserved', 'interim_use', 'refurbishment')), '-infinity')) AS vacant_since
    FROM latest
) s ON true`

const sqlNameNow = `
LEFT JOIN occupancy o ON o.unit_id = u.id AND o.period @> $3::date`

const sqlNameThen = `
LEFT JOIN (
    SELECT t.unit_id, t.period, t.business_name FROM occupancy t WHERE t.updated_at <= $4::timestamptz
    UNION ALL
    SELECT r.unit_id, r.period, r.business_name
    FROM history h, jsonb_populate_record(NULL::occupancy, h.row) AS r
    WHERE h.table_name = 'occupancy' AND h.op <> 'tombstone' AND h.known @> $4::timestamptz
) AS o ON o.unit_id = u.id AND o.period @> $3::date`

const sqlNear = `
WHERE u.id IN (` + sqlNearUnits + `)
ORDER BY u.public_ref`

const sqlSectionColumns = `
SELECT s.id, p.public_ref || ' ' || s.label AS ref, p.title_de AS project_title_de, p.title_en AS project_title_en, s.label,
       s.title_de, s.title_en, s.status, s.period_from AS "from", s.period_to AS "to", s.geom, ST_Transform(s.geom, 4326) AS lon_lat
FROM (`

const sqlSectionsNow = `
    SELECT t.id, t.project_id, t.label, t.title_de, t.title_en, t.status, t.period_from, t.period_to, t.geom
    FROM construction_section t
    WHERE ST_DWithin(t.geom, $1::geometry, $2::double precision)`

const sqlSectionsThen = `
    SELECT t.id, t.project_id, t.label, t.title_de, t.title_en, t.status, t.period_from, t.period_to, t.geom
    FROM construction_section t
    WHERE ST_DWithin(t.geom, $1::geometry, $2::double precision) AND t.updated_at <= $4::timestamptz
    UNION ALL
    SELECT r.id, r.project_id, r.label, r.title_de, r.title_en, r.status, r.period_from, r.period_to, h.geom
    FROM history h, jsonb_populate_record(NULL::construction_section, h.row) AS r
    WHERE h.table_name = 'construction_section' AND h.op <> 'tombstone' AND h.known @> $4::timestamptz
      AND ST_DWithin(h.geom, $1::geometry, $2::double precision)`

const sqlSectionsEnd = `
) AS s
JOIN construction_project p ON p.id = s.project_id
WHERE s.status NOT IN ('idea', 'cancelled') AND daterange(s.period_from, s.period_to) @> $3::date
ORDER BY s.id`

type segmentRow struct {
	ID                 int64
	StreetName         string
	ChainNo            int
	FromLabel, ToLabel *string
	Geom               geo.Geom
}

type groundRow struct {
	ID                  int64
	Ref, Label, LandUse string
	AreaM2              float64
	Geom, LonLat        geo.Geom
}

type frontRow struct {
	ID, UnitID   int64
	SegmentID    *int64
	Side         string
	FromM, ToM   *float64
	LengthM      float64
	Primary      bool
	Geom, LonLat geo.Geom
	Corner       bool
}

type unitRow struct {
	ID  int64
	Ref string
	AlongUnit
	Fronted      bool
	Geom, LonLat geo.Geom
}

type sectionRow struct {
	ID                             int64
	Ref                            string
	ProjectTitleDe, ProjectTitleEn string
	Label, TitleDe, TitleEn        string
	Status                         string
	From, To                       geo.Date
	Geom, LonLat                   geo.Geom
}

// besideRows is what lies near a path.
type besideRows struct {
	streets   []segmentRow
	parcels   []groundRow
	buildings []groundRow
	fronts    []frontRow
	units     []unitRow
	sections  []sectionRow
	shown     []shownRow
}

type shownRow struct{ Geom geo.Geom }
