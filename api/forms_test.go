package api_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo/enquiry"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

var stampIn = regexp.MustCompile(`name="stamp" value="([^"]*)"`)

func stampOf(t testing.TB, a answer) string {
	t.Helper()
	found := stampIn.FindSubmatch(a.body)
	if found == nil {
		t.Fatalf("no stamp in %s", a.body)
	}
	return string(found[1])
}

// typed is what somebody enters in each of the forms, by the address that takes it.
func (b *bundle) typed(email string) map[string]url.Values {
	b.t.Helper()
	alert := b.question(email)
	alert.Set("filter", "area=80-250")
	alert.Set("frequency", "weekly")
	subscribed := func() url.Values {
		v := b.form(email)
		v.Set("frequency", "weekly")
		return v
	}
	return map[string]url.Values{
		"/ask": b.question(email), "/units/AM-001/ask": b.question(email), "/works/lippe/A/ask": b.question(email),
		"/ask/space": b.sought(email), "/alerts": alert, "/units/AM-001/subscribe": subscribed(),
		"/works/lippe/subscribe": subscribed(), "/works/lippe/A/subscribe": subscribed(),
	}
}

// keeps looks for all that was typed in the form that is shown again.
func keeps(t testing.TB, path string, v url.Values, a answer) {
	t.Helper()
	page := html.UnescapeString(string(a.body))
	fields := []string{"email", "message", "name", "phone", "subject"}
	switch {
	case path == "/alerts":
		fields = []string{"email", "filter"}
	case path == "/ask/space":
		fields = []string{"email", "name", "phone", "area_min_m2", "area_max_m2", "rent_max_eur", "from", "term_months"}
	case strings.HasSuffix(path, "/subscribe"):
		fields = []string{"email"}
	}
	for _, name := range fields {
		if want := v.Get(name); want != "" && !strings.Contains(page, want) {
			t.Errorf("%s lost %s: %s", path, name, page)
		}
	}
	if v.Get("consent") != "" && path != "/alerts" && !strings.Contains(page, `value="on" required checked`) && !strings.Contains(page, `value="on" checked`) {
		t.Errorf("%s lost the consent", path)
	}
	if v.Get("frequency") == "weekly" && !strings.Contains(page, `value="weekly" selected`) {
		t.Errorf("%s lost how often", path)
	}
}

// onlyProves looks at a form that nobody needs a script for: the one there is does a proof of work.
func onlyProves(t testing.TB, page string) {
	t.Helper()
	if strings.Count(page, "<script") != 1 || !scriptOfForm.MatchString(page) || !strings.Contains(page, `name="proof" value=""`) || strings.Contains(page, " style=") {
		t.Errorf("the form needs a script or a style, or cannot prove anything: %s", page)
	}
}

// linked counts the faults in the summary above a form. Each leads to a field that is there and described by its fault.
func linked(a answer) (n int) {
	page := string(a.body)
	for _, found := range summarised.FindAllStringSubmatch(page, -1) {
		if strings.Contains(page, ` id="f-`+found[1]+`"`) && strings.Contains(page, `aria-describedby="wrong-`+found[1]+`"`) {
			n++
		}
	}
	return n
}

var summarised = regexp.MustCompile(`<li><a href="#f-([a-z0-9_]+)">`)

// A page with a script did its work, so nobody waits; and what is wrong with a form spends nothing.
func TestAProofSparesTheWaitInEveryForm(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	now, err := b.deps.Outbox.Stamp(t.Context(), today.Now())
	if err != nil {
		t.Fatal(err)
	}
	typed := b.typed("erika@example.org")
	for path, form := range map[string]string{
		"/ask": "ask", "/ask/space": "space", "/alerts": "alert", "/units/AM-001/subscribe": "subscribe", "/works/lippe/subscribe": "subscribe",
		"/works/lippe/A/subscribe": "subscribe",
	} {
		v := typed[path]
		v.Set("stamp", now)
		b.fill(path, v).want(t, http.StatusUnprocessableEntity)
		if form != "ask" {
			v.Set("proof", b.proof())
			b.fill(path, v).want(t, http.StatusUnprocessableEntity) // that was for another form
		}
		v.Set("proof", b.proofFor(form))
		v.Set("email", "nobody")
		if a := b.fill(path, v).want(t, http.StatusUnprocessableEntity); linked(a) != 1 {
			t.Errorf("%s: %s", path, a.body)
		}
		v.Set("email", "erika@example.org")
		b.plant(`DELETE FROM outbox.form_try`)
		b.fill(path, v).want(t, http.StatusOK)
		v.Set("email", "hans@example.org")
		b.fill(path, v).want(t, http.StatusUnprocessableEntity) // a proof is good once
	}
}

// Whoever was too quick, or made a mistake, corrects it at once: the time runs since the form was shown first.
func TestAFormThatIsShownAgainKeepsItsStamp(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	quick, err := b.deps.Outbox.Stamp(t.Context(), today.Now().Add(-2*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	old, err := b.deps.Outbox.Stamp(t.Context(), today.Now().AddDate(0, -1, 0))
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := b.deps.Outbox.Stamp(t.Context(), today.Now())
	if err != nil {
		t.Fatal(err)
	}
	for path, v := range b.typed("erika@example.org") {
		first := v.Get("stamp")
		for stamp, want := range map[string]string{quick: quick, old: fresh, "1.2": fresh, strings.Replace(quick, ".", ".0", 1): fresh} {
			v.Set("stamp", stamp)
			a := b.fill(path, v).want(t, http.StatusUnprocessableEntity)
			if got := stampOf(t, a); got != want || !strings.Contains(string(a.body), "noch einmal absenden") {
				t.Errorf("%s with %s: %s", path, stamp, got)
			}
			keeps(t, path, v, a)
		}
		v.Set("stamp", first)
		v.Set("email", "nobody")
		a := b.fill(path, v).want(t, http.StatusUnprocessableEntity)
		keeps(t, path, v, a)
		v.Set("stamp", stampOf(t, a))
		v.Set("email", "erika@example.org")
		b.plant(`DELETE FROM outbox.form_try`)
		if a := b.fill(path, v); a.status != http.StatusOK {
			t.Errorf("%s, corrected at once: %d %s", path, a.status, a.body)
		}
	}
}

// What a network sends too much of comes back as well, with the hour at which to try again.
func TestTooManyFormsLoseNothing(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	for n := range 5 {
		v := b.question("x@example.org")
		v.Set("message", strings.Repeat("Noch eine Frage. ", n+1))
		b.fill("/ask", v).want(t, http.StatusOK)
	}
	for path, v := range b.typed("y@example.org") {
		a := b.fill(path, v).want(t, http.StatusTooManyRequests)
		if a.header.Get("Retry-After") == "" || !strings.Contains(string(a.body), "zu viele Formulare") || stampOf(t, a) != v.Get("stamp") {
			t.Errorf("%s: %v %s", path, a.header, a.body)
		}
		keeps(t, path, v, a)
	}
}

// A shop that is taken back, or a section that is called off, between the form and its sending: what was typed can be sent all the
// same, and the answer is the one for what never was.
func TestAQuestionAboutWhatIsGoneIsNotLost(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	b.get("/units/AM-001/ask").want(t, http.StatusOK)
	b.get("/works/lippe/A/ask").want(t, http.StatusOK)
	b.plant(`UPDATE unit SET public_basis = NULL WHERE public_ref = 'AM-001'`)
	b.plant(`DELETE FROM offer WHERE unit_id = (SELECT id FROM unit WHERE public_ref = 'AM-001')`)
	b.plant(`UPDATE construction_section SET status = 'cancelled' WHERE label = 'A' AND project_id = (SELECT id FROM construction_project WHERE public_ref = 'lippe')`)
	var answers []string
	for path, name := range map[string]string{
		"/units/AM-001/ask": "Ladenlokal AM-001", "/units/LI-099/ask": "Ladenlokal LI-099", "/units/XX-999/ask": "Ladenlokal XX-999",
		"/works/lippe/A/ask": "Abschnitt A",
	} {
		v := b.question("erika@example.org")
		v.Set("subject", "")
		b.get(path).want(t, http.StatusNotFound)
		a := b.fill(path, v).want(t, http.StatusNotFound)
		page := string(a.body)
		if !strings.Contains(page, `action="/ask"`) || !strings.Contains(page, "gerade nicht öffentlich") || !strings.Contains(page, `name="subject" maxlength="200" value="`+name) {
			t.Errorf("%s: %s", path, page)
		}
		keeps(t, path, v, a)
		if strings.HasPrefix(path, "/units") {
			answers = append(answers, strings.ReplaceAll(page, name, ""))
		}
		v.Set("subject", name)
		v.Set("stamp", stampOf(t, a))
		b.fill("/ask", v).want(t, http.StatusOK)
	}
	if answers[0] != answers[1] || answers[0] != answers[2] {
		t.Error("the answer tells whether a shop was ever there")
	}
	if n := b.enquiries("unit_id IS NULL AND section_id IS NULL AND kind = 'space'"); n != 4 {
		t.Errorf("%d enquiries", n)
	}
}

// While the database is away nothing can be sent, and nothing is lost.
func TestFormsWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	pool, err := pg.Open(t.Context(), pg.Config{URL: "postgres://nobody@/none?host=/nonexistent"})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	b := over(t, nil, pool, func(d *api.Deps) {
		if d.Outbox, err = outbox.New(pool, outbox.Config{PublicURL: home}); err != nil {
			t.Fatal(err)
		}
		d.Enquiry = enquiry.New(pool, today, d.Outbox)
	})
	v := url.Values{
		"kind": {"space"}, "email": {"erika@example.org"}, "message": {"Ist der Laden noch frei?"}, "consent": {"on"}, "lang": {"de"},
		"area_min_m2": {"80"}, "area_max_m2": {"120"}, "use_type": {"retail"}, "area_id": {"7"}, "filter": {"area=80-250"}, "stamp": {"1.kept"},
	}
	for _, path := range []string{"/ask", "/units/AM-001/ask", "/ask/space", "/alerts"} {
		a := b.fill(path, v).want(t, http.StatusServiceUnavailable)
		keeps(t, path, v, a)
		if a.header.Get("Retry-After") == "" || stampOf(t, a) != "1.kept" || !strings.Contains(string(a.body), `action="`+path+`"`) {
			t.Errorf("%s: %v %s", path, a.header, a.body)
		}
	}
	if a := b.fill("/ask/space", v); !strings.Contains(string(a.body), `name="area_id" value="7"`) {
		t.Errorf("the place is lost: %s", a.body)
	}
}

// Every page by which somebody asks or is answered says that its data are made up, where they are.
func TestThePagesOfTheFormsSayWhatIsMadeUp(t *testing.T) {
	t.Parallel()
	b, server := withMail(t)
	says := func(what string, a answer) {
		t.Helper()
		if n := strings.Count(string(a.body), `class="madeup"`); n != 1 {
			t.Errorf("%s says it %d times", what, n)
		}
	}
	for _, path := range []string{
		"/ask", "/units/AM-001/ask", "/works/lippe/A/ask", "/ask/space", "/alerts", "/units/AM-001/subscribe", "/ask/status/nothing", "/units/XX-999",
	} {
		says(path, b.get(path))
	}
	mails := 0
	for path, v := range b.typed("erika@example.org") {
		if strings.HasPrefix(path, "/units") || strings.HasPrefix(path, "/works") {
			continue
		}
		says("thanks of "+path, b.fill(path, v).want(t, http.StatusOK))
		if mails == 0 {
			mails = 1
			confirm := linkIn(t, server.Wait(t, 1)[0])
			says(confirm, b.get(confirm).want(t, http.StatusOK))
			b.plant(`DELETE FROM outbox.form_try`)
		}
	}
	b.plant(`UPDATE town SET made_up = false`)
	if a := b.get("/ask"); strings.Contains(string(a.body), `class="madeup"`) {
		t.Error("a real town says that it is made up")
	}
}
