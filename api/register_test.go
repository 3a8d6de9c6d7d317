package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/people"
)

// shopDoc is a unit as somebody enters it first, in the middle of the made-up town.
func shopDoc() doc {
	return doc{
		"geometry": doc{"type": "Point", "coordinates": [2]float64{6.9583, 51.6623}}, "use_type": "retail", "floor": 0, "street_name": "Lippestraße",
		"house_number": 44, "sales_area_m2": 75.5, "status": "occupied", "since": "2024-05-01", "business_name": "Blumen Hell", "public_basis": "shop_front",
	}
}

func TestAUnitIsEnteredSteppedAndUnpublished(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	made := d.ask(http.MethodPost, "/api/v1/units", text(shopDoc()), http.StatusCreated, "Idempotency-Key", "one")
	if again := d.ask(http.MethodPost, "/api/v1/units", text(shopDoc()), http.StatusCreated, "Idempotency-Key", "one"); string(again.body) != string(made.body) {
		t.Error("the same key made another unit")
	}
	at := made.header.Get("Location")
	path := strings.Replace(at, "/staff", "", 1)
	p := made.properties(t)
	if p["status"] != "occupied" || p["public"] != true || p["business_name"] != "Blumen Hell" || p["updated_by_name"] != "Erika Muster" {
		t.Errorf("%v", p)
	}
	b.get(path).want(t, http.StatusOK)
	tile := tileOfTown("units", 17)
	shown := b.get(tile).header.Get("ETag")

	d.ask(http.MethodPatch, path, `{"floor":1}`, http.StatusPreconditionRequired)
	changed := d.ask(http.MethodPatch, path, `{"step_free":true,"floor":0}`, http.StatusOK, "If-Match", made.tag())
	old := d.ask(http.MethodPatch, path, `{"floor":1}`, http.StatusPreconditionFailed, "If-Match", made.tag())
	if diff := cmp.Diff(changed.json(t), old.json(t)["current"]); diff != "" {
		t.Errorf("the refusal does not carry what is there (-there +carried):\n%s", diff)
	}
	wrong := d.ask(http.MethodPost, path+"/status", `{"to":"marketing","at":"2026-11-01","source":"walk"}`, http.StatusUnprocessableEntity)
	if diff := cmp.Diff([]string{"/to status.irregular", "/to status.needs_offer"}, wrong.codes(t, "errors")); diff != "" {
		t.Error(diff)
	}
	// It falls vacant: the next request finds it nowhere.
	vacant := d.ask(http.MethodPost, path+"/status", `{"to":"vacant","at":"2026-11-01","source":"walk","note":"Schaufenster leer"}`, http.StatusCreated)
	b.get(path).want(t, http.StatusNotFound)
	if b.get(tile).header.Get("ETag") == shown {
		t.Error("the tile still shows it")
	}
	if p := vacant.properties(t); p["public"] != false || p["vacant_since"] != "2026-11-01" {
		t.Errorf("%v", p)
	}
	clash := d.ask(http.MethodPost, path+"/status", `{"to":"occupied","at":"2025-01-01","source":"walk","occupancy":{"business_name":"X"}}`, http.StatusConflict)
	if !strings.Contains(string(clash.body), "2026-11-01 vacant") {
		t.Errorf("the other step is not named: %s", clash.body)
	}
	d.ask(http.MethodDelete, path, "", http.StatusConflict, "If-Match", vacant.tag())
	versions := d.ask(http.MethodGet, at+"/history", "", http.StatusOK).json(t)["versions"].([]any)
	if len(versions) != 3 || fmt.Sprint(versions[1].(doc)["changed"]) != "[step_free]" {
		t.Errorf("%v", versions)
	}
	occupancy := vacant.properties(t)["occupancies"].([]any)[0].(doc)
	tenant := fmt.Sprintf("/api/v1/occupancies/%v", occupancy["id"])
	d.ask(http.MethodPatch, tenant, `{"chain_shop_count":7,"lease_end":"2027-02-01"}`, http.StatusPreconditionFailed, "If-Match", `"9"`)
	d.ask(http.MethodPatch, tenant, `{"chain_shop_count":7,"lease_end":"2027-02-01"}`, http.StatusOK, "If-Match", fmt.Sprintf(`"%v"`, occupancy["version"]))
	if a := d.ask(http.MethodGet, at, "", http.StatusOK); strings.Contains(string(a.body), "2027-02-01") {
		t.Error("the end of a lease is told without a purpose")
	}
	if a := d.ask(http.MethodGet, at+"?purpose=Nachfolge+suchen", "", http.StatusOK); !strings.Contains(string(a.body), `"lease_end":"2027-02-01"`) {
		t.Error("the end of a lease is not told for a purpose")
	}
	d.ask(http.MethodGet, at+"?purpose=x", "", http.StatusUnprocessableEntity)
}

func TestTheRegisterListsAllUnits(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Planner)
	for query, want := range map[string]int{
		"": 8, "?status=vacant,marketing": 3, "?use=office": 1, "?public=false": 3, "?stale=true": 0, "?street=am%20markt": 1, "?q=LI-012": 2,
		"?limit=3": 3, "?bbox=6.9,51.6,7.0,51.7": 8,
	} {
		a := d.ask(http.MethodGet, "/api/v1/staff/units"+query, "", http.StatusOK)
		if n := len(a.json(t)["features"].([]any)); n != want {
			t.Errorf("%s: %d units, want %d", query, n, want)
		}
		if strings.Contains(string(a.body), "2031-05-17") {
			t.Errorf("%s tells the end of a lease", query)
		}
	}
	a := d.ask(http.MethodGet, "/api/v1/staff/units/504", "", http.StatusOK)
	if p := a.properties(t); p["status"] != "threatened" || !strings.Contains(text(p["next"]), `"to":"occupied"`) {
		t.Errorf("%s", a.body)
	}
	d.do(http.MethodPost, "/api/v1/units", text(shopDoc())).want(t, http.StatusForbidden)
	d.do(http.MethodGet, "/api/v1/staff/units/504?purpose=aus+Neugier", "").want(t, http.StatusForbidden)
}

func TestEverythingWrongIsToldWhenAUnitIsEntered(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	body := doc{"geometry": doc{"type": "Point", "coordinates": [2]float64{6.9583, 51.6623}}, "use_type": "shop", "status": "interim_use", "since": "2027-01-01"}
	a := d.ask(http.MethodPost, "/api/v1/units", text(body), http.StatusUnprocessableEntity)
	want := []string{"/street_name required", "/use_type unknown_value", "/since status.future", "/expected_until required"}
	if diff := cmp.Diff(want, a.codes(t, "errors")); diff != "" {
		t.Error(diff)
	}
	body = shopDoc()
	delete(body, "business_name")
	a = d.ask(http.MethodPost, "/api/v1/units", text(body), http.StatusUnprocessableEntity)
	if diff := cmp.Diff([]string{"/business_name status.needs_tenant"}, a.codes(t, "errors")); diff != "" {
		t.Error(diff)
	}
}
