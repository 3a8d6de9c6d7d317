package kpi_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/kpi"
	"mitte/geo/place"
)

func day(text string) geo.Date {
	d, err := geo.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func since(status, from string, spell string) kpi.Unit {
	r := kpi.Run{Status: status, Period: geo.Period{From: day(from)}}
	if spell != "" {
		r.VacantSince = day(spell)
	}
	return kpi.Unit{Marketable: true, UseType: "retail", Runs: []kpi.Run{r}}
}

func units(n int, status string) []kpi.Unit {
	out := make([]kpi.Unit, n)
	for i := range out {
		out[i] = since(status, "2020-01-01", "2020-01-01")
	}
	return out
}

func is(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 0.00005 {
		if got != nil {
			t.Errorf("%s: %v, want %v", what, *got, want)
			return
		}
		t.Errorf("%s: nothing, want %v", what, want)
	}
}

// The vector of domain.md 5.
func TestOnTheVector(t *testing.T) {
	t.Parallel()
	var all []kpi.Unit
	for status, n := range map[string]int{
		"occupied": 14, "threatened": 1, "vacant": 2, "marketing": 1, "reserved": 1, "interim_use": 1, "refurbishment": 1,
		"converted": 1, "unknown": 1,
	} {
		all = append(all, units(n, status)...)
	}
	f := kpi.On(all, day("2024-06-01"))
	if f.Stock != 21 || f.Vacant != 4 || !f.Public() {
		t.Errorf("%+v", f)
	}
	is(t, "by units", f.ByUnits, 4.0/21)
	is(t, "interim", f.InterimRate, 1.0/21)
	if f.ByArea != nil || f.ByFrontage != nil || f.ChainShare != nil {
		t.Error("a rate of nothing is not nothing")
	}
}

// Vacant since 2024-01-01: fluctuation on the 365th day, structural and persistent on the 366th.
func TestVacancyKinds(t *testing.T) {
	t.Parallel()
	u := []kpi.Unit{since("vacant", "2024-01-01", "2024-01-01")}
	for text, want := range map[string]int{"2024-12-31": 0, "2025-01-01": 1} {
		if f := kpi.On(u, day(text)); f.Structural != want || f.Persistent != want {
			t.Errorf("on %s: structural %d, persistent %d", text, f.Structural, f.Persistent)
		}
	}
	u[0].Marketable = false
	if f := kpi.On(u, day("2024-01-02")); f.Structural != 1 || f.ByMarketable != nil {
		t.Errorf("what nobody would let: %+v", f)
	}
}

func TestPersistentCatchesRotation(t *testing.T) {
	t.Parallel()
	u := kpi.Unit{Marketable: true}
	at := day("2024-01-01")
	for i := range 8 { // 70 days empty, 20 days let, and again
		status, days, spell := "vacant", 70, at
		if i%2 == 1 {
			status, days, spell = "occupied", 20, geo.Date{}
		}
		u.Runs = append(u.Runs, kpi.Run{Status: status, Period: geo.Period{From: at, To: at.AddDays(days)}, VacantSince: spell})
		at = at.AddDays(days)
	}
	u.Runs = append(u.Runs, kpi.Run{Status: "vacant", Period: geo.Period{From: at}, VacantSince: at})
	if f := kpi.On([]kpi.Unit{u}, at.AddDays(85)); f.Persistent != 0 || f.Structural != 0 {
		t.Errorf("after 365 days: %+v", f)
	}
	if f := kpi.On([]kpi.Unit{u}, at.AddDays(86)); f.Persistent != 1 || f.Structural != 0 {
		t.Errorf("after 366 days: %+v", f)
	}
}

func TestMixChainsAndWarnings(t *testing.T) {
	t.Parallel()
	all := units(4, "occupied")
	all[2].UseType, all[3].UseType = "gastronomy", "gastronomy"
	five, four := 5, 4
	on := geo.Period{From: day("2020-01-01")}
	all[0].Occupancies = []kpi.Occupancy{{Period: on, Regular: true, ChainShopCount: &five, LeaseEnd: day("2027-01-01")}}
	all[1].Occupancies = []kpi.Occupancy{{Period: on, Regular: true, ChainShopCount: &four, LeaseEnd: day("2027-01-02")}}
	all[2].Occupancies = []kpi.Occupancy{{Period: on, Regular: true, ChainShopCount: &five}}
	area := 80.0
	all[0].SalesAreaM2 = &area
	f := kpi.On(all, day("2026-01-01"))
	is(t, "Shannon", f.Shannon, math.Ln2)
	is(t, "evenness", f.Evenness, 1)
	is(t, "chains", f.ChainShare, 0.5)
	if f.EarlyWarning != 1 || f.EarlyWarningAreaM2 != 80 {
		t.Errorf("leases that end within a year: %d, %v m²", f.EarlyWarning, f.EarlyWarningAreaM2)
	}
	if f.Public() {
		t.Error("four units are few")
	}
}

func TestSurveys(t *testing.T) {
	t.Parallel()
	all := units(3, "occupied")
	all[0].Surveys, all[1].Surveys = []geo.Date{day("2025-02-01"), day("2026-01-01")}, []geo.Date{day("2025-10-02")}
	f := kpi.On(all, day("2026-01-01"))
	is(t, "surveyed", f.SurveyedRate, 1.0/3)
	if !f.OldestSurvey.IsZero() {
		t.Errorf("one was never surveyed, the oldest is %v", f.OldestSurvey)
	}
	if f = kpi.On(all[:2], day("2025-12-31")); f.Surveyed != 1 || f.OldestSurvey != day("2025-02-01") {
		t.Errorf("before the second look: %+v", f)
	}
	if f = kpi.On(all[:2], day("2026-01-05")); f.OldestSurvey != day("2025-10-02") {
		t.Errorf("the oldest is %v", f.OldestSurvey)
	}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	area := 100.0
	u := kpi.Unit{SalesAreaM2: &area, Runs: []kpi.Run{
		{Status: "occupied", Period: geo.Period{From: day("2020-01-01"), To: day("2025-03-01")}},
		{Status: "vacant", Period: geo.Period{From: day("2025-03-01"), To: day("2025-05-01")}, VacantSince: day("2025-03-01")},
		{Status: "interim_use", Period: geo.Period{From: day("2025-05-01"), To: day("2025-07-01")}, VacantSince: day("2025-03-01")},
		{Status: "occupied", Period: geo.Period{From: day("2025-07-01")}},
	}, Occupancies: []kpi.Occupancy{
		{Period: geo.Period{From: day("2020-01-01"), To: day("2025-03-01")}, Regular: true},
		{Period: geo.Period{From: day("2025-05-01"), To: day("2025-07-01")}},
		{Period: geo.Period{From: day("2025-07-01")}, Regular: true},
	}}
	f := kpi.Between([]kpi.Unit{u}, geo.Period{From: day("2025-01-01"), To: day("2026-01-01")})
	if f.Entries != 1 || f.Exits != 1 || f.NetAbsorptionM2 != 0 || f.Let != 1 || f.MeanStock != 1 {
		t.Errorf("%+v", f)
	}
	is(t, "turnover", f.Turnover, 365.25/365)
	is(t, "letting", f.MedianLettingDays, 122)
	if none := kpi.Between(nil, geo.Period{From: day("2025-01-01"), To: day("2026-01-01")}); none.Turnover != nil || none.MedianLettingDays != nil {
		t.Errorf("of nothing: %+v", none)
	}
}

// TestOnAgainstEachUnit: the figures of many are the sums of the figures of each.
func TestOnAgainstEachUnit(t *testing.T) {
	t.Parallel()
	statuses := []string{"occupied", "threatened", "vacant", "marketing", "reserved", "interim_use", "refurbishment", "converted", "removed", "unknown"}
	rapid.Check(t, func(t *rapid.T) {
		var all []kpi.Unit
		for range rapid.IntRange(0, 12).Draw(t, "units") {
			u := kpi.Unit{Marketable: rapid.Bool().Draw(t, "marketable"), UseType: "retail"}
			at, spell := geo.NewDate(2020, time.January, 1), geo.Date{}
			for range rapid.IntRange(0, 6).Draw(t, "runs") {
				status := rapid.SampledFrom(statuses).Draw(t, "status")
				if place.IsVacant(status) && spell.IsZero() {
					spell = at
				} else if !place.IsVacant(status) && status != "interim_use" && status != "refurbishment" {
					spell = geo.Date{}
				}
				to := at.AddDays(rapid.IntRange(1, 400).Draw(t, "days"))
				u.Runs = append(u.Runs, kpi.Run{Status: status, Period: geo.Period{From: at, To: to}, VacantSince: spell})
				at = to
			}
			all = append(all, u)
		}
		on := geo.NewDate(2020, time.January, 1).AddDays(rapid.IntRange(0, 2400).Draw(t, "day"))
		whole := kpi.On(all, on)
		var sum kpi.Figures
		for i := range all {
			one := kpi.On(all[i:i+1], on)
			sum.Stock, sum.Vacant, sum.Interim = sum.Stock+one.Stock, sum.Vacant+one.Vacant, sum.Interim+one.Interim
			sum.Structural, sum.Persistent = sum.Structural+one.Structural, sum.Persistent+one.Persistent
		}
		if got, want := tally(whole), tally(sum); got != want {
			t.Fatalf("%s, each alone %s", got, want)
		}
		if whole.Stock > 0 && *whole.ByUnits > 1 {
			t.Fatalf("a rate of %v", *whole.ByUnits)
		}
	})
}

func tally(f kpi.Figures) string {
	return fmt.Sprint(f.Stock, f.Vacant, f.Interim, f.Structural, f.Persistent)
}
