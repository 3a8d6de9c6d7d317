package api_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/valyala/fasthttp"

	"mitte/geo/people"
	"mitte/geo/picture"
)

// Of the pictures and parties of town.sql.
const (
	somePicture   = "00000000-0000-4000-8000-000000000901"
	hiddenPicture = "00000000-0000-4000-8000-000000000904"
	someParty     = "00000000-0000-4000-8000-000000000951"
)

// gallery holds the files of town.sql's pictures; those that nobody may see say CANARY.
func gallery(t testing.TB) *picture.Store {
	t.Helper()
	dir := t.TempDir()
	store, err := picture.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for content, what := range map[string]string{"a": "", "c": "CANARY"} {
		name := strings.Repeat(content, 64)
		if err := os.MkdirAll(filepath.Join(dir, name[:2]), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, width := range picture.Widths() {
			file := filepath.Join(dir, name[:2], fmt.Sprintf("%s-%d.jpg", name, width))
			if err := os.WriteFile(file, append(photo(t, 160, 100), what...), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return store
}

func photo(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i / w)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// somewhere is a photo whose camera tells where it was taken.
func somewhere(t testing.TB) []byte {
	t.Helper()
	plain := photo(t, 400, 250)
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00CANARY 51.6601N 6.9652E"
	return append(append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...), plain[2:]...)
}

// form writes a form with a file, as browsers do: with another boundary each time.
func form(t testing.TB, file []byte, fields ...string) (body, kind string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if file != nil {
		part, err := w.CreateFormFile("file", "../CANARY name.jpg")
		if err == nil {
			_, err = part.Write(file)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), w.FormDataContentType()
}

var aboutIt = []string{"kind", "photo", "alt_text_de", "Schaufenster", "creator", "Erika Muster", "licence", "CC0"} //nolint:gochecknoglobals // a constant

// send uploads a form for a unit.
func (p *person) send(unit string, file []byte, fields []string, headers ...string) answer {
	p.b.t.Helper()
	body, kind := form(p.b.t, file, fields...)
	return p.do(http.MethodPost, "/api/v1/units/"+unit+"/media", body, append([]string{"Content-Type", kind}, headers...)...)
}

func TestAPictureIsSentShownAndTakenBack(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc, who := b.document(), b.as(people.Staff)
	made := who.send("502", somewhere(t), append([]string{"faces_checked", "true", "position", "0"}, aboutIt...)).want(t, http.StatusCreated)
	b.conformsTo(doc, http.MethodPost, "/api/v1/units/{id}/media", made)
	p := made.json(t)
	id, _ := p["id"].(string)
	if p["position"] != 0.0 || p["faces_checked"] != true || p["access_level"] != "internal" || p["faces_checked_by_name"] != "Erika Muster" {
		t.Errorf("%s", made.body)
	}
	public, inside := "/media/"+id+"/960.jpg", "/api/v1/staff/media/"+id+"/960.jpg"
	b.get(public).want(t, http.StatusNotFound)
	who.do(http.MethodGet, inside, "").want(t, http.StatusOK)
	shown := who.do(http.MethodPatch, "/api/v1/media/"+id, `{"access_level":"public","alt_text_en":"Shop window"}`, "If-Match", made.tag()).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPatch, "/api/v1/media/{id}", shown)
	for _, width := range picture.Widths() {
		a := b.get(fmt.Sprintf("/media/%s/%d.jpg", id, width)).want(t, http.StatusOK)
		if a.header.Get("Cache-Control") != "private, max-age=604800, immutable" || a.header.Get("Content-Type") != "image/jpeg" ||
			bytes.Contains(a.body, []byte("CANARY")) || bytes.Contains(a.body, []byte("Exif")) {
			t.Errorf("%d: %v", width, a.header)
		}
		b.get(fmt.Sprintf("/media/%s/%d.jpg", id, width), "If-None-Match", a.header.Get("ETag")).want(t, http.StatusNotModified)
		if _, err := jpeg.Decode(bytes.NewReader(a.body)); err != nil {
			t.Error(err)
		}
	}
	list := who.do(http.MethodGet, "/api/v1/staff/units/502/media", "").want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodGet, "/api/v1/staff/units/{id}/media", list)
	if all, _ := list.json(t)["media"].([]any); len(all) != 4 {
		t.Errorf("%s", list.body)
	}
	stale := who.do(http.MethodDelete, "/api/v1/media/"+id, "", "If-Match", made.tag()).want(t, http.StatusPreconditionFailed)
	if now, _ := stale.json(t)["current"].(map[string]any); now["alt_text_en"] != "Shop window" {
		t.Errorf("%s", stale.body)
	}
	// The unit leaves the public layer: its pictures are gone in the next request, with or without what was kept of them.
	unit := who.do(http.MethodGet, "/api/v1/staff/units/502", "").want(t, http.StatusOK)
	who.do(http.MethodPatch, "/api/v1/units/502", `{"public_basis":null}`, "If-Match", unit.tag())
	offer := who.do(http.MethodGet, "/api/v1/staff/units/502/offer", "").want(t, http.StatusOK)
	who.do(http.MethodPost, "/api/v1/units/502/publication", `{"to":"withdrawn"}`, "If-Match", offer.tag()).want(t, http.StatusOK)
	for _, path := range []string{public, "/media/" + somePicture + "/320.jpg", "/units/LI-003"} {
		gone := b.get(path, "If-None-Match", "*").want(t, http.StatusNotFound)
		if gone.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, gone.header)
		}
	}
	who.do(http.MethodGet, inside, "").want(t, http.StatusOK)
	who.do(http.MethodDelete, "/api/v1/media/"+id, "", "If-Match", shown.tag()).want(t, http.StatusNoContent)
	who.do(http.MethodGet, inside, "").want(t, http.StatusNotFound)
	if strings.Contains(b.logs.String(), "CANARY") {
		t.Error("the name of a file is in the log")
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Staff)
	large := append(photo(t, 400, 250), make([]byte, picture.MostBytes)...)
	for name, c := range map[string]struct {
		file   []byte
		fields []string
		status int
		code   string
	}{
		"a page":           {[]byte("<html><script>"), aboutIt, http.StatusUnsupportedMediaType, "media.type"},
		"a thumbnail":      {photo(t, 100, 100), aboutIt, http.StatusUnprocessableEntity, "media.too_small"},
		"too large":        {large[:picture.MostBytes+1], aboutIt, http.StatusRequestEntityTooLarge, "media.too_large"},
		"no file":          {nil, aboutIt, http.StatusUnprocessableEntity, "bad_members"},
		"nothing said":     {photo(t, 400, 250), nil, http.StatusUnprocessableEntity, "bad_members"},
		"an unknown field": {photo(t, 400, 250), append([]string{"x", "y"}, aboutIt...), http.StatusUnprocessableEntity, "bad_members"},
		"a field twice":    {photo(t, 400, 250), append([]string{"kind", "photo"}, aboutIt...), http.StatusBadRequest, "bad_multipart"},
		"a long field":     {photo(t, 400, 250), append([]string{"x", strings.Repeat("y", 20_000)}, aboutIt...), http.StatusBadRequest, "bad_multipart"},
		"no word":          {photo(t, 400, 250), append([]string{"faces_checked", "yes"}, aboutIt...), http.StatusUnprocessableEntity, "bad_members"},
	} {
		if a := who.send("502", c.file, c.fields); a.status != c.status || a.json(t)["code"] != c.code {
			t.Errorf("%s: %d %.300s", name, a.status, a.body)
		}
	}
	// The room for a file is for who names a session.
	body, kind := form(t, large[:2<<20], aboutIt...)
	r := httptest.NewRequest(http.MethodPost, "/api/v1/units/502/media", strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	b.overflows(r)
	for _, path := range []string{"/api/v1/units/502/status", "/api/v1/media/502", "/api/v1/units/502/media/"} {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
		r.Header.Set("Cookie", "__Host-sid="+who.secret)
		b.overflows(r)
	}
	r = httptest.NewRequest(http.MethodPost, "/api/v1/units/502/media", bytes.NewReader(make([]byte, picture.MostBytes+1<<20)))
	r.Header.Set("Cookie", "__Host-sid="+who.secret)
	b.overflows(r)
	list := who.do(http.MethodGet, "/api/v1/staff/units/502/media", "")
	if all, _ := list.json(t)["media"].([]any); len(all) != 3 {
		t.Errorf("a refused one is there: %s", list.body)
	}
	for _, path := range []string{"/media/nonsense/320.jpg", "/media/" + somePicture + "/321.jpg", "/media/" + strings.ToUpper("aaaaaaaa") + somePicture[8:] + "/0320.jpg", "/media/" + somePicture + "/320.jpg?x=1"} {
		if a := b.get(path); a.status != http.StatusNotFound && a.status != http.StatusBadRequest {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

// overflows demands that a request is cut off while its body is read.
func (b *bundle) overflows(r *http.Request) {
	b.t.Helper()
	res, err := b.app.Test(r, -1)
	if res != nil {
		_ = res.Body.Close()
	}
	if !errors.Is(err, fasthttp.ErrBodyTooLarge) {
		b.t.Errorf("%s: %v", r.URL, err)
	}
}

// A browser that lost the answer sends the form again, with the same key and another boundary; many may be under way at once.
func TestAPictureIsThereOnceForEachKey(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who := b.as(people.Staff)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			a := who.send("501", photo(t, 400, 250), aboutIt, "Idempotency-Key", "walk-1")
			if a.status != http.StatusCreated && a.status != http.StatusConflict { // it is under way
				t.Errorf("%d %.300s", a.status, a.body)
			}
		})
	}
	all.Wait()
	who.send("501", photo(t, 400, 250), aboutIt, "Idempotency-Key", "walk-1").want(t, http.StatusCreated)
	list := who.do(http.MethodGet, "/api/v1/staff/units/501/media", "").want(t, http.StatusOK)
	if found, _ := list.json(t)["media"].([]any); len(found) != 1 {
		t.Errorf("%d pictures", len(found))
	}
}
