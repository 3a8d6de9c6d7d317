package kpi

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/works"
)

// What was known at $1: the row itself if it was there by then, else the version that history keeps of that moment.
const (
	sqlUnitsThen = `(
    SELECT t.id, t.address_id, t.use_type, t.sales_area_m2, t.marketable, t.last_surveyed_at, t.geom
    FROM unit t
    WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.address_id, r.use_type, r.sales_area_m2, r.marketable, r.last_surveyed_at, h.geom
    FROM history h, jsonb_populate_record(NULL::unit, h.row) AS r
    WHERE h.table_name = 'unit' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
)`

	sqlSegmentsThen = `(
    SELECT t.id, t.street_name, t.kind, t.width_m, t.chain_no, t.seq, t.geom
    FROM street_segment t
    WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.street_name, r.kind, r.width_m, r.chain_no, r.seq, h.geom
    FROM history h, jsonb_populate_record(NULL::street_segment, h.row) AS r
    WHERE h.table_name = 'street_segment' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
)`
)

const sqlKnownUnits = `
SELECT u.id, u.use_type, u.sales_area_m2::double precision AS sales_area_m2, u.marketable, u.last_surveyed_at, u.geom,
       coalesce(a.street_name, '') AS street
FROM ` + sqlUnitsThen + ` AS u
LEFT JOIN (
    SELECT t.id, t.street_name FROM address t WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.street_name
    FROM history h, jsonb_populate_record(NULL::address, h.row) AS r
    WHERE h.table_name = 'address' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS a ON a.id = u.address_id
ORDER BY u.id`

const sqlKnownFronts = `
SELECT f.id, f.unit_id, f.length_m, f."primary", coalesce(s.street_name, '') AS street
FROM (
    SELECT t.id, t.unit_id, t.length_m, t."primary", t.segment_id FROM frontage t WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.unit_id, r.length_m, r."primary", r.segment_id
    FROM history h, jsonb_populate_record(NULL::frontage, h.row) AS r
    WHERE h.table_name = 'frontage' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS f
LEFT JOIN ` + sqlSegmentsThen + ` AS s ON s.id = f.segment_id
ORDER BY f.unit_id, f.id`

const sqlKnownEvents = `
SELECT e.unit_id, e.at, e."to" AS status, e.at_precision = 'at_latest' AS at_latest
FROM unit_status_event e
WHERE e.recorded_at <= $1::timestamptz AND coalesce(e.superseded_at > $1::timestamptz, true)
ORDER BY e.unit_id, e.at, e.id`

const sqlKnownOccupancies = `
SELECT o.unit_id, o.period, o.kind = 'regular' AS regular, o.chain_shop_count, o.lease_end
FROM (
    SELECT t.unit_id, t.period, t.kind, t.chain_shop_count, t.lease_end FROM occupancy t WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.unit_id, r.period, r.kind, r.chain_shop_count, r.lease_end
    FROM history h, jsonb_populate_record(NULL::occupancy, h.row) AS r
    WHERE h.table_name = 'occupancy' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS o
ORDER BY o.unit_id, o.period`

const sqlKnownSurveys = `
SELECT s.unit_id, s.at
FROM survey s
WHERE s.result <> 'not_accessible' AND s.recorded_at <= $1::timestamptz
ORDER BY s.unit_id, s.at`

// Areas of the day $2 with the units they cover.
const sqlKnownAreas = `
SELECT a.kind, a.name, (SELECT array_agg(u.id ORDER BY u.id) FROM ` + sqlUnitsThen + ` AS u WHERE ST_Covers(a.geom, u.geom)) AS units
FROM (
    SELECT t.kind, t.name, t.valid, t.geom FROM area t WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.kind, r.name, r.valid, h.geom
    FROM history h, jsonb_populate_record(NULL::area, h.row) AS r
    WHERE h.table_name = 'area' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS a
WHERE a.valid @> $2::date
ORDER BY a.kind, a.name`

const sqlKnownStreets = `
SELECT s.street_name, s.kind, s.width_m::double precision AS width_m, s.geom
FROM ` + sqlSegmentsThen + ` AS s
WHERE s.geom && ST_MakeEnvelope($2, $3, $4, $5, 25832)
ORDER BY s.street_name, s.chain_no, s.seq, s.id
LIMIT 4000`

// The clock of what stamps the history.
const sqlNow = `SELECT now()`

type knownUnitRow struct {
	ID             int64
	UseType        string
	SalesAreaM2    *float64
	Marketable     bool
	LastSurveyedAt geo.Date
	Geom           geo.Geom
	Street         string
}

type knownFrontRow struct {
	ID, UnitID int64
	LengthM    float64
	Primary    bool
	Street     string
}

type eventRow struct {
	UnitID   int64
	At       geo.Date
	Status   string
	AtLatest bool
}

type areaRow struct {
	Kind, Name string
	Units      []int64
}

// knownRows are the whole stock as it was known at a moment.
type knownRows struct {
	units       []knownUnitRow
	fronts      []knownFrontRow
	events      []eventRow
	occupancies []occupancyRow
	surveys     []surveyRow
	areas       []areaRow
}

func findKnown(ctx context.Context, db pg.Querier, known time.Time, day geo.Date) (k knownRows, err error) {
	var batch pgx.Batch
	pg.Queue(&batch, &k.units, sqlKnownUnits, known)
	pg.Queue(&batch, &k.fronts, sqlKnownFronts, known)
	pg.Queue(&batch, &k.events, sqlKnownEvents, known)
	pg.Queue(&batch, &k.occupancies, sqlKnownOccupancies, known)
	pg.Queue(&batch, &k.surveys, sqlKnownSurveys, known)
	pg.Queue(&batch, &k.areas, sqlKnownAreas, known, day)
	return k, db.SendBatch(ctx, &batch).Close()
}

func findStreets(ctx context.Context, db pg.Querier, known time.Time, b geo.BBox) ([]works.StreetShape, error) {
	return pg.Collect[works.StreetShape](ctx, db, sqlKnownStreets, known, b.West, b.South, b.East, b.North)
}
