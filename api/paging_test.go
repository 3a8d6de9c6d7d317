package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
)

func TestPagingMeetsEachFeatureOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, path := range []string{
		"/api/v1/parcels?", "/api/v1/buildings?", "/api/v1/segments?", "/api/v1/units?", "/api/v1/sections?", "/api/v1/projects?",
		"/api/v1/parcels?bbox=6.9584,51.6619,6.9600,51.6624&", "/api/v1/units?status=occupied,vacant&at=2026-04-01&",
	} {
		whole := ids(features(t, b.get(path+"limit=10000")))
		for _, size := range []int{1, 2, 3, len(whole), len(whole) + 1} {
			if paged := b.pages(path + fmt.Sprintf("limit=%d", max(size, 1))); !slices.Equal(paged, whole) {
				t.Errorf("%s by %d: got %v, want %v", path, size, paged, whole)
			}
		}
		if len(whole) == 0 || !slices.IsSorted(whole) {
			t.Errorf("%s: %v", path, whole)
		}
	}
}

// pages follows the links named next, in the document and in the header, to the end.
func (b *bundle) pages(path string) []int {
	b.t.Helper()
	var all []int
	for path != "" {
		a := b.get(path)
		page := features(b.t, a)
		all = append(all, ids(page)...)
		if n := a.json(b.t)["numberReturned"]; n != float64(len(page)) {
			b.t.Fatalf("%s: numberReturned is %v of %d", path, n, len(page))
		}
		path = b.nextOf(a)
		if len(all) > 1000 {
			b.t.Fatal("paging does not end")
		}
	}
	return all
}

func (b *bundle) nextOf(a answer) string {
	b.t.Helper()
	links, _ := a.json(b.t)["links"].([]any)
	for _, l := range links {
		link, _ := l.(map[string]any)
		if link["rel"] != "next" {
			continue
		}
		href, _ := link["href"].(string)
		if want := "<" + href + `>; rel="next"; type="application/geo+json"`; a.header.Get("Link") != want {
			b.t.Errorf("the header has %q, the document %q", a.header.Get("Link"), want)
		}
		u, err := url.Parse(href)
		if err != nil || u.Host != "karte.example.org" {
			b.t.Fatalf("next is %q", href)
		}
		return u.RequestURI()
	}
	if a.header.Get("Link") != "" {
		b.t.Errorf("a header without a link: %q", a.header.Get("Link"))
	}
	return ""
}

func ids(features []map[string]any) []int {
	out := make([]int, len(features))
	for i, f := range features {
		out[i] = int(f["id"].(float64))
	}
	return out
}

func TestLimits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for limit, want := range map[string]int{
		"1": http.StatusOK, "10000": http.StatusOK, "10001": http.StatusOK, "99999999999999999999999": http.StatusOK, "007": http.StatusOK,
		"0": http.StatusBadRequest, "-1": http.StatusBadRequest, "+1": http.StatusBadRequest, "1.5": http.StatusBadRequest,
		"": http.StatusBadRequest, "ten": http.StatusBadRequest, "1e2": http.StatusBadRequest, "٣": http.StatusBadRequest,
	} {
		b.get("/api/v1/parcels?limit="+url.QueryEscape(limit)).want(t, want)
	}
}

func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "x", "MTox", "MTowMQ", "MTotMQ", "Mjox", "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "MTo=", "\x00", "MTox\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		// Without a database a readable cursor ends in 500, any other in 400.
		a := offline(t).get("/api/v1/parcels?cursor=" + url.QueryEscape(cursor))
		if a.status != http.StatusBadRequest && a.status != http.StatusInternalServerError {
			t.Errorf("%q: %d %s", cursor, a.status, a.body)
		}
	})
}
