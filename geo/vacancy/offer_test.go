package vacancy_test

import (
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

var terms = vacancy.OfferEdit{ //nolint:gochecknoglobals // a constant
	TitleDe: geo.Give("Laden am Markt"), TitleEn: geo.Give("Shop by the market"), NetColdRentCents: geo.Give(new(int64(90_000))),
	PublicationBasis: geo.Give("owner_consent"), ConfirmedUntil: geo.Give(day(2027, 6, 30)),
}

func with(change func(e *vacancy.OfferEdit)) *vacancy.OfferEdit {
	e := terms
	change(&e)
	return &e
}

// offered is a vacant unit with an offer that lacks nothing but consent.
func (b *bundle) offered(number int, edit *vacancy.OfferEdit) vacancy.Entry {
	b.t.Helper()
	e := b.enter(number, "occupied", day(2020, 1, 1))
	e = b.step(e.ID, step("vacant", day(2026, 1, 1)))
	if _, err := b.office.CreateOffer(b.t.Context(), staff, e.ID, edit); err != nil {
		b.t.Fatal(err)
	}
	return e
}

func (b *bundle) agree(unit int64, scopes ...string) vacancy.Marketing {
	b.t.Helper()
	var m vacancy.Marketing
	for _, s := range scopes {
		var err error
		if m, err = b.office.Give(b.t.Context(), staff, unit, vacancy.Consent{Scope: s, GivenAt: day(2026, 5, 1), Evidence: "Brief vom 1. Mai"}); err != nil {
			b.t.Fatal(err)
		}
	}
	return m
}

func (b *bundle) publish(unit int64, to string) vacancy.Marketing {
	b.t.Helper()
	m, err := b.office.Marketing(b.t.Context(), staff.Actor, unit)
	if err == nil {
		m, err = b.office.Publish(b.t.Context(), staff, unit, m.Offer.Version, to)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func TestAnOfferIsPublishedByConsentAndGoesWithIt(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.offered(1, &terms)
	_, err := b.office.Publish(t.Context(), staff, e.ID, 1, "published")
	refused(t, err, fault.Invalid, "/to offer.publication_step", "/publication_basis offer.needs_consent", "/net_cold_rent_cents offer.needs_rent_consent")
	b.publish(e.ID, "consent_pending")
	m := b.agree(e.ID, "publish_unit", "publish_rent")
	if len(m.Lacks) != 0 || m.Consents[0].Evidence != "" || b.seen(e.ID) {
		t.Errorf("%+v", m)
	}
	if m = b.publish(e.ID, "published"); m.Offer.PublishedAt == nil || !b.seen(e.ID) {
		t.Fatalf("%+v", m.Offer)
	}
	u, err := b.public.Unit(t.Context(), e.ID, day(2026, 11, 23))
	if err != nil || !u.Offered || *u.NetColdRentCents != 90_000 {
		t.Errorf("%+v %v", u.Offer, err)
	}
	// What the publication rests on is not taken away by an edit.
	_, err = b.office.ChangeOffer(t.Context(), staff, e.ID, m.Offer.Version, &vacancy.OfferEdit{ConfirmedUntil: geo.Give(day(2026, 1, 1))})
	refused(t, err, fault.Invalid, "/confirmed_until offer.needs_confirmation")
	_, err = b.office.Change(t.Context(), staff, e.ID, e.Version+1, &place.StockUnitEdit{SalesAreaM2: geo.Give[*float64](nil)})
	if fault.KindOf(err) == fault.Stale {
		_, err = b.office.Change(t.Context(), staff, e.ID, e.Version, &place.StockUnitEdit{SalesAreaM2: geo.Give[*float64](nil)})
	}
	refused(t, err, fault.Invalid, "/sales_area_m2 offer.needs_area")
	consent := m.Consents[0].ID
	_, after, err := b.office.Revoke(t.Context(), staff, consent)
	if err != nil || after.Offer.PublicationStatus != "withdrawn" || b.seen(e.ID) {
		t.Errorf("revoked, and still %s: %v", after.Offer.PublicationStatus, err)
	}
	_, _, err = b.office.Revoke(t.Context(), staff, consent)
	refused(t, err, fault.Conflict, "consent.revoked")
}

func TestAnOfferGoesWithTheStatusAndWithTime(t *testing.T) {
	t.Parallel()
	b := setup(t)
	let := b.offered(1, with(func(e *vacancy.OfferEdit) { e.PublicationBasis = geo.Give("public_property") }))
	b.publish(let.ID, "published")
	b.step(let.ID, step("marketing", day(2026, 6, 1)))
	if m, _ := b.office.Marketing(t.Context(), staff.Actor, let.ID); m.Offer.PublicationStatus != "published" {
		t.Error("marketing withdrew the offer")
	}
	now := b.step(let.ID, step("occupied", day(2026, 11, 1)))
	if m, _ := b.office.Marketing(t.Context(), staff.Actor, let.ID); m.Offer.PublicationStatus != "withdrawn" || now.BusinessName == nil {
		t.Errorf("it is let and %s", m.Offer.PublicationStatus)
	}
	again, err := b.office.CreateOffer(t.Context(), staff, let.ID, &terms)
	if err != nil || again.Offer.PublicationStatus != "internal" {
		t.Errorf("%+v %v", again.Offer, err)
	}
	_, err = b.office.CreateOffer(t.Context(), staff, let.ID, &terms)
	refused(t, err, fault.Conflict, "offer_one_current")

	late := b.offered(2, with(func(e *vacancy.OfferEdit) {
		e.PublicationBasis, e.ConfirmedUntil = geo.Give("public_property"), geo.Give(day(2026, 11, 23))
	}))
	b.publish(late.ID, "published")
	if n, err := b.office.Expire(t.Context()); n != 0 || err != nil || !b.seen(late.ID) {
		t.Errorf("%d offers ended on their last day: %v", n, err)
	}
	tomorrow := vacancy.NewOffice(b.db.App(), geo.FixedClock(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)))
	if n, err := tomorrow.Expire(t.Context()); n != 1 || err != nil || b.seen(late.ID) {
		t.Errorf("%d offers ended: %v", n, err)
	}
	if n, err := tomorrow.Expire(t.Context()); n != 0 || err != nil {
		t.Errorf("%d offers ended twice: %v", n, err)
	}
}

// Notice given is known by the owner's explicit word only, whatever else allows the publication.
func TestNoticeGivenNeedsItsOwnConsent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.enter(1, "occupied", day(2020, 1, 1))
	b.step(e.ID, step("threatened", day(2026, 11, 1)))
	if _, err := b.office.CreateOffer(t.Context(), staff, e.ID, with(func(e *vacancy.OfferEdit) { e.PublicationBasis = geo.Give("public_property") })); err != nil {
		t.Fatal(err)
	}
	_, err := b.office.Publish(t.Context(), staff, e.ID, 1, "published")
	refused(t, err, fault.Invalid, "/status offer.needs_threatened_consent")
	b.agree(e.ID, "publish_threatened")
	b.publish(e.ID, "published")
}

// An unnamed offer is a line without anything that leads to its unit, which stays hidden.
func TestAnUnnamedOfferLeadsNowhere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.offered(7, with(func(e *vacancy.OfferEdit) { e.PublicationBasis = geo.Give("anonymised") }))
	detail, line, err := b.office.Preview(t.Context(), staff.Actor, e.ID)
	if err != nil || line == nil || line.SizeClass != "50_100" || detail.ID != 0 {
		t.Errorf("%+v %+v %v", detail, line, err)
	}
	if found, err := b.public.AnonymousOffers(t.Context()); err != nil || len(found) != 0 {
		t.Errorf("the preview published: %+v %v", found, err)
	}
	b.publish(e.ID, "published")
	found, err := b.public.AnonymousOffers(t.Context())
	if err != nil || len(found) != 1 || *found[0].StreetName != "Lippestraße" || found[0].UseType != "retail" {
		t.Errorf("%+v %v", found, err)
	}
	if b.seen(e.ID) {
		t.Error("the unit of an unnamed offer is seen")
	}
}

func TestAPreviewIsThePublicViewAndLeavesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.offered(3, &terms)
	u, line, err := b.office.Preview(t.Context(), staff.Actor, e.ID)
	if err != nil || line != nil || !u.Offered || u.OfferTitleDe == nil || *u.OfferTitleDe != "Laden am Markt" {
		t.Errorf("%+v %v", u.Offer, err)
	}
	if m, err := b.office.Marketing(t.Context(), staff.Actor, e.ID); err != nil || m.Offer.PublicationStatus != "internal" || m.Offer.Version != 1 || b.seen(e.ID) {
		t.Errorf("the preview left %+v %v", m.Offer, err)
	}
}

// Without the word that somebody works with the register, its owners' papers are no rows.
func TestConsentsAreNoRowsForOthers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	e := b.offered(1, &terms)
	b.agree(e.ID, "publish_unit")
	n := -1
	if err := b.db.App().QueryRow(t.Context(), `SELECT count(*) FROM owner_data.consent`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows: %v", n, err)
	}
}
