package works

const sqlSectionShapes = `SELECT id, geom FROM pub.sections WHERE id = ANY ($1) ORDER BY id`

const sqlPhaseShapes = `
SELECT id, section_id, geom
FROM pub.phases
WHERE section_id = ANY ($1) AND geom IS NOT NULL
ORDER BY section_id, sequence, id`

const sqlWasteShapes = `
SELECT id AS section_id, waste_point AS geom
FROM pub.sections
WHERE id = ANY ($1) AND waste_point IS NOT NULL
UNION ALL
SELECT section_id, waste_point
FROM pub.phases
WHERE section_id = ANY ($1) AND waste_point IS NOT NULL
ORDER BY section_id`

const sqlFacilityShapes = `
SELECT section_id, kind, valid_from, valid_to, geom
FROM pub.facilities
WHERE section_id = ANY ($1)
ORDER BY section_id, id`

const sqlBuildingShapes = `
SELECT house_number, geom
FROM pub.buildings
WHERE geom && ST_MakeEnvelope($1, $2, $3, $4, 25832)
ORDER BY id
LIMIT $5`

const sqlStreetShapes = `
SELECT street_name, kind, width_m, geom
FROM pub.segments
WHERE geom && ST_MakeEnvelope($1, $2, $3, $4, 25832)
ORDER BY street_name, chain_no, seq, id
LIMIT $5`
