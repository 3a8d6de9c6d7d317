package intake

// Job ids start at 1, so 0 is nobody's.
const sqlLockPublication = `SELECT pg_advisory_xact_lock(7001, 0)`

const sqlSourceKnown = `
SELECT EXISTS (
    SELECT FROM source
    WHERE id = @id AND (NOT @named::boolean OR (title, licence, licence_url, attribution)
        IS NOT DISTINCT FROM (@title::text, @licence::text, nullif(@url::text, ''), @attribution::text)))`

const sqlSource = `
INSERT INTO source (id, title, licence, licence_url, attribution)
VALUES (@id, @title, @licence, nullif(@url, ''), @attribution)
ON CONFLICT (id) DO UPDATE
SET title = excluded.title, licence = excluded.licence, licence_url = excluded.licence_url,
    attribution = excluded.attribution, updated_at = now()`

const sqlProject = `
INSERT INTO construction_project (public_ref, title_de, source)
VALUES ($1, $2, $3)
ON CONFLICT (public_ref) DO NOTHING`

const sqlJudgeTown = `
UPDATE import_row r
SET target_id = t.id,
    outcome = CASE
        WHEN t.id IS NULL THEN 'insert'
        WHEN (t.name, t.municipality_key::text, t.geom)
            IS NOT DISTINCT FROM (r.fields ->> 'name', r.fields ->> 'municipality_key', r.geom) THEN 'same'
        ELSE 'update' END
FROM (SELECT 1) one
LEFT JOIN town t ON t.id = 1
WHERE r.job_id = $1 AND r.layer = 'town' AND r.outcome IS NULL`

const sqlWriteTown = `
INSERT INTO town (id, name, municipality_key, geom)
SELECT 1, fields ->> 'name', fields ->> 'municipality_key', geom
FROM import_row
WHERE job_id = $1 AND layer = 'town' AND outcome IN ('insert', 'update')
ON CONFLICT (id) DO UPDATE
SET name = excluded.name, municipality_key = excluded.municipality_key, geom = excluded.geom, made_up = false, updated_at = now()`

// What the boundary crosses is not outside.
const sqlBeyond = `
SELECT (SELECT count(*) FROM unit o WHERE NOT ST_Intersects(t.geom, o.geom))::integer,
       (SELECT count(*) FROM parcel o WHERE upper_inf(o.valid) AND NOT ST_Intersects(t.geom, o.geom))::integer,
       (SELECT count(*) FROM street_segment o WHERE NOT ST_Intersects(t.geom, o.geom))::integer
FROM town t
WHERE t.id = 1`

// The conditions are those of pub.units for what goes on today.
const sqlUnseen = `
SELECT count(*)::integer, coalesce((array_agg(r.ref ORDER BY r.row_no))[1:50], '{}')
FROM import_row r
JOIN unit u ON u.source = @source AND u.source_ref = r.ref
JOIN unit_state s ON s.unit_id = u.id AND upper_inf(s.period)
WHERE r.job_id = @job AND r.layer = 'unit' AND r.outcome IS DISTINCT FROM 'refused'
  AND s.status IN ('vacant', 'marketing', 'reserved', 'refurbishment', 'interim_use')
  AND (u.public_basis IS NULL OR u.public_basis NOT IN ('open_data', 'demo') AND NOT EXISTS (
      SELECT FROM offer o
      WHERE o.unit_id = u.id AND o.publication_status = 'published' AND s.status <> 'refurbishment'))`

const sqlTally = `
SELECT layer, outcome, count(*)::integer, (array_agg(ref ORDER BY row_no))[1:50]
FROM import_row
WHERE job_id = $1 AND outcome IS NOT NULL AND outcome <> 'refused'
GROUP BY layer, outcome
ORDER BY layer, outcome`
