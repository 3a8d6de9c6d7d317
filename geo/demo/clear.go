package demo

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const sqlRealTown = `SELECT EXISTS (SELECT FROM town WHERE NOT made_up)`

// Tables that refer to the map's go with it: all of a made-up town is made up.
const sqlClear = `
TRUNCATE town, parcel, building, address, street_segment, unit, unit_parcel, frontage, entrance, area,
    unit_status_event, occupancy, offer, survey, unit_state,
    construction_project, construction_section, construction_phase, phase_dependency, impact, site_facility, blackout_window, notice
RESTART IDENTITY CASCADE`

// The identifiers start anew, so the history of their former bearers must not stay.
const sqlClearHistory = `
DELETE FROM history
WHERE table_name IN ('parcel', 'building', 'address', 'street_segment', 'unit', 'frontage', 'entrance', 'area', 'occupancy', 'offer',
    'construction_project', 'construction_section', 'construction_phase', 'impact', 'site_facility', 'blackout_window', 'notice')`

const sqlClearSource = `DELETE FROM source WHERE id = 'demo'`

// Clear empties the map of a made-up town, with everything that refers to it, so that Load can fill it again. Accounts
// stay. db logs in as the owner of the tables. It returns Conflict demo.real_town if the town is a real one, and
// Forbidden if db may not truncate.
func Clear(ctx context.Context, db pg.Beginner) error {
	return pg.Fault("demo.Clear", pg.InTx(ctx, db, actor, func(tx pgx.Tx) error {
		var isReal bool
		if err := tx.QueryRow(ctx, sqlRealTown).Scan(&isReal); err != nil {
			return err
		}
		if isReal {
			return fault.New(fault.Conflict, "demo.real_town", "the database holds a real town; only a made-up one is replaced")
		}
		for _, sql := range []string{sqlClear, sqlClearHistory, sqlClearSource} {
			if _, err := tx.Exec(ctx, sql); err != nil {
				return err
			}
		}
		return nil
	}))
}
