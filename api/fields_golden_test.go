package api_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb/encoding/mvt"

	"mitte/api"
	"mitte/geo/people"
)

// objects are what the parts of an address stand for: one that the public sees, and one that it must not see, or somebody else's.
// The longest beginning that fits a route counts. A route whose example nobody can read fails the test below: give it objects.
func (f *fields) objects() map[string][]string {
	return map[string][]string{
		"/api/v1/parcels/:id":        {"101", "4711"},
		"/api/v1/buildings/:id":      {"202", "4711"},
		"/api/v1/segments/:id":       {"401", "4711"},
		"/api/v1/units/:id":          {"502", "505"},
		"/api/v1/units/by-ref/:ref":  {"AM-001", "LI-012"},
		"/api/v1/sections/:id":       {"1001", "1003"},
		"/api/v1/projects/:id":       {"901", "902"},
		"/api/v1/staff/units/:id":    {"502", "505"},
		"/api/v1/staff/sections":     {"1001", "1003"},
		"/api/v1/staff/projects":     {"901", "902"},
		"/api/v1/accounts/:id":       {"OWN", fmt.Sprint(f.stranger.id)},
		"/api/v1/blackouts/:id":      {f.blackout, "4711"},
		"/api/v1/notices/:id":        {f.notice, "4711"},
		"/api/v1/enquiries/:id":      {f.enquiry, "4711"},
		"/api/v1/space-requests/:id": {"8101", "4711"},
		"/notices/:id":               {f.notice, "4711"},
		"/api/v1/parties/:id":        {someParty, hiddenPicture},
		"/media/:id/:width":          {somePicture + "/320", hiddenPicture + "/320"},
		"/api/v1/staff/media/":       {somePicture + "/320", hiddenPicture + "/320"},
		"/api/v1/media/:id":          {somePicture, hiddenPicture},
		"/units/:ref":                {"AM-001", "LI-012"},
		"/works/:ref":                {"lippe", "geheim"},
		"/works/:ref/:label":         {"lippe/A", "geheim/A"},
		"/subscriptions/":            {"nonsense"},
		"/tiles/":                    {"parcels,buildings,segments,units,sections"},
		"/tiles/:layers/:z":          {strings.TrimSuffix(strings.TrimPrefix(tileOfTown("parcels,buildings,segments,units,sections", 16), "/tiles/"), ".mvt")},
		"/assets/*":                  {"nonsense.js"},
		"/:file":                     {"nonsense.txt"},
	}
}

// asked is what a route cannot do without.
var asked = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"/api/v1/search":       "q=lippe",
	"/api/v1/staff/guides": "bbox=6.9581,51.6618,6.9601,51.6632",
	"/api/v1/along":        "segment_id=401",
	"/api/v1/area":         "lon=6.9591&lat=51.6625&radius_m=120",
	"/api/v1/along.gpkg":   "segment_id=401",
	"/api/v1/area.gpkg":    "lon=6.9591&lat=51.6625&radius_m=120",
	"/api/v1/challenge":    "form=ask",
	"/api/v1/kpis/beside":  "of=segment:401;round:6.9591,51.6625,120",

	"/api/v1/parties": "unit_id=502&purpose=Felder+vergleichen", "/api/v1/parties/:id": "purpose=Felder+vergleichen", "/api/v1/parties/:id/export": "purpose=Felder+vergleichen",
}

// unread are routes whose answers have no fields, or never end.
var unread = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"/api/v1/changes":               "a stream without an end; TestEditsArriveInTilesAndStreams reads it",
	"/openapi.json":                 "the document is compared with the routes by TestDocumentHasExactlyTheRoutes",
	"/assets/*":                     "files of the map",
	"/:file":                        "files of the map",
	"/pages/:file":                  "the style of the pages",
	"/subscriptions/confirm/:token": "a page for whoever has the link; TestLinksOfMails follows one",
	"/subscriptions/end/:token":     "likewise",
	"/ask/status/:token":            "likewise, of who asked",
	"/ask/space/:token":             "likewise, of who looks for space",
	"/report/:year":                 "a page of figures; TestYearReport reads it",
	"/report/:year/:table.csv":      "its tables; TestYearReport reads each",
	"/figures/:table.csv":           "tables of figures; TestFiguresPage reads each",
}

type fields struct {
	*bundle

	stranger, staff           *person
	notice, blackout, enquiry string
}

// TestFieldsOfEveryRole asks as everybody for every route that reads, for an object of the public or one's own and for one that
// is not, and compares which fields the answer has. What is new there is in the diff of the golden file: read it.
func TestFieldsOfEveryRole(t *testing.T) {
	t.Parallel()
	f := &fields{bundle: withPeople(t)}
	f.stranger, f.staff = f.as(people.Staff), f.as(people.Staff)
	made := f.staff.do(http.MethodPost, noticesOf, `{"channel":"letter","reach_m":60}`).want(t, http.StatusCreated)
	f.notice = last(made.header.Get("Location"))
	made = f.staff.do(http.MethodPost, "/api/v1/blackouts", `{"name":"N","from":"2027-01-01","to":"2027-01-02"}`).want(t, http.StatusCreated)
	f.blackout = last(made.header.Get("Location"))
	made = f.staff.do(http.MethodPost, "/api/v1/staff/enquiries", `{"received_via":"phone","kind":"space","email":"a@example.org","message":"Sucht 80 m²."}`).want(t, http.StatusCreated)
	f.enquiry = last(made.header.Get("Location"))

	visitors := []struct {
		name string
		who  *person
	}{{"nobody", nil}}
	for _, role := range people.Roles() {
		who := f.as(role)
		if role == people.Staff {
			who.at("city")
		}
		who.do(http.MethodPost, "/api/v1/tokens", `{"label": "x", "scopes": ["read"], "days": 1}`).want(t, http.StatusCreated)
		who.do(http.MethodPost, "/api/v1/questions", `{"name": "x", "query": "street=Markt"}`)
		visitors = append(visitors, struct {
			name string
			who  *person
		}{string(role), who})
	}
	var out strings.Builder
	for _, r := range api.Matrix() {
		if r.Method != http.MethodGet {
			continue
		}
		if why := unread[r.Pattern]; why != "" {
			continue
		}
		out.WriteString("GET " + r.Pattern + "\n")
		readable := false
		for i, path := range f.examples(r.Pattern) {
			seen := map[string][]string{}
			for _, v := range visitors {
				a := f.ask(v.who, path)
				readable = readable || a.status == http.StatusOK
				what := f.describe(t, r.Pattern, a)
				seen[what] = append(seen[what], v.name)
			}
			for _, what := range slices.Sorted(maps.Keys(seen)) {
				fmt.Fprintf(&out, "  %s, %s: %s\n", []string{"own or public", "foreign or hidden"}[i], strings.Join(seen[what], " "), what)
			}
		}
		if !readable && !strings.Contains(r.Pattern, "subscri") {
			t.Errorf("nobody can read an example of GET %s; name one in objects or asked", r.Pattern)
		}
	}
	compareLines(t, "fields.txt", out.String())
}

func last(path string) string { return path[strings.LastIndex(path, "/")+1:] }

func (f *fields) ask(who *person, path string) answer {
	if who == nil {
		return f.get(path)
	}
	return who.do(http.MethodGet, strings.Replace(path, "OWN", fmt.Sprint(who.id), 1), "")
}

var placeholders = regexp.MustCompile(`(:\w+(/:\w+)*|\*)`)

// examples are the addresses of a route for its objects.
func (f *fields) examples(pattern string) []string {
	best, objects := "", []string{"nonsense"}
	for beginning, o := range f.objects() {
		if strings.HasPrefix(pattern, beginning) && len(beginning) > len(best) {
			best, objects = beginning, o
		}
	}
	if !placeholders.MatchString(pattern) {
		objects = objects[:1]
	}
	var out []string
	for _, o := range objects {
		path := placeholders.ReplaceAllLiteralString(pattern, o)
		if q := asked[pattern]; q != "" {
			path += "?" + q
		}
		out = append(out, path)
	}
	return out
}

// describe says which fields an answer has, in any of its forms.
func (f *fields) describe(t *testing.T, pattern string, a answer) string {
	t.Helper()
	kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	if a.status != http.StatusOK {
		code := ""
		if strings.HasSuffix(kind, "json") {
			code, _ = a.json(t)["code"].(string)
		}
		return strings.TrimSpace(fmt.Sprintf("%d %s", a.status, code))
	}
	found := map[string]bool{}
	switch {
	case strings.HasSuffix(kind, "json"):
		collect(found, "", a.anything(t))
	case kind == "text/csv":
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(a.body), "\ufeff"))).Read()
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, r := range rows {
			for _, name := range strings.Split(r, ";") {
				found[name] = true
			}
		}
	case strings.Contains(kind, "mapbox-vector-tile"):
		layers, err := mvt.Unmarshal(a.body)
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, l := range layers {
			for _, feature := range l.Features {
				for name := range feature.Properties {
					found[l.Name+"."+name] = true
				}
			}
		}
	case strings.HasSuffix(kind, "xml"):
		elements(t, found, a.body)
	case kind == "text/calendar":
		for _, l := range strings.Split(string(a.body), "\r\n") {
			if name, _, isLine := strings.Cut(l, ":"); isLine && !strings.HasPrefix(l, " ") {
				name, _, _ = strings.Cut(name, ";")
				found[name] = true
			}
		}
	}
	return strings.TrimSpace(kind + " " + strings.Join(slices.Sorted(maps.Keys(found)), " "))
}

func (a answer) anything(t *testing.T) (v any) {
	t.Helper()
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("%v: %.200s", err, a.body)
	}
	return v
}

// collect names the members of a document, those of all elements of a list together. Coordinates have no names.
func collect(found map[string]bool, at string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			collect(found, strings.TrimPrefix(at+"."+name, "."), inner)
		}
	case []any:
		for _, inner := range v {
			collect(found, at+"[]", inner)
		}
		if len(v) == 0 {
			found[at+"[]"] = true
		}
	default:
		found[at] = true
	}
	for name := range found {
		if strings.Contains(name, "coordinates[]") {
			delete(found, name)
		}
	}
}

func elements(t *testing.T, found map[string]bool, body []byte) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(body)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, isElement := token.(xml.StartElement); isElement {
			found[e.Name.Local] = true
			for _, a := range e.Attr {
				found[e.Name.Local+"@"+a.Name.Local] = true
			}
		}
	}
}

// compareLines keeps a text in testdata/golden.
func compareLines(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s, see go test -update (-golden +got):\n%s", name, diff)
	}
}
