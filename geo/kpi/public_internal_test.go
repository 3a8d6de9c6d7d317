package kpi

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mitte/geo"
)

func shop(id int64, status string, since geo.Date) Unit {
	area := 50.0
	return Unit{ID: id, UseType: "retail", Marketable: true, SalesAreaM2: &area, Runs: []Run{{Status: status, Period: geo.Period{From: since}, VacantSince: since}}}
}

// Of four units nothing is said, of five all but what only the vacant one among them would tell.
func TestRelease(t *testing.T) {
	t.Parallel()
	since, day := geo.NewDate(2020, time.January, 1), geo.NewDate(2026, time.January, 1)
	var units []Unit
	for id := range int64(4) {
		units = append(units, shop(id, "occupied", since))
	}
	few := On(units, day)
	if r := few.Release(); r.Stock != nil || r.Vacant != nil || r.ByUnits != nil || r.ByArea != nil || r.SurveyedRate != nil || r.At != day {
		t.Errorf("four: %+v", r)
	}
	units = append(units, shop(5, "vacant", since))
	five := On(units, day)
	r := five.Release()
	if r.Stock == nil || *r.Stock != 5 || *r.Vacant != 1 || *r.ByUnits != 0.2 || *r.ByArea != 0.2 || r.ByFrontage != nil {
		t.Errorf("five: %+v", r)
	}
	if r.MedianVacantDays != nil || r.StructuralShare != nil || r.PersistentShare != nil {
		t.Errorf("one vacant shop is told of: %+v", r)
	}
}

// TestNothingFollowsFromTheOthers: whoever subtracts the streets that are told from the town learns of five units at least.
func TestNothingFollowsFromTheOthers(t *testing.T) {
	t.Parallel()
	day := geo.NewDate(2026, time.January, 1)
	rapid.Check(t, func(t *rapid.T) {
		var units []Unit
		streets, total := map[int64]string{}, 0
		for i := range rapid.IntRange(0, 60).Draw(t, "units") {
			id := int64(i)
			units = append(units, shop(id, rapid.SampledFrom([]string{"occupied", "vacant", "unknown"}).Draw(t, "status"), geo.NewDate(2020, time.January, 1)))
			streets[id] = rapid.SampledFrom([]string{"", "A", "B", "C", "D", "E"}).Draw(t, "street")
		}
		whole := On(units, day)
		for _, s := range byStreet(units, streets, day) {
			if s.Stock != nil {
				total += *s.Stock
				if *s.Stock < FewestPublic || s.Street == "" {
					t.Fatalf("%+v", s)
				}
			}
		}
		if rest := whole.Stock - total; rest > 0 && rest < FewestPublic && total > 0 {
			t.Fatalf("%d units follow from the %d of the town", rest, whole.Stock)
		}
	})
}
