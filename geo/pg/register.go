package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo"
)

const sqlGeometryTypes = `
SELECT coalesce(to_regtype('geometry')::oid, 0), coalesce(to_regtype('geometry[]')::oid, 0)`

// Register teaches a connection geo.Geom, geo.Date and geo.Period. The pool calls it for each connection; a connection
// made otherwise needs it too. In a database without PostGIS it teaches only the days, so that Prepare can work there.
func Register(ctx context.Context, conn *pgx.Conn) error {
	var one, many uint32
	if err := conn.QueryRow(ctx, sqlGeometryTypes).Scan(&one, &many); err != nil {
		return err
	}
	m := conn.TypeMap()
	registerDays(m)
	if one == 0 {
		return nil
	}
	geometry := &pgtype.Type{Name: "geometry", OID: one, Codec: geomCodec{}}
	m.RegisterType(geometry)
	m.RegisterType(&pgtype.Type{Name: "_geometry", OID: many, Codec: &pgtype.ArrayCodec{ElementType: geometry}})
	m.RegisterDefaultPgType(geo.Geom{}, "geometry")
	m.RegisterDefaultPgType(&geo.Geom{}, "geometry")
	return nil
}

// registerDays puts our wrappers before pgx's own, which would otherwise take a Date for any Stringer or struct.
func registerDays(m *pgtype.Map) {
	m.TryWrapEncodePlanFuncs = append([]pgtype.TryWrapEncodePlanFunc{wrapDateEncode, wrapPeriodEncode}, m.TryWrapEncodePlanFuncs...)
	m.TryWrapScanPlanFuncs = append([]pgtype.TryWrapScanPlanFunc{wrapDateScan, wrapPeriodScan}, m.TryWrapScanPlanFuncs...)
	m.RegisterDefaultPgType(geo.Date{}, "date")
	m.RegisterDefaultPgType(&geo.Date{}, "date")
	m.RegisterDefaultPgType(geo.Period{}, "daterange")
	m.RegisterDefaultPgType(&geo.Period{}, "daterange")
}
