package vacancy_test

import (
	"errors"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

func fieldsOf(err error) []fault.Field {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}

func day(y int, m time.Month, d int) geo.Date { return geo.NewDate(y, m, d) }

func TestEverythingWrongWithAUnitIsToldAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	sales, total, year := 120.0, 80.0, 3000
	_, err := b.office.Create(t.Context(), staff, &place.StockUnitEdit{
		PublicRef: geo.Give("-x"), UseType: geo.Give("shop"), Floor: geo.Give(99), SalesAreaM2: geo.Give(&sales), TotalAreaM2: geo.Give(&total),
		YearBuilt: geo.Give(&year), WzCode: geo.Give("47.71"), Marketable: geo.Give(false), Geometry: geo.Give(at(0, 30_000)), PublicBasis: geo.Give("demo"),
		Parcels: geo.Give([]place.UnitParcel{{ParcelID: 4711}}),
	}, nil)
	refused(t, err, fault.Invalid, "/public_ref public_ref", "/street_name required", "/use_type unknown_value", "/floor out_of_range",
		"/sales_area_m2 unit.areas_nest", "/year_built out_of_range", "/wz_version unit.wz_version", "/not_marketable_reason unit.not_marketable_reason",
		"/geometry outside_town", "/public_basis unit.not_made_up", "/parcels unit.one_primary", "/parcels/0/parcel_id unit.unknown_parcel")
}

func TestAUnitIsEnteredChangedAndDeleted(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(7, "", geo.Date{})
	if e.Status != "unknown" || e.PublicRef == "" || e.Public || e.StreetName != "Lippestraße" {
		t.Errorf("%+v", e)
	}
	area := 80.004
	saved, err := b.office.Change(t.Context(), staff, e.ID, 1, &place.StockUnitEdit{SalesAreaM2: geo.Give(&area), HouseNumberSuffix: geo.Give("a")})
	if err != nil {
		t.Fatal(err)
	}
	if saved.Version != 2 || *saved.SalesAreaM2 != 80 || saved.HouseNumberSuffix != "a" || saved.XID == 0 {
		t.Errorf("%+v", saved)
	}
	if again, err := b.office.Change(t.Context(), staff, e.ID, 2, &place.StockUnitEdit{SalesAreaM2: geo.Give(&area)}); err != nil || again.Version != 2 {
		t.Errorf("a change of nothing: %d %v", again.Version, err)
	}
	_, err = b.office.Change(t.Context(), staff, e.ID, 1, &place.StockUnitEdit{Floor: geo.Give(1)})
	refused(t, err, fault.Stale)
	_, err = b.office.Change(t.Context(), staff, e.ID, 2, &place.StockUnitEdit{PublicRef: geo.Give("other")})
	refused(t, err, fault.Invalid, "/public_ref unit.ref_stays")
	_, err = b.office.Delete(t.Context(), staff, e.ID, 2)
	refused(t, err, fault.Conflict, "unit.has_history")

	mistake := b.enter(9, "vacant", day(2026, 1, 1))
	if _, err := b.office.Delete(t.Context(), staff, mistake.ID, 1); err != nil {
		t.Fatal(err)
	}
	_, err = b.office.Entry(t.Context(), staff.Actor, mistake.ID)
	refused(t, err, fault.NotFound)
	_, err = b.office.Create(t.Context(), staff, &place.StockUnitEdit{
		PublicRef: geo.Give(mistake.PublicRef), StreetName: geo.Give("Markt"), UseType: geo.Give("retail"), Geometry: geo.Give(at(1, 1)),
	}, nil)
	refused(t, err, fault.Invalid, "/public_ref unit.ref_used")
	editions, err := b.office.History(t.Context(), staff.Actor, e.ID)
	if err != nil || len(editions) != 2 || len(editions[0].Changed) != 2 || editions[0].Changed[0] != "address" {
		t.Errorf("%+v %v", editions, err)
	}
}

func TestAUnitThatFallsVacantLeavesThePublicLayerAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(3, "occupied", day(2020, 5, 1))
	if !b.seen(e.ID) || !e.Public {
		t.Fatal("a shop front with a name is public")
	}
	e = b.step(e.ID, step("vacant", day(2026, 11, 1)))
	if b.seen(e.ID) || e.Public {
		t.Error("it fell vacant without an offer and is seen")
	}
	if days, ok := e.VacantDays(day(2026, 11, 23)); !ok || days != 22 || e.Occupancies[0].To != day(2026, 11, 1) {
		t.Errorf("%d days, %+v", days, e.Occupancies)
	}
	b.step(e.ID, step("occupied", day(2026, 11, 10)))
	if !b.seen(e.ID) {
		t.Error("the new shop is hidden")
	}
}

func TestStepsAreHeldToTheTable(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(5, "occupied", day(2020, 1, 1))
	tell := func(s *vacancy.StatusStep) error {
		_, err := b.office.Step(t.Context(), staff, e.ID, s)
		return err
	}
	refused(t, tell(&vacancy.StatusStep{To: "marketing", At: day(2027, 1, 1), AtPrecision: "hour", Source: "gossip"}), fault.Invalid,
		"/to status.irregular", "/at status.future", "/at_precision unknown_value", "/source unknown_value", "/to status.needs_offer")
	refused(t, tell(&vacancy.StatusStep{To: "threatened", At: day(2026, 1, 1), AtPrecision: "day", Source: "owner"}), fault.Invalid, "/expected_until required")
	refused(t, tell(&vacancy.StatusStep{To: "removed", At: day(2026, 1, 1), AtPrecision: "day", Source: "walk", SuccessorIDs: []int64{99}}), fault.Invalid,
		"/reason required", "/successor_ids status.unknown_successor")
	refused(t, tell(step("occupied", day(2026, 1, 1))), fault.Invalid, "/to status.same")
	odd := step("reserved", day(2026, 2, 1))
	odd.Irregular = true
	b.step(e.ID, odd)
	refused(t, tell(step("vacant", day(2025, 1, 1))), fault.Conflict, "status.breaks_chain")
	refused(t, tell(step("vacant", day(2026, 2, 1))), fault.Conflict, "status.breaks_chain")
	gone := b.step(e.ID, step("removed", day(2026, 3, 1)))
	if gone.Events[1].To != "reserved" || !gone.Events[1].Irregular {
		t.Errorf("%+v", gone.Events[1])
	}
	refused(t, tell(step("vacant", day(2026, 4, 1))), fault.Invalid, "/to status.final")
	back := step("vacant", day(2026, 3, 1))
	back.CorrectsID = gone.Events[0].ID
	if now := b.step(e.ID, back); now.Status != "vacant" {
		t.Errorf("after the correction it is %s", now.Status)
	}
}

func TestAPlannerReadsAndDoesNotWrite(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(5, "occupied", day(2020, 1, 1))
	planner := vacancy.By{Actor: people.Actor{AccountID: 2, Roles: []people.Role{people.Planner}}}
	if _, err := b.office.Entry(t.Context(), planner.Actor, e.ID); err != nil {
		t.Error(err)
	}
	_, err := b.office.Step(t.Context(), planner, e.ID, step("vacant", day(2026, 1, 1)))
	refused(t, err, fault.Forbidden)
	_, err = b.office.EntryFor(t.Context(), planner, e.ID, "a good purpose")
	refused(t, err, fault.Forbidden)
	_, err = b.office.Entries(t.Context(), people.Actor{}, vacancy.EntryQuery{})
	refused(t, err, fault.Unauthenticated)
}

// The end of a lease is read for a purpose, and that is written down.
func TestLeaseEndsAreReadForAPurpose(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := step("occupied", day(2020, 1, 1))
	s.Tenant.LeaseEnd = day(2027, 6, 30)
	saved, err := b.office.Create(t.Context(), staff, shop("Markt", 1), s)
	if err != nil {
		t.Fatal(err)
	}
	if !saved.Occupancies[0].LeaseEnd.IsZero() {
		t.Error("an answer tells the end of the lease")
	}
	_, err = b.office.EntryFor(t.Context(), staff, saved.ID, "")
	refused(t, err, fault.Invalid)
	e, err := b.office.EntryFor(t.Context(), staff, saved.ID, "Nachfolge besprechen")
	if err != nil || e.Occupancies[0].LeaseEnd != day(2027, 6, 30) {
		t.Errorf("%+v %v", e.Occupancies, err)
	}
	n := 0
	if err := b.db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM audit_log WHERE action = 'unit.leases.read' AND after ->> 'purpose' = 'Nachfolge besprechen'`).Scan(&n); err != nil || n != 1 {
		t.Errorf("%d reads are written down: %v", n, err)
	}
}

func TestListsAreNarrowed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.enter(1, "occupied", day(2020, 1, 1))
	b.enter(2, "vacant", day(2024, 1, 1))
	b.enter(3, "", geo.Date{})
	yes, no := true, false
	for _, c := range []struct {
		q    vacancy.EntryQuery
		want int
	}{
		{vacancy.EntryQuery{}, 3},
		{vacancy.EntryQuery{Statuses: []string{"vacant", "unknown"}}, 2},
		{vacancy.EntryQuery{Uses: []string{"office"}}, 0},
		{vacancy.EntryQuery{Street: "lippestraße"}, 3},
		{vacancy.EntryQuery{Text: "Laden 2020"}, 1},
		{vacancy.EntryQuery{Stale: true}, 3},
		{vacancy.EntryQuery{Public: &yes}, 1},
		{vacancy.EntryQuery{Public: &no}, 2},
		{vacancy.EntryQuery{Page: place.Page{Limit: 1}}, 1},
		{vacancy.EntryQuery{Page: place.Page{BBox: &geo.BBox{West: 6.958, South: 51.66, East: 6.95812, North: 51.67}}}, 1},
	} {
		found, err := b.office.Entries(t.Context(), staff.Actor, c.q)
		if err != nil || len(found.Rows) != c.want {
			t.Errorf("%+v: %d %v", c.q, len(found.Rows), err)
		}
	}
	found, _ := b.office.Entries(t.Context(), staff.Actor, vacancy.EntryQuery{Statuses: []string{"vacant"}})
	if e := found.Rows[0]; !e.Persistent() || e.EmptyDays != 730 || e.Kind(day(2026, 11, 23)) != vacancy.Structural {
		t.Errorf("%d days empty", e.EmptyDays)
	}
}
