package place

import "mitte/geo"

const sqlAreas = `
SELECT id, kind, name, ST_Area(geom) AS size_m2
FROM area
WHERE valid @> $1::date
ORDER BY kind, name, id`

const sqlArea = `
SELECT id, kind, name, ST_Area(geom) AS size_m2, geom, '' AS reason, NULL::double precision AS lon, NULL::double precision AS lat
FROM area
WHERE id = $1::bigint`

// What crosses itself is never measured.
const sqlDrawnArea = `
SELECT 0::bigint AS id, '' AS kind, '' AS name, CASE WHEN d.valid THEN ST_Area(g.geom) ELSE 0 END AS size_m2, g.geom,
       coalesce(d.reason, '') AS reason, ST_X(l.at) AS lon, ST_Y(l.at) AS lat
FROM (SELECT ST_Transform($1::geometry, 25832) AS geom) AS g, ST_IsValidDetail(g.geom) AS d,
     LATERAL (SELECT ST_Transform(ST_SetSRID(d.location, 25832), 4326) AS at) AS l`

// A unit is inside if the area covers its point.
const sqlInside = `
WHERE ST_DWithin(u.geom, $1::geometry, $2::double precision)
ORDER BY u.public_ref`

const (
	sqlUnitsInside     = sqlAlongUnits + sqlStateNow + sqlNameNow + sqlInside
	sqlUnitsInsideThen = sqlAlongUnitsThen + sqlStateThen + sqlNameThen + sqlInside
)

const sqlInsideFronts = `
SELECT f.unit_id, sum(f.length_m)::double precision AS metres
FROM unit u
JOIN frontage f ON f.unit_id = u.id
WHERE ST_DWithin(u.geom, $1::geometry, 0)
GROUP BY f.unit_id`

type areaRow struct {
	NamedArea
	Geom     geo.Geom
	Reason   string
	Lon, Lat *float64
}

type frontSumRow struct {
	UnitID int64
	Metres float64
}
