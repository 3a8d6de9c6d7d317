package demo_test

import (
	"fmt"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
)

// figures are what a visitor must find on any day: least and greatest.
var figures = []struct {
	name      string
	sql       string
	low, high float64
}{
	{"vacancy rate", `SELECT count(*) FILTER (WHERE status IN ('vacant', 'marketing', 'reserved')) / count(*)::float8 FROM unit_state
		WHERE period @> $1::date AND status NOT IN ('converted', 'removed', 'unknown')`, 0.10, 0.22},
	{"units on the public map", `SELECT count(*) FROM pub.units WHERE valid_from <= $1::date AND (valid_to IS NULL OR valid_to > $1::date)`, 150, 260},
	{"units without a state", `SELECT count(*) FROM unit WHERE id NOT IN (SELECT unit_id FROM unit_state WHERE period @> $1::date)`, 0, 0},
	{"published offers", `SELECT count(*) FROM pub.units WHERE offered AND valid_to IS NULL AND valid_from <= $1::date`, 12, 60},
	{"offers with a rent", `SELECT count(*) FROM pub.units WHERE offered AND rent_cents_m2_month BETWEEN 300 AND 4000 AND valid_from <= $1::date`, 10, 60},
	{"structural vacancies", `SELECT count(*) FROM unit_state WHERE period @> $1::date AND status IN ('vacant', 'marketing', 'reserved') AND $1::date - vacant_since > 365`, 4, 40},
	{"fresh vacancies", `SELECT count(*) FROM unit_state WHERE period @> $1::date AND status IN ('vacant', 'marketing', 'reserved') AND $1::date - vacant_since < 365`, 4, 40},
	{"threatened", `SELECT count(*) FROM unit_state WHERE period @> $1::date AND status = 'threatened'`, 2, 12},
	{"pop-ups", `SELECT count(*) FROM unit_state s JOIN occupancy o ON o.id = s.occupancy_id WHERE s.period @> $1::date AND s.status = 'interim_use' AND o.kind = 'interim'`, 2, 12},
	{"years of chronicle", `SELECT ($1::date - min(at)) / 365.25 FROM unit_status_event`, 10, 11},
	{"corner shops", `SELECT count(*) FROM (SELECT FROM frontage GROUP BY unit_id HAVING count(*) > 1) s`, 5, 60},
	{"units upstairs", `SELECT count(*) FROM unit WHERE floor > 0`, 2, 30},
	{"works over", `SELECT count(*) FROM pub.sections WHERE valid_to <= $1::date`, 4, 9},
	{"works going on", `SELECT count(*) FROM pub.sections WHERE status = 'active' AND valid_from <= $1::date AND valid_to > $1::date`, 1, 3},
	{"works to come", `SELECT count(*) FROM pub.sections WHERE valid_from > $1::date`, 2, 6},
	{"phases going on", `SELECT count(*) FROM pub.phases WHERE status = 'active'`, 1, 4},
	{"projects", `SELECT count(*) FROM pub.projects`, 3, 3},
	{"fund areas", `SELECT count(*) FROM pub.areas WHERE kind = 'fund' AND ST_Area(geom) BETWEEN 140000 AND 200000`, 1, 1},
	{"leases that end within a year", `SELECT count(*) FROM occupancy WHERE upper_inf(period) AND lease_end BETWEEN $1::date AND $1::date + 365`, 5, 60},
	{"listed houses", `SELECT count(*) FROM building WHERE listed`, 20, 120},
	{"made up, and it says so", `SELECT count(*) FROM pub.town WHERE made_up AND name LIKE '%erfunden%'`, 1, 1},
}

func TestTheDemoLivesOnAnyDay(t *testing.T) {
	t.Parallel()
	days := []geo.Date{
		today, geo.NewDate(2024, time.February, 29), geo.NewDate(2027, time.July, 31), geo.NewDate(2031, time.January, 1),
	}
	for i, day := range days {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			db := pgtest.DB(t).Owner()
			if _, err := demo.Load(t.Context(), db, demo.Options{Seed: uint64(i + 10), Scale: 1, Today: day}); err != nil {
				t.Fatal(err)
			}
			for _, f := range figures {
				var args []any
				if containsArg(f.sql) {
					args = append(args, day)
				}
				var v float64
				if err := db.QueryRow(t.Context(), "SELECT ("+f.sql+")::float8", args...).Scan(&v); err != nil {
					t.Errorf("%s: %v", f.name, err)
				} else if v < f.low || v > f.high {
					t.Errorf("%s: %.2f, expected %v to %v", f.name, v, f.low, f.high)
				}
			}
		})
	}
}

func TestRegion(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t).App()
	var told []string
	out, err := demo.Load(t.Context(), db, demo.Options{Seed: 4, Scale: 3, Today: today, Progress: func(done, total int64, what string) {
		told = append(told, fmt.Sprint(done, "/", total, " ", what))
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(told) == 0 || told[len(told)-1] != "3/3 towns" {
		t.Errorf("progress said %v", told)
	}
	for name, sql := range wrongs {
		if name == "parcels leave gaps" {
			continue // the towns of a region stand apart
		}
		var args []any
		if containsArg(sql) {
			args = append(args, today)
		}
		var n int
		if err := db.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
			t.Errorf("%s: %v", name, err)
		} else if n != 0 {
			t.Errorf("%s: %d", name, n)
		}
	}
	var parcels, ids int64
	if err := db.QueryRow(t.Context(), `SELECT count(*), count(DISTINCT id) FROM parcel`).Scan(&parcels, &ids); err != nil {
		t.Fatal(err)
	}
	if parcels != out.Rows["parcel"] || ids != parcels || parcels < 1800 {
		t.Errorf("%d parcels with %d ids, %d loaded", parcels, ids, out.Rows["parcel"])
	}
	// The sequences stand behind what was loaded, so that staff can go on drawing.
	var next, last int64
	if err := db.QueryRow(t.Context(), `SELECT nextval(pg_get_serial_sequence('unit', 'id')), max(id) FROM unit`).Scan(&next, &last); err != nil {
		t.Fatal(err)
	}
	if next != last+1 {
		t.Errorf("the next unit is %d after %d", next, last)
	}
}
