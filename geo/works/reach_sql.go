package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// The box is $1 to $4: west, south, east, north in metres.
const inBox = ` && ST_MakeEnvelope($1, $2, $3, $4, 25832)`

const sqlPublicGround = `
SELECT geom FROM parcel WHERE geom` + inBox + ` AND land_use IN ('street', 'square', 'path') AND valid @> $5::date`

const sqlWalls = `SELECT geom FROM building WHERE geom` + inBox

const sqlAxes = `
SELECT geom, kind, width_m::double precision AS width_m FROM street_segment WHERE geom` + inBox

// A unit without an entrance is entered somewhere along its front. Reference points lie less than 30 m from the door.
const sqlDoors = `
SELECT u.id AS unit_id, u.public_ref AS ref, d.geom, ST_Transform(d.geom, 4326) AS position, d.step_free
FROM unit u
CROSS JOIN LATERAL (
    SELECT e.id, e.geom, e.step_free FROM entrance e WHERE e.unit_id = u.id
    UNION ALL
    SELECT f.id, ST_LineInterpolatePoint(f.geom, 0.5), coalesce(u.step_free, false) FROM frontage f
    WHERE f.unit_id = u.id AND NOT EXISTS (SELECT FROM entrance e WHERE e.unit_id = u.id)
) AS d
LEFT JOIN unit_state s ON s.unit_id = u.id AND s.period @> $5::date
WHERE u.geom && ST_Expand(ST_MakeEnvelope($1, $2, $3, $4, 25832), 30) AND d.geom` + inBox + `
  AND s.status IS DISTINCT FROM 'removed'
ORDER BY u.id, d.id`

type groundOnly struct{ Geom geo.Geom }

type axisRow struct {
	Geom   geo.Geom
	Kind   string
	WidthM *float64
}

type entranceRow struct {
	UnitID         int64
	Ref            string
	Geom, Position geo.Geom
	StepFree       bool
}

// surroundings are what people walk on and into.
type surroundings struct {
	public []groundOnly
	walls  []groundOnly
	axes   []axisRow
	doors  []entranceRow
}

func findSurroundings(ctx context.Context, db pg.Querier, b geo.BBox, day geo.Date) (s surroundings, err error) {
	var batch pgx.Batch
	pg.Queue(&batch, &s.public, sqlPublicGround, b.West, b.South, b.East, b.North, day)
	pg.Queue(&batch, &s.walls, sqlWalls, b.West, b.South, b.East, b.North)
	pg.Queue(&batch, &s.axes, sqlAxes, b.West, b.South, b.East, b.North)
	pg.Queue(&batch, &s.doors, sqlDoors, b.West, b.South, b.East, b.North, day)
	return s, db.SendBatch(ctx, &batch).Close()
}
