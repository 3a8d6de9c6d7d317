package vacancy

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// TenantEdit is what a request says of an occupancy; what it does not name stays as it is. Its days change with the status.
type TenantEdit struct {
	BusinessName   geo.Given[string]
	WzCode         geo.Given[string]
	ChainShopCount geo.Given[*int]
	LeaseEnd       geo.Given[geo.Date]
}

const sqlOccupancy = `
SELECT unit_id, version, business_name, coalesce(wz_code, '') AS wz_code, chain_shop_count, lease_end
FROM occupancy
WHERE id = $1`

const sqlTenantChanges = `
UPDATE occupancy SET business_name = $2, wz_code = $3, chain_shop_count = $4, lease_end = $5 WHERE id = $1`

type tenantRow struct {
	UnitID  int64
	Version int
	Tenant
}

// ChangeTenant changes what is known of an occupancy that is still in the version named. It returns the unit, NotFound or
// Stale, and Invalid with all that is wrong.
func (o *Office) ChangeTenant(ctx context.Context, by By, id int64, version int, edit *TenantEdit) (Saved, error) {
	const op = "vacancy.Office.ChangeTenant"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	unit, err := o.unitOf(ctx, id)
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	var out Saved
	out.XID, err = o.alone(ctx, by, unit, 0, func(tx pgx.Tx) error {
		rows, err := pg.Collect[tenantRow](ctx, tx, sqlOccupancy, id)
		if err == nil && len(rows) == 0 {
			err = pgx.ErrNoRows
		}
		if err != nil {
			return err
		}
		if rows[0].Version != version {
			return stale()
		}
		t := rows[0].Tenant
		edit.BusinessName.Onto(&t.BusinessName)
		edit.WzCode.Onto(&t.WzCode)
		edit.ChainShopCount.Onto(&t.ChainShopCount)
		edit.LeaseEnd.Onto(&t.LeaseEnd)
		var w wrongs
		if t.wrong(&w, ""); len(w) > 0 {
			return refuse(w)
		}
		if _, err := tx.Exec(ctx, sqlTenantChanges, id, t.BusinessName, textOr(t.WzCode), t.ChainShopCount, t.LeaseEnd); err != nil {
			return err
		}
		out.Entry, err = o.conclude(ctx, tx, by, unit, "occupancy.change", nil, map[string]int64{"occupancy": id})
		return err
	})
	return out, pg.Fault(op, err)
}

func (o *Office) unitOf(ctx context.Context, occupancy int64) (unit int64, err error) {
	err = o.db.QueryRow(ctx, `SELECT unit_id FROM occupancy WHERE id = $1`, occupancy).Scan(&unit)
	return unit, err
}

// UnitOf is the unit of an occupancy, for an answer that carries it. It returns NotFound if there is no such occupancy.
func (o *Office) UnitOf(ctx context.Context, occupancy int64) (int64, error) {
	unit, err := o.unitOf(ctx, occupancy)
	return unit, pg.Fault("vacancy.Office.UnitOf", err)
}
