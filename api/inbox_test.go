package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// at puts somebody at a desk.
func (p *person) at(desk string) *person {
	p.b.t.Helper()
	if _, err := p.b.db.Superuser().Exec(p.b.t.Context(), `UPDATE account SET desk = $2 WHERE id = $1`, p.id, desk); err != nil {
		p.b.t.Fatal(err)
	}
	return p
}

// The work of a desk over HTTP, and what the others see of it.
func TestTheInboxOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	city, social := b.as(people.Staff).at("city"), b.as(people.Staff).at("social")
	admin, planner := b.as(people.Admin), b.as(people.Planner)
	entry := `{"received_via":"phone","kind":"space","unit_ref":"AM-001","name":"CANARY Hans","email":"canary@example.org","subject":"CANARY-subject","message":"CANARY-text, sucht 80 m².","lang":"de"}`
	made := city.do(http.MethodPost, "/api/v1/staff/enquiries", entry, "Idempotency-Key", "one").want(t, http.StatusCreated)
	b.conformsTo(doc, http.MethodPost, "/api/v1/staff/enquiries", made)
	again := city.do(http.MethodPost, "/api/v1/staff/enquiries", entry, "Idempotency-Key", "one").want(t, http.StatusCreated)
	place := made.header.Get("Location")
	if place == "" || again.header.Get("Location") != place || b.enquiries("true") != 1 {
		t.Errorf("%s and %s", place, again.header.Get("Location"))
	}
	social.do(http.MethodPost, "/api/v1/staff/enquiries", `{"received_via":"dream","kind":"x"}`).want(t, http.StatusUnprocessableEntity)

	list := city.do(http.MethodGet, "/api/v1/enquiries?assignee=none&due=week&q=canary-text&desk=city,social", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/enquiries", list)
	if text := string(list.body); !strings.Contains(text, "CANARY-subject") || !strings.Contains(text, `"open":1`) || !strings.Contains(text, `"unit_ref":"AM-001"`) {
		t.Errorf("%s", text)
	}
	city.do(http.MethodGet, "/api/v1/enquiries?desk=heaven", "").want(t, http.StatusBadRequest)
	item := city.do(http.MethodGet, place, "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/enquiries/{id}", item)
	if text := string(item.body); !strings.Contains(text, "canary@example.org") || item.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s", text)
	}
	tag := item.header.Get("ETag")
	city.do(http.MethodPatch, place, `{"priority":"high"}`).want(t, http.StatusPreconditionRequired)
	changed := city.do(http.MethodPatch, place, fmt.Sprintf(`{"assignee_id":%d}`, city.id), "If-Match", tag).want(t, http.StatusOK)
	if text := string(changed.body); !strings.Contains(text, `"status":"assigned"`) || !strings.Contains(text, `"name":"Erika Muster"`) {
		t.Errorf("%s", text)
	}
	stale := city.do(http.MethodPatch, place, `{"priority":"high"}`, "If-Match", tag).want(t, http.StatusPreconditionFailed)
	if current, _ := stale.json(t)["current"].(map[string]any); current["status"] != "assigned" {
		t.Errorf("%s", stale.body)
	}
	city.do(http.MethodPatch, place, fmt.Sprintf(`{"assignee_id":%d}`, social.id), "If-Match", changed.header.Get("ETag")).want(t, http.StatusConflict)
	city.do(http.MethodPatch, place, `{"unit_ref":"LI-099"}`, "If-Match", changed.header.Get("ETag")).want(t, http.StatusUnprocessableEntity)
	answered := city.do(http.MethodPost, place+"/messages", `{"direction":"out","text":"CANARY-answer","then":"answered"}`, "Idempotency-Key", "two").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPost, "/api/v1/enquiries/{id}/messages", answered)
	if text := string(answered.body); !strings.Contains(text, `"status":"answered"`) || !strings.Contains(text, `"outside":"closed"`) {
		t.Errorf("%s", text)
	}
	city.do(http.MethodPost, place+"/merge", `{"into":1}`).want(t, http.StatusConflict)
	city.do(http.MethodPost, place+"/forward", `{"to":"","reply":""}`).want(t, http.StatusUnprocessableEntity)

	for name, who := range map[string]*person{"another desk": social, "an administrator": admin} {
		for _, path := range []string{"/api/v1/enquiries", place} {
			a := who.do(http.MethodGet, path, "").want(t, http.StatusOK)
			b.conformsTo(doc, http.MethodGet, strings.Replace(path, place, "/api/v1/enquiries/{id}", 1), a)
			if text := string(a.body); strings.Contains(text, "CANARY") || strings.Contains(text, "canary") || strings.Contains(text, "AM-001") || !strings.Contains(text, "-0001") {
				t.Errorf("%s: %s", name, text)
			}
		}
		who.do(http.MethodPost, place+"/messages", `{"direction":"out","text":"x"}`).want(t, http.StatusForbidden)
	}
	opened := admin.do(http.MethodGet, place+"?purpose="+escape("Beschwerde geprüft"), "").want(t, http.StatusOK)
	if !strings.Contains(string(opened.body), "CANARY-text") {
		t.Errorf("%s", opened.body)
	}
	social.do(http.MethodGet, place+"?purpose="+escape("Beschwerde geprüft"), "").want(t, http.StatusForbidden)
	admin.do(http.MethodGet, place+"?purpose=so", "").want(t, http.StatusUnprocessableEntity)
	counts := planner.do(http.MethodGet, "/api/v1/staff/enquiries/counts", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/staff/enquiries/counts", counts)
	if text := string(counts.body); !strings.Contains(text, `"counts":[]`) { // one is too few to tell
		t.Errorf("%s", text)
	}
	b.conformsTo(doc, http.MethodGet, "/api/v1/staff/enquiries/templates", city.do(http.MethodGet, "/api/v1/staff/enquiries/templates", "").want(t, http.StatusOK))
	mates := city.do(http.MethodGet, "/api/v1/staff/enquiries/colleagues", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/staff/enquiries/colleagues", mates)
	if text := string(mates.body); !strings.Contains(text, fmt.Sprintf(`"id":%d`, city.id)) || strings.Contains(text, fmt.Sprintf(`"id":%d`, social.id)) || strings.Contains(text, "@") {
		t.Errorf("%s", text)
	}
	city.do(http.MethodGet, "/api/v1/enquiries/7", "").want(t, http.StatusNotFound)
	b.hides(t, "CANARY", "canary@example.org")
	if text := b.logs.String(); strings.Contains(text, "CANARY") || strings.Contains(text, "canary@") {
		t.Error("a text or an address is in the log")
	}
}
