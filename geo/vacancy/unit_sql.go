package vacancy

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// The first argument is the day. Fund areas are those of that day; the front is told to the centimetre, which is more than
// anybody measures.
const sqlUnits = `
SELECT id, version, updated_at, public_ref, street_name, house_number, house_number_suffix, postcode, city, floor, position,
       use_type, vacancy_status, vacant_since, valid_from, valid_to, business_name, last_use, sales_area_m2, retail_area_m2,
       storage_area_m2, gastro_area_m2, total_area_m2, area_source, divisible_from_m2, ceiling_height_m, step_free, power_kw,
       condition, year_built, wz_code, wz_version, location_class,
       round(frontage_m::numeric, 2)::double precision AS frontage_m, segment_id, side, chainage_m, parcel_id,
       offered, offer_title_de, offer_title_en, offer_description_de, offer_description_en, net_cold_rent_cents,
       service_charges_cents, deposit_cents, price_on_request, rent_cents_m2_month, available_from, min_term_months,
       max_term_months, interim_use_possible, suitable_uses, confirmed_until, source, made_up, ST_Transform(geom, 4326) AS geom,
       ARRAY(
           SELECT a.name
           FROM pub.areas a
           WHERE a.kind = 'fund' AND ST_Covers(a.geom, units.geom)
             AND (a.valid_from IS NULL OR a.valid_from <= $1::date) AND (a.valid_to IS NULL OR a.valid_to > $1::date)
           ORDER BY a.name
       ) AS fund_areas
FROM pub.units`

const sqlRuns = `
SELECT vacancy_status AS status, valid_from, valid_to, business_name
FROM pub.units
WHERE id = $1
ORDER BY valid_from DESC NULLS LAST`

// The distance is that to the whole section, so a unit inside of it is 0 m away.
const sqlWorksNear = `
SELECT s.id AS section_id, s.project_ref, s.label, s.title_de, s.title_en, s.status, s.valid_from, s.valid_to,
       ST_Distance(s.geom, u.geom) AS distance_m
FROM (SELECT geom FROM pub.units WHERE id = $1 LIMIT 1) u
JOIN pub.sections s ON ST_DWithin(s.geom, u.geom, $2)
WHERE s.valid_to IS NULL OR s.valid_to > $3 OR (s.status IN ('active', 'suspended') AND s.actual_end IS NULL)
ORDER BY distance_m, s.valid_from NULLS FIRST, s.id`

// onDay keeps the one run of each unit that holds on a day.
const onDay pg.Literal = `(valid_from IS NULL OR valid_from <= ?) AND (valid_to IS NULL OR valid_to > ?)`

// onTheDay begins the conditions of sqlUnits, whose first argument is the day.
func onTheDay(day geo.Date) *pg.Where {
	var w pg.Where
	w.Arg(day)
	w.Add(onDay, day, day)
	return &w
}

func listUnits(ctx context.Context, db pg.Querier, q Query) (place.Batch[Unit], error) {
	w := onTheDay(q.At)
	if len(q.Statuses) > 0 {
		w.Add("vacancy_status = ANY (?)", q.Statuses)
	}
	if len(q.Uses) > 0 {
		w.Add("use_type = ANY (?)", q.Uses)
	}
	if !q.Narrow(w) {
		return place.Batch[Unit]{}, nil
	}
	rows, err := pg.Collect[Unit](ctx, db, sqlUnits+q.Tail(w), w.Args()...)
	return place.Cut(q.Page, rows), err
}

// findUnit wants a condition that holds for one unit at most.
func findUnit(ctx context.Context, db pg.Querier, day geo.Date, condition pg.Literal, key any) (Unit, error) {
	w := onTheDay(day)
	w.Add(condition, key)
	rows, err := pg.Collect[Unit](ctx, db, sqlUnits+" WHERE "+w.SQL(), w.Args()...)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Unit{}, err
	}
	return rows[0], nil
}
