package api_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo/people"
)

const goodPassword = "kastanie fährt rad um sieben"

// member is an account made as an operator makes it.
func (b *bundle) member(email string, roles ...people.Role) {
	b.t.Helper()
	n := people.NewAccount{Email: email, Name: "Erika Muster", Password: goodPassword, Roles: roles}
	if _, err := people.ForOperator(b.deps.People).Add(b.t.Context(), n); err != nil {
		b.t.Fatal(err)
	}
}

// door sends what somebody who is not signed in sends.
func (b *bundle) door(path string, body any, headers ...string) answer {
	b.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(string(text)))
	r.Header.Set("Origin", home)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.send(r)
}

type credentials struct {
	Email    string `json:"email"`
	Password string `json:"password"`
	Code     string `json:"code,omitempty"`
}

func (b *bundle) signIn(email, password, code string, headers ...string) answer {
	b.t.Helper()
	return b.door("/api/v1/session", credentials{email, password, code}, headers...)
}

// entered is the person that an answer signs in.
func (b *bundle) entered(a answer) *person {
	b.t.Helper()
	name, rest, _ := strings.Cut(a.header.Get("Set-Cookie"), "=")
	secret, _, _ := strings.Cut(rest, ";")
	if name != "__Host-sid" || secret == "" {
		b.t.Fatalf("no session: %v %s", a.header, a.body)
	}
	csrf, _ := a.json(b.t)["csrf"].(string)
	return &person{b: b, secret: secret, csrf: csrf}
}

func (p *person) signedIn() bool {
	p.b.t.Helper()
	return p.do(http.MethodGet, "/api/v1/session", "").want(p.b.t, http.StatusOK).json(p.b.t)["account"] != nil
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	b.member("Erika@Example.org", people.Staff, people.Planner)
	for _, a := range []answer{b.signIn("erika@example.org", "falsch"+goodPassword, ""), b.signIn("nobody@example.org", goodPassword, "")} {
		b.conformsTo(doc, http.MethodPost, "/api/v1/session", a.want(t, http.StatusUnauthorized))
		if a.json(t)["code"] != "login" || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%v %s", a.header, a.body)
		}
	}
	a := b.signIn(" erika@EXAMPLE.org", goodPassword, "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPost, "/api/v1/session", a)
	for _, part := range []string{"path=/", "HttpOnly", "secure", "SameSite=Lax"} {
		if !strings.Contains(a.header.Get("Set-Cookie"), part) {
			t.Errorf("the cookie lacks %s: %s", part, a.header.Get("Set-Cookie"))
		}
	}
	if strings.Contains(strings.ToLower(a.header.Get("Set-Cookie")), "domain") || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", a.header)
	}
	who := b.entered(a)
	if !who.signedIn() {
		t.Fatal("the session does not hold")
	}
	b.conforms(doc, "/api/v1/session", who.do(http.MethodGet, "/api/v1/session", ""))
	b.conforms(doc, "/api/v1/session", b.get("/api/v1/session").want(t, http.StatusOK))
	out := who.do(http.MethodDelete, "/api/v1/session", "").want(t, http.StatusNoContent)
	if who.signedIn() || !strings.Contains(strings.ToLower(out.header.Get("Set-Cookie")), "max-age=") && !strings.Contains(out.header.Get("Set-Cookie"), "expires=") {
		t.Errorf("still signed in, or the cookie stays: %v", out.header)
	}
	who.do(http.MethodDelete, "/api/v1/session", "").want(t, http.StatusUnauthorized)
}

// A session that an attacker planted in the browser is worth nothing after its owner signed in.
func TestSigningInRotatesTheSession(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.member("a@example.org", people.Staff)
	planted := b.as(people.Partner)
	who := b.entered(b.signIn("a@example.org", goodPassword, "", "Cookie", "__Host-sid="+planted.secret).want(t, http.StatusOK))
	if who.secret == planted.secret || planted.signedIn() {
		t.Error("the planted session lives on")
	}
	invented := b.entered(b.signIn("a@example.org", goodPassword, "", "Cookie", "__Host-sid=chosen-by-somebody-else").want(t, http.StatusOK))
	if invented.secret == "chosen-by-somebody-else" {
		t.Error("the browser chose its session")
	}
}

// Event × other sessions of the same person.
func TestWhatEndsSessions(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	admin := b.as(people.Admin)
	patch := func(body string) func(p *person) {
		return func(p *person) {
			path := fmt.Sprintf("/api/v1/accounts/%d", p.id)
			tag := admin.do(http.MethodGet, path, "").want(t, http.StatusOK).header.Get("ETag")
			admin.do(http.MethodPatch, path, body, "If-Match", tag).want(t, http.StatusOK)
		}
	}
	for name, c := range map[string]struct {
		event func(p *person)
		ends  bool
	}{
		"nothing":          {func(*person) {}, false},
		"signing out":      {func(p *person) { p.do(http.MethodDelete, "/api/v1/session", "").want(t, http.StatusNoContent) }, true},
		"disabling":        {patch(`{"disabled": true}`), true},
		"a role more":      {patch(`{"roles": ["staff", "admin"]}`), true},
		"another role":     {patch(`{"roles": ["planner"]}`), true},
		"a new password":   {patch(`{"password": "eine ganz andere kastanie"}`), true},
		"no second factor": {patch(`{"reset_totp": true}`), true},
		"a new name":       {patch(`{"name": "Erika Anders"}`), false},
	} {
		one := b.as(people.Staff)
		two := one.again()
		c.event(one)
		if two.signedIn() == c.ends || name != "signing out" && one.signedIn() == c.ends {
			t.Errorf("%s: ended %v, want %v", name, !two.signedIn(), c.ends)
		}
	}
	if !admin.signedIn() {
		t.Error("the administrator was thrown out")
	}
}

func TestSessionsEndByTheDatabasesClock(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	for sql, lives := range map[string]bool{
		`seen_at = now() - interval '29 minutes'`:                                            true,
		`seen_at = now() - interval '31 minutes'`:                                            false,
		`expires_at = now() - interval '1 second', created_at = now() - interval '8 hours'`:  false,
		`created_at = now() - interval '11 hours', expires_at = now() + interval '1 minute'`: true,
	} {
		who := b.as(people.Staff)
		if _, err := b.db.Superuser().Exec(t.Context(), `UPDATE session SET `+sql+` WHERE account_id = $1`, who.id); err != nil {
			t.Fatal(err)
		}
		if who.signedIn() != lives {
			t.Errorf("%s: lives %v", sql, !lives)
		}
	}
	for role, hours := range map[people.Role]float64{people.Admin: 8, people.Staff: 12} {
		email := string(role) + "@example.org"
		b.member(email, role)
		b.signIn(email, goodPassword, "").want(t, http.StatusOK)
		const sql = `SELECT round(extract(epoch FROM expires_at - s.created_at) / 3600)::int FROM session s JOIN account a ON a.id = account_id WHERE email = '%s'`
		if got := b.numbers(fmt.Sprintf(sql, email))[0]; float64(got) != hours {
			t.Errorf("%s: %d hours", role, got)
		}
	}
}

// code is what an authenticator app shows, made here by another hand than the service's.
func code(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, uint64(at.Unix()/30))
	sum := mac.Sum(nil)
	offset := sum[19] & 15
	return fmt.Sprintf("%06d", (binary.BigEndian.Uint32(sum[offset:])&0x7fffffff)%1_000_000)
}

// now is the database's clock.
func (b *bundle) now() time.Time {
	b.t.Helper()
	var now time.Time
	if err := b.db.Superuser().QueryRow(b.t.Context(), `SELECT clock_timestamp()`).Scan(&now); err != nil {
		b.t.Fatal(err)
	}
	return now
}

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	b := withPeople(t, func(c *people.Config) { c.SecondFactorOptional = false })
	doc := b.document()
	b.member("a@example.org", people.Staff, people.Admin)
	who := b.entered(b.signIn("a@example.org", goodPassword, "").want(t, http.StatusOK))
	if a := who.do(http.MethodGet, "/api/v1/accounts", "").want(t, http.StatusForbidden); a.json(t)["code"] != "enrol_totp" {
		t.Errorf("before the second factor: %s", a.body)
	}
	offer := who.do(http.MethodPost, "/api/v1/session/totp", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPost, "/api/v1/session/totp", offer)
	secret, _ := offer.json(t)["secret"].(string)
	who.do(http.MethodPut, "/api/v1/session/totp", `{"code": "000000x"}`).want(t, http.StatusUnprocessableEntity)
	first := b.now()
	a := who.do(http.MethodPut, "/api/v1/session/totp", `{"code": "`+code(t, secret, first)+`"}`).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPut, "/api/v1/session/totp", a)
	codes, _ := a.json(t)["recovery_codes"].([]any)
	if len(codes) != 10 || who.signedIn() {
		t.Fatalf("%d codes; the old session lives: %v", len(codes), who.signedIn())
	}
	who = b.entered(a)
	who.do(http.MethodGet, "/api/v1/accounts", "").want(t, http.StatusOK)

	if a := b.signIn("a@example.org", goodPassword, "").want(t, http.StatusUnauthorized); a.json(t)["code"] != "code_needed" {
		t.Errorf("without a code: %s", a.body)
	}
	b.signIn("a@example.org", goodPassword, code(t, secret, first)).want(t, http.StatusUnauthorized) // the one that confirmed it
	b.forget()
	b.signIn("a@example.org", goodPassword, code(t, secret, first.Add(-90*time.Second))).want(t, http.StatusUnauthorized)
	b.forget()
	b.signIn("a@example.org", goodPassword, code(t, secret, b.now().Add(30*time.Second))).want(t, http.StatusOK)
	recovery, _ := codes[3].(string)
	b.signIn("a@example.org", goodPassword, strings.ToLower(recovery)).want(t, http.StatusOK)
	b.signIn("a@example.org", goodPassword, recovery).want(t, http.StatusUnauthorized)

	stored := b.text(`SELECT encode(totp_secret, 'escape') || encode(totp_secret, 'hex') FROM credential`)
	key, _ := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if strings.Contains(stored, secret) || strings.Contains(stored, fmt.Sprintf("%x", key)) {
		t.Error("the database holds the secret in the clear")
	}
}

// forget lifts the delay that failures brought.
func (b *bundle) forget() {
	b.t.Helper()
	if _, err := b.db.Superuser().Exec(b.t.Context(), `DELETE FROM login_attempt`); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bundle) text(sql string) string {
	b.t.Helper()
	var text string
	if err := b.db.Superuser().QueryRow(b.t.Context(), sql).Scan(&text); err != nil {
		b.t.Fatal(err)
	}
	return text
}

func TestACodeOpensOnce(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.member("a@example.org", people.Staff)
	who := b.entered(b.signIn("a@example.org", goodPassword, "").want(t, http.StatusOK))
	secret, _ := who.do(http.MethodPost, "/api/v1/session/totp", "").want(t, http.StatusOK).json(t)["secret"].(string)
	who.do(http.MethodPut, "/api/v1/session/totp", `{"code": "`+code(t, secret, b.now())+`"}`).want(t, http.StatusOK)
	stolen := code(t, secret, b.now().Add(30*time.Second))
	var wg sync.WaitGroup
	statuses := make([]int, 4) // below the count that brings a delay
	for i := range statuses {
		wg.Go(func() { statuses[i] = b.signIn("a@example.org", goodPassword, stolen).status })
	}
	wg.Wait()
	opened := 0
	for _, s := range statuses {
		if s == http.StatusOK {
			opened++
		} else if s != http.StatusUnauthorized {
			t.Errorf("status %d", s)
		}
	}
	if opened != 1 {
		t.Errorf("one code opened %d times", opened)
	}
}

func TestUserAdministrationAsksForACodeAgain(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.member("a@example.org", people.Admin)
	who := b.entered(b.signIn("a@example.org", goodPassword, "").want(t, http.StatusOK))
	secret, _ := who.do(http.MethodPost, "/api/v1/session/totp", "").want(t, http.StatusOK).json(t)["secret"].(string)
	who = b.entered(who.do(http.MethodPut, "/api/v1/session/totp", `{"code": "`+code(t, secret, b.now())+`"}`).want(t, http.StatusOK))
	if _, err := b.db.Superuser().Exec(t.Context(), `UPDATE session SET second_factor_at = now() - interval '11 minutes'`); err != nil {
		t.Fatal(err)
	}
	const token = `{"label": "x", "scopes": ["read"], "days": 1}`
	if a := who.do(http.MethodPost, "/api/v1/tokens", token).want(t, http.StatusUnauthorized); a.json(t)["code"] != "step_up" {
		t.Errorf("%s", a.body)
	}
	who.do(http.MethodGet, "/api/v1/accounts", "").want(t, http.StatusOK)
	who.do(http.MethodPost, "/api/v1/session/code", `{"code": "12345"}`).want(t, http.StatusUnauthorized)
	who.do(http.MethodPost, "/api/v1/session/code", `{"code": "`+code(t, secret, b.now().Add(30*time.Second))+`"}`).want(t, http.StatusNoContent)
	who.do(http.MethodPost, "/api/v1/tokens", token).want(t, http.StatusCreated)
}

func TestGuessingIsSlowedDown(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.member("a@example.org", people.Staff)
	for _, email := range []string{"a@example.org", "unknown@example.org"} {
		for range 5 {
			b.signIn(email, "falsch", "").want(t, http.StatusUnauthorized)
		}
		a := b.signIn(email, goodPassword, "").want(t, http.StatusTooManyRequests)
		if a.json(t)["code"] != "login_wait" || a.header.Get("Retry-After") == "" {
			t.Errorf("%s: %v %s", email, a.header, a.body)
		}
	}
	// A second server knows it too, and a restart forgets nothing: the counts are in the database.
	other := over(t, b.db, b.db.Public(), func(d *api.Deps) { d.People = people.New(b.db.App(), people.Config{}) })
	other.signIn("unknown@example.org", "falsch", "").want(t, http.StatusTooManyRequests)
	if _, err := b.db.Superuser().Exec(t.Context(), `UPDATE login_attempt SET retry_at = now()`); err != nil {
		t.Fatal(err)
	}
	b.signIn("a@example.org", goodPassword, "").want(t, http.StatusOK) // never a lock-out
	if n := b.numbers(`SELECT count(*) FROM login_attempt WHERE what LIKE 'address:%' AND attempts > 0`)[0]; n != 1 {
		t.Errorf("%d addresses are counted after one signed in", n)
	}
}

func TestANetworkSignsInTwentyTimesAMinute(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	try := func(i int, forwarded string) int {
		return b.signIn(fmt.Sprintf("nobody%d@example.org", i), "x", "", "X-Forwarded-For", forwarded).status
	}
	for i := range 20 {
		if got := try(i, fmt.Sprintf("203.0.%d.7", i)); got != http.StatusUnauthorized { // a stranger's header changes nothing
			t.Fatalf("attempt %d: %d", i, got)
		}
	}
	if got := try(21, "198.51.100.9"); got != http.StatusTooManyRequests {
		t.Errorf("the 21st attempt: %d", got)
	}
}
