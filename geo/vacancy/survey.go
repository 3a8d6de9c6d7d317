package vacancy

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// Survey is what somebody saw on a walk-round. A key is the phone's own number of the tap: sent again, it makes nothing new.
type Survey struct {
	Key    string
	UnitID int64
	Result string // confirmed or not_accessible; what changed is entered as a step
	At     geo.Date
}

// MostSurveys is how many surveys come at once.
const MostSurveys = 200

const sqlInsertSurvey = `
INSERT INTO survey (unit_id, at, result, key) VALUES ($1, $2, $3, $4)
ON CONFLICT ON CONSTRAINT survey_once DO NOTHING`

func (s *Survey) wrong(today geo.Date) wrongs {
	var w wrongs
	w.choice("/result", s.Result, "confirmed", "not_accessible")
	w.when(s.At.IsZero(), "/at", "required", "the day is missing")
	w.when(today.Before(s.At), "/at", "survey.future", "what was seen lies in the past")
	w.when(!s.At.IsZero() && s.At.Before(firstDay), "/at", "out_of_range", "a day from 1900 is needed")
	w.text("/key", s.Key, 64)
	return w
}

// Survey notes what somebody saw. What is confirmed counts as known from that day, and no step is entered. It reports whether
// this was new, and returns NotFound, and Invalid with all that is wrong.
func (o *Office) Survey(ctx context.Context, by By, s *Survey) (made bool, xid uint64, err error) {
	const op = "vacancy.Office.Survey"
	if err := writer(by.Actor); err != nil {
		return false, 0, fault.Wrap(op, err)
	}
	if wrong := s.wrong(o.Today()); len(wrong) > 0 {
		return false, 0, fault.Wrap(op, refuse(wrong))
	}
	xid, err = o.alone(ctx, by, s.UnitID, 0, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, sqlInsertSurvey, s.UnitID, s.At, s.Result, textOr(s.Key))
		if made = err == nil && done.RowsAffected() > 0; !made {
			return err
		}
		if s.Result == "confirmed" {
			if err := place.MarkSurveyed(ctx, tx, s.UnitID, s.At, "walk"); err != nil {
				return err
			}
		}
		return by.record(ctx, tx, s.UnitID, "unit.survey", nil, map[string]string{"result": s.Result})
	})
	return made, xid, pg.Fault(op, err)
}

// walked notes that who entered a step was there.
func (o *Office) walked(ctx context.Context, tx pgx.Tx, unit int64) error {
	if _, err := tx.Exec(ctx, sqlInsertSurvey, unit, o.Today(), "changed", nil); err != nil {
		return err
	}
	return place.MarkSurveyed(ctx, tx, unit, o.Today(), "walk")
}

// Warning is a unit that may fall vacant.
type Warning struct {
	UnitID      int64
	PublicRef   string
	StreetName  *string
	HouseNumber *int
	Reason      string   // threatened or lease_ending
	On          geo.Date // when it is expected
	AreaM2      *float64
}

// warningMonths is how far ahead the end of a lease is a warning.
const warningMonths = 12

// $3 says whether ends of leases may be read. A unit is warned of once, by the notice before the lease.
const sqlWarnings = `
SELECT DISTINCT ON (u.id) u.id AS unit_id, u.public_ref, a.street_name, a.house_number, w.reason, w.day AS "on",
       coalesce(u.sales_area_m2, u.total_area_m2)::double precision AS area_m2
FROM unit u
JOIN unit_state s ON s.unit_id = u.id AND s.period @> $1::date
LEFT JOIN address a ON a.id = u.address_id
CROSS JOIN LATERAL (
    SELECT 1 AS rank, 'threatened' AS reason,
           (SELECT e.expected_until FROM unit_status_event e
            WHERE e.unit_id = u.id AND e.superseded_at IS NULL AND e.at <= $1 ORDER BY e.at DESC LIMIT 1) AS day
    WHERE s.status = 'threatened'
    UNION ALL
    SELECT 2, 'lease_ending', o.lease_end
    FROM occupancy o
    WHERE $3 AND o.id = s.occupancy_id AND o.lease_end BETWEEN $1::date AND $2::date
) AS w
ORDER BY u.id, w.rank`

// Warnings lists units that may fall vacant: those of which notice is given, and, for a purpose that the audit trail keeps, those
// whose lease ends within a year. Each stands there once. Without a purpose leases are left out.
func (o *Office) Warnings(ctx context.Context, by By, purpose string) ([]Warning, error) {
	const op = "vacancy.Office.Warnings"
	err := reader(by.Actor)
	if err == nil && purpose != "" {
		err = by.Require(people.Staff)
	}
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	day := o.Today()
	if purpose == "" {
		found, err := pg.Collect[Warning](ctx, o.db, sqlWarnings, day, day.AddMonths(warningMonths), false)
		return found, pg.Fault(op, err)
	}
	var found []Warning
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) (err error) {
		if found, err = pg.Collect[Warning](ctx, tx, sqlWarnings, day, day.AddMonths(warningMonths), true); err != nil {
			return err
		}
		return by.readPersonal(ctx, tx, "unit.leases.read", 0, purpose)
	})
	return found, pg.Fault(op, err)
}
