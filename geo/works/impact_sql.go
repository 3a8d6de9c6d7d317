package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// What is near is asked of the indexes; how much of it, of package ground. The ground is $1, the reach $2.
const sqlNearFronts = `
SELECT f.id, f.unit_id, f.segment_id, f.side, f.from_m, f.to_m, f.geom, ST_Transform(f.geom, 4326) AS lon_lat
FROM frontage f
WHERE ST_DWithin(f.geom, $1::geometry, $2::double precision)
ORDER BY f.id`

// A unit without a front is found by its entrance, which lies less than 30 m from its reference point.
const sqlNearDoors = `
SELECT e.unit_id, e.geom
FROM unit u
JOIN entrance e ON e.unit_id = u.id
WHERE ST_DWithin(u.geom, $1::geometry, $2::double precision + 30) AND ST_DWithin(e.geom, $1::geometry, $2::double precision)
  AND NOT EXISTS (SELECT FROM frontage f WHERE f.unit_id = u.id)
ORDER BY e.unit_id, e.id`

const sqlNearStreets = `
SELECT id, coalesce(street_name, '') AS street_name, geom
FROM street_segment
WHERE ST_DWithin(geom, $1::geometry, $2::double precision)
ORDER BY id`

// A parcel under all of the site is not cut: ST_Covers keeps the site prepared and answers for most of them.
const sqlNearParcels = `
SELECT id, label, flurstueckskennzeichen AS key, land_use,
       CASE WHEN ST_Covers($3::geometry, geom) THEN geom_area_m2
            WHEN ST_Intersects($3::geometry, geom) THEN ST_Area(ST_Intersection(geom, $3::geometry))
            ELSE 0 END AS shared_m2
FROM parcel
WHERE ST_DWithin(geom, $1::geometry, $2::double precision) AND valid @> $4::date
ORDER BY shared_m2 DESC, id`

const sqlNearFacilities = `
SELECT id, kind, period, ST_Transform(geom, 4326) AS geom
FROM site_facility
WHERE section_id = $1 AND period && daterange($2, $3)
ORDER BY lower(period), id`

const sqlNearUnits = `
SELECT u.id, u.public_ref AS ref, coalesce(a.street_name, '') AS street_name, coalesce(a.house_number::text || a.suffix, '') AS house_number,
       coalesce(o.business_name, '') AS name, u.use_type, coalesce(s.status, 'unknown') AS vacancy_status,
       coalesce((SELECT sum(f.length_m) FROM frontage f WHERE f.unit_id = u.id), 0) AS frontage_m,
       ST_Transform(coalesce((SELECT e.geom FROM entrance e WHERE e.unit_id = u.id ORDER BY e.step_free DESC, e.id LIMIT 1), u.geom),
                    4326) AS position
FROM unit u
LEFT JOIN address a ON a.id = u.address_id
LEFT JOIN unit_state s ON s.unit_id = u.id AND s.period @> $2::date
LEFT JOIN occupancy o ON o.id = s.occupancy_id
WHERE u.id = ANY ($1) AND s.status IS DISTINCT FROM 'removed'
ORDER BY street_name, a.house_number NULLS LAST, a.suffix, u.floor, u.public_ref`

// streetsNear is how far beyond the corridor another axis may be the nearer one.
const (
	corridorM   = 25 // domain.md 6.2
	streetsNear = 2 * corridorM
)

type frontRow struct {
	ID, UnitID   int64
	SegmentID    *int64
	Side         *string
	FromM, ToM   *float64
	Geom, LonLat geo.Geom
}

type doorRow struct {
	UnitID int64
	Geom   geo.Geom
}

type streetRow struct {
	ID         int64
	StreetName string
	Geom       geo.Geom
}

type nearFacilityRow struct {
	ID     int64
	Kind   string
	Period geo.Period
	Geom   geo.Geom
}

type unitRow struct {
	ID                                          int64
	Ref, StreetName, HouseNumber, Name, UseType string
	VacancyStatus                               string
	FrontageM                                   float64
	Position                                    geo.Geom
}

// vicinity is what lies near a site.
type vicinity struct {
	fronts     []frontRow
	doors      []doorRow
	streets    []streetRow
	parcels    []AffectedParcel
	facilities []nearFacilityRow
}

// findVicinity asks everything at once.
func findVicinity(ctx context.Context, db pg.Querier, p *plot, asked geo.Period, reach float64, day geo.Date) (v vicinity, err error) {
	near, err := p.everywhere()
	if err != nil {
		return v, err
	}
	var batch pgx.Batch
	pg.Queue(&batch, &v.fronts, sqlNearFronts, near, reach)
	pg.Queue(&batch, &v.doors, sqlNearDoors, near, reach)
	pg.Queue(&batch, &v.streets, sqlNearStreets, near, streetsNear)
	pg.Queue(&batch, &v.parcels, sqlNearParcels, near, reach, p.metres[0], day)
	if p.SectionID != 0 {
		pg.Queue(&batch, &v.facilities, sqlNearFacilities, p.SectionID, asked.From, asked.To)
	}
	return v, db.SendBatch(ctx, &batch).Close()
}
