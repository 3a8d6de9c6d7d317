package kpi_test

import (
	"testing"

	"mitte/geo"
	"mitte/geo/kpi"
	"mitte/geo/works"
)

// Two sections stand before a shop and a corner shop whose main front is elsewhere; a third shop has a door only.
func TestExposed(t *testing.T) {
	t.Parallel()
	shop, corner, door, gone := since("occupied", "2020-01-01", ""), since("vacant", "2020-01-01", "2020-01-01"), since("occupied", "2020-01-01", ""), since("removed", "2020-01-01", "")
	shop.ID, corner.ID, door.ID, gone.ID = 1, 2, 3, 4
	corner.FrontOnly, corner.Fronts = true, map[int64]bool{22: true}
	year := geo.Period{From: day("2026-01-01"), To: day("2027-01-01")}
	sites := []works.Exposing{
		{Period: geo.Period{From: day("2026-03-15"), To: day("2026-04-01")}, Fronts: []works.Exposed{
			{UnitID: 1, FrontID: 11, First: day("2026-03-15"), Days: 10, MDays: 80, ToldAt: day("2026-03-01")},
			{UnitID: 1, FrontID: 12, First: day("2026-03-15"), Days: 10, MDays: 20, ToldAt: day("2026-03-01")},
			{UnitID: 2, FrontID: 21, First: day("2026-03-15"), Days: 10, MDays: 50},
			{UnitID: 2, FrontID: 22, First: day("2026-03-15"), Days: 10, MDays: 7},
			{UnitID: 4, FrontID: 41, First: day("2026-03-15"), Days: 10, MDays: 1000},
			{UnitID: 99, FrontID: 991, First: day("2026-03-15"), Days: 10, MDays: 1000},
		}},
		{Period: geo.Period{From: day("2026-05-15"), To: day("2026-06-01")}, Fronts: []works.Exposed{
			{UnitID: 1, FrontID: 11, First: day("2026-05-15"), Days: 2, MDays: 16, ToldAt: day("2026-05-02")},
			{UnitID: 3, First: day("2026-05-15"), Days: 2},
		}},
		{Period: geo.Period{From: day("2026-05-15"), To: day("2026-06-01")}},
	}
	e := kpi.Exposed([]kpi.Unit{shop, corner, door, gone}, sites, year)
	want := kpi.Exposure{Period: year, MDays: 123, Sections: 2, Units: 2, UnitsKnown: 1, Doors: 3, Told: 1, ToldShare: e.ToldShare}
	if e != want {
		t.Errorf("%+v, want %+v", e, want)
	}
	is(t, "told", e.ToldShare, 1.0/3)
	if none := kpi.Exposed(nil, sites, year); none.MDays != 0 || none.ToldShare != nil {
		t.Errorf("of nothing: %+v", none)
	}
}
