package kpi

import (
	"reflect"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// corrections change everything that an answer as known before rests on, and nothing that stands where it stands.
var corrections = []string{
	`UPDATE unit_status_event SET superseded_at = now() WHERE id IN (SELECT min(id) FROM unit_status_event WHERE superseded_at IS NULL GROUP BY unit_id LIMIT 30)`,
	`INSERT INTO unit_status_event (unit_id, "from", "to", at, source) SELECT unit_id, s.status, 'refurbishment', current_date - 1, 'walk' FROM unit_state s WHERE s.period @> current_date AND s.status = 'vacant' AND lower(s.period) < current_date - 1 LIMIT 3`,
	`UPDATE unit SET sales_area_m2 = 11, retail_area_m2 = NULL, total_area_m2 = NULL, use_type = 'craft', marketable = false, not_marketable_reason = 'other', last_surveyed_at = current_date`,
	`UPDATE occupancy SET chain_shop_count = 90, lease_end = current_date + 20, business_name = 'anders'`,
	`UPDATE construction_section SET planned = daterange(current_date - 400, current_date + 5), actual_start = current_date - 380 WHERE status IN ('active', 'scheduled')`,
	`INSERT INTO survey (unit_id, at, result) SELECT id, current_date, 'confirmed' FROM unit`,
}

// TestAnAnswerAsItWasKnown: figures and list as known before an edit are those that were told then, of the town, of a street
// and of an area; and list and figures have the same units.
func TestAnAnswerAsItWasKnown(t *testing.T) {
	t.Parallel()
	db, service, known := town(t)
	var street string
	var area int64
	if err := db.Owner().QueryRow(t.Context(), `
		SELECT (SELECT s.street_name FROM frontage f JOIN street_segment s ON s.id = f.segment_id GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1),
		       (SELECT id FROM area ORDER BY ST_Area(geom) DESC, id LIMIT 1)`).Scan(&street, &area); err != nil {
		t.Fatal(err)
	}
	today := geo.DateOf(known)
	along, inside := &place.AlongQuery{Street: street}, &place.AreaQuery{AreaID: area}
	ask := func(scope Scope, at time.Time) Answer {
		t.Helper()
		q := Question{Scope: scope, At: today, CompareAt: today.AddMonths(-12), Period: geo.Period{From: today.AddMonths(-24), To: today}, KnownAt: at}
		a, err := service.Ask(t.Context(), office, q)
		if err != nil {
			t.Fatal(err)
		}
		a.Known = time.Time{}
		return a
	}
	list := func(at time.Time) place.Along {
		t.Helper()
		q := *along
		q.At, q.KnownAt, q.What = today, at, []string{place.AlongUnits, place.AlongSections}
		found, err := service.planner.Along(t.Context(), office, q)
		if err != nil {
			t.Fatal(err)
		}
		found.Known = time.Time{}
		return found
	}
	scopes := map[string]Scope{"the town": {}, "a street": {Along: along}, "an area": {Inside: inside}}
	before, rows := map[string]Answer{}, list(time.Time{})
	for name, scope := range scopes {
		before[name] = ask(scope, time.Time{})
		if before[name].Figures.Vacant == 0 {
			t.Fatalf("%s: nothing is vacant", name)
		}
		if got := ask(scope, known); !reflect.DeepEqual(got, before[name]) {
			t.Errorf("%s, before any edit\n%+v\n%+v", name, got, before[name])
		}
	}
	for _, edit := range corrections {
		if tag, err := db.Owner().Exec(t.Context(), edit); err != nil || tag.RowsAffected() == 0 {
			t.Fatalf("%v %v\n%s", tag, err, edit)
		}
	}
	for name, scope := range scopes {
		if got := ask(scope, known); !reflect.DeepEqual(got, before[name]) {
			t.Errorf("%s, as known before\n%+v\n%+v", name, got, before[name])
		}
		if got := ask(scope, time.Time{}); reflect.DeepEqual(got, before[name]) {
			t.Errorf("%s: the edits change nothing", name)
		}
	}
	if got := list(known); !reflect.DeepEqual(got, rows) {
		t.Errorf("the list, as known before\n%+v\n%+v", got, rows)
	}
	if now := list(time.Time{}); reflect.DeepEqual(now, rows) {
		t.Error("the edits do not change the list")
	}
	if a := ask(Scope{Along: along}, known.AddDate(-30, 0, 0)); a.Units != 0 || a.Figures.Stock != 0 {
		t.Errorf("before anything was kept: %+v", a)
	}
}
