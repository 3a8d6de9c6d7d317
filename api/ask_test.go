package api_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo/enquiry"
	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/pg/pgtest"
)

// withMail is withPeople with a mail server.
func withMail(t testing.TB) (*bundle, *mailtest.Server) {
	t.Helper()
	db := pgtest.DB(t)
	settle(t, db)
	server := mailtest.Serve(t)
	host, port := server.HostPort(t)
	people := signedIn(t, db)
	b := over(t, db, db.Public(), func(d *api.Deps) {
		people(d)
		var err error
		d.Outbox, err = outbox.New(db.App(), outbox.Config{
			PublicURL: home, SMTP: outbox.SMTP{Host: host, Port: port, From: "amt@stadt.example", Security: outbox.Plain},
		})
		if err != nil {
			t.Fatal(err)
		}
		d.Enquiry = enquiry.New(db.App(), today, d.Outbox)
	})
	post, err := outbox.NewPost(b.deps.Outbox, db.App(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := post.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = post.Stop(context.Background()) })
	return b, server
}

// question is a filled form that was shown a minute ago.
func (b *bundle) question(email string) url.Values {
	b.t.Helper()
	stamp, err := b.deps.Outbox.Stamp(b.t.Context(), today.Now().Add(-time.Minute))
	if err != nil {
		b.t.Fatal(err)
	}
	return url.Values{
		"kind": {"space"}, "email": {email}, "name": {"CANARY Erika"}, "phone": {"02362 / 4711"}, "subject": {"CANARY-subject"},
		"message": {"CANARY-text: <b>Ist</b> der Laden frei?"}, "consent": {"on"}, "lang": {"de"}, "website": {""}, "stamp": {stamp},
	}
}

func (b *bundle) enquiries(condition string) (n int) {
	b.t.Helper()
	if err := b.db.App().QueryRow(b.t.Context(), `SELECT count(*) FROM enquiry WHERE `+condition).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

var mailLink = regexp.MustCompile(regexp.QuoteMeta(home) + `(/\S+)`)

func linkIn(t testing.TB, m mailtest.Received) string {
	t.Helper()
	found := mailLink.FindStringSubmatch(m.Body)
	if found == nil {
		t.Fatalf("no link in %q", m.Body)
	}
	return found[1]
}

// From the page of a shop to a withdrawn enquiry, as a browser without scripts does it.
func TestAnybodyAsksWithoutAScript(t *testing.T) {
	t.Parallel()
	b, server := withMail(t)
	if to := b.get("/ask?unit=AM-001&lang=en").want(t, http.StatusSeeOther).header.Get("Location"); to != "/units/AM-001/ask?lang=en" {
		t.Errorf("a short link leads to %s", to)
	}
	for _, path := range []string{"/ask", "/units/AM-001/ask", "/works/lippe/A/ask"} {
		for lang, word := range map[string]string{"de": "Absenden", "en": "Send"} {
			page := string(b.get(path+"?lang="+lang).want(t, http.StatusOK).body)
			if !strings.Contains(page, `action="`+path+`"`) || !strings.Contains(page, "<button>"+word) || strings.Count(page, "<script src=") != 1 || strings.Contains(page, "<script>") || strings.Contains(page, " style=") {
				t.Errorf("%s in %s: %s", path, lang, page)
			}
		}
	}
	b.get("/units/LI-099/ask").want(t, http.StatusNotFound)
	sent := b.fill("/units/AM-001/ask", b.question("erika@example.org")).want(t, http.StatusOK)
	if !strings.Contains(string(sent.body), "Bitte sehen Sie in Ihr Postfach") || b.enquiries("status = 'unconfirmed' AND unit_id IS NOT NULL") != 1 {
		t.Errorf("%s", sent.body)
	}
	confirm := linkIn(t, server.Wait(t, 1)[0])
	if page := string(b.get(confirm).want(t, http.StatusOK).body); !strings.Contains(page, "Ja, das ist von mir") || strings.Contains(page, "Änderungen per E-Mail") || strings.Contains(page, "CANARY") || b.enquiries("no IS NULL") != 1 {
		t.Errorf("%s", page)
	}
	b.fill(confirm, nil).want(t, http.StatusOK)
	status := linkIn(t, server.Wait(t, 2)[1])
	page := b.get(status+"?lang=de").want(t, http.StatusOK)
	if text := string(page.body); !strings.Contains(text, "eingegangen") || !strings.Contains(text, "CANARY-text: &lt;b&gt;Ist&lt;/b&gt;") || !strings.Contains(text, "-0001") {
		t.Errorf("%s", text)
	}
	if !strings.Contains(string(page.body), `<a href="/units/AM-001?lang=de">`) {
		t.Errorf("no way to what was asked about: %s", page.body)
	}
	for name, want := range map[string]string{"Referrer-Policy": "same-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"} {
		if got := page.header.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	back := b.fill(status+"/reply", url.Values{"message": {"CANARY-reply"}}).want(t, http.StatusSeeOther).header.Get("Location")
	if text := string(b.get(back).want(t, http.StatusOK).body); !strings.Contains(text, "CANARY-reply") {
		t.Errorf("%s", text)
	}
	b.fill(status+"/reply", url.Values{"message": {" "}}).want(t, http.StatusUnprocessableEntity)
	long := strings.Repeat("Lang. ", 900)
	if a := b.fill(status+"/reply", url.Values{"message": {long}}).want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), ">"+long+"</textarea>") || a.header.Get("Referrer-Policy") != "same-origin" {
		t.Errorf("an addition that is not taken: %v %s", a.header, a.body)
	}
	b.fill(status+"/withdraw", nil, "Origin", "https://evil.example").want(t, http.StatusForbidden)
	b.fill(status+"/withdraw", nil).want(t, http.StatusSeeOther)
	if text := string(b.get(status).body); !strings.Contains(text, "zurückgezogen") || strings.Contains(text, "/withdraw") {
		t.Errorf("%s", text)
	}
	if a := b.fill(status+"/reply", url.Values{"message": {"Doch"}}).want(t, http.StatusConflict); !strings.Contains(string(a.body), ">Doch</textarea>") {
		t.Errorf("an addition that comes too late is lost: %s", a.body)
	}
	b.get("/ask/status/nothing").want(t, http.StatusNotFound)
	_, token, _ := strings.Cut(status, "/ask/status/")
	b.get("/subscriptions/end/"+token).want(t, http.StatusNotFound) // it is no subscription
	if text := b.logs.String(); strings.Contains(text, token) || strings.Contains(text, "erika@") || strings.Contains(text, "CANARY") {
		t.Error("a token, an address or a text is in the log")
	}
	b.hides(t, "CANARY", "erika@example.org", token)
}

// hides looks for what nobody but the office may read in everything that the public reads, and where machines keep things.
func (b *bundle) hides(t testing.TB, secrets ...string) {
	t.Helper()
	paths := append(worksPaths(), "/api/v1/units", "/api/v1/sections", "/api/v1/projects", "/api/v1/town", "/units/AM-001/ask", "/works/lippe/A",
		"/api/v1/units/by-ref/AM-001", "/api/v1/search?q=CANARY", "/openapi.json", tileOfTown("parcels,buildings,segments,units,sections", 16))
	for _, path := range paths {
		for _, secret := range secrets {
			if a := b.get(path); strings.Contains(string(a.body), secret) {
				t.Errorf("%s in %s", secret, path)
			}
		}
	}
	var kept string
	const sqlKept = `SELECT string_agg(t, E'\n') FROM (SELECT j::text AS t FROM outbox.river_job j UNION ALL SELECT c::text FROM change c
		UNION ALL SELECT h::text FROM history h UNION ALL SELECT a::text FROM audit_log a UNION ALL SELECT e::text FROM enquiry e
		UNION ALL SELECT m.subject FROM outbox.mail m) x`
	if err := b.db.Superuser().QueryRow(b.t.Context(), sqlKept).Scan(&kept); err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		if strings.Contains(kept, secret) {
			t.Errorf("%s is kept where it does not belong", secret)
		}
	}
}

func TestQuestionsThatNobodyAsked(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	trapped := b.question("bot@example.org")
	trapped.Set("website", "https://spam.example")
	b.fill("/ask", trapped).want(t, http.StatusOK)
	quick := b.question("bot@example.org")
	quick.Set("stamp", "1.2")
	if a := b.fill("/ask", quick).want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "CANARY-text: &lt;b&gt;") {
		t.Error("what was entered is lost")
	}
	wrong := b.question(`<b>"nobody"</b>`)
	wrong.Del("consent")
	wrong.Set("message", "kurz")
	if a := b.fill("/ask", wrong).want(t, http.StatusUnprocessableEntity); strings.Contains(string(a.body), "<b>") || strings.Count(string(a.body), `class="wrong"`) != 3 || strings.Count(string(a.body), `<li><a href="#f-`) != 3 {
		t.Errorf("%s", a.body)
	}
	b.fill("/ask", b.question("x@example.org"), "Content-Type", "application/json").want(t, http.StatusUnsupportedMediaType)
	b.fill("/ask", b.question("x@example.org"), "Origin", "https://evil.example").want(t, http.StatusForbidden)
	if n := b.enquiries("true"); n != 0 {
		t.Errorf("%d enquiries", n)
	}
	for range 5 {
		b.fill("/ask", b.question("x@example.org")).want(t, http.StatusOK)
	}
	late := b.question("y@example.org")
	late.Set("message", "Eine andere Frage.")
	if a := b.fill("/ask", late); b.enquiries("true") != 2 || a.status != http.StatusOK {
		t.Errorf("the same form again is the same enquiry, another is not: %d, %d", b.enquiries("true"), a.status)
	}
	for range 5 {
		b.fill("/ask", late)
		late.Set("message", late.Get("message")+"!")
	}
	if a := b.fill("/ask", late).want(t, http.StatusTooManyRequests); a.header.Get("Retry-After") == "" {
		t.Error("nobody says when to come again")
	}
}

// proof does the work that a page with a script does.
func (b *bundle) proof() string { return b.proofFor("ask") }

func (b *bundle) proofFor(form string) string {
	b.t.Helper()
	c := b.get("/api/v1/challenge?form="+form).want(b.t, http.StatusOK).json(b.t)
	salt, _ := c["salt"].(string)
	for n := 0; ; n++ {
		sum := sha256.Sum256([]byte(salt + strconv.Itoa(n)))
		if hex.EncodeToString(sum[:]) == c["challenge"] {
			c["number"] = n
			text, err := json.Marshal(c)
			if err != nil {
				b.t.Fatal(err)
			}
			return base64.StdEncoding.EncodeToString(text)
		}
	}
}

var scriptOfForm = regexp.MustCompile(`<script src="(/pages/[0-9a-f]+\.js)" defer></script>`)

// A page with a script did its work, so nobody waits; a proof that is none asks for the patience of everybody else.
func TestAProofSparesTheWait(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	page := b.get("/ask").want(t, http.StatusOK)
	script := scriptOfForm.FindSubmatch(page.body)
	if script == nil || !strings.Contains(page.header.Get("Content-Security-Policy"), "; script-src 'self'; connect-src 'self'") {
		t.Fatalf("%v %s", page.header, page.body)
	}
	if a := b.get(string(script[1])).want(t, http.StatusOK); a.header.Get("Content-Type") != "text/javascript; charset=utf-8" || !strings.Contains(a.header.Get("Cache-Control"), "immutable") {
		t.Errorf("%v", a.header)
	}
	if policy := b.get("/units").header.Get("Content-Security-Policy"); strings.Contains(policy, "script-src") {
		t.Errorf("a page without a form: %s", policy)
	}
	stamp, err := b.deps.Outbox.Stamp(t.Context(), today.Now())
	if err != nil {
		t.Fatal(err)
	}
	hasty := b.question("erika@example.org")
	hasty.Set("stamp", stamp)
	for _, proof := range []string{"", "x"} {
		hasty.Set("proof", proof)
		if a := b.fill("/ask", hasty).want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "zu kurz") {
			t.Errorf("%s", a.body)
		}
	}
	proof := b.proof()
	hasty.Set("proof", proof)
	wrong := url.Values{}
	for name, v := range hasty {
		wrong[name] = v
	}
	wrong.Set("message", "kurz") // what is wrong with the form spends nothing
	b.fill("/ask", wrong).want(t, http.StatusUnprocessableEntity)
	b.fill("/ask", hasty).want(t, http.StatusOK)
	hasty.Set("message", "Eine zweite Frage, ohne neue Arbeit.")
	b.fill("/ask", hasty).want(t, http.StatusUnprocessableEntity)
	if n := b.enquiries("true"); n != 1 {
		t.Errorf("%d enquiries", n)
	}
}

func TestFiftySubmitsWithOneKeyAreOneEnquiry(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	b.conforms(doc, "/api/v1/challenge", b.get("/api/v1/challenge?form=ask"))
	b.get("/api/v1/challenge?form=nothing").want(t, http.StatusNotFound)
	b.get("/api/v1/challenge").want(t, http.StatusBadRequest)
	body := func(proof string) string {
		return fmt.Sprintf(`{"kind":"space","unit_ref":"AM-001","email":"erika@example.org","message":"Ist der Laden frei?","consent":true,"proof":%q}`, proof)
	}
	send := func(body, key string) answer {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/enquiries", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", home)
		if key != "" {
			r.Header.Set("Idempotency-Key", key)
		}
		return b.send(r)
	}
	good := body(b.proof())
	answers := make([]answer, 50)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = send(good, "one") })
	}
	all.Wait()
	for _, a := range answers {
		if a.status != http.StatusAccepted || string(a.body) != string(answers[0].body) {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	b.conformsTo(doc, http.MethodPost, "/api/v1/enquiries", answers[0])
	if n := b.enquiries("unit_id IS NOT NULL"); n != 1 {
		t.Errorf("%d enquiries", n)
	}
	send(good, "").want(t, http.StatusBadRequest)
	if a := send(good, "two").want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "proof.spent") {
		t.Errorf("%s", a.body)
	}
	if a := send(body("x")+" ", "one").want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "idempotency.other_request") {
		t.Errorf("%s", a.body)
	}
	if a := send(strings.Replace(body(b.proof()), "AM-001", "LI-099", 1), "three").want(t, http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "/unit_ref") {
		t.Errorf("a hidden unit: %s", a.body)
	}
	b.conformsTo(doc, http.MethodPost, "/api/v1/enquiries", send(`{"kind":"space"}`, "four").want(t, http.StatusUnprocessableEntity))
	if n := b.enquiries("true"); n != 1 {
		t.Errorf("%d enquiries", n)
	}
}
