package main

import (
	"context"
	"strconv"

	"mitte/geo"
)

// benchMost is how many features a box may have in either way.
const benchMost = 10_000

// The plain way to GeoJSON: one prepared statement, with the properties that the API tells of a parcel.
const sqlBenchGeoJSON = `
SELECT json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(ST_AsGeoJSON(f.*, 'geom', 7)::json), '[]'))::text
FROM (
    SELECT id, version, updated_at, flurstueckskennzeichen, gemarkung_number, gemarkung_name, flur, zaehler, nenner, label,
           official_area_m2, geom_area_m2, location_text, land_use, land_use_detail, municipality_key, source, source_date, made_up,
           valid_from, valid_to, ST_Transform(geom, 4326) AS geom
    FROM pub.parcels
    WHERE geom && ST_Transform(ST_MakeEnvelope($1, $2, $3, $4, 4326), 25832)
    ORDER BY id
    LIMIT $5
) AS f`

// memoryPath is the address of the same features in the service.
func memoryPath(s benchSpot, degrees float64) string {
	return s.boxPath("/api/v1/parcels", degrees) + "&limit=" + strconv.Itoa(benchMost)
}

func sqlPath(s benchSpot, degrees float64) string { return s.boxPath("/sql", degrees) }

func (c *benchChild) sql(ctx context.Context, box geo.BBox) (body []byte, err error) {
	err = c.rival.QueryRow(ctx, sqlBenchGeoJSON, box.West, box.South, box.East, box.North, benchMost).Scan(&body)
	return body, err
}
