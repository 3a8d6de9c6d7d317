package place

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

const sqlTown = `SELECT name, municipality_key, made_up FROM pub.town`

const sqlSources = `SELECT id, title, licence, licence_url, attribution FROM pub.sources ORDER BY id`

const sqlCounts = `
SELECT (SELECT count(*) FROM pub.parcels) AS parcels,
       (SELECT count(*) FROM pub.buildings) AS buildings,
       (SELECT count(*) FROM pub.units
        WHERE (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR valid_to > $1)) AS units,
       (SELECT count(*) FROM pub.segments) AS segments,
       (SELECT count(*) FROM pub.sections) AS sections,
       (SELECT count(*) FROM pub.projects) AS projects`

// The first of these that has anything is what the map opens on: the shops with 100 m around them, else the streets, else
// the rest. Only the box is projected, with its sides divided, so it may be a little larger than the data.
const sqlTownBox = `
WITH data AS (
    SELECT coalesce(
        (SELECT ST_Expand(ST_Extent(geom)::geometry, 100) FROM pub.units),
        (SELECT ST_Extent(geom)::geometry FROM pub.segments),
        (SELECT ST_Extent(geom)::geometry FROM (
            SELECT geom FROM pub.parcels UNION ALL SELECT geom FROM pub.buildings UNION ALL SELECT geom FROM pub.sections) AS rest),
        (SELECT geom FROM pub.town)) AS geom
), box AS (
    SELECT ST_Transform(ST_Segmentize(ST_SetSRID(ST_Expand(geom, 1), 25832), 100), 4326) AS geom FROM data WHERE geom IS NOT NULL
)
SELECT ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) FROM box`

// findTownName reads what needs no look at all of the data.
func findTownName(ctx context.Context, db pg.Querier) (Town, error) {
	var t Town
	err := db.QueryRow(ctx, sqlTown).Scan(&t.Name, &t.MunicipalityKey, &t.MadeUp)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return Town{}, err
	}
	t.Sources, err = pg.Collect[Source](ctx, db, sqlSources)
	return t, err
}

func findTown(ctx context.Context, db pg.Querier, day geo.Date) (Town, error) {
	t, err := findTownName(ctx, db)
	if err != nil {
		return Town{}, err
	}
	if t.BBox, err = findTownBox(ctx, db); err != nil {
		return Town{}, err
	}
	counts, err := pg.Collect[Counts](ctx, db, sqlCounts, day)
	if err == nil {
		t.Counts = counts[0]
	}
	return t, err
}

func findTownBox(ctx context.Context, db pg.Querier) (*geo.BBox, error) {
	var b geo.BBox
	err := db.QueryRow(ctx, sqlTownBox).Scan(&b.West, &b.South, &b.East, &b.North)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // an empty database has no box
	}
	return &b, err
}
