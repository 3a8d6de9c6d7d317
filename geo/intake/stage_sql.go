package intake

const sqlSettings = `
SELECT set_config('statement_timeout', $1::bigint::text, true), set_config('jit', 'off', true)`

// The box of the town and 5 km around it, in both systems. The box of a projected box is a little too large, which suits
// a rule against gross mistakes.
const sqlTown = `
SELECT name, municipality_key,
       ARRAY[ST_XMin(d), ST_YMin(d), ST_XMax(d), ST_YMax(d)],
       ARRAY[ST_XMin(m), ST_YMin(m), ST_XMax(m), ST_YMax(m)]
FROM (
    SELECT name, municipality_key::text, ST_Expand(ST_Envelope(geom), 5000) AS m FROM town
) t, ST_Transform(m, 4326) AS d`

// Only here does a foreign geometry change its system. Areas become multi-areas, as the tables have them.
const sqlStage = `
INSERT INTO import_row (job_id, layer, row_no, file_row, ref, fields, geom)
SELECT $1, layer, row_no, file_row, ref, fields::jsonb,
       CASE WHEN GeometryType(g) = 'POLYGON' THEN ST_Multi(ST_Transform(g, 25832)) ELSE ST_Transform(g, 25832) END
FROM unnest($2::text[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::geometry[])
    AS u(layer, row_no, file_row, ref, fields, g)`
