package main

import (
	"context"

	"mitte/geo"
)

// benchMost is how many features a box may have in either way.
const benchMost = 10_000

// The plain way to GeoJSON: one prepared statement, with the columns that tiles have.
const sqlBenchGeoJSON = `
SELECT json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(ST_AsGeoJSON(f.*, 'geom', 7)::json), '[]'))::text
FROM (
    SELECT id, version, label, gemarkung_name, flur, land_use, made_up, ST_Transform(geom, 4326) AS geom
    FROM pub.parcels
    WHERE geom && ST_Transform(ST_MakeEnvelope($1, $2, $3, $4, 4326), 25832)
    ORDER BY id
    LIMIT $5
) AS f`

func (c *benchChild) memory(_ context.Context, box geo.BBox) ([]byte, error) {
	body, _ := c.engine.tiles.GeoJSON(nil, "parcels", box, geo.Today(geo.SystemClock{}), benchMost)
	return body, nil
}

func (c *benchChild) sql(ctx context.Context, box geo.BBox) (body []byte, err error) {
	err = c.rival.QueryRow(ctx, sqlBenchGeoJSON, box.West, box.South, box.East, box.North, benchMost).Scan(&body)
	return body, err
}
