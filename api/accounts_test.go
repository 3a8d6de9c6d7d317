package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"mitte/api"
	"mitte/geo/people"
)

const newAccount = `{"email": "neu@example.org", "name": "Neu", "password": "kastanie fährt rad um sieben", "roles": ["staff"]}`

// F17 over HTTP: fifty times the same creation makes one account and gets one answer.
func TestOneKeyMakesOneAccount(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	admin := b.as(people.Admin)
	answers := make([]answer, 50)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			answers[i] = admin.do(http.MethodPost, "/api/v1/accounts", newAccount, "Idempotency-Key", "k-1")
		})
	}
	wg.Wait()
	b.conformsTo(b.document(), http.MethodPost, "/api/v1/accounts", answers[0].want(t, http.StatusCreated))
	for _, a := range answers {
		if a.status != http.StatusCreated || string(a.body) != string(answers[0].body) || a.header.Get("Location") != answers[0].header.Get("Location") ||
			a.header.Get("ETag") != answers[0].header.Get("ETag") {
			t.Fatalf("%d %v %s", a.status, a.header, a.body)
		}
	}
	if n := b.numbers(`SELECT count(*) FROM account WHERE email = 'neu@example.org'`)[0]; n != 1 {
		t.Errorf("%d accounts", n)
	}
	other := strings.Replace(newAccount, "neu@", "anders@", 1)
	admin.do(http.MethodPost, "/api/v1/accounts", other, "Idempotency-Key", "k-1").want(t, http.StatusUnprocessableEntity)
	admin.do(http.MethodPost, "/api/v1/accounts", newAccount, "Idempotency-Key", "k-2").want(t, http.StatusConflict)
}

func TestChangesOfAccountsNameTheirVersion(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	admin, who := b.as(people.Admin), b.as(people.Staff)
	path := fmt.Sprintf("/api/v1/accounts/%d", who.id)
	tag := admin.do(http.MethodGet, path, "").want(t, http.StatusOK).header.Get("ETag")
	admin.do(http.MethodPatch, path, `{"name": "A"}`).want(t, http.StatusPreconditionRequired)
	admin.do(http.MethodPatch, path, `{"name": "A"}`, "If-Match", tag).want(t, http.StatusOK)
	admin.do(http.MethodPatch, path, `{"name": "B"}`, "If-Match", tag).want(t, http.StatusPreconditionFailed)
	admin.do(http.MethodPatch, path, `{"nick": "B"}`, "If-Match", tag).want(t, http.StatusBadRequest)
	self := fmt.Sprintf("/api/v1/accounts/%d", admin.id)
	mine := admin.do(http.MethodGet, self, "").want(t, http.StatusOK).header.Get("ETag")
	a := admin.do(http.MethodPatch, self, `{"roles": ["admin", "staff"]}`, "If-Match", mine).want(t, http.StatusForbidden)
	if a.json(t)["code"] != "account.own" {
		t.Errorf("%s", a.body)
	}
}

func TestTokensHaveAScopeAndAnEnd(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Staff)
	who.do(http.MethodPost, "/api/v1/tokens", `{"label": "x", "scopes": ["read"], "days": 366}`).want(t, http.StatusUnprocessableEntity)
	made := who.do(http.MethodPost, "/api/v1/tokens", `{"label": "QGIS", "scopes": ["read"], "days": 365}`).want(t, http.StatusCreated)
	token, _ := made.json(t)["token"].(string)
	if strings.Contains(string(who.do(http.MethodGet, "/api/v1/tokens", "").body), token) {
		t.Error("the token can be seen again")
	}
	bearer := []string{"Authorization", "Bearer " + token}
	const staffOnly = "/api/v1/staff/sections"
	b.get(staffOnly, bearer...).want(t, http.StatusOK)
	b.get("/api/v1/tokens", bearer...).want(t, http.StatusForbidden) // a token makes no tokens
	if a := b.do(http.MethodPost, "/api/v1/sections/check", append(bearer, "Content-Type", "application/json")...); a.status != http.StatusForbidden || a.json(t)["code"] != "token_scope" {
		t.Errorf("out of scope: %d %s", a.status, a.body)
	}
	b.get(staffOnly, "Authorization", "Bearer mitte_nonsense").want(t, http.StatusUnauthorized)
	if _, err := b.db.Superuser().Exec(t.Context(), `UPDATE api_token SET expires_at = now()`); err != nil {
		t.Fatal(err)
	}
	b.get(staffOnly, bearer...).want(t, http.StatusUnauthorized)
}

// Whoever was shut out and is let in again starts with no key to the house: sessions and tokens from before stay dead.
func TestADisabledAccountLosesItsTokens(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	admin, who := b.as(people.Admin), b.as(people.Staff)
	made := who.do(http.MethodPost, "/api/v1/tokens", `{"label": "QGIS", "scopes": ["read"], "days": 365}`).want(t, http.StatusCreated)
	token, _ := made.json(t)["token"].(string)
	const staffOnly = "/api/v1/staff/sections"
	b.get(staffOnly, "Authorization", "Bearer "+token).want(t, http.StatusOK)
	account := fmt.Sprintf("/api/v1/accounts/%d", who.id)
	for _, disabled := range []bool{true, false} {
		tag := admin.do(http.MethodGet, account, "").want(t, http.StatusOK).header.Get("ETag")
		admin.do(http.MethodPatch, account, fmt.Sprintf(`{"disabled": %v}`, disabled), "If-Match", tag).want(t, http.StatusOK)
		b.get(staffOnly, "Authorization", "Bearer "+token).want(t, http.StatusUnauthorized)
	}
	if list := who.again().do(http.MethodGet, "/api/v1/tokens", "").want(t, http.StatusOK); strings.Contains(string(list.body), "QGIS") {
		t.Errorf("the token is still listed: %s", list.body)
	}
}

// Over plain HTTP that leaves this machine nobody signs in; app.Test comes from 0.0.0.0, which is not this machine.
func TestNobodySignsInOverPlainHTTP(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.member("a@example.org", people.Staff)
	plain := over(t, b.db, b.db.Public(), func(d *api.Deps) {
		d.People = b.deps.People
		d.Config.PublicURL = "http://karte.example.org"
	})
	a := plain.signIn("a@example.org", goodPassword, "", "Origin", "http://karte.example.org").want(t, http.StatusForbidden)
	if a.json(t)["code"] != "plain_http" || a.header.Get("Set-Cookie") != "" {
		t.Errorf("%v %s", a.header, a.body)
	}
}
