package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Periods are half-open: the first day is in, the day after the last is out.
func TestUnitOnTheDaysRoundItsChanges(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, c := range []struct {
		day, status, business, days, kind string
		offered                           bool
	}{
		{"2026-02-28", "", "", "", "", false}, // occupied, without a basis of its own: not public
		{"2026-03-01", "", "", "", "", false},
		{"2026-04-30", "", "", "", "", false},
		{"2026-05-01", "marketing", "<nil>", "61", "fluctuation", true},
		{"2026-11-23", "marketing", "<nil>", "267", "fluctuation", true},
		{"2027-03-01", "marketing", "<nil>", "365", "fluctuation", true},
		{"2027-03-02", "marketing", "<nil>", "366", "structural", true},
	} {
		a := b.get("/api/v1/units/502?at=" + c.day)
		if c.status == "" {
			a.want(t, http.StatusNotFound)
			continue
		}
		p, _ := a.want(t, http.StatusOK).json(t)["properties"].(map[string]any)
		got := fmt.Sprintln(p["vacancy_status"], p["business_name"], p["vacant_days"], p["vacancy_kind"], p["offered"])
		if want := fmt.Sprintln(c.status, c.business, c.days, c.kind, c.offered); got != want {
			t.Errorf("%s: got %s, want %s", c.day, got, want)
		}
	}
}

func TestUnitsOfADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for day, want := range map[string]string{
		"2012-01-01": "[505]",
		"2019-03-31": "[504 505 508]",
		"2019-04-01": "[501 504 505 508]",
		"2024-12-31": "[501 503 504 505 508]",
		"2025-01-01": "[501 503 504 505]", // 508 is removed on that day
		"2026-05-31": "[501 502 503 504 505 507]",
		"2026-06-01": "[501 502 503 504 507]", // 505 fell vacant without a basis
	} {
		if got := fmt.Sprint(ids(features(t, b.get("/api/v1/units?at="+day)))); got != want {
			t.Errorf("%s: got %s, want %s", day, got, want)
		}
	}
	if today, named := b.get("/api/v1/units").json(t)["at"], "2026-11-23"; today != named {
		t.Errorf("without at: %v", today)
	}
}

func TestSectionsOfADay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for query, want := range map[string]string{
		"":                "[1001 1002 1004]",
		"?at=2026-03-08":  "[]", // planned from the 2nd, begun on the 9th
		"?at=2026-03-09":  "[1001]",
		"?at=2026-10-31":  "[1001]",
		"?at=2026-11-01":  "[1001]", // should have ended, goes on
		"?at=2026-11-23":  "[1001]",
		"?at=2026-11-24":  "[]", // for tomorrow the plan counts
		"?at=2025-09-12":  "[1004]",
		"?at=2025-09-13":  "[]", // the actual last day was the 12th
		"?at=2027-03-01":  "[1002]",
		"?at=2027-10-01":  "[]",
		"?project_id=903": "[1004]",
		"?status=active":  "[1001]",
		"?project_id=902": "[]",
		"?status=completed&limit=5&at=2025-05-01": "[1004]",
	} {
		if got := fmt.Sprint(ids(features(t, b.get("/api/v1/sections"+query)))); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
		if !strings.HasPrefix(query, "?at=") {
			continue
		}
		if tile := len(b.decoded(tileOfTown("sections", 16) + query)); (tile > 0) != (want != "[]") {
			t.Errorf("%s: the tile has %d layers, the list %s", query, tile, want)
		}
	}
}
