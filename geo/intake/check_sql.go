package intake

// Each statement marks the rows it refuses and returns layer, file_row, ref, detail, value, lon, lat.

const sqlAnalyze = `SELECT analyze_import_rows()`

// A NULL from ST_IsValidDetail is a refusal as well: a geometry nobody could judge is not taken.
const sqlRefuseInvalid = `
UPDATE import_row r
SET outcome = 'refused'
FROM (
    SELECT layer, row_no, d.reason, ST_Transform(ST_SetSRID(d.location, 25832), 4326) AS at
    FROM import_row, ST_IsValidDetail(geom) AS d
    WHERE job_id = $1 AND geom IS NOT NULL AND outcome IS NULL AND d.valid IS NOT TRUE
) f
WHERE r.job_id = $1 AND r.layer = f.layer AND r.row_no = f.row_no
RETURNING r.layer, r.file_row, r.ref, coalesce(f.reason, ''), 0::double precision, ST_X(f.at), ST_Y(f.at)`

const sqlRefuseShort = `
UPDATE import_row
SET outcome = 'refused'
WHERE job_id = $1 AND outcome IS NULL AND ST_Dimension(geom) = 1
  AND NOT coalesce(ST_Length(geom) >= CASE layer WHEN 'segment' THEN 0.5 ELSE 0.1 END, false)
RETURNING layer, file_row, ref, '', coalesce(ST_Length(geom), 0), ` + sqlWhere

// sqlWhere is a place of the row's own geometry in lon/lat.
const sqlWhere = `ST_X(ST_Transform(ST_GeometryN(ST_Points(geom), 1), 4326)), ST_Y(ST_Transform(ST_GeometryN(ST_Points(geom), 1), 4326))`

const sqlRefuseLongLines = `
UPDATE import_row
SET outcome = 'refused'
WHERE job_id = $1 AND outcome IS NULL AND layer = 'section' AND ST_Dimension(geom) = 1 AND ST_NPoints(geom) > 5000
RETURNING layer, file_row, ref, '', ST_NPoints(geom)::double precision, NULL::double precision, NULL::double precision`

// The one place that widens foreign geometry; doc.go says under which conditions that is safe. The line that remains as
// the axis is the longest of those that its pieces join to.
const sqlWiden = `
UPDATE import_row r
SET geom = ST_Multi(ST_Buffer(r.geom, $2, 'endcap=flat join=round quad_segs=4')), axis = f.axis
FROM (
    SELECT row_no, ST_NumGeometries(merged) AS pieces, (
               SELECT d.geom FROM ST_Dump(merged) AS d ORDER BY ST_Length(d.geom) DESC, d.path LIMIT 1
           ) AS axis
    FROM import_row, ST_LineMerge(geom) AS merged
    WHERE job_id = $1 AND layer = 'section' AND outcome IS NULL AND ST_Dimension(geom) = 1
) f
WHERE r.job_id = $1 AND r.layer = 'section' AND r.row_no = f.row_no
RETURNING r.ref, f.pieces`

const sqlRefuseWidened = `
UPDATE import_row
SET outcome = 'refused'
WHERE job_id = $1 AND outcome IS NULL AND layer = 'section'
  AND NOT coalesce(GeometryType(geom) = 'MULTIPOLYGON' AND NOT ST_IsEmpty(geom) AND ST_NPoints(geom) <= 50000
      AND ST_IsValid(geom), false)
RETURNING layer, file_row, ref, 'Topology Validation Error', 0::double precision, NULL::double precision, NULL::double precision`

const sqlSettlePoints = `
UPDATE import_row
SET geom = ST_PointOnSurface(geom)
WHERE job_id = $1 AND layer IN ('unit', 'address') AND outcome IS NULL AND ST_Dimension(geom) > 0`

// Spellings are compared as streetKey does. Where one known address fits, its spelling is taken, so that "Lange Str. 5"
// does not become a second house.
const sqlLocate = `
WITH wanted AS MATERIALIZED (
    SELECT layer, row_no, geom, (fields ->> 'house_number')::integer AS house_number, fields ->> 'suffix' AS suffix,
           fields ->> 'postcode' AS postcode, fields ->> 'street_name' AS street
    FROM import_row
    WHERE job_id = $1 AND layer IN ('unit', 'address') AND outcome IS NULL AND fields ? 'street_name'
), known AS MATERIALIZED (
    SELECT *, street_name AS street FROM address
), fitting AS (
    SELECT w.layer, w.row_no, count(*) AS n, count(*) FILTER (WHERE a.postcode = w.postcode) AS exact,
           coalesce(min(a.id) FILTER (WHERE a.postcode = w.postcode), min(a.id)) AS address_id
    FROM wanted w
    JOIN known a ON ` + sqlStreetKey + ` AND a.house_number = w.house_number AND lower(a.suffix) = w.suffix
        AND (w.postcode IS NULL OR a.postcode IS NULL OR a.postcode = w.postcode)
    GROUP BY w.layer, w.row_no
), taken AS (
    UPDATE import_row r
    SET fields = CASE WHEN f.n = 1 OR f.exact = 1 THEN r.fields || jsonb_build_object('street_name', a.street_name,
                     'suffix', a.suffix, 'postcode', a.postcode, 'city', a.city)
                 ELSE r.fields || '{"ambiguous": true}' END,
        geom = CASE WHEN f.n = 1 OR f.exact = 1 THEN coalesce(r.geom, a.geom) ELSE r.geom END
    FROM fitting f
    JOIN known a ON a.id = f.address_id
    WHERE r.job_id = $1 AND r.layer = f.layer AND r.row_no = f.row_no
    RETURNING r.layer, r.row_no, r.geom
)
SELECT count(*) FROM taken t JOIN wanted w ON w.layer = t.layer AND w.row_no = t.row_no
WHERE t.layer = 'unit' AND w.geom IS NULL AND t.geom IS NOT NULL`

const sqlStreetKey = `
    regexp_replace(regexp_replace(lower(a.street), '(straße|strasse|str\.|str$)', 'str', 'g'), '[ ._-]', '', 'g')
  = regexp_replace(regexp_replace(lower(w.street), '(straße|strasse|str\.|str$)', 'str', 'g'), '[ ._-]', '', 'g')`

const sqlAddressText = `concat_ws(' ', fields ->> 'street_name', (fields ->> 'house_number') || (fields ->> 'suffix'), fields ->> 'postcode')`

const sqlRefuseAmbiguous = `
UPDATE import_row
SET outcome = 'refused'
WHERE job_id = $1 AND layer = 'unit' AND outcome IS NULL AND geom IS NULL AND fields ? 'ambiguous'
RETURNING layer, file_row, ref, ` + sqlAddressText + `, 0::double precision, NULL::double precision, NULL::double precision`

const sqlRefuseUnlocated = `
UPDATE import_row
SET outcome = 'refused'
WHERE job_id = $1 AND layer = 'unit' AND outcome IS NULL AND geom IS NULL
RETURNING layer, file_row, ref, ` + sqlAddressText + `, 0::double precision, NULL::double precision, NULL::double precision`

// The ranges are those of the tables' own constraints, which would name no row.
const sqlRefuseArea = `
UPDATE import_row r
SET outcome = 'refused'
FROM (VALUES ('parcel', 0.5, 2000000, '0,5–2 000 000'), ('building', 0.5, 500000, '0,5–500 000'),
             ('section', 0.5, 5000000, '0,5–5 000 000')) AS rule(layer, least, most, words)
WHERE r.job_id = $1 AND r.layer = rule.layer AND r.outcome IS NULL
  AND NOT coalesce(ST_Area(r.geom) BETWEEN rule.least AND rule.most, false)
RETURNING r.layer, r.file_row, r.ref, rule.words, coalesce(ST_Area(r.geom), 0), ` + sqlWhere

const sqlRefuseTangled = `
UPDATE import_row
SET outcome = 'refused'
WHERE job_id = $1 AND layer = 'segment' AND outcome IS NULL AND NOT coalesce(ST_IsSimple(geom), false)
RETURNING layer, file_row, ref, '', 0::double precision, ` + sqlWhere

// A public reference is never used again, so it can belong to a unit of another source, or to two rows of one file.
const sqlRefuseTakenRef = `
UPDATE import_row r
SET outcome = 'refused'
FROM (
    SELECT row_no, fields ->> 'public_ref' AS public_ref, ref,
           row_number() OVER (PARTITION BY fields ->> 'public_ref' ORDER BY row_no) AS nth
    FROM import_row WHERE job_id = $1 AND layer = 'unit' AND outcome IS NULL
) n, import_job j
WHERE r.job_id = $1 AND r.layer = 'unit' AND r.row_no = n.row_no AND j.id = $1
  AND (n.nth > 1 OR EXISTS (
      SELECT FROM unit u
      WHERE u.public_ref = n.public_ref AND (u.source, u.source_ref) IS DISTINCT FROM (j.options ->> 'source', n.ref)))
RETURNING r.layer, r.file_row, r.ref, '', 0::double precision, NULL::double precision, NULL::double precision`

// A record of which one part was refused is not taken in halves.
const sqlRefuseParts = `
UPDATE import_row r
SET outcome = 'refused'
WHERE r.job_id = $1 AND r.layer = 'section' AND r.outcome IS NULL AND EXISTS (
    SELECT FROM import_row o
    WHERE o.job_id = $1 AND o.layer = 'section' AND o.file_row = r.file_row AND o.outcome = 'refused')
RETURNING r.layer, r.file_row, r.ref, '', 0::double precision, NULL::double precision, NULL::double precision`

const sqlDerive = `
WITH derived AS (
    INSERT INTO import_row (job_id, layer, row_no, file_row, ref, fields)
    SELECT r.job_id, d.layer, r.row_no, r.file_row, r.ref, r.fields
    FROM import_row r
    JOIN (VALUES ('section', 'impact', 'vehicle'), ('unit', 'status', 'status'), ('unit', 'occupancy', 'status'))
        AS d(source_layer, layer, field) ON r.layer = d.source_layer AND r.fields ? d.field
    WHERE r.job_id = $1 AND r.outcome IS NULL
    RETURNING layer
)
SELECT layer, count(*)::integer FROM derived GROUP BY layer`

const sqlAreaDiffers = `
SELECT ref
FROM import_row, CAST(fields ->> 'official_area_m2' AS double precision) AS official
WHERE job_id = $1 AND layer = 'parcel' AND outcome IS NULL
  AND abs(official - ST_Area(geom)) > greatest(5, 0.05 * official)
ORDER BY row_no`

// Within the file, and with parcels of the stock that the file does not bring itself. Two valid combs laid across one
// another cross as often as the product of their vertices says, and the overlay cannot be cancelled; so that product is
// bounded. Boxes are compared first, for most neighbours only touch. The + 0 keeps the planner, which knows no statistics
// of staging, from taking the key's index where only that of the geometry will do.
const sqlOverlaps = `
SELECT a.ref || ' / ' || b.ref
FROM import_row a
JOIN import_row b ON b.job_id + 0 = a.job_id AND b.layer = 'parcel' AND b.row_no > a.row_no AND b.geom && a.geom AND b.outcome IS NULL
WHERE a.job_id = $1 AND a.layer = 'parcel' AND a.outcome IS NULL AND ` + sqlBoxesOverlap + `
  AND ST_NPoints(a.geom)::bigint * ST_NPoints(b.geom) <= 100000 AND ST_Area(ST_Intersection(a.geom, b.geom)) > 0.5
UNION ALL
SELECT a.ref || ' / ' || b.flurstueckskennzeichen
FROM import_row a
JOIN parcel b ON b.geom && a.geom AND upper_inf(b.valid)
WHERE a.job_id = $1 AND a.layer = 'parcel' AND a.outcome IS NULL AND ` + sqlBoxesOverlap + `
  AND b.flurstueckskennzeichen::text NOT IN (SELECT o.ref FROM import_row o WHERE o.job_id = $1 AND o.layer = 'parcel')
  AND ST_NPoints(a.geom)::bigint * ST_NPoints(b.geom) <= 100000 AND ST_Area(ST_Intersection(a.geom, b.geom)) > 0.5
LIMIT 1000`

const sqlBoxesOverlap = `
      (least(ST_XMax(a.geom), ST_XMax(b.geom)) - greatest(ST_XMin(a.geom), ST_XMin(b.geom)))
    * (least(ST_YMax(a.geom), ST_YMax(b.geom)) - greatest(ST_YMin(a.geom), ST_YMin(b.geom))) > 0.5`

const sqlDegrees = `
SELECT n::integer, ST_X(g), ST_Y(g)
FROM unnest($1::double precision[], $2::double precision[]) WITH ORDINALITY AS u(x, y, n),
     LATERAL (SELECT CASE WHEN x BETWEEN 250000 AND 970000 AND y BETWEEN 5200000 AND 6130000
         THEN ST_Transform(ST_SetSRID(ST_MakePoint(x, y), 25832), 4326) END AS g) t`
