package owners_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

var (
	clock = geo.FixedClock(time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC))
	staff = vacancy.By{Actor: people.Actor{AccountID: 1, Roles: []people.Role{people.Staff}}, IPPrefix: "192.0.2.0/24"}
)

const asking = "Rückfrage zum Mietende"

// bundle is an office in a town with one unit on one parcel.
type bundle struct {
	t        *testing.T
	db       *pgtest.Database
	office   *owners.Office
	register *vacancy.Office
	unit     int64
	parcel   int64
}

const sqlTown = `
WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('demo', 's', 's', 's')),
     t AS (INSERT INTO town (name, municipality_key, geom, made_up)
           VALUES ('Erfunden', '05562012', ST_Multi(ST_MakeEnvelope(358000, 5724800, 359800, 5726200, 25832)), false))
INSERT INTO parcel (flurstueckskennzeichen, gemarkung_name, geom, municipality_key, source)
VALUES ('021234___00001______', 'G', ST_Multi(ST_MakeEnvelope(358900, 5725300, 359000, 5725400, 25832)), '02000000', 'demo')
RETURNING id`

func setup(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{t: t, db: pgtest.DB(t)}
	if err := b.db.Owner().QueryRow(t.Context(), sqlTown).Scan(&b.parcel); err != nil {
		t.Fatal(err)
	}
	b.register = vacancy.NewOffice(b.db.App(), clock)
	b.office = owners.New(b.db.App(), clock, b.register)
	at, err := geo.NewGeom(geom.NewPointFlat(geom.XY, []float64{6.9613, 51.6627}).SetSRID(int(geo.LonLat)))
	if err != nil {
		t.Fatal(err)
	}
	area, number := 60.0, 1
	unit, err := b.register.Create(t.Context(), staff, &place.StockUnitEdit{
		StreetName: geo.Give("Lippestraße"), HouseNumber: geo.Give(&number), UseType: geo.Give("retail"), Geometry: geo.Give(at), SalesAreaM2: geo.Give(&area),
		PublicBasis: geo.Give("shop_front"), Parcels: geo.Give([]place.UnitParcel{{ParcelID: b.parcel, Primary: true}}),
	}, &vacancy.StatusStep{To: "vacant", At: geo.NewDate(2026, 1, 1), AtPrecision: "day", Source: "walk"})
	if err != nil {
		t.Fatal(err)
	}
	b.unit = unit.ID
	return b
}

func person(name string) *owners.Edit {
	return &owners.Edit{
		Kind: geo.Give("owner"), Name: geo.Give(name), Email: geo.Give("canary@example.org"), LegalBasis: geo.Give("Art. 6 (1) e DSGVO"), Source: geo.Give("Grundbuch"),
		Purpose: geo.Give("Ansprache wegen Leerstand"), CollectedAt: geo.Give(geo.NewDate(2026, 11, 1)), DeleteAfter: geo.Give(geo.NewDate(2027, 11, 1)),
	}
}

func (b *bundle) add(name string) owners.Stub {
	b.t.Helper()
	s, err := b.office.Add(b.t.Context(), staff, person(name))
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

func refused(t *testing.T, err error, kind fault.Kind, codes ...string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("%v, want %v", err, kind)
	}
	var f *fault.Error
	errors.As(err, &f)
	got := []string{f.Code}
	for _, x := range f.Fields {
		got = append(got, x.Path+" "+x.Code)
	}
	for _, c := range codes {
		if !slices.Contains(got, c) {
			t.Errorf("%s is not among %v", c, got)
		}
	}
}

func (b *bundle) trail(action string) []string {
	b.t.Helper()
	rows, err := b.db.Superuser().Query(b.t.Context(), `SELECT after::text FROM audit_log WHERE action = $1 ORDER BY seq`, action)
	if err != nil {
		b.t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		b.t.Fatal(err)
	}
	return found
}

func TestOnlyStaffReadOwnersAndEachReadIsWrittenDown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.add("Canary Eigentum GmbH")
	if _, err := b.office.Tie(t.Context(), staff, p.ID, owners.Link{Role: "owner", ParcelID: &b.parcel}); err != nil {
		t.Fatal(err)
	}
	for _, role := range people.Roles() {
		by := vacancy.By{Actor: people.Actor{AccountID: 9, Roles: []people.Role{role}}}
		_, err := b.office.Find(t.Context(), by, owners.Query{Unit: b.unit}, asking)
		_, err2 := b.office.Party(t.Context(), by, p.ID, asking)
		if may := role == people.Staff; may != (err == nil) || may != (err2 == nil) {
			t.Errorf("%s: %v, %v", role, err, err2)
		}
	}
	for _, purpose := range []string{"", "bitte", strings.Repeat(" ", 20)} {
		_, err := b.office.Party(t.Context(), staff, p.ID, purpose)
		refused(t, err, fault.Invalid, "purpose")
		_, err = b.office.Find(t.Context(), staff, owners.Query{Unit: b.unit}, purpose)
		refused(t, err, fault.Invalid, "purpose")
	}
	before := len(b.trail("party.read"))
	for _, q := range []owners.Query{{Unit: b.unit}, {Parcel: b.parcel}, {Name: "eigentum"}} {
		found, err := b.office.Find(t.Context(), staff, q, asking)
		if err != nil || len(found.Parties) != 1 || found.Parties[0].Name != "Canary Eigentum GmbH" || len(found.Parties[0].Links) != 1 {
			t.Errorf("%+v: %+v %v", q, found, err)
		}
	}
	for _, q := range []owners.Query{{Name: "%%"}, {Name: "__"}, {Unit: b.unit + 1}} {
		if found, err := b.office.Find(t.Context(), staff, q, asking); err != nil || len(found.Parties) != 0 {
			t.Errorf("%+v finds %+v %v", q, found, err)
		}
	}
	for _, q := range []owners.Query{{}, {Name: "C"}} {
		_, err := b.office.Find(t.Context(), staff, q, asking)
		refused(t, err, fault.Invalid, "q party.needs_question")
	}
	written := b.trail("party.read")
	if len(written) != before+6 {
		t.Errorf("%d reads are written down, want %d", len(written), before+6)
	}
	for _, line := range written {
		if strings.Contains(strings.ToLower(line), "canary") || !strings.Contains(line, asking) {
			t.Errorf("%s", line)
		}
	}
	if n := one[int](t, b.db.App(), `SELECT count(*) FROM owner_data.party`); n != 0 {
		t.Errorf("%d rows for nobody", n)
	}
	if n := one[int](t, pg.As(b.db.App(), pg.Who{Roles: []string{"staff", "register", "planner"}}), `SELECT count(*) FROM owner_data.party`); n != 0 {
		t.Errorf("%d rows for who works with the register", n)
	}
}

func one[T any](t *testing.T, q pg.Querier, sql string) (v T) {
	t.Helper()
	if err := q.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAPartyHasAReasonAndAnEnd(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.office.Add(t.Context(), staff, &owners.Edit{Kind: geo.Give("king"), Email: geo.Give("x"), DeleteAfter: geo.Give(geo.NewDate(2029, 1, 1)), CollectedAt: geo.Give(geo.NewDate(2027, 1, 1))})
	refused(t, err, fault.Invalid, "/kind unknown_value", "/name required", "/legal_basis required", "/source required", "/purpose required",
		"/email party.email", "/collected_at out_of_range", "/delete_after party.too_long")
	p := b.add("Erika Muster")
	_, err = b.office.Change(t.Context(), staff, p.ID, 1, &owners.Edit{DeleteAfter: geo.Give(geo.NewDate(2028, 1, 1))})
	refused(t, err, fault.Invalid, "/reason party.needs_reason")
	next, err := b.office.Change(t.Context(), staff, p.ID, 1, &owners.Edit{DeleteAfter: geo.Give(geo.NewDate(2028, 1, 1)), Reason: "Verhandlung läuft weiter"})
	if err != nil || next.Version != 2 || next.DeleteAfter != geo.NewDate(2028, 1, 1) {
		t.Fatalf("%+v %v", next, err)
	}
	_, err = b.office.Change(t.Context(), staff, p.ID, 1, &owners.Edit{})
	refused(t, err, fault.Stale)
	l := owners.Link{Role: "owner", UnitID: &b.unit}
	link, err := b.office.Tie(t.Context(), staff, p.ID, l)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.office.Tie(t.Context(), staff, p.ID, l)
	refused(t, err, fault.Conflict, "party_link_once")
	_, err = b.office.Tie(t.Context(), staff, p.ID, owners.Link{Role: "queen", From: geo.NewDate(2026, 1, 2), To: geo.NewDate(2026, 1, 1)})
	refused(t, err, fault.Invalid, "/role unknown_value", "/unit_id party.one_place", "/to party.period")
	if err := b.office.Untie(t.Context(), staff, link); err != nil {
		t.Error(err)
	}
	refused(t, b.office.Untie(t.Context(), staff, link), fault.NotFound)
}

// A party that is over its day is gone for readers at once, and with the job for good; what it agreed to stands without its name.
func TestAPartyGoesWithItsDay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.add("Erika Muster")
	b.agrees(p.ID, "forward_contact")
	later := func(d geo.Date) *owners.Office {
		at := geo.FixedClock(d.Time().Add(12 * time.Hour))
		return owners.New(b.db.App(), at, b.register)
	}
	if n, err := later(geo.NewDate(2027, 11, 1)).Forget(t.Context()); n != 0 || err != nil {
		t.Errorf("%d went on their last day: %v", n, err)
	}
	after := later(geo.NewDate(2027, 11, 2))
	_, err := after.Party(t.Context(), staff, p.ID, asking)
	refused(t, err, fault.NotFound)
	if n, err := after.Forget(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d went: %v", n, err)
	}
	if n, err := after.Forget(t.Context()); n != 0 || err != nil {
		t.Errorf("%d went twice: %v", n, err)
	}
	b.nobodyIsNamed(1, 0)
	if got := b.trail("party.expire"); len(got) != 1 || !strings.Contains(got[0], p.ID) {
		t.Errorf("%v", got)
	}
}

func (b *bundle) agrees(party, scope string) {
	b.t.Helper()
	_, err := b.register.Give(b.t.Context(), staff, b.unit, vacancy.Consent{Scope: scope, GivenAt: geo.NewDate(2026, 5, 1), Evidence: "Brief vom 1. Mai", PartyID: party})
	if err != nil {
		b.t.Fatal(err)
	}
}

// nobodyIsNamed demands so many consents, so many of them revoked, none of which names a party.
func (b *bundle) nobodyIsNamed(all, revoked int) {
	b.t.Helper()
	var n, gone, named int
	err := b.db.Superuser().QueryRow(b.t.Context(), `SELECT count(*), count(revoked_at), count(party_id) FROM owner_data.consent`).Scan(&n, &gone, &named)
	if err != nil || n != all || gone != revoked || named != 0 {
		b.t.Errorf("%d consents, %d revoked, %d with a name: %v", n, gone, named, err)
	}
}

// Whoever is forgotten takes back what he agreed to, and with it what was published.
func TestWhoIsErasedLeavesNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.add("Canary Muster")
	b.agrees(p.ID, "publish_unit")
	b.agrees(p.ID, "forward_contact")
	if _, err := b.register.CreateOffer(t.Context(), staff, b.unit, &vacancy.OfferEdit{
		TitleDe: geo.Give("Laden"), TitleEn: geo.Give("Shop"), PriceOnRequest: geo.Give(true), PublicationBasis: geo.Give("owner_consent"), ConfirmedUntil: geo.Give(geo.NewDate(2027, 6, 1)),
	}); err != nil {
		t.Fatal(err)
	}
	for i, to := range []string{"consent_pending", "published"} {
		if _, err := b.register.Publish(t.Context(), staff, b.unit, i+1, to); err != nil {
			t.Fatal(err)
		}
	}
	d, err := b.office.Export(t.Context(), staff, p.ID, "Auskunft nach Art. 15")
	if err != nil || len(d.Consents) != 2 || d.Name != "Canary Muster" || len(d.Log) != 1 || d.Log[0].Action != "party.add" {
		t.Errorf("%+v %v", d, err)
	}
	_, err = b.office.Erase(t.Context(), staff, p.ID, "so")
	refused(t, err, fault.Invalid, "/reason party.needs_reason")
	n, err := b.office.Erase(t.Context(), staff, p.ID, "Antrag nach Art. 17 vom 20.11.")
	if err != nil || n.Consents != 2 || n.XID == 0 {
		t.Fatalf("%+v %v", n, err)
	}
	m, err := b.register.Marketing(t.Context(), staff.Actor, b.unit)
	if err != nil || m.Offer.PublicationStatus != "withdrawn" {
		t.Errorf("%+v %v", m.Offer, err)
	}
	b.nobodyIsNamed(2, 2)
	_, err = b.office.Erase(t.Context(), staff, p.ID, "Antrag nach Art. 17 vom 20.11.")
	refused(t, err, fault.NotFound)
	rows, err := b.db.Superuser().Query(context.WithoutCancel(t.Context()), `SELECT coalesce(before::text, '') || coalesce(after::text, '') FROM audit_log
		UNION ALL SELECT row::text FROM history UNION ALL SELECT p::text FROM owner_data.party p UNION ALL SELECT c::text FROM change c`)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(texts) < 5 {
		t.Fatalf("%d rows: %v", len(texts), err)
	}
	for _, text := range texts {
		if strings.Contains(strings.ToLower(text), "canary") {
			t.Errorf("something is left: %s", text)
		}
	}
}
