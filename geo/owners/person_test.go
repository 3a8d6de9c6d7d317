package owners_test

import (
	"encoding/json"
	"strings"
	"testing"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/vacancy"
)

// Whoever asks by his address gets every party that has it, and is forgotten with all of them; the trail keeps that it was so.
func TestWhoAsksByAddressIsToldAndForgotten(t *testing.T) {
	t.Parallel()
	b := setup(t)
	admin := vacancy.By{Actor: people.Actor{AccountID: 9, Roles: []people.Role{people.Admin}}}
	first, second, other := b.add("Canary Muster"), b.add("Canary Handel"), b.add("Hans Muster")
	for id, email := range map[string]string{second.ID: "Info@example.org; CANARY@example.org", other.ID: "xcanary@example.org"} {
		if _, err := b.office.Change(t.Context(), staff, id, 1, &owners.Edit{Email: geo.Give(email)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.office.Tie(t.Context(), staff, first.ID, owners.Link{Role: "owner", UnitID: &b.unit}); err != nil {
		t.Fatal(err)
	}
	b.agrees(first.ID, "publish_unit")
	for _, role := range people.Roles() {
		by := vacancy.By{Actor: people.Actor{AccountID: 9, Roles: []people.Role{role}}}
		if role == people.Admin {
			continue
		}
		_, err := b.office.ExportPerson(t.Context(), by, "canary@example.org")
		refused(t, err, fault.Forbidden)
		_, err = b.office.ErasePerson(t.Context(), by, "canary@example.org")
		refused(t, err, fault.Forbidden)
	}
	found, err := b.office.ExportPerson(t.Context(), admin, "Canary@Example.org")
	if err != nil || len(found) != 2 || len(found[0].Links) != 1 || len(found[0].Consents) != 1 || len(found[0].Log) != 2 {
		t.Fatalf("%+v %v", found, err)
	}
	text, err := json.Marshal(found[0].Document())
	if err != nil || !strings.Contains(string(text), `"name":"Canary Muster"`) || !strings.Contains(string(text), `"scope":"publish_unit"`) || strings.Contains(string(text), "account:") {
		t.Errorf("%s %v", text, err)
	}
	if none, err := b.office.ExportPerson(t.Context(), admin, "nobody@example.org"); err != nil || len(none) != 0 {
		t.Errorf("%+v %v", none, err)
	}
	if lines := b.trail("party.export"); len(lines) != 1 || !strings.Contains(lines[0], second.ID) || strings.Contains(lines[0], "anary") {
		t.Errorf("%v", lines)
	}
	done, err := b.office.ErasePerson(t.Context(), vacancy.By{}, "canary@example.org") // as who runs it on the machine
	if err != nil || done.Parties != 2 || done.Consents != 1 || done.XID == 0 {
		t.Errorf("%+v %v", done, err)
	}
	b.nobodyIsNamed(1, 1)
	if n := one[int](t, b.db.Superuser(), `SELECT count(*) FROM owner_data.party`); n != 1 {
		t.Errorf("%d parties are left", n)
	}
	if lines := b.trail("party.erase"); len(lines) != 2 || !strings.Contains(lines[0], first.ID) || strings.Contains(lines[0], "anary") {
		t.Errorf("%v", lines)
	}
	if again, err := b.office.ErasePerson(t.Context(), admin, "canary@example.org"); err != nil || again.Parties != 0 {
		t.Errorf("%+v %v", again, err)
	}
}
