package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

const sqlToMetres = `
SELECT ST_Transform(g, 25832) AS geom
FROM unnest($1::geometry[]) WITH ORDINALITY AS u (g, n)
ORDER BY n`

// What is snapped is asked in metres: whether it is valid, how large it is, whether it lies in the town. A town lets one
// metre pass, for its border is no finer.
const sqlSurvey = `
SELECT coalesce(d.valid, false) AS valid, coalesce(d.reason, '') AS reason, ST_X(l.at) AS lon, ST_Y(l.at) AS lat,
       coalesce(ST_Area(u.g), 0) AS area_m2, coalesce(ST_Length(u.g), 0) AS length_m, ST_X(o.at) AS outside_lon, ST_Y(o.at) AS outside_lat,
       ST_Transform(u.g, 4326) AS geom
FROM unnest($1::geometry[]) WITH ORDINALITY AS u (g, n)
CROSS JOIN LATERAL (SELECT * FROM ST_IsValidDetail(u.g)) AS d
CROSS JOIN LATERAL (SELECT ST_Transform(ST_SetSRID(d.location, 25832), 4326) AS at) AS l
LEFT JOIN LATERAL (
    SELECT ST_Transform(v.geom, 4326) AS at
    FROM town t, ST_DumpPoints(u.g) AS v
    WHERE coalesce(d.valid, false) AND NOT ST_Covers(t.geom, u.g) AND NOT ST_DWithin(t.geom, v.geom, 1)
    LIMIT 1
) AS o ON true
ORDER BY n`

// Which of several shapes leave the section by more than a metre, and where. The section is valid and of bounded size, and
// widening by a fixed metre, once and only where a shape crosses the border, can be cancelled.
const sqlLeaving = `
WITH wide AS MATERIALIZED (SELECT ST_Buffer($1::geometry, 1.006, 'quad_segs=8') AS g)
SELECT u.n::integer - 1 AS n, ST_X(o.at) AS lon, ST_Y(o.at) AS lat
FROM unnest($2::geometry[]) WITH ORDINALITY AS u (g, n)
CROSS JOIN LATERAL (
    SELECT ST_Transform(coalesce(
        (SELECT v.geom FROM ST_DumpPoints(u.g) AS v WHERE NOT ST_DWithin($1::geometry, v.geom, 1.001) LIMIT 1),
        ST_PointOnSurface(u.g)), 4326) AS at
) AS o
WHERE NOT ST_Covers($1::geometry, u.g)
  AND NOT coalesce(ST_Covers((SELECT g FROM wide), u.g), false)
ORDER BY n`

// surveyed is what the database says of one shape.
type surveyed struct {
	Valid                  bool
	Reason                 string
	Lon, Lat               *float64
	AreaM2, LengthM        float64
	OutsideLon, OutsideLat *float64
	Geom                   geo.Geom // lon/lat
}

type leaving struct {
	N        int
	Lon, Lat *float64
}

func toMetres(ctx context.Context, db pg.Querier, lonLat []geo.Geom) ([]geo.Geom, error) {
	rows, err := db.Query(ctx, sqlToMetres, lonLat)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[geo.Geom])
}

func survey(ctx context.Context, db pg.Querier, metres []geo.Geom) ([]surveyed, error) {
	return pg.Collect[surveyed](ctx, db, sqlSurvey, metres)
}
