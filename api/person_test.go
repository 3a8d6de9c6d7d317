package api_test

import (
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// An administrator answers who asks what is kept about him, and does away with it; the address stands nowhere afterwards.
func TestAPersonIsExportedAndErasedOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	city := b.as(people.Staff).at("city")
	city.do(http.MethodPost, "/api/v1/staff/enquiries",
		`{"received_via":"phone","kind":"space","name":"CANARY Hans","email":"canary-hans@example.org","message":"CANARY-text, sucht 80 m²."}`).want(t, http.StatusCreated)
	city.do(http.MethodPost, "/api/v1/parties", `{"kind":"owner","name":"CANARY Eigentum","email":"canary-hans@example.org","legal_basis":"Art. 6",
		"source":"Grundbuch","purpose":"Leerstand","collected_at":"2026-11-01","delete_after":"2027-11-01"}`).want(t, http.StatusCreated)
	admin := b.as(people.Admin)
	const body = `{"email":"Canary-Hans@Example.org"}`
	found := admin.do(http.MethodPost, "/api/v1/people/export", body).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPost, "/api/v1/people/export", found)
	if text := string(found.body); !strings.Contains(text, "CANARY-text") || !strings.Contains(text, "CANARY Eigentum") || found.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s", text)
	}
	city.do(http.MethodPost, "/api/v1/people/export", body).want(t, http.StatusForbidden)
	done := admin.do(http.MethodPost, "/api/v1/people/erase", body).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPost, "/api/v1/people/erase", done)
	if done.json(t)["parties"] != 1.0 {
		t.Errorf("%s", done.body)
	}
	b.conformsTo(doc, http.MethodPost, "/api/v1/people/erase", admin.do(http.MethodPost, "/api/v1/people/erase", body).want(t, http.StatusNotFound))
	b.conformsTo(doc, http.MethodPost, "/api/v1/people/export", admin.do(http.MethodPost, "/api/v1/people/export", `{"email":"nobody"}`).want(t, http.StatusUnprocessableEntity))
	var left int
	if err := b.db.Superuser().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM enquiry_content c WHERE c::text ~ 'CANARY')
		+ (SELECT count(*) FROM outbox.recipient) + (SELECT count(*) FROM owner_data.party p WHERE p::text ~* 'hans') + (SELECT count(*) FROM audit_log l WHERE l::text ~* 'canary')
		+ (SELECT count(*) FROM idempotency_key k WHERE k::text ~* 'canary')`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d rows are left, %v", left, err)
	}
	if strings.Contains(strings.ToLower(b.logs.String()), "canary-hans@") {
		t.Error("the address is in the log")
	}
}
