package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"mitte/geo/people"
)

// sought is a filled form for a space request.
func (b *bundle) sought(email string) url.Values {
	v := b.question(email)
	for name, value := range map[string]string{
		"use_type": "retail", "area_min_m2": "50", "area_max_m2": "300,5", "rent_max_eur": "1.500,00", "step_free": "", "from": "2027-03-01",
		"frontage_min_m": "", "term_months": "36", "area_id": "",
	} {
		v.Set(name, value)
	}
	return v
}

// From the list of shops to a request and its matches, as a browser without scripts does it.
func TestAnybodyLooksForSpaceWithoutAScript(t *testing.T) {
	t.Parallel()
	b, server := withMail(t)
	if list := string(b.get("/units?use=retail&area=80-250&lang=de").want(t, http.StatusOK).body); !strings.Contains(list, `href="/ask/space?use=retail&amp;area=80-250&amp;lang=de"`) {
		t.Error("the list does not lead to a request")
	}
	page := string(b.get("/ask/space?use=retail&area=80-250&step=1&lang=de").want(t, http.StatusOK).body)
	for _, part := range []string{`value="retail" selected`, `name="area_min_m2" inputmode="decimal" required value="80"`, `value="on" checked`, `data-proof="space"`} {
		if !strings.Contains(page, part) {
			t.Errorf("the form lacks %s", part)
		}
	}
	onlyProves(t, page)
	wrong := b.sought("nobody")
	wrong.Set("area_min_m2", "<b>viel</b>")
	wrong.Set("area_max_m2", "0")
	wrong.Set("term_months", "9999")
	wrong.Del("consent")
	if a := b.fill("/ask/space", wrong).want(t, http.StatusUnprocessableEntity); strings.Contains(string(a.body), "<b>") || strings.Count(string(a.body), `class="wrong"`) != 5 || linked(a) != 5 {
		t.Errorf("%d faults: %s", linked(a), a.body)
	}
	trapped := b.sought("bot@example.org")
	trapped.Set("website", "https://spam.example")
	b.fill("/ask/space", trapped).want(t, http.StatusOK)
	b.fill("/ask/space", b.sought("erika@example.org")).want(t, http.StatusOK)
	confirm := linkIn(t, server.Wait(t, 1)[0])
	if text := string(b.get(confirm+"?lang=de").want(t, http.StatusOK).body); !strings.Contains(text, "Gesuch: Einzelhandel, 50–300 m²") || strings.Count(text, `<a href="/units?lang=de">`) != 2 || strings.Contains(text, "CANARY") {
		t.Errorf("%s", text)
	}
	b.fill(confirm, nil).want(t, http.StatusOK)
	status := linkIn(t, server.Wait(t, 2)[1])
	found := b.get(status+"?lang=de").want(t, http.StatusOK)
	text := string(found.body)
	for _, part := range []string{`href="/units/`, "passt zu", "Warum", "aktiv", "1.500,00"} {
		if !strings.Contains(text, part) {
			t.Errorf("the page lacks %s: %s", part, text)
		}
	}
	for name, want := range map[string]string{"Referrer-Policy": "same-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"} {
		if got := found.header.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, step := range []struct{ step, word string }{{"pause", "pausiert"}, {"resume", "aktiv"}, {"prolong", "Gilt bis"}, {"withdraw", "zurückgezogen"}} {
		back := b.fill(status+"/"+step.step, nil).want(t, http.StatusSeeOther).header.Get("Location")
		if text := string(b.get(back + "&x=").body); !strings.Contains(string(b.get(status+"?lang=de").body), step.word) {
			t.Errorf("%s: %s", step.step, text)
		}
	}
	b.fill(status+"/resume", nil).want(t, http.StatusConflict)
	b.fill(status+"/explode", nil).want(t, http.StatusNotFound)
	b.fill(status+"/pause", nil, "Origin", "https://evil.example").want(t, http.StatusForbidden)
	b.get("/ask/space/nothing").want(t, http.StatusNotFound)
	_, token, _ := strings.Cut(status, "/ask/space/")
	b.get("/subscriptions/end/"+token).want(t, http.StatusNotFound)
	b.get("/ask/status/"+token).want(t, http.StatusNotFound)
	if text := b.logs.String(); strings.Contains(text, token) || strings.Contains(text, "erika@") || strings.Contains(text, "CANARY") {
		t.Error("a token, an address or a name is in the log")
	}
	b.hides(t, "CANARY", "erika@example.org", token)
}

func TestSpaceRequestsOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	post := func(body, key string) answer {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/space-requests", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", home)
		r.Header.Set("Idempotency-Key", key)
		return b.send(r)
	}
	wish := `{"use_type":"retail","area_min_m2":50,"area_max_m2":300,"email":"erika@example.org","consent":true,"proof":%q,
		"area":{"type":"Polygon","coordinates":[[[6.95,51.65],[6.98,51.65],[6.98,51.67],[6.95,51.67],[6.95,51.65]]]}}`
	b.conformsTo(doc, http.MethodPost, "/api/v1/space-requests", post(fmt.Sprintf(wish, b.proofFor("space")), "one").want(t, http.StatusAccepted))
	if a := post(fmt.Sprintf(wish, b.proofFor("ask")), "two").want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "proof.wrong") {
		t.Errorf("a proof for another form: %s", a.body)
	}
	bowTie := strings.Replace(wish, "[6.98,51.67],[6.95,51.67]", "[6.95,51.67],[6.98,51.67]", 1)
	if a := post(fmt.Sprintf(bowTie, b.proofFor("space")), "three").want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), `"area"`) {
		t.Errorf("a place that crosses itself: %s", a.body)
	}
	b.conformsTo(doc, http.MethodPost, "/api/v1/space-requests", post(`{"use_type":1,"spam":2}`, "four").want(t, http.StatusUnprocessableEntity))

	staff, planner := b.as(people.Staff), b.as(people.Planner)
	list := staff.do(http.MethodGet, "/api/v1/space-requests?status=active,paused&use=retail&limit=10", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/space-requests", list)
	if text := string(list.body); !strings.Contains(text, "CANARY-person") || strings.Contains(text, "unconfirmed") {
		t.Errorf("%s", text)
	}
	if text := string(planner.do(http.MethodGet, "/api/v1/space-requests", "").want(t, http.StatusOK).body); strings.Contains(text, "CANARY-person") || !strings.Contains(text, `"contact":null`) {
		t.Errorf("%s", text)
	}
	item := staff.do(http.MethodGet, "/api/v1/space-requests/8101", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/space-requests/{id}", item)
	matches := planner.do(http.MethodGet, "/api/v1/space-requests/8101/matches?lang=en&min_score=1", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/space-requests/{id}/matches", matches)
	seekers := planner.do(http.MethodGet, "/api/v1/staff/units/505/space-requests?lang=de", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/staff/units/{id}/space-requests", seekers)
	if strings.Contains(string(seekers.body), "CANARY-person") {
		t.Errorf("%s", seekers.body)
	}
	staff.do(http.MethodPatch, "/api/v1/space-requests/8101", `{"status":"paused"}`).want(t, http.StatusPreconditionRequired)
	changed := staff.do(http.MethodPatch, "/api/v1/space-requests/8101", `{"status":"paused"}`, "If-Match", item.header.Get("ETag")).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPatch, "/api/v1/space-requests/{id}", changed)
	stale := staff.do(http.MethodPatch, "/api/v1/space-requests/8101", `{"status":"active"}`, "If-Match", item.header.Get("ETag")).want(t, http.StatusPreconditionFailed)
	if current, _ := stale.json(t)["current"].(map[string]any); current["status"] != "paused" {
		t.Errorf("%s", stale.body)
	}
	staff.do(http.MethodPatch, "/api/v1/space-requests/8101", `{"status":"expired"}`, "If-Match", changed.header.Get("ETag")).want(t, http.StatusConflict)
	staff.do(http.MethodGet, "/api/v1/space-requests/4711/matches", "").want(t, http.StatusNotFound)
	staff.do(http.MethodGet, "/api/v1/staff/units/4711/space-requests", "").want(t, http.StatusNotFound)
}
