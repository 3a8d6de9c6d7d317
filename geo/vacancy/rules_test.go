package vacancy_test

import (
	"testing"

	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/vacancy"
)

func TestKindOnTheDaysRoundTheLimit(t *testing.T) {
	t.Parallel()
	since := geo.NewDate(2025, 11, 23)
	for days, want := range map[int]string{0: vacancy.Fluctuation, 365: vacancy.Fluctuation, 366: vacancy.Structural} {
		u := vacancy.Unit{VacancyStatus: "vacant", VacantSince: since}
		if got := u.Kind(since.AddDays(days)); got != want {
			t.Errorf("after %d days: %s", days, got)
		}
	}
}

func TestOnlyEmptyUnitsHaveDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		since := geo.NewDate(2026, 1, 1)
		u := vacancy.Unit{VacancyStatus: rapid.SampledFrom(vacancy.Statuses()).Draw(rt, "status"), VacantSince: since}
		n := rapid.IntRange(0, 2000).Draw(rt, "days")
		days, known := u.VacantDays(since.AddDays(n))
		empty := u.VacancyStatus == "vacant" || u.VacancyStatus == "marketing" || u.VacancyStatus == "reserved"
		if known != empty || (known && days != n) || (u.Kind(since.AddDays(n)) == "") == empty {
			rt.Fatalf("%s after %d days: %d %v", u.VacancyStatus, n, days, known)
		}
	})
	if _, known := (vacancy.Unit{VacancyStatus: "vacant"}).VacantDays(geo.NewDate(2026, 1, 1)); known {
		t.Error("days without a beginning")
	}
}
