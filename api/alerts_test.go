package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// From the list of shops to a saved search, its mail and the one click that ends it.
func TestAnybodySavesASearchWithoutAScript(t *testing.T) {
	t.Parallel()
	b, server := withMail(t)
	if list := string(b.get("/units?use=retail&area=80-250&at=2026-11-01&lang=de").want(t, http.StatusOK).body); !strings.Contains(list, `href="/alerts?use=retail&amp;area=80-250&amp;lang=de"`) {
		t.Error("the list does not lead to a saved search")
	}
	page := string(b.get("/alerts?use=retail&area=80-250&q=CANARY&bbox=6.9,51.6,7.0,51.7&lang=de").want(t, http.StatusOK).body)
	for _, part := range []string{"Einzelhandel", "80–250 m²", "mit Ihrem Suchwort", `name="filter" value="use=retail&amp;q=CANARY&amp;area=80-250"`, `data-proof="alert"`} {
		if !strings.Contains(page, part) {
			t.Errorf("the form lacks %s: %s", part, page)
		}
	}
	onlyProves(t, page)
	b.get("/alerts?area=viel").want(t, http.StatusBadRequest)
	b.get("/alerts?spam=1").want(t, http.StatusBadRequest)
	wish := func(email string) url.Values {
		v := b.question(email)
		v.Set("filter", "area=1-10000&q=")
		v.Set("frequency", "immediate")
		return v
	}
	if a := b.fill("/alerts", wish("nobody")).want(t, http.StatusUnprocessableEntity); strings.Count(string(a.body), `class="wrong"`) != 1 || linked(a) != 1 {
		t.Errorf("%s", a.body)
	}
	bad := wish("erika@example.org")
	bad.Set("filter", "spam=1")
	b.fill("/alerts", bad).want(t, http.StatusUnprocessableEntity)
	trapped := wish("bot@example.org")
	trapped.Set("website", "https://spam.example")
	b.fill("/alerts", trapped).want(t, http.StatusOK)
	b.fill("/alerts", wish("erika@example.org")).want(t, http.StatusOK)
	asked := server.Wait(t, 1)[0]
	if strings.Contains(asked.Body, "CANARY") || !strings.Contains(asked.Header.Get("Subject"), "Suche") {
		t.Errorf("%v %s", asked.Header, asked.Body)
	}
	confirm := linkIn(t, asked)
	if text := string(b.get(confirm+"?lang=de").want(t, http.StatusOK).body); !strings.Contains(text, "Neue Ladenlokale: 1–10.000 m²") || strings.Count(text, `<a href="/units?lang=de">`) != 2 {
		t.Errorf("%s", text)
	}
	b.fill(confirm, nil).want(t, http.StatusOK)
	b.plant(`INSERT INTO unit (public_ref, geom, use_type, source, public_basis, sales_area_m2)
		SELECT 'NEW-1', geom, 'retail', source, 'demo', 120 FROM unit WHERE id = 502`)
	b.plant(`INSERT INTO unit_status_event (unit_id, "from", "to", at, source, by) SELECT id, 'unknown', 'vacant', '2026-01-01', 'walk', 'x' FROM unit WHERE public_ref = 'NEW-1'`)
	if err := b.deps.Enquiry.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := server.Wait(t, 2)[1]
	if !strings.Contains(told.Body, home+"/units/NEW-1?lang=de") {
		t.Errorf("%s", told.Body)
	}
	end := strings.TrimPrefix(strings.Trim(told.Header.Get("List-Unsubscribe"), "<>"), home)
	r := httptest.NewRequest(http.MethodPost, end, strings.NewReader("List-Unsubscribe=One-Click")) // as a mail program sends it
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.send(r).want(t, http.StatusOK)
	var left int
	if err := b.db.Superuser().QueryRow(t.Context(), `SELECT count(*) FROM outbox.recipient`).Scan(&left); err != nil || left != 0 {
		t.Errorf("%d addresses are left, %v", left, err)
	}
	b.hides(t, "erika@example.org", "q=CANARY")
}

func TestASearchIsSavedOverHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	post := func(body, key string) answer {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/alerts", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", home)
		if key != "" {
			r.Header.Set("Idempotency-Key", key)
		}
		return b.send(r)
	}
	wish := func(filter string) string {
		return fmt.Sprintf(`{"email":"erika@example.org","filter":%q,"frequency":"weekly","lang":"en","proof":%q}`, filter, b.proofFor("alert"))
	}
	b.conformsTo(doc, http.MethodPost, "/api/v1/alerts", post(wish("use=retail&area=80-"), "one").want(t, http.StatusAccepted))
	b.conformsTo(doc, http.MethodPost, "/api/v1/alerts", post(wish("use=casino"), "two").want(t, http.StatusUnprocessableEntity))
	post(wish("use=retail"), "").want(t, http.StatusBadRequest)
	var kept string
	if err := b.db.Superuser().QueryRow(t.Context(), `SELECT string_agg(filter, ' ') FROM saved_search`).Scan(&kept); err != nil || kept != "use=retail&area=80-" {
		t.Errorf("%q %v", kept, err)
	}
}

func (b *bundle) plant(sql string) {
	b.t.Helper()
	if _, err := b.db.Superuser().Exec(b.t.Context(), sql); err != nil {
		b.t.Fatal(err)
	}
}
