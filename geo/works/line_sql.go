package works

// A crossing counts as an end of the centreline if it lies within 15 m of it, so that a section that ends in the middle of
// a street is not said to reach a corner. The name is that of the street the section runs along, not of those it touches.
const sqlLines = `
WITH crossing AS (
    SELECT s.id AS section_id, e.label, e.geom
    FROM pub.sections s
    JOIN pub.segments g ON ST_DWithin(g.geom, s.geom, 15)
    CROSS JOIN LATERAL (VALUES (g.from_label, ST_StartPoint(g.geom)), (g.to_label, ST_EndPoint(g.geom))) AS e (label, geom)
    WHERE s.id = ANY ($1) AND s.centreline IS NOT NULL AND e.label IS NOT NULL
      AND ST_Length(ST_Intersection(g.geom, s.geom)) >= 10
)
SELECT s.id AS section_id, s.created_at, ST_Transform(s.centreline, 4326) AS centreline,
       (SELECT c.label FROM crossing c WHERE c.section_id = s.id AND ST_DWithin(c.geom, ST_StartPoint(s.centreline), 15)
        ORDER BY ST_Distance(c.geom, ST_StartPoint(s.centreline)), c.label LIMIT 1) AS from_street,
       (SELECT c.label FROM crossing c WHERE c.section_id = s.id AND ST_DWithin(c.geom, ST_EndPoint(s.centreline), 15)
        ORDER BY ST_Distance(c.geom, ST_EndPoint(s.centreline)), c.label LIMIT 1) AS to_street,
       ST_Transform(ST_PointOnSurface(s.geom), 4326) AS inside
FROM pub.sections s
WHERE s.id = ANY ($1)
ORDER BY s.id`
