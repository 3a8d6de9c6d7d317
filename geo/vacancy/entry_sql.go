package vacancy

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// $1 is the day. A unit that nobody has said anything about is unknown.
const sqlEntries = `
SELECT e.* FROM (
    SELECT u.id, u.version, u.created_at, u.updated_at, u.updated_by, u.public_ref, coalesce(a.street_name, '') AS street_name,
           a.house_number, coalesce(a.suffix, '') AS house_number_suffix, coalesce(a.postcode::text, '') AS postcode,
           coalesce(a.city, '') AS city, u.floor, coalesce(u.position, '') AS position, u.use_type, coalesce(u.last_use, '') AS last_use,
           u.sales_area_m2::double precision AS sales_area_m2, u.retail_area_m2::double precision AS retail_area_m2,
           u.storage_area_m2::double precision AS storage_area_m2, u.gastro_area_m2::double precision AS gastro_area_m2,
           u.total_area_m2::double precision AS total_area_m2, coalesce(u.area_source, '') AS area_source,
           u.divisible_from_m2::double precision AS divisible_from_m2, u.ceiling_height_m::double precision AS ceiling_height_m,
           u.step_free, u.power_kw::double precision AS power_kw, coalesce(u.condition, '') AS condition, u.year_built,
           coalesce(u.energy_certificate, '') AS energy_certificate, coalesce(u.wz_code, '') AS wz_code, u.wz_version,
           coalesce(u.location_class::text, '') AS location_class, u.marketable,
           coalesce(u.not_marketable_reason, '') AS not_marketable_reason, coalesce(u.public_basis, '') AS public_basis,
           coalesce(u.note_internal, '') AS note_internal, ST_Transform(u.geom, 4326) AS geom, u.geom AS geom_m, u.geom_3857,
           u.last_surveyed_at, u.survey_source, u.source, u.made_up, coalesce(s.status, 'unknown') AS status,
           ev.at AS status_since, ev.expected_until, s.vacant_since, empty.days AS empty_days, o.business_name,
           EXISTS (SELECT FROM pub.units v WHERE v.id = u.id AND (v.valid_from IS NULL OR v.valid_from <= $1) AND (v.valid_to IS NULL OR v.valid_to > $1)) AS public,
           f.frontage_m, f.segment_id, f.side, f.chainage_m, offer.id AS offer_id, offer.publication_status
    FROM unit u
    LEFT JOIN unit_state s ON s.unit_id = u.id AND s.period @> $1::date
    LEFT JOIN address a ON a.id = u.address_id
    LEFT JOIN occupancy o ON o.id = s.occupancy_id
    LEFT JOIN LATERAL (
        SELECT e.at, e.expected_until FROM unit_status_event e
        WHERE e.unit_id = u.id AND e.superseded_at IS NULL AND e.at <= $1
        ORDER BY e.at DESC LIMIT 1
    ) ev ON true
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(upper(t.period * daterange($1::date - 730, $1::date)) - lower(t.period * daterange($1::date - 730, $1::date))), 0)::integer AS days
        FROM unit_state t
        WHERE t.unit_id = u.id AND t.status IN ('vacant', 'marketing', 'reserved') AND t.period && daterange($1::date - 730, $1::date)
    ) empty ON true
    LEFT JOIN LATERAL (
        SELECT sum(length_m) AS frontage_m, min(segment_id) FILTER (WHERE "primary") AS segment_id,
               min(side) FILTER (WHERE "primary") AS side, min((from_m + to_m) / 2) FILTER (WHERE "primary") AS chainage_m
        FROM frontage WHERE unit_id = u.id
    ) f ON true
    LEFT JOIN offer ON offer.unit_id = u.id AND offer.publication_status <> 'withdrawn'
) AS e`

const sqlEntryColumns = `
SELECT id, version, created_at, updated_at, updated_by, public_ref, street_name, house_number, house_number_suffix, postcode, city,
       floor, position, use_type, last_use, sales_area_m2, retail_area_m2, storage_area_m2, gastro_area_m2, total_area_m2,
       area_source, divisible_from_m2, ceiling_height_m, step_free, power_kw, condition, year_built, energy_certificate, wz_code,
       wz_version, location_class, marketable, not_marketable_reason, public_basis, note_internal, geom, geom_m, last_surveyed_at,
       survey_source, source, made_up, status, status_since, expected_until, vacant_since, empty_days, business_name, public,
       frontage_m, segment_id, side, chainage_m, offer_id, publication_status
FROM (` + sqlEntries + `) AS entry`

const sqlEntryParcels = `
SELECT u.unit_id, u.parcel_id, p.label, u."primary"
FROM unit_parcel u JOIN parcel p ON p.id = u.parcel_id
WHERE u.unit_id = ANY ($1)
ORDER BY u.unit_id, u."primary" DESC, u.parcel_id`

const sqlEvents = `
SELECT id, "from", "to", at, at_precision, reason, irregular, source, by, note, expected_until, successor_ids, corrects_id, recorded_at,
       superseded_at
FROM unit_status_event
WHERE unit_id = $1
ORDER BY at DESC, recorded_at DESC, id DESC`

const sqlOccupancies = `
SELECT id, version, business_name, kind, wz_code, chain_shop_count, lower(period) AS "from", upper(period) AS "to", lease_end
FROM occupancy
WHERE unit_id = $1
ORDER BY lower(period) DESC NULLS LAST, id DESC`

type entryParcel struct {
	UnitID int64
	place.UnitParcel
}

func listEntries(ctx context.Context, db pg.Querier, q EntryQuery, day geo.Date) (place.Batch[Entry], error) {
	var w pg.Where
	w.Arg(day)
	if len(q.Statuses) > 0 {
		w.Add("status = ANY (?)", q.Statuses)
	}
	if len(q.Uses) > 0 {
		w.Add("use_type = ANY (?)", q.Uses)
	}
	if q.Street != "" {
		w.Add("lower(street_name) = lower(?)", q.Street)
	}
	if q.Text != "" {
		w.Add("strpos(lower(public_ref || ' ' || street_name || ' ' || coalesce(house_number::text, '') || house_number_suffix || ' ' || coalesce(business_name, '')), lower(?)) > 0", q.Text)
	}
	if q.Stale {
		w.Add("status NOT IN ('converted', 'removed') AND (last_surveyed_at IS NULL OR last_surveyed_at < ?)", day.AddDays(-StaleDays))
	}
	if q.Public != nil {
		w.Add("public = ?", *q.Public)
	}
	if !q.Narrow(&w) {
		return place.Batch[Entry]{}, nil
	}
	rows, err := pg.Collect[Entry](ctx, db, sqlEntryColumns+q.Tail(&w), w.Args()...)
	if err != nil {
		return place.Batch[Entry]{}, err
	}
	batch := place.Cut(q.Page, rows)
	return batch, addParcels(ctx, db, batch.Rows)
}

func addParcels(ctx context.Context, db pg.Querier, entries []Entry) error {
	at, ids := map[int64]int{}, make([]int64, len(entries))
	for i := range entries {
		ids[i], at[entries[i].ID] = entries[i].ID, i
	}
	rows, err := pg.Collect[entryParcel](ctx, db, sqlEntryParcels, ids)
	for _, r := range rows {
		e := &entries[at[r.UnitID]]
		e.Parcels = append(e.Parcels, r.UnitParcel)
	}
	return err
}

// findEntry reads a unit with its whole past; pgx.ErrNoRows says that there is none.
func findEntry(ctx context.Context, db pg.Querier, id int64, day geo.Date) (Entry, error) {
	var w pg.Where
	w.Arg(day)
	w.Add("id = ?", id)
	rows, err := pg.Collect[Entry](ctx, db, sqlEntryColumns+" WHERE "+w.SQL(), w.Args()...)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Entry{}, err
	}
	e := rows[0]
	if e.Parcels, err = place.UnitParcels(ctx, db, id); err != nil {
		return e, err
	}
	if e.Events, err = pg.Collect[StatusEvent](ctx, db, sqlEvents, id); err != nil {
		return e, err
	}
	e.Occupancies, err = pg.Collect[Occupancy](ctx, db, sqlOccupancies, id)
	return e, err
}
