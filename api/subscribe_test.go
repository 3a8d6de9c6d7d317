package api_test

import (
	"crypto/sha256"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mitte/geo/people"
)

// fill sends a form as a browser without scripts does.
func (b *bundle) fill(path string, values url.Values, headers ...string) answer {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", home)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.send(r)
}

// form is a filled form that was shown a minute ago.
func (b *bundle) form(email string) url.Values {
	b.t.Helper()
	stamp, err := b.deps.Outbox.Stamp(b.t.Context(), today.Now().Add(-time.Minute))
	if err != nil {
		b.t.Fatal(err)
	}
	return url.Values{"email": {email}, "frequency": {"daily"}, "lang": {"de"}, "website": {""}, "stamp": {stamp}}
}

func (b *bundle) wishes() (n int) {
	b.t.Helper()
	if err := b.db.Superuser().QueryRow(b.t.Context(), `SELECT count(*) FROM outbox.subscription`).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

func TestAnybodySubscribesWithoutAScript(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	ref := b.get("/api/v1/sections/1001").json(t)["properties"].(map[string]any)["project_ref"].(string)
	page := b.get("/works/"+ref+"/A?lang=de").want(t, http.StatusOK)
	action := "/works/" + ref + "/A/subscribe"
	if !strings.Contains(string(page.body), `action="`+action+`"`) || strings.Contains(string(page.body), "@stamp@") {
		t.Errorf("no form in the page")
	}
	form := b.get("/units/AM-001/subscribe?lang=de").want(t, http.StatusOK)
	onlyProves(t, string(form.body))
	for _, with := range []answer{page, form, b.get("/works/"+ref+"?lang=de").want(t, http.StatusOK)} {
		if !strings.Contains(with.header.Get("Content-Security-Policy"), "; script-src 'self'; connect-src 'self'") ||
			!strings.Contains(string(with.body), `data-proof="subscribe"`) || !scriptOfForm.Match(with.body) {
			t.Errorf("no proof can be done: %s", with.body)
		}
	}
	if again := b.get("/works/" + ref + "/A?lang=de"); again.header.Get("ETag") != page.header.Get("ETag") || !strings.HasPrefix(page.header.Get("ETag"), "W/") {
		t.Errorf("the tag of a page with a form: %s, %s", page.header.Get("ETag"), again.header.Get("ETag"))
	}
	first := b.fill(action, b.form("Erika@Example.org")).want(t, http.StatusOK)
	second := b.fill(action, b.form("erika@example.org")).want(t, http.StatusOK)
	other := b.fill("/works/"+ref+"/subscribe", b.form("hans@example.org")).want(t, http.StatusOK)
	if string(first.body) != string(second.body) || !strings.Contains(string(other.body), "Bitte sehen Sie in Ihr Postfach") ||
		!strings.Contains(string(first.body), `href="/works/`+ref+`/A?lang=de"`) {
		t.Error("the answer tells whether the address was known")
	}
	if n := b.wishes(); n != 2 {
		t.Errorf("%d subscriptions", n)
	}
	unit := b.get("/units/AM-001/subscribe?lang=en").want(t, http.StatusOK)
	if !strings.Contains(string(unit.body), `action="/units/AM-001/subscribe"`) || !strings.Contains(unit.header.Get("Content-Security-Policy"), "form-action 'self'") {
		t.Errorf("%s", unit.body)
	}
	b.fill("/units/AM-001/subscribe", b.form("inge@example.org")).want(t, http.StatusOK)
	if n := b.wishes(); n != 3 {
		t.Errorf("%d subscriptions", n)
	}
	if strings.Contains(b.logs.String(), "example.org\"") && strings.Contains(b.logs.String(), "erika") {
		t.Error("an address is in the log")
	}
}

func TestFormsThatNobodyFilledIn(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	ref := b.get("/api/v1/sections/1001").json(t)["properties"].(map[string]any)["project_ref"].(string)
	action := "/works/" + ref + "/A/subscribe"
	trapped := b.form("bot@example.org")
	trapped.Set("website", "https://spam.example")
	b.fill(action, trapped).want(t, http.StatusOK)
	quick := b.form("bot@example.org")
	quick.Set("stamp", "1.2")
	if a := b.fill(action, quick).want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "bot@example.org") {
		t.Error("what was entered is lost")
	}
	wrong := b.form(`<b>"nobody"</b>`)
	wrong.Set("frequency", "hourly")
	a := b.fill(action, wrong).want(t, http.StatusUnprocessableEntity)
	if strings.Contains(string(a.body), "<b>") || strings.Count(string(a.body), `class="wrong"`) != 2 || linked(a) != 2 {
		t.Errorf("%s", a.body)
	}
	b.fill(action, b.form("x@example.org"), "Content-Type", "application/json").want(t, http.StatusUnsupportedMediaType)
	b.fill(action, b.form("x@example.org"), "Origin", "https://evil.example").want(t, http.StatusForbidden)
	b.fill("/works/nowhere/subscribe", b.form("x@example.org")).want(t, http.StatusNotFound)
	b.fill("/units/LI-099/subscribe", b.form("x@example.org")).want(t, http.StatusNotFound)
	if n := b.wishes(); n != 0 {
		t.Errorf("%d subscriptions", n)
	}
	for range 5 {
		b.fill(action, b.form("x@example.org")).want(t, http.StatusOK)
	}
	if a := b.fill(action, b.form("y@example.org")).want(t, http.StatusTooManyRequests); a.header.Get("Retry-After") == "" {
		t.Error("nobody says when to come again")
	}
}

func TestLinksOfMails(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	confirm, end := sha256.Sum256([]byte("c0nfirm")), sha256.Sum256([]byte("3nd"))
	_, err := b.db.Superuser().Exec(t.Context(), `WITH r AS (INSERT INTO outbox.recipient (address) VALUES ('canary@example.org') RETURNING id),
		s AS (INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang)
		      SELECT id, 'section', 1001, 'Abschnitt A', 'Section A', 'daily', 'de' FROM r RETURNING id),
		t AS (INSERT INTO outbox.token (hash, recipient_id) SELECT $1, id FROM r)
		INSERT INTO outbox.token (hash, subscription_id) SELECT $2, id FROM s`, confirm[:], end[:])
	if err != nil {
		t.Fatal(err)
	}
	status := func() (s string) {
		if err := b.db.Superuser().QueryRow(t.Context(), `SELECT status FROM outbox.subscription`).Scan(&s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	page := b.get("/subscriptions/confirm/c0nfirm?lang=en").want(t, http.StatusOK)
	if status() != "pending" || !strings.Contains(string(page.body), "Yes, send messages") || !strings.Contains(string(page.body), "Section A (daily at most)") {
		t.Errorf("%s: %s", status(), page.body)
	}
	for name, want := range map[string]string{"Referrer-Policy": "same-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"} {
		if got := page.header.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	done := b.fill("/subscriptions/confirm/c0nfirm", nil).want(t, http.StatusOK)
	if status() != "confirmed" || strings.Contains(string(done.body), "<button") {
		t.Errorf("%s: %s", status(), done.body)
	}
	b.get("/subscriptions/end/3nd").want(t, http.StatusOK)
	if status() != "confirmed" {
		t.Error("reading a page ended a subscription")
	}
	// A mail program sends neither origin nor cookie.
	r := httptest.NewRequest(http.MethodPost, "/subscriptions/end/3nd", strings.NewReader("List-Unsubscribe=One-Click"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.send(r).want(t, http.StatusOK)
	if status() != "ended" {
		t.Error("one click did not end it")
	}
	b.get("/subscriptions/end/c0nfirm").want(t, http.StatusNotFound)
	b.get("/subscriptions/confirm/nothing").want(t, http.StatusNotFound)
	if text := b.logs.String(); strings.Contains(text, "c0nfirm") || strings.Contains(text, "canary@") {
		t.Error("a token or an address is in the log")
	}
}

var window = regexp.MustCompile(`(?s)<address>(.*?)</address>`)

func TestLettersAndPostersToPrint(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Staff)
	made := who.do(http.MethodPost, noticesOf, `{"channel":"letter","reach_m":60,"text_de":"Guten <b>Tag</b>,\n\nhier wird gebaut."}`).want(t, http.StatusCreated)
	place := strings.TrimPrefix(made.header.Get("Location"), "/api/v1")
	doors, _ := made.json(t)["recipients"].([]any)
	letter := who.do(http.MethodGet, place+"/letter", "").want(t, http.StatusOK)
	text := string(letter.body)
	if n := strings.Count(text, `class="sheet letter"`); n != len(doors) || n == 0 {
		t.Errorf("%d sheets for %d doors", n, len(doors))
	}
	for _, m := range window.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(m[1], "An die<br>Gewerbetreibenden<br>") && !strings.HasPrefix(m[1], "An die<br>Bewohnerinnen und Bewohner<br>") {
			t.Errorf("the window shows %s", m[1])
		}
	}
	if strings.Contains(text, "<b>") || strings.Contains(text, "<script") || strings.Contains(text, " style=") || !strings.Contains(text, home+"/works/") {
		t.Error("the letter is not as it should be")
	}
	if found := canary.FindString(text); found != "" {
		t.Errorf("%s in a letter", found)
	}
	if got := letter.header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'; style-src 'self'") {
		t.Errorf("%s", got)
	}
	style := regexp.MustCompile(`href="(/pages/[0-9a-f]+\.css)"`).FindStringSubmatch(text)
	if style == nil || !strings.Contains(string(b.get(style[1]).want(t, http.StatusOK).body), "@page") {
		t.Errorf("the style: %v", style)
	}
	poster := who.do(http.MethodGet, place+"/poster?lang=en", "").want(t, http.StatusOK)
	if !strings.Contains(string(poster.body), "Works here") || !strings.Contains(string(poster.body), `<path d="M`) {
		t.Errorf("%s", poster.body)
	}
	who.do(http.MethodGet, "/notices/987/letter", "").want(t, http.StatusNotFound)
}

// Who has subscribed is in no answer to anybody, whatever the public asks for, and in no log.
func TestAddressesComeOutNowhere(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	_, err := b.db.Superuser().Exec(t.Context(), `WITH r AS (INSERT INTO outbox.recipient (address) VALUES ('canary-address@example.org') RETURNING id)
		INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status, confirmed_at)
		SELECT id, 'section', 1001, 'A', 'A', 'immediate', 'de', 'confirmed', now() FROM r`)
	if err != nil {
		t.Fatal(err)
	}
	who := b.as(people.Roles()...)
	paths := []string{
		"/api/v1/sections/1001", "/api/v1/sections", "/api/v1/projects", "/works", "/works/lippe", "/works/lippe/A", "/works.csv", "/works.geojson",
		"/works.atom", "/works.ics", "/works.wzdx.json", "/api/v1/outbox", noticesOf, "/api/v1/staff/sections/1001",
		tileOfTown("parcels,buildings,segments,units,sections", 16),
	}
	made := who.do(http.MethodPost, noticesOf, `{"channel":"mail","reach_m":60}`).want(t, http.StatusCreated)
	place := made.header.Get("Location")
	if a := who.do(http.MethodPost, place+"/sent", ""); strings.Contains(string(a.want(t, http.StatusOK).body), "canary-address") {
		t.Errorf("%s", a.body)
	}
	for _, path := range append(paths, place) {
		a := who.do(http.MethodGet, path, "")
		if a.status != http.StatusOK || strings.Contains(string(a.body), "canary-address") {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	var kept string
	const sqlKept = `SELECT string_agg(t, E'\n') FROM (SELECT j::text AS t FROM outbox.river_job j UNION ALL SELECT c::text FROM change c
		UNION ALL SELECT h::text FROM history h UNION ALL SELECT a::text FROM audit_log a UNION ALL SELECT n::text FROM outbox.news n) x`
	if err := b.db.Superuser().QueryRow(t.Context(), sqlKept).Scan(&kept); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(kept, "canary-address") || strings.Contains(b.logs.String(), "canary-address") {
		t.Error("an address is kept where it does not belong")
	}
}
