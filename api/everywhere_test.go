package api_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mitte/api"
	"mitte/geo/people"
	"mitte/geo/picture"
)

// whereabouts is what addresses of the public name: a unit, its pictures, sites, and the secret addresses that were sent to somebody.
type whereabouts struct {
	units, refs, pictures []string
	tokens                []string
}

// never are routes that have nothing to tell of anybody, or do not end.
var never = []string{"/api/v1/changes", "/pages/:file", "/assets/*", "/:file", "/livez"} //nolint:gochecknoglobals // a table

// asks are the questions that a route is asked beside none.
var asks = map[string][]string{ //nolint:gochecknoglobals // a table
	"/api/v1/units":     {"fields=brief", "at=2026-11-20", "q=secret"},
	"/api/v1/sections":  {"at=2027-06-01"},
	"/api/v1/search":    {"q=Secret", "q=CANARY", "q=SECRET-7", "q=Lippestra%C3%9Fe"},
	"/api/v1/challenge": {"form=ask"},
	"/ask":              {"unit=SECRET-7", "lang=en"},
	"/ask/space":        {"use=retail&area=20-900", "lang=en"},
	"/alerts":           {"use=retail&q=secret", "lang=en"},
	"/units":            {"q=secret", "lang=en"},
}

// everywhere is every address at which the public reads anything. It is made of the routes, so that whoever adds one finds it here.
func everywhere(t testing.TB, w whereabouts) []string {
	t.Helper()
	var out []string
	for _, r := range api.Matrix() {
		if r.May != nil || r.Method != http.MethodGet || slices.Contains(never, r.Pattern) {
			continue
		}
		paths := []string{r.Pattern}
		fill := func(name string, values ...string) {
			var filled []string
			for _, path := range paths {
				if !regexp.MustCompile(name + `\b`).MatchString(path) {
					filled = append(filled, path)
					continue
				}
				for _, v := range values {
					filled = append(filled, strings.Replace(path, name, v, 1))
				}
			}
			paths = filled
		}
		switch {
		case strings.HasPrefix(r.Pattern, "/media/"):
			fill(":id", w.pictures...)
			fill(":width", "320", "960", "1920")
		case strings.HasPrefix(r.Pattern, "/works/"):
			fill(":ref", "lippe", "markt", "geheim")
			fill(":label", "A", "B", "C")
		case strings.HasPrefix(r.Pattern, "/api/v1/units/"):
			fill(":id", w.units...)
		case strings.HasPrefix(r.Pattern, "/tiles/"):
			var tiles []string
			for z := 14; z <= 18; z++ {
				at := strings.TrimPrefix(tileOfTown("units", z), "/tiles/units/")
				tiles = append(tiles, strings.TrimSuffix(at, ".mvt"))
			}
			fill(":z/:x/:y", tiles...)
			fill(":layers", "units", "parcels,buildings,segments,units,sections")
		default:
			fill(":id", "101", "201", "301", "401", "901", "1001", "1003")
		}
		fill(":ref", w.refs...)
		fill(":table", "streets", "months", "uses")
		fill(":token", append([]string{"nothing"}, w.tokens...)...)
		for _, path := range paths {
			if strings.Contains(path, ":") || strings.Contains(path, "*") {
				t.Fatalf("a route that nobody asks here: %s, as %s", r.Pattern, path)
			}
			out = append(out, path)
			for _, q := range asks[r.Pattern] {
				out = append(out, path+"?"+q)
			}
		}
	}
	return out
}

var streamOfPDF = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)

// plainly is an answer as somebody reads it: what a PDF has packed is unpacked.
func plainly(a answer) string {
	if !bytes.HasPrefix(a.body, []byte("%PDF")) {
		return string(a.body)
	}
	out := append([]byte{}, a.body...)
	for _, packed := range streamOfPDF.FindAllSubmatch(a.body, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(packed[1])); err == nil {
			text, _ := io.ReadAll(r) // a picture is no text, and ends as it likes
			out = append(append(out, '\n'), text...)
		}
	}
	return string(out)
}

// A shop is published with a picture, fits a request and a saved search, and shows wherever shops show; taken back, the next request
// finds it nowhere, on no route that there is.
func TestUnpublishingTakesEffectOnEveryRoute(t *testing.T) {
	t.Parallel()
	b, server := withMail(t)
	d := b.desk(people.Staff)
	for _, sql := range []string{ // owners who have to be asked, and an office that has entered something before
		`UPDATE town SET made_up = false`, `INSERT INTO source (id, title, licence, attribution) VALUES ('office', 'o', 'o', 'o')`,
	} {
		if _, err := b.db.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	search := b.typed("alert@example.org")["/alerts"]
	search.Set("filter", "area=20-900")
	search.Set("frequency", "immediate")
	var token string
	for i, path := range []string{"/ask/space", "/alerts"} {
		v := search
		if i == 0 {
			v = b.sought("space@example.org")
		}
		b.fill(path, v).want(t, http.StatusOK)
		mails := server.Wait(t, 2*i+1)
		b.fill(linkIn(t, mails[2*i]), nil).want(t, http.StatusOK)
		if i == 0 {
			_, token, _ = strings.Cut(linkIn(t, server.Wait(t, 2)[1]), "/ask/space/")
		}
	}
	shop := shopDoc()
	shop["public_ref"], shop["status"], shop["house_number"] = "SECRET-7", "vacant", 77
	delete(shop, "business_name")
	delete(shop, "public_basis")
	made := d.ask(http.MethodPost, "/api/v1/units", text(shop), http.StatusCreated)
	id := fmt.Sprint(made.properties(t)["id"])
	d.ask(http.MethodPost, "/api/v1/units/"+id+"/offer", `{"title_de":"Secret-Laden","title_en":"Secret shop","price_on_request":true,"confirmed_until":"2027-01-01","publication_basis":"owner_consent"}`, http.StatusCreated)
	for _, scope := range []string{"publish_unit", "publish_photo"} {
		d.ask(http.MethodPost, "/api/v1/units/"+id+"/consents", fmt.Sprintf(`{"scope":%q,"given_at":"2026-11-01","evidence":"Brief"}`, scope), http.StatusCreated)
	}
	photo := d.send(id, somewhere(t), append([]string{"faces_checked", "true"}, aboutIt...)).want(t, http.StatusCreated)
	shown, _ := photo.json(t)["id"].(string)
	d.ask(http.MethodPatch, "/api/v1/media/"+shown, `{"access_level":"public","alt_text_en":"Shop window"}`, http.StatusOK, "If-Match", photo.tag())
	paths := everywhere(t, whereabouts{[]string{id}, []string{"SECRET-7"}, []string{shown}, []string{token}})
	isTelling := func(path string) bool {
		a := b.get(path)
		if a.status >= http.StatusInternalServerError {
			t.Errorf("%s: %d", path, a.status)
		}
		itself := strings.Contains(path, "SECRET-7") && !strings.Contains(path, "?") || strings.Contains(path, shown) || strings.HasSuffix(path, "/units/"+id)
		body := strings.ToLower(strings.ReplaceAll(plainly(a), "q=CANARY", ""))
		if found := canary.FindString(body); found != "" {
			t.Errorf("%s: %s", path, found)
		}
		return itself && a.status == http.StatusOK || strings.Contains(body, "secret-laden") ||
			!itself && !strings.Contains(path, "?") && (strings.Contains(body, "secret-7") || strings.Contains(body, "lippestraße 77"))
	}
	telling := func() (out []string) {
		for _, path := range paths {
			if isTelling(path) {
				out = append(out, path)
			}
		}
		return out
	}
	if out := telling(); len(out) != 0 {
		t.Errorf("before it is published: %v", out)
	}
	tag := d.ask(http.MethodGet, "/api/v1/staff/units/"+id+"/offer", "", http.StatusOK).tag()
	for _, to := range []string{"consent_pending", "published"} {
		tag = d.ask(http.MethodPost, "/api/v1/units/"+id+"/publication", fmt.Sprintf(`{"to":%q}`, to), http.StatusOK, "If-Match", tag).tag()
	}
	public := telling()
	for _, path := range []string{
		"/api/v1/units", "/api/v1/units/" + id, "/api/v1/units/by-ref/SECRET-7", "/units", "/units.csv",
		"/units.geojson", "/units.gpkg", "/units.openimmo.xml", "/units/SECRET-7", "/units/SECRET-7.pdf", "/units/SECRET-7.png", "/units/SECRET-7.openimmo.xml",
		"/units/SECRET-7/ask", "/units/SECRET-7/subscribe", "/ask/space/" + token, tileOfTown("units", 15), fmt.Sprintf("/media/%s/%d.jpg", shown, picture.Widths()[1]),
	} {
		if !slices.Contains(public, path) {
			t.Errorf("published, and %s does not tell of it: %.300s", path, plainly(b.get(path)))
		}
	}
	d.ask(http.MethodPost, "/api/v1/units/"+id+"/publication", `{"to":"withdrawn"}`, http.StatusOK, "If-Match", tag)
	if out := telling(); len(out) != 0 {
		t.Errorf("taken back: %v", out)
	}
	if err := b.deps.Enquiry.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.plant(`DELETE FROM outbox.form_try`)
	b.fill("/ask", b.question("last@example.org")).want(t, http.StatusOK) // its mail leaves after what Look would have sent
	if found := canary.FindString(b.logs.String()); found != "" || strings.Contains(b.logs.String(), token) {
		t.Errorf("%s, or the secret address, is in the log", found)
	}
	for _, m := range server.Wait(t, 4) {
		if strings.Contains(m.Body, "SECRET-7") {
			t.Errorf("a mail tells of it: %s", m.Body)
		}
	}
}
