package vacancy_test

import (
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

func (b *bundle) conditions(ids ...int64) []string {
	b.t.Helper()
	var out []string
	for _, id := range ids {
		e, err := b.office.Entry(b.t.Context(), staff.Actor, id)
		if err != nil {
			b.t.Fatal(err)
		}
		out = append(out, e.Condition)
	}
	return out
}

func TestManyUnitsChangeInOneGoAndBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, two, three := b.enter(1, "occupied", day(2020, 1, 1)), b.enter(2, "vacant", day(2026, 1, 1)), b.enter(3, "", geo.Date{})
	edit := &place.StockUnitEdit{Condition: geo.Give("good"), StepFree: geo.Give(new(true))}
	units := []vacancy.BulkUnit{{ID: three.ID, Version: 1}, {ID: one.ID, Version: 1}, {ID: two.ID, Version: 1}}
	seen, err := b.office.PreviewBulk(t.Context(), staff, units, edit)
	if err != nil || len(seen) != 3 || seen[0].ID != three.ID || seen[0].Before.Condition != "" || seen[0].After.Condition != "good" {
		t.Fatalf("%+v %v", seen, err)
	}
	if got := b.conditions(one.ID); got[0] != "" {
		t.Error("the preview changed something")
	}
	// One that is wrong keeps all from being changed.
	_, err = b.office.Bulk(t.Context(), staff, units, &place.StockUnitEdit{Condition: geo.Give("good"), Marketable: geo.Give(false)}, "")
	refused(t, err, fault.Invalid, "/units/1/not_marketable_reason unit.not_marketable_reason")
	done, err := b.office.Bulk(t.Context(), staff, units, edit, "Begehung mit dem Bauamt")
	if err != nil || done.Units != 3 || done.XID == 0 {
		t.Fatalf("%+v %v", done, err)
	}
	_, err = b.office.Bulk(t.Context(), staff, units, &place.StockUnitEdit{Condition: geo.Give("new")}, "")
	refused(t, err, fault.Conflict, "bulk.changed", "/units/2/version stale")
	versions, err := b.office.History(t.Context(), staff.Actor, one.ID)
	if err != nil || len(versions) != 2 {
		t.Errorf("%+v %v", versions, err)
	}
	back, err := b.office.UndoBulk(t.Context(), staff, done.ID)
	if err != nil || back.Units != 3 {
		t.Fatalf("%+v %v", back, err)
	}
	if got := b.conditions(one.ID, two.ID, three.ID); got[0]+got[1]+got[2] != "" {
		t.Errorf("after the undo: %v", got)
	}
	_, err = b.office.UndoBulk(t.Context(), staff, done.ID)
	refused(t, err, fault.Conflict)
	if _, err := b.office.UndoBulk(t.Context(), staff, back.ID); err != nil {
		t.Error(err)
	}
	if got := b.conditions(one.ID, two.ID, three.ID); got[0]+got[1]+got[2] != "goodgoodgood" {
		t.Errorf("after the undo of the undo: %v", got)
	}
	_, err = b.office.Bulk(t.Context(), staff, []vacancy.BulkUnit{{ID: 4711}}, edit, "")
	refused(t, err, fault.Invalid, "/units/0/id unit.unknown")
}

// Of a published offer nothing is taken away that it rests on, in bulk neither.
func TestABulkEditLeavesPublishedOffersFit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.offered(1, with(func(e *vacancy.OfferEdit) { e.PublicationBasis = geo.Give("public_property") }))
	b.publish(e.ID, "published")
	_, err := b.office.Bulk(t.Context(), staff, []vacancy.BulkUnit{{ID: e.ID}}, &place.StockUnitEdit{SalesAreaM2: geo.Give[*float64](nil)}, "")
	refused(t, err, fault.Invalid, "/units/0/sales_area_m2 offer.needs_area")
}
