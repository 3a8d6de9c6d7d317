package place

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// A town lets one metre pass, for its border is no finer.
const sqlPlaceUnit = `
SELECT ST_Transform($1::geometry, 25832) AS geom_m,
       EXISTS (SELECT FROM town t WHERE ST_DWithin(t.geom, ST_Transform($1::geometry, 25832), 1)) OR NOT EXISTS (SELECT FROM town) AS inside`

const sqlKnownParcels = `SELECT id FROM parcel WHERE id = ANY ($1) AND upper_inf(valid)`

const sqlRefUsed = `
SELECT EXISTS (SELECT FROM unit WHERE public_ref = $1)
    OR EXISTS (SELECT FROM history WHERE table_name = 'unit' AND row ->> 'public_ref' = $1)`

const sqlUnitParcels = `
SELECT u.parcel_id, p.label, u."primary"
FROM unit_parcel u JOIN parcel p ON p.id = u.parcel_id
WHERE u.unit_id = $1
ORDER BY u."primary" DESC, u.parcel_id`

// An address without a postcode is the one that the street has.
const sqlFindAddress = `
SELECT id FROM address
WHERE street_name = @street_name AND house_number IS NOT DISTINCT FROM @house_number AND suffix = @suffix
  AND (@postcode::text IS NULL OR postcode IS NOT DISTINCT FROM @postcode::text)
ORDER BY id
LIMIT 1`

const sqlMakeAddress = `
INSERT INTO address (street_name, street_key, house_number, suffix, postcode, city, geom)
VALUES (@street_name, (SELECT street_key FROM street_segment WHERE street_name = @street_name AND street_key IS NOT NULL LIMIT 1),
    @house_number, @suffix, @postcode, @city, @geom)
ON CONFLICT ON CONSTRAINT address_once DO NOTHING`

// The building is the one that the point lies in.
const sqlInsertStockUnit = `
INSERT INTO unit (id, public_ref, building_id, address_id, floor, position, geom, sales_area_m2, retail_area_m2, storage_area_m2,
    gastro_area_m2, total_area_m2, area_source, divisible_from_m2, ceiling_height_m, step_free, power_kw, condition, year_built,
    energy_certificate, use_type, last_use, wz_code, wz_version, location_class, marketable, not_marketable_reason, public_basis,
    note_internal, source, made_up)
OVERRIDING SYSTEM VALUE
SELECT n.id, coalesce(@public_ref, 'office-' || n.id),
       (SELECT b.id FROM building b WHERE ST_Covers(b.geom, @geom::geometry) ORDER BY ST_Area(b.geom), b.id LIMIT 1), @address_id, @floor, @position, @geom,
       @sales_area_m2, @retail_area_m2, @storage_area_m2, @gastro_area_m2, @total_area_m2, @area_source, @divisible_from_m2,
       @ceiling_height_m, @step_free, @power_kw, @condition, @year_built, @energy_certificate, @use_type, @last_use, @wz_code,
       @wz_version, @location_class, @marketable, @not_marketable_reason, @public_basis, @note_internal, 'office',
       coalesce((SELECT made_up FROM town), false)
FROM (SELECT nextval(pg_get_serial_sequence('unit', 'id')) AS id) n
RETURNING id`

const sqlUpdateStockUnit = `
UPDATE unit
SET building_id = CASE WHEN ST_Equals(geom, @geom::geometry) THEN building_id
        ELSE (SELECT b.id FROM building b WHERE ST_Covers(b.geom, @geom::geometry) ORDER BY ST_Area(b.geom), b.id LIMIT 1) END,
    address_id = coalesce(@address_id, address_id), floor = @floor, position = @position, geom = @geom,
    sales_area_m2 = @sales_area_m2, retail_area_m2 = @retail_area_m2, storage_area_m2 = @storage_area_m2,
    gastro_area_m2 = @gastro_area_m2, total_area_m2 = @total_area_m2, area_source = @area_source,
    divisible_from_m2 = @divisible_from_m2, ceiling_height_m = @ceiling_height_m, step_free = @step_free, power_kw = @power_kw,
    condition = @condition, year_built = @year_built, energy_certificate = @energy_certificate, use_type = @use_type,
    last_use = @last_use, wz_code = @wz_code, wz_version = @wz_version, location_class = @location_class,
    marketable = @marketable, not_marketable_reason = @not_marketable_reason, public_basis = @public_basis,
    note_internal = @note_internal
WHERE id = @id`

const (
	sqlOfficeSource = `
INSERT INTO source (id, title, licence, attribution)
VALUES ('office', 'Citymanagement', 'dl-de/zero-2-0', 'Citymanagement')
ON CONFLICT (id) DO NOTHING`

	sqlParcelHere = `SELECT id FROM parcel WHERE upper_inf(valid) AND ST_Covers(geom, $1::geometry) ORDER BY id LIMIT 1`

	sqlDropUnitParcels = `DELETE FROM unit_parcel WHERE unit_id = $1`

	sqlAddUnitParcels = `
INSERT INTO unit_parcel (unit_id, parcel_id, "primary")
SELECT $1, p.id, p.main FROM unnest($2::bigint[], $3::boolean[]) AS p (id, main)`

	sqlDeleteStockUnit = `DELETE FROM unit WHERE id = $1`
	sqlAllowPublic     = `UPDATE unit SET public_basis = $2 WHERE id = $1 AND public_basis IS NULL`
	sqlMarkSurveyed    = `UPDATE unit SET last_surveyed_at = $2, survey_source = $3 WHERE id = $1 AND (last_surveyed_at IS NULL OR last_surveyed_at < $2)`
)

// Only what a bulk edit may change comes back; addresses, shapes and parcels never went.
const sqlRestoreUnits = `
UPDATE unit u
SET floor = r.floor, use_type = r.use_type, last_use = r.last_use, area_source = r.area_source, ceiling_height_m = r.ceiling_height_m,
    step_free = r.step_free, power_kw = r.power_kw, condition = r.condition, year_built = r.year_built,
    energy_certificate = r.energy_certificate, wz_code = r.wz_code, wz_version = r.wz_version, location_class = r.location_class,
    marketable = r.marketable, not_marketable_reason = r.not_marketable_reason, public_basis = r.public_basis,
    note_internal = r.note_internal
FROM unnest($1::bigint[], $2::integer[]) AS w (id, version)
JOIN history h ON h.table_name = 'unit' AND h.id = w.id AND h.version = w.version
CROSS JOIN LATERAL jsonb_populate_record(NULL::unit, h.row) AS r
WHERE u.id = w.id`

type placed struct {
	GeomM  geo.Geom
	Inside bool
}

// Locate brings a unit's point to where it is stored, and looks up the parcels and the reference. It returns what is wrong.
func (u *StockUnit) Locate(ctx context.Context, db pg.Querier, fresh bool) ([]fault.Field, error) {
	var w wrongs
	if !u.Geom.IsZero() && u.GeomM.IsZero() {
		rows, err := pg.Collect[placed](ctx, db, sqlPlaceUnit, u.Geom)
		if err != nil {
			return nil, err
		}
		u.GeomM = rows[0].GeomM
		w.when(!rows[0].Inside, "/geometry", "outside_town", "the unit lies outside of the town")
	}
	if err := u.locateParcels(ctx, db, &w); err != nil {
		return nil, err
	}
	if fresh && publicRef.MatchString(u.PublicRef) {
		var used bool
		if err := db.QueryRow(ctx, sqlRefUsed, u.PublicRef).Scan(&used); err != nil {
			return nil, err
		}
		w.when(used, "/public_ref", "unit.ref_used", "another unit has or had this reference")
	}
	return w, nil
}

func (u *StockUnit) locateParcels(ctx context.Context, db pg.Querier, w *wrongs) error {
	if len(u.Parcels) == 0 || len(u.Parcels) > mostParcels {
		return nil
	}
	ids, _ := parcelColumns(u.Parcels)
	rows, err := db.Query(ctx, sqlKnownParcels, ids)
	if err != nil {
		return err
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	for _, id := range found {
		known[id] = true
	}
	for i, p := range u.Parcels {
		w.when(!known[p.ParcelID], "/parcels/"+strconv.Itoa(i)+"/parcel_id", "unit.unknown_parcel", "there is no such parcel")
	}
	return nil
}

func parcelColumns(parcels []UnitParcel) (ids []int64, primary []bool) {
	for _, p := range parcels {
		ids, primary = append(ids, p.ParcelID), append(primary, p.Primary)
	}
	return ids, primary
}

// UnitParcels lists the parcels of a unit, the main one first.
func UnitParcels(ctx context.Context, db pg.Querier, unit int64) ([]UnitParcel, error) {
	return pg.Collect[UnitParcel](ctx, db, sqlUnitParcels, unit)
}

// Insert writes a new unit, at a new address if nobody has been there yet. Without parcels it stands on the one below it.
func (u *StockUnit) Insert(ctx context.Context, tx pgx.Tx) (int64, error) {
	if _, err := tx.Exec(ctx, sqlOfficeSource); err != nil {
		return 0, err
	}
	args := u.args()
	address, err := u.findAddress(ctx, tx)
	if err != nil {
		return 0, err
	}
	args["address_id"] = address
	var id int64
	if err := tx.QueryRow(ctx, sqlInsertStockUnit, args).Scan(&id); err != nil {
		return 0, err
	}
	parcels := u.Parcels
	if len(parcels) == 0 {
		rows, err := tx.Query(ctx, sqlParcelHere, u.GeomM)
		if err != nil {
			return 0, err
		}
		here, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return 0, err
		}
		for _, p := range here {
			parcels = []UnitParcel{{ParcelID: p, Primary: true}}
		}
	}
	ids, primary := parcelColumns(parcels)
	_, err = tx.Exec(ctx, sqlAddUnitParcels, id, ids, primary)
	return id, err
}

// Update writes a new version of a unit.
func (u *StockUnit) Update(ctx context.Context, tx pgx.Tx, id int64, base *StockUnit) error {
	args := u.args()
	args["id"], args["address_id"] = id, nil
	if !u.sameAddress(base) {
		address, err := u.findAddress(ctx, tx)
		if err != nil {
			return err
		}
		args["address_id"] = address
	}
	if _, err := tx.Exec(ctx, sqlUpdateStockUnit, args); err != nil {
		return err
	}
	if u.sameParcels(base) {
		return nil
	}
	if _, err := tx.Exec(ctx, sqlDropUnitParcels, id); err != nil {
		return err
	}
	ids, primary := parcelColumns(u.Parcels)
	_, err := tx.Exec(ctx, sqlAddUnitParcels, id, ids, primary)
	return err
}

// DeleteUnit removes a unit with all that hangs on it; whether it may go is vacancy's to say.
func DeleteUnit(ctx context.Context, tx pgx.Tx, id int64) error {
	_, err := tx.Exec(ctx, sqlDeleteStockUnit, id)
	return err
}

// MarkSurveyed notes that somebody was there, unless somebody was there later.
func MarkSurveyed(ctx context.Context, tx pgx.Tx, id int64, at geo.Date, source string) error {
	_, err := tx.Exec(ctx, sqlMarkSurveyed, id, at, source)
	return err
}

// AllowPublic gives a unit a basis for being public if it has none.
func AllowPublic(ctx context.Context, tx pgx.Tx, id int64, basis string) error {
	_, err := tx.Exec(ctx, sqlAllowPublic, id, basis)
	return err
}

// RestoreUnits writes earlier versions of units as new ones.
func RestoreUnits(ctx context.Context, tx pgx.Tx, ids []int64, versions []int) error {
	_, err := tx.Exec(ctx, sqlRestoreUnits, ids, versions)
	return err
}

// findAddress looks twice: somebody else may make the same address at the same time.
func (u *StockUnit) findAddress(ctx context.Context, tx pgx.Tx) (id int64, err error) {
	args := pgx.NamedArgs{
		"street_name": u.StreetName, "house_number": u.HouseNumber, "suffix": u.HouseNumberSuffix, "postcode": textOr(u.Postcode),
		"city": u.City, "geom": u.GeomM,
	}
	for range 2 {
		rows, err := tx.Query(ctx, sqlFindAddress, args)
		if err != nil {
			return 0, err
		}
		found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil || len(found) > 0 {
			return first(found), err
		}
		if _, err := tx.Exec(ctx, sqlMakeAddress, args); err != nil {
			return 0, err
		}
	}
	err = tx.QueryRow(ctx, sqlFindAddress, args).Scan(&id)
	return id, err
}

func first(ids []int64) int64 {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

// textOr has nothing stand for empty text.
func textOr(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func (u *StockUnit) args() pgx.NamedArgs {
	return pgx.NamedArgs{
		"public_ref": textOr(u.PublicRef), "floor": u.Floor, "position": textOr(u.Position), "geom": u.GeomM,
		"sales_area_m2": u.SalesAreaM2, "retail_area_m2": u.RetailAreaM2, "storage_area_m2": u.StorageAreaM2,
		"gastro_area_m2": u.GastroAreaM2, "total_area_m2": u.TotalAreaM2, "area_source": textOr(u.AreaSource),
		"divisible_from_m2": u.DivisibleFromM2, "ceiling_height_m": u.CeilingHeightM, "step_free": u.StepFree, "power_kw": u.PowerKw,
		"condition": textOr(u.Condition), "year_built": u.YearBuilt, "energy_certificate": textOr(u.EnergyCertificate),
		"use_type": u.UseType, "last_use": textOr(u.LastUse), "wz_code": textOr(u.WzCode), "wz_version": u.WzVersion,
		"location_class": textOr(u.LocationClass), "marketable": u.Marketable, "not_marketable_reason": textOr(u.NotMarketableReason),
		"public_basis": textOr(u.PublicBasis), "note_internal": textOr(u.NoteInternal),
	}
}
