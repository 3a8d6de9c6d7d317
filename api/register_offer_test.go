package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// places is everywhere that the public could meet a unit of the made-up town.
func places(id, ref, street string) []string {
	out := []string{
		"/api/v1/units", "/api/v1/units?fields=brief", "/api/v1/units?at=2026-11-20", "/api/v1/units/" + id, "/api/v1/units/by-ref/" + ref,
		"/api/v1/search?q=" + ref, "/api/v1/search?q=" + escape(street), "/api/v1/parcels", "/api/v1/town", "/api/v1/anonymous-offers",
	}
	for z := 14; z <= 18; z++ {
		out = append(out, tileOfTown("units", z), tileOfTown("parcels,buildings,segments,units,sections", z))
	}
	return out
}

// An unpublished unit is nowhere: not by id, in a count or in a tile. Publishing shows it in the next request, withdrawing
// takes it away in the next.
func TestAnUnpublishedUnitIsNowhere(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	for _, sql := range []string{ // owners who have to be asked, and an office that has entered something before
		`UPDATE town SET made_up = false`, `INSERT INTO source (id, title, licence, attribution) VALUES ('office', 'o', 'o', 'o')`,
	} {
		if _, err := b.db.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	empty := map[string]string{}
	for _, path := range places("1", "SECRET-7", "Lippestraße 44") {
		if a := b.get(path); a.status == http.StatusOK {
			empty[path] = string(a.body)
		}
	}
	shop := shopDoc()
	shop["public_ref"], shop["status"], shop["street_name"] = "SECRET-7", "vacant", "Lippestraße"
	shop["house_number"] = 1 // an address that is there already: only the unit is new
	delete(shop, "business_name")
	delete(shop, "public_basis")
	made := d.ask(http.MethodPost, "/api/v1/units", text(shop), http.StatusCreated)
	id := fmt.Sprint(made.properties(t)["id"])
	offer := "/api/v1/units/" + id + "/offer"
	first := d.ask(http.MethodPost, offer, `{"title_de":"Secret-Laden","title_en":"Secret shop","price_on_request":true,"confirmed_until":"2027-01-01","publication_basis":"owner_consent"}`, http.StatusCreated)
	hidden := func(when string) {
		t.Helper()
		for _, path := range places(id, "SECRET-7", "Lippestraße 44") {
			a := b.get(path)
			if strings.Contains(strings.ToLower(string(a.body)), "secret-laden") || a.status == http.StatusOK && strings.HasSuffix(path, "/units/"+id) {
				t.Errorf("%s: %s tells of it", when, path)
			}
			if was, known := empty[path]; known && stable(was) != stable(string(a.body)) {
				t.Errorf("%s: %s is not what it was", when, path)
			}
		}
	}
	hidden("entered")
	publication := "/api/v1/units/" + id + "/publication"
	asked := d.ask(http.MethodPost, publication, `{"to":"consent_pending"}`, http.StatusOK, "If-Match", first.tag())
	d.ask(http.MethodPost, publication, `{"to":"published"}`, http.StatusUnprocessableEntity, "If-Match", asked.tag())
	agreed := d.ask(http.MethodPost, "/api/v1/units/"+id+"/consents", `{"scope":"publish_unit","given_at":"2026-11-01","evidence":"CANARY Brief"}`, http.StatusCreated)
	if strings.Contains(string(agreed.body), "CANARY") {
		t.Error("the proof of a consent is told")
	}
	seen := d.ask(http.MethodGet, "/api/v1/staff/units/"+id+"/preview", "", http.StatusOK)
	if !strings.Contains(string(seen.body), "Secret-Laden") {
		t.Errorf("the preview shows %s", seen.body)
	}
	hidden("agreed to")
	d.ask(http.MethodPost, publication, `{"to":"published"}`, http.StatusOK, "If-Match", agreed.tag())
	b.get("/api/v1/units/"+id).want(t, http.StatusOK)
	if !strings.Contains(string(b.get("/api/v1/units").body), "Secret-Laden") {
		t.Error("the list does not show what is published")
	}
	consents := agreed.json(t)["consents"].([]any)
	d.ask(http.MethodPost, fmt.Sprintf("/api/v1/consents/%v/revoke", consents[0].(doc)["id"]), `{}`, http.StatusOK)
	hidden("revoked")
	d.ask(http.MethodPost, "/api/v1/consents/00000000-0000-4000-8000-000000000000/revoke", `{}`, http.StatusNotFound)
}

// stable leaves out what differs with every answer.
func stable(body string) string {
	before, _, _ := strings.Cut(body, `"timeStamp"`)
	return before
}

func TestAnOfferIsWrittenAndRefusedInWords(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	none := d.ask(http.MethodGet, "/api/v1/staff/units/503/offer", "", http.StatusOK)
	if none.json(t)["offer"] != nil {
		t.Errorf("%s", none.body)
	}
	a := d.ask(http.MethodPost, "/api/v1/units/503/offer", `{"net_cold_rent_cents":-1,"min_term_months":9,"max_term_months":3,"suitable_uses":["x"],"publication_basis":"y"}`, http.StatusUnprocessableEntity)
	if n := len(a.codes(t, "errors")); n != 4 {
		t.Errorf("%s", a.body)
	}
	made := d.ask(http.MethodPost, "/api/v1/units/503/offer", `{"title_de":"Gasthaus"}`, http.StatusCreated)
	if lacks := made.codes(t, "lacks"); len(lacks) != 4 {
		t.Errorf("%v", lacks)
	}
	changed := d.ask(http.MethodPatch, "/api/v1/units/503/offer", `{"title_en":"Inn","deposit_cents":100000}`, http.StatusOK, "If-Match", made.tag())
	old := d.ask(http.MethodPatch, "/api/v1/units/503/offer", `{"title_en":"Pub"}`, http.StatusPreconditionFailed, "If-Match", made.tag())
	if got := old.json(t)["current"].(doc)["offer"].(doc)["title_en"]; got != "Inn" || changed.tag() == made.tag() {
		t.Errorf("the refusal carries %v", got)
	}
	d.do(http.MethodPost, "/api/v1/units/503/publication", `{"to":"published"}`).want(t, http.StatusPreconditionRequired)
	d.ask(http.MethodGet, "/api/v1/staff/units/4711/offer", "", http.StatusNotFound)
}
