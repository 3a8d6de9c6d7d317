package person_test

import (
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/person"
	"mitte/geo/pg/pgtest"
	"mitte/geo/vacancy"
)

const (
	asker = "asker@example.org"
	owner = "owner@example.org"
	both  = "both@example.org"
)

// Whoever is known to one room only is known; whoever is known to none is not.
func TestAPersonIsKnownToAnyRoom(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	clock := geo.FixedClock(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	box, err := outbox.New(db.App(), outbox.Config{PublicURL: "https://mitte.example"})
	if err != nil {
		t.Fatal(err)
	}
	asked, parties := enquiry.New(db.App(), clock, box), owners.New(db.App(), clock, vacancy.NewOffice(db.App(), clock))
	for _, email := range []string{asker, both} {
		if err := asked.Submit(t.Context(), enquiry.Submission{Kind: enquiry.General, Email: email, Message: "Eine Frage an das Amt.", Consent: true, AboutDe: "x", AboutEn: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	staff := vacancy.By{Actor: people.Actor{AccountID: 1, Roles: []people.Role{people.Staff}}}
	for _, email := range []string{owner, both} {
		_, err := parties.Add(t.Context(), staff, &owners.Edit{
			Kind: geo.Give("owner"), Name: geo.Give("Erika Muster"), Email: geo.Give(email), LegalBasis: geo.Give("Art. 6"), Source: geo.Give("Grundbuch"),
			Purpose: geo.Give("Leerstand"), CollectedAt: geo.Give(geo.NewDate(2026, 11, 1)), DeleteAfter: geo.Give(geo.NewDate(2027, 11, 1)),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	d := person.New(asked, parties)
	by := enquiry.By{Actor: people.Actor{AccountID: 9, Roles: []people.Role{people.Admin}}}
	if _, err := d.Export(t.Context(), enquiry.By{Actor: staff.Actor}, owner); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("staff: %v", err)
	}
	if _, err := d.Erase(t.Context(), enquiry.By{Actor: staff.Actor}, owner); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("staff: %v", err)
	}
	for email, want := range map[string][2]int{asker: {1, 0}, owner: {0, 1}, both: {1, 1}} {
		found, err := d.Export(t.Context(), by, email)
		if err != nil || found.Email != email || found.KnownSince.IsZero() || len(found.Enquiries) != want[0] || len(found.Parties) != want[1] {
			t.Errorf("%s: %+v %v", email, found, err)
		}
		gone, err := d.Erase(t.Context(), by, email)
		if err != nil || gone.Enquiries != want[0] || gone.Parties != want[1] {
			t.Errorf("%s: %+v %v", email, gone, err)
		}
		if _, err := d.Export(t.Context(), by, email); fault.CodeOf(err) != enquiry.CodeNobody {
			t.Errorf("%s: %v", email, err)
		}
		if _, err := d.Erase(t.Context(), by, email); fault.CodeOf(err) != enquiry.CodeNobody {
			t.Errorf("%s: %v", email, err)
		}
	}
	if _, err := d.Export(t.Context(), by, "no address"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
	if gone, err := person.New(asked, nil).Erase(t.Context(), by, owner); fault.CodeOf(err) != enquiry.CodeNobody {
		t.Errorf("%+v %v", gone, err)
	}
}
