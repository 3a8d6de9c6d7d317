package vacancy_test

import (
	"sync"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
)

// Many at one unit at once: of those who change one version one is let through, and steps stand in one chain.
func TestManyAtOneUnit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(1, "vacant", day(2026, 1, 1))
	const people = 6
	var all sync.WaitGroup
	var changed, refused [people]error
	for i := range people {
		all.Go(func() {
			year := 1900 + i
			_, changed[i] = b.office.Change(t.Context(), staff, e.ID, 1, &place.StockUnitEdit{YearBuilt: geo.Give(&year)})
		})
		all.Go(func() {
			s := step("refurbishment", day(2026, 2, 1))
			_, refused[i] = b.office.Step(t.Context(), staff, e.ID, s)
		})
	}
	all.Wait()
	count := func(errs [people]error, other fault.Kind) int {
		n := 0
		for _, err := range errs {
			switch {
			case err == nil:
				n++
			case fault.KindOf(err) != other:
				t.Error(err)
			}
		}
		return n
	}
	if n := count(refused, fault.Conflict); n != 1 {
		t.Errorf("%d steps on one day", n)
	}
	// The step of somebody on a walk-round is a version too, so it may be that nobody's edit came first.
	if n := count(changed, fault.Stale); n > 1 {
		t.Errorf("%d edits of one version", n)
	}
	now, err := b.office.Entry(t.Context(), staff.Actor, e.ID)
	if err != nil || len(now.Events) != 2 || now.Events[0].From != "vacant" {
		t.Errorf("%+v %v", now.Events, err)
	}
}
