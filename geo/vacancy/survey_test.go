package vacancy_test

import (
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/vacancy"
)

func TestATapCountsOnceHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(1, "vacant", day(2026, 1, 1))
	tap := &vacancy.Survey{Key: "tap-1", UnitID: e.ID, Result: "confirmed", At: day(2026, 11, 20)}
	for i, want := range []bool{true, false, false} {
		if made, _, err := b.office.Survey(t.Context(), staff, tap); made != want || err != nil {
			t.Errorf("the tap sent for the %d. time: %v %v", i+1, made, err)
		}
	}
	// An older tap that comes late does not make the unit older.
	late := &vacancy.Survey{Key: "tap-0", UnitID: e.ID, Result: "confirmed", At: day(2026, 3, 1)}
	if made, _, err := b.office.Survey(t.Context(), staff, late); !made || err != nil {
		t.Error(err)
	}
	now, err := b.office.Entry(t.Context(), staff.Actor, e.ID)
	if err != nil || now.LastSurveyedAt != day(2026, 11, 20) || now.Stale(day(2026, 11, 23)) || len(now.Events) != 1 {
		t.Errorf("%s, %d steps, %v", now.LastSurveyedAt, len(now.Events), err)
	}
	if !now.Stale(day(2027, 2, 19)) || now.Stale(day(2027, 2, 18)) {
		t.Error("after 90 days nobody knows any more, and not before")
	}
	_, _, err = b.office.Survey(t.Context(), staff, &vacancy.Survey{UnitID: e.ID, Result: "changed", At: day(2026, 12, 1)})
	refused(t, err, fault.Invalid, "/result unknown_value", "/at survey.future")
	_, _, err = b.office.Survey(t.Context(), staff, &vacancy.Survey{UnitID: 4711, Result: "confirmed", At: day(2026, 11, 1)})
	refused(t, err, fault.NotFound)
	closed := &vacancy.Survey{UnitID: e.ID, Result: "not_accessible", At: day(2026, 11, 22)}
	if made, _, err := b.office.Survey(t.Context(), staff, closed); !made || err != nil {
		t.Error(err)
	}
	if now, _ = b.office.Entry(t.Context(), staff.Actor, e.ID); now.LastSurveyedAt != day(2026, 11, 20) {
		t.Error("a closed door counts as seen")
	}
	if now = b.step(e.ID, step("refurbishment", day(2026, 11, 21))); now.LastSurveyedAt != day(2026, 11, 23) {
		t.Error("who entered a step was there")
	}
}

func TestEachUnitIsWarnedOfOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	lease := func(number int, ends geo.Date) vacancy.Entry {
		s := step("occupied", day(2020, 1, 1))
		s.Tenant.LeaseEnd = ends
		saved, err := b.office.Create(t.Context(), staff, shop("Markt", number), s)
		if err != nil {
			t.Fatal(err)
		}
		return saved.Entry
	}
	both := lease(1, day(2027, 3, 31))
	notice := step("threatened", day(2026, 11, 1))
	notice.ExpectedUntil = day(2027, 3, 1)
	b.step(both.ID, notice)
	ending, _, _ := lease(2, day(2027, 11, 23)), lease(3, day(2027, 11, 24)), lease(4, day(2026, 11, 22))
	found, err := b.office.Warnings(t.Context(), staff, "")
	if err != nil || len(found) != 1 || found[0].UnitID != both.ID || found[0].On != day(2027, 3, 1) {
		t.Errorf("%+v %v", found, err)
	}
	found, err = b.office.Warnings(t.Context(), staff, "Gespräche vorbereiten")
	if err != nil || len(found) != 2 || found[0].Reason != "threatened" || found[1].UnitID != ending.ID || found[1].Reason != "lease_ending" {
		t.Errorf("%+v %v", found, err)
	}
	_, err = b.office.Warnings(t.Context(), vacancy.By{Actor: people.Actor{AccountID: 2, Roles: []people.Role{people.Planner}}}, "Gespräche vorbereiten")
	refused(t, err, fault.Forbidden)
	_, err = b.office.Warnings(t.Context(), staff, "x")
	refused(t, err, fault.Invalid, "purpose purpose")
}
