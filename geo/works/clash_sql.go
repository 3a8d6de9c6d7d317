package works

import (
	"mitte/geo"
)

// sqlNeighbours are the sections on the same ground that are to come or under way; a phase may stand out of its section by a
// metre. When they are there, and with which ground, is asked of their phases.
const sqlNeighbours = `
SELECT o.id, p.title_de || ' – ' || o.label AS name
FROM construction_section o
JOIN construction_project p ON p.id = o.project_id
WHERE o.id <> $1 AND ST_DWithin(o.geom, $2::geometry, 2)
  AND o.status IN ('planned', 'scheduled', 'active', 'suspended', 'surface_open')
ORDER BY o.id
LIMIT 50`

// sqlShared is the ground that two sites share, of each pair of grounds that are there at the same time; pairs of less than a
// square metre are none. Two valid combs laid across one another cross as often as the product of their vertices says, so that
// product is bounded. What several pairs share is collected, not merged: it is only drawn, and foreign ground is never merged.
const sqlShared = `
SELECT s.other, array_agg(s.n::integer - 1 ORDER BY s.n) AS pairs, ST_Transform(ST_CollectionExtract(ST_Collect(DISTINCT s.shared), 3), 4326) AS geom
FROM (
    SELECT u.n, u.other, ST_Intersection(u.a, u.b) AS shared
    FROM unnest($1::bigint[], $2::geometry[], $3::geometry[]) WITH ORDINALITY AS u (other, a, b, n)
    WHERE u.a && u.b AND ST_NPoints(u.a)::bigint * ST_NPoints(u.b) <= 1000000 AND ST_Intersects(u.a, u.b)
) AS s
WHERE ST_Area(s.shared) > 1
GROUP BY s.other
ORDER BY s.other`

type neighbour struct {
	ID   int64
	Name string
}

type sharedRow struct {
	Other int64
	Pairs []int
	Geom  geo.Geom
}

const sqlBlackoutsMet = `
SELECT w.id, w.name, lower(w.period) AS "from", upper(w.period) AS "to"
FROM blackout_window w
WHERE (w.geom IS NULL OR ST_Intersects(w.geom, $1::geometry)) AND w.period && $2::daterange
ORDER BY w.period, w.id`

type blackoutMet struct {
	ID       int64
	Name     string
	From, To geo.Date
}
