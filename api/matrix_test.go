package api_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mitte/api"
	"mitte/geo/people"
)

// Who may use what (reliability.md 4.6). A route without a row here fails the test below, so nobody gets a right by oversight.
const (
	everybody    = "everybody"
	everyAccount = "partner planner staff board admin" // about oneself
)

var matrix = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"GET /api/v1/parcels": everybody, "GET /api/v1/parcels/:id": everybody,
	"GET /api/v1/buildings": everybody, "GET /api/v1/buildings/:id": everybody,
	"GET /api/v1/segments": everybody, "GET /api/v1/segments/:id": everybody,
	"GET /api/v1/units": everybody, "GET /api/v1/units/by-ref/:ref": everybody, "GET /api/v1/units/:id": everybody,
	"GET /api/v1/sections": everybody, "GET /api/v1/sections/:id": everybody,
	"GET /api/v1/projects": everybody, "GET /api/v1/projects/:id": everybody,
	"GET /api/v1/figures": everybody,
	"GET /api/v1/search":  everybody, "GET /api/v1/town": everybody, "GET /api/v1/changes": everybody,
	"GET /tiles/:layers/:z/:x/:y.mvt": everybody, "GET /tiles/:layers.json": everybody, "GET /tiles/:layers/metadata.json": everybody,
	"GET /openapi.json": everybody, "GET /livez": everybody, "GET /readyz": everybody,
	"GET /": everybody, "GET /assets/*": everybody, "GET /:file": everybody,

	"GET /api/v1/staff/guides": "planner staff admin",

	"GET /pages/:file": everybody,
	"GET /units":       everybody, "GET /units.csv": everybody, "GET /units.geojson": everybody, "GET /units.openimmo.xml": everybody,
	"GET /units.gpkg": everybody, "GET /units.dcat.jsonld": everybody,
	"GET /units/:ref": everybody, "GET /units/:ref.pdf": everybody, "GET /units/:ref.png": everybody, "GET /units/:ref.openimmo.xml": everybody,
	"GET /figures": everybody, "GET /figures/:table.csv": everybody,
	"GET /imprint": everybody, "GET /privacy": everybody, "GET /accessibility": everybody,

	"GET /works":                  everybody,
	"GET /works.atom":             everybody,
	"GET /works.csv":              everybody,
	"GET /works.geojson":          everybody,
	"GET /works.ics":              everybody,
	"GET /works.wzdx.json":        everybody,
	"GET /works/:ref":             everybody,
	"GET /works/:ref.atom":        everybody,
	"GET /works/:ref.ics":         everybody,
	"GET /works/:ref/:label":      everybody,
	"GET /works/:ref/:label.atom": everybody,
	"GET /works/:ref/:label.ics":  everybody,
	"GET /works/:ref/:label.png":  everybody,

	"POST /api/v1/impact":             "planner staff admin",
	"GET /api/v1/sections/:id/impact": "planner staff admin",
	"GET /api/v1/along.gpkg":          "planner staff admin", "GET /api/v1/area.gpkg": "planner staff admin",
	"GET /api/v1/questions": "planner staff admin", "POST /api/v1/questions": "planner staff admin",
	"PATCH /api/v1/questions/:id": "planner staff admin", "DELETE /api/v1/questions/:id": "planner staff admin",
	"GET /api/v1/along":                  "planner staff admin",
	"GET /api/v1/area":                   "planner staff admin",
	"GET /api/v1/areas":                  "planner staff admin",
	"GET /api/v1/kpis":                   "planner staff admin",
	"GET /api/v1/kpis/beside":            "planner staff admin",
	"GET /report/:year":                  "planner staff admin",
	"GET /report/:year/:table.csv":       "planner staff admin",
	"GET /api/v1/sections/:id/notices":   "planner staff admin",
	"POST /api/v1/sections/:id/notices":  "staff admin",
	"GET /api/v1/notices/:id":            "planner staff admin",
	"PATCH /api/v1/notices/:id":          "staff admin",
	"POST /api/v1/notices/:id/sent":      "staff admin",
	"POST /api/v1/notices/:id/withdrawn": "staff admin",
	"GET /api/v1/outbox":                 "planner staff admin",
	"GET /notices/:id/letter":            "planner staff admin",
	"GET /notices/:id/poster":            "planner staff admin",

	"POST /works/:ref/subscribe": everybody, "POST /works/:ref/:label/subscribe": everybody,
	"GET /units/:ref/subscribe": everybody, "POST /units/:ref/subscribe": everybody,
	"GET /subscriptions/confirm/:token": everybody, "POST /subscriptions/confirm/:token": everybody,
	"GET /subscriptions/end/:token": everybody, "POST /subscriptions/end/:token": everybody,

	"GET /ask": everybody, "POST /ask": everybody, "GET /units/:ref/ask": everybody, "POST /units/:ref/ask": everybody,
	"GET /works/:ref/:label/ask": everybody, "POST /works/:ref/:label/ask": everybody, "GET /ask/status/:token": everybody,
	"POST /ask/status/:token/reply": everybody, "POST /ask/status/:token/withdraw": everybody, "GET /api/v1/challenge": everybody,
	"POST /api/v1/enquiries": everybody,
	"GET /api/v1/enquiries":  "staff admin", "GET /api/v1/enquiries/:id": "staff admin", "PATCH /api/v1/enquiries/:id": "staff",
	"POST /api/v1/enquiries/:id/messages": "staff", "POST /api/v1/enquiries/:id/forward": "staff", "POST /api/v1/enquiries/:id/merge": "staff",
	"POST /api/v1/staff/enquiries": "staff", "GET /api/v1/staff/enquiries/templates": "staff admin",
	"GET /api/v1/staff/enquiries/counts": "planner staff admin", "GET /api/v1/staff/enquiries/colleagues": "staff admin",

	"POST /api/v1/people/export": "admin", "POST /api/v1/people/erase": "admin",
	"GET /alerts": everybody, "POST /alerts": everybody, "POST /api/v1/alerts": everybody,
	"GET /ask/space": everybody, "POST /ask/space": everybody, "GET /ask/space/:token": everybody, "POST /ask/space/:token/:step": everybody,
	"POST /api/v1/space-requests": everybody, "GET /api/v1/space-requests": "planner staff admin",
	"GET /api/v1/space-requests/:id": "planner staff admin", "PATCH /api/v1/space-requests/:id": "staff",
	"GET /api/v1/space-requests/:id/matches": "planner staff admin", "GET /api/v1/staff/units/:id/space-requests": "planner staff admin",

	"GET /api/v1/staff/sections": "planner staff admin", "GET /api/v1/staff/sections/:id": "planner staff admin",
	"GET /api/v1/staff/sections/:id/history": "planner staff admin", "POST /api/v1/sections/check": "planner staff admin", "POST /api/v1/sections/changes": "staff admin",
	"POST /api/v1/sections": "staff admin", "PATCH /api/v1/sections/:id": "staff admin", "DELETE /api/v1/sections/:id": "staff admin",
	"POST /api/v1/sections/:id/restore": "staff admin",
	"GET /api/v1/staff/units":           "planner staff admin", "GET /api/v1/staff/units/:id": "planner staff admin",
	"GET /api/v1/staff/units/:id/history": "planner staff admin",
	"POST /api/v1/units":                  "staff admin", "PATCH /api/v1/units/:id": "staff admin", "DELETE /api/v1/units/:id": "staff admin",
	"GET /api/v1/anonymous-offers": everybody, "GET /api/v1/staff/units/:id/offer": "planner staff admin", "GET /api/v1/staff/units/:id/preview": "planner staff admin",
	"POST /api/v1/units/:id/offer": "staff admin", "PATCH /api/v1/units/:id/offer": "staff admin", "POST /api/v1/units/:id/publication": "staff admin",
	"POST /api/v1/units/:id/consents": "staff admin", "POST /api/v1/consents/:id/revoke": "staff admin",
	"POST /api/v1/bulk-edits/preview": "staff admin", "POST /api/v1/bulk-edits": "staff admin", "POST /api/v1/bulk-edits/:id/undo": "staff admin",
	"GET /api/v1/staff/early-warning": "planner staff admin", "POST /api/v1/units/:id/surveys": "staff admin", "POST /api/v1/surveys": "staff admin",
	"POST /api/v1/units/:id/status": "staff admin", "PATCH /api/v1/occupancies/:id": "staff admin",
	"GET /api/v1/parties": "staff", "GET /api/v1/parties/:id": "staff", "GET /api/v1/parties/:id/export": "staff", "POST /api/v1/parties": "staff",
	"PATCH /api/v1/parties/:id": "staff", "POST /api/v1/parties/:id/links": "staff", "DELETE /api/v1/party-links/:id": "staff", "POST /api/v1/parties/:id/erase": "staff",
	"GET /media/:id/:width.jpg": everybody, "GET /api/v1/staff/units/:id/media": "planner staff admin", "GET /api/v1/staff/media/:id/:width.jpg": "planner staff admin",
	"POST /api/v1/units/:id/media": "staff admin", "PATCH /api/v1/media/:id": "staff admin", "DELETE /api/v1/media/:id": "staff admin",
	"GET /api/v1/session": everybody, "POST /api/v1/session": everybody, "POST /api/v1/setup": everybody,
	"DELETE /api/v1/session": everyAccount, "POST /api/v1/session/totp": everyAccount, "PUT /api/v1/session/totp": everyAccount,
	"POST /api/v1/session/code": everyAccount, "PUT /api/v1/session/password": everyAccount,
	"GET /api/v1/accounts": "admin", "POST /api/v1/accounts": "admin",
	"GET /api/v1/accounts/:id": "admin", "PATCH /api/v1/accounts/:id": "admin",
	"GET /api/v1/tokens": everyAccount, "POST /api/v1/tokens": everyAccount, "DELETE /api/v1/tokens/:id": everyAccount,
	"GET /api/v1/audit":          "staff admin",
	"GET /api/v1/staff/projects": "planner staff admin", "GET /api/v1/staff/projects/:id": "planner staff admin",
	"POST /api/v1/projects": "staff admin", "PATCH /api/v1/projects/:id": "staff admin",
	"GET /api/v1/blackouts": "planner staff admin", "GET /api/v1/blackouts/:id": "planner staff admin",
	"POST /api/v1/blackouts": "staff admin", "PATCH /api/v1/blackouts/:id": "staff admin", "DELETE /api/v1/blackouts/:id": "staff admin",
}

func TestEveryRouteHasARowInTheMatrix(t *testing.T) {
	t.Parallel()
	rows := map[string]bool{}
	for _, r := range api.Matrix() {
		name := r.Method + " " + r.Pattern
		rows[name] = true
		want, known := matrix[name]
		if !known {
			t.Errorf("%s has no row", name)
			continue
		}
		got := everybody
		if r.May != nil {
			var words []string
			for _, role := range r.May {
				words = append(words, string(role))
			}
			got = strings.Join(words, " ")
		}
		if got != want {
			t.Errorf("%s is for %s, the matrix says %s", name, got, want)
		}
	}
	for name := range matrix {
		if !rows[name] {
			t.Errorf("%s has a row but no route", name)
		}
	}
}

// Every role asks for every route that is not for everybody, and is let in or refused as the matrix says.
func TestTheMatrixHolds(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	for _, role := range people.Roles() {
		who := b.as(role)
		for _, r := range api.Matrix() {
			if r.May == nil {
				continue
			}
			a := who.again().do(r.Method, example(r.Pattern), "{}")
			refused := a.status == http.StatusForbidden && a.json(t)["code"] == "role"
			if a.status == http.StatusUnauthorized && a.json(t)["code"] != "login" || refused == slices.Contains(r.May, role) {
				t.Errorf("%s, %s %s: %d %.200s", role, r.Method, r.Pattern, a.status, a.body)
			}
		}
	}
	for _, r := range api.Matrix() {
		if r.May == nil {
			continue
		}
		request := httptest.NewRequest(r.Method, example(r.Pattern), strings.NewReader("{}"))
		request.Header.Set("Origin", home)
		request.Header.Set("Content-Type", "application/json")
		if a := b.send(request); a.status != http.StatusUnauthorized || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("nobody, %s %s: %d %v", r.Method, r.Pattern, a.status, a.header)
		}
	}
}

var patternPart = regexp.MustCompile(`:(\w+)`)

// example is an address that a pattern fits.
func example(pattern string) string { return patternPart.ReplaceAllString(pattern, "1") }

// A change needs a page of ours, of this session, that sends JSON; a public form needs at least not to come from elsewhere.
func TestOtherSitesChangeNothing(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Roles()...)
	for _, r := range api.Matrix() {
		if !r.Changes {
			continue
		}
		attacks := map[string][]string{
			"foreign origin":   {"Origin", "https://evil.example"},
			"null origin":      {"Origin", "null"},
			"our name and on":  {"Origin", home + ".evil.example"},
			"another scheme":   {"Origin", strings.Replace(home, "https", "http", 1)},
			"cross-site fetch": {"Sec-Fetch-Site", "cross-site"},
			"same-site fetch":  {"Sec-Fetch-Site", "same-site"},
		}
		if !r.Form {
			attacks["missing origin"] = []string{"Origin", ""}
			attacks["plain text"] = []string{"Content-Type", "text/plain"}
			attacks["a form"] = []string{"Content-Type", "application/x-www-form-urlencoded"}
		}
		if r.May != nil {
			attacks["no token"] = []string{"X-CSRF-Token", ""}
			attacks["another session's token"] = []string{"X-CSRF-Token", b.as(people.Staff).csrf}
		}
		for name, headers := range attacks {
			if a := who.do(r.Method, example(r.Pattern), "{}", headers...); a.status != http.StatusForbidden {
				t.Errorf("%s, %s %s: %d %.200s", name, r.Method, r.Pattern, a.status, a.body)
			}
		}
	}
	if who.do(http.MethodGet, "/api/v1/session", "").json(t)["account"] == nil {
		t.Error("an attack ended the session")
	}
}
