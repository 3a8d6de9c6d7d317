package place

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
)

const sqlParcels = `
SELECT id, version, updated_at, flurstueckskennzeichen, gemarkung_number, gemarkung_name, flur, zaehler, nenner, label,
       official_area_m2, geom_area_m2, location_text, land_use, land_use_detail, municipality_key, source, source_date,
       made_up, valid_from, valid_to, ST_Transform(geom, 4326) AS geom
FROM pub.parcels`

const sqlParcelUnits = `
SELECT id, public_ref, vacancy_status, business_name, use_type
FROM pub.units
WHERE parcel_id = $1 AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to > $2)
ORDER BY id`

const sqlParcelAddresses = `
SELECT a.id, a.street_name, a.house_number, a.suffix, a.postcode, a.city
FROM pub.parcels p
JOIN pub.addresses a ON ST_Intersects(a.geom, p.geom)
WHERE p.id = $1
ORDER BY a.street_name, a.house_number, a.suffix, a.id`

func listParcels(ctx context.Context, db pg.Querier, q ParcelQuery) (Batch[Parcel], error) {
	var w pg.Where
	if q.Key != "" {
		w.Add("flurstueckskennzeichen = ?", q.Key)
	}
	return list[Parcel](ctx, db, sqlParcels, q.Page, &w)
}

func findParcelUnits(ctx context.Context, db pg.Querier, id int64, day geo.Date) ([]ParcelUnit, error) {
	return pg.Collect[ParcelUnit](ctx, db, sqlParcelUnits, id, day)
}

func findParcelAddresses(ctx context.Context, db pg.Querier, id int64) ([]Address, error) {
	return pg.Collect[Address](ctx, db, sqlParcelAddresses, id)
}
