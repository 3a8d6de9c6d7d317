package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/people"
)

func TestOwnersAreReadForAPurposeAndForgotten(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc, who := b.document(), b.as(people.Staff)
	const why = "?purpose=R%C3%BCckfrage+zum+Laden"
	made := who.do(http.MethodPost, "/api/v1/parties", `{"kind":"owner","name":"CANARY Eigentum","legal_basis":"Art. 6 (1) e DSGVO","source":"Grundbuch",
		"purpose":"Ansprache wegen Leerstand","collected_at":"2026-11-01","delete_after":"2027-11-01"}`, "Idempotency-Key", "p-1").want(t, http.StatusCreated)
	b.conformsTo(doc, http.MethodPost, "/api/v1/parties", made)
	at := made.header.Get("Location")
	id := strings.TrimPrefix(at, "/api/v1/parties/")
	if strings.Contains(string(made.body), "CANARY") {
		t.Errorf("entering is no reading: %s", made.body)
	}
	tied := who.do(http.MethodPost, at+"/links", `{"role":"owner","parcel_id":102,"from":"2020-01-01"}`).want(t, http.StatusCreated)
	b.conformsTo(doc, http.MethodPost, "/api/v1/parties/{id}/links", tied)
	given := who.do(http.MethodPost, "/api/v1/units/502/consents", `{"scope":"publish_photo","given_at":"2026-11-01","evidence":"Brief","party_id":"`+id+`"}`).want(t, http.StatusCreated)
	if strings.Contains(string(given.body), id) {
		t.Errorf("who agreed is told with the offer: %s", given.body)
	}
	changed := who.do(http.MethodPatch, at, `{"phone":"CANARY 1"}`, "If-Match", made.tag()).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPatch, "/api/v1/parties/{id}", changed)
	for _, query := range []string{"", "?purpose=kurz"} {
		if stale := who.do(http.MethodPatch, at+query, `{}`, "If-Match", made.tag()).want(t, http.StatusPreconditionFailed); strings.Contains(string(stale.body), "CANARY") {
			t.Errorf("a refusal tells: %s", stale.body)
		}
	}
	who.do(http.MethodGet, at, "").want(t, http.StatusUnprocessableEntity)
	read := who.do(http.MethodGet, at+why, "").want(t, http.StatusOK)
	b.conforms(doc, "/api/v1/parties/{id}", read)
	tie, _ := read.json(t)["links"].([]any)[0].(map[string]any)
	if tie["parcel_label"] != "Altstadt 4 271/2" {
		t.Errorf("a parcel is called %v", tie["parcel_label"])
	}
	stale := who.do(http.MethodPatch, at+why, `{"phone":"CANARY 2"}`, "If-Match", made.tag()).want(t, http.StatusPreconditionFailed)
	if diff := cmp.Diff(read.json(t), stale.json(t)["current"]); diff != "" {
		t.Errorf("what is there now: %s", diff)
	}
	found := who.do(http.MethodGet, "/api/v1/parties"+why+"&unit_id=502", "").want(t, http.StatusOK)
	b.conforms(doc, "/api/v1/parties", found)
	if all, _ := found.json(t)["parties"].([]any); len(all) != 2 { // that of the unit, and this one of its parcel
		t.Errorf("%s", found.body)
	}
	all := who.do(http.MethodGet, at+"/export"+why, "").want(t, http.StatusOK)
	b.conforms(doc, "/api/v1/parties/{id}/export", all)
	if log, _ := all.json(t)["log"].([]any); len(log) != 6 { // entered, tied, changed, read, told with a refusal, found
		t.Errorf("%s", all.body)
	}
	for _, role := range []people.Role{people.Planner, people.Admin, people.Board, people.Partner} {
		b.as(role).do(http.MethodGet, at+why, "").want(t, http.StatusForbidden)
	}
	gone := who.do(http.MethodPost, at+"/erase", `{"reason":"Antrag nach Art. 17"}`).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPost, "/api/v1/parties/{id}/erase", gone)
	if gone.json(t)["consents_revoked"] != 1.0 {
		t.Errorf("%s", gone.body)
	}
	who.do(http.MethodGet, at+why, "").want(t, http.StatusNotFound)
	if strings.Contains(b.logs.String(), "CANARY") || strings.Contains(b.logs.String(), "Rückfrage") {
		t.Error("the log tells of owners")
	}
}
