package api_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo/pg"
)

// counter is a number in the data that only rises: the edit that sets it, and how a list tells it.
type counter struct {
	sql, list string
	id        int
	read      func(properties map[string]any) string
	answered  atomic.Int64 // the edit that was answered last
}

const townBox = "bbox=6.957,51.661,6.961,51.664"

func counters() []*counter {
	field := func(name string) func(map[string]any) string {
		return func(p map[string]any) string { s, _ := p[name].(string); return s }
	}
	return []*counter{
		{sql: `UPDATE parcel SET location_text = $1 WHERE id = 101`, list: "parcels?" + townBox, id: 101, read: field("location_text")},
		{sql: `UPDATE parcel SET location_text = $1 WHERE id = 107`, list: "parcels?", id: 107, read: field("location_text")},
		{sql: `UPDATE occupancy SET business_name = $1 WHERE id = 701`, list: "units?" + townBox, id: 501, read: field("business_name")},
		{sql: `UPDATE construction_project SET title_de = $1 WHERE id = 901`, list: "sections?at=2026-11-23&" + townBox, id: 1001, read: field("project_title_de")},
		{sql: `UPDATE street_segment SET street_name = $1 WHERE id = 401`, list: "sections?", id: 1001, read: func(p map[string]any) string {
			names, _ := p["street_names"].([]any)
			return fmt.Sprint(names...)
		}},
	}
}

// No reader of a list gets a feature from before an edit that was answered before the request, whichever table was edited.
func TestK2ListsAreNeverStale(t *testing.T) {
	t.Parallel()
	var pages atomic.Int64
	b := setup(t, func(d *api.Deps) { d.Features = counting{d.Features, &pages} })
	all, until := counters(), time.Now().Add(long(t))
	var writers, readers sync.WaitGroup
	done := make(chan struct{})
	for _, c := range all {
		writers.Go(func() {
			for n := int64(0); n == 0 || time.Now().Before(until); n++ {
				if _, err := b.db.Owner().Exec(t.Context(), c.sql, fmt.Sprintf("edit %09d", n+1)); err != nil {
					t.Error(err)
					return
				}
				b.catchUp()
				c.answered.Store(n + 1)
			}
		})
	}
	for seed := range uint64(4) {
		readers.Go(func() {
			r := rand.New(rand.NewPCG(seed, 1))
			for {
				select {
				case <-done:
					return
				default:
					c := all[r.IntN(len(all))]
					least := c.answered.Load()
					if got := b.count(c, r.IntN(2) == 0); got < least {
						t.Errorf("%s: got edit %d after %d was answered", c.list, got, least)
						return
					}
				}
			}
		})
	}
	writers.Wait()
	close(done)
	readers.Wait()
	for _, c := range all {
		if got := b.count(c, false); got != c.answered.Load() {
			t.Errorf("%s: edit %d at the end, but %d were made", c.list, got, c.answered.Load())
		}
	}
	t.Logf("%d pages from memory", pages.Load())
	if pages.Load() == 0 {
		t.Error("nothing came from memory")
	}
}

// count reads which edit a list tells of.
func (b *bundle) count(c *counter, packed bool) int64 {
	b.t.Helper()
	a := b.get("/api/v1/"+c.list, "Accept-Encoding", map[bool]string{true: "gzip", false: "identity"}[packed])
	if a.header.Get("Content-Encoding") == "gzip" {
		a.body = gunzip(b.t, a.body)
	}
	if a.status != http.StatusOK {
		b.t.Errorf("%s: %d %s", c.list, a.status, a.body)
		return 0
	}
	var page struct {
		Features []struct {
			ID         int
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(a.body, &page); err != nil {
		b.t.Errorf("%s: %v", c.list, err)
	}
	for _, f := range page.Features {
		if f.ID == c.id {
			var n int64
			_, after, _ := strings.Cut(c.read(f.Properties), "edit ")
			_, _ = fmt.Sscan(strings.TrimLeft(after, "0"), &n)
			return n
		}
	}
	b.t.Errorf("%s: no feature %d", c.list, c.id)
	return 0
}

// line is the way to a database, which can be cut.
type line struct{ pg.Querier }

// What is kept is answered without the database; what is not says so.
func TestListsWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	whole := setup(t)
	q := &line{whole.db.Public()}
	fromMemory := func(d *api.Deps) { d.Features = whole.deps.Features }
	b := over(t, whole.db, q, fromMemory)
	nowhere, err := pg.Open(t.Context(), pg.Config{URL: "postgres://nobody@/none?host=/nonexistent"})
	if err != nil {
		t.Fatal(err)
	}
	defer nowhere.Close()
	kept := []string{
		"/api/v1/parcels?" + townBox, "/api/v1/parcels?limit=2&" + townBox, "/api/v1/buildings?" + townBox, "/api/v1/segments",
		"/api/v1/units?at=2026-11-23", "/api/v1/sections?at=2027-05-01", "/api/v1/sections?" + townBox,
	}
	before := map[string]answer{}
	for _, path := range kept {
		before[path] = b.get(path).want(t, http.StatusOK)
	}
	q.Querier = nowhere
	for _, path := range kept {
		if a := b.get(path).want(t, http.StatusOK); string(a.body) != string(before[path].body) {
			t.Errorf("%s: %s instead of %s", path, a.body, before[path].body)
		}
		b.get(path, "If-None-Match", before[path].header.Get("ETag")).want(t, http.StatusNotModified)
	}
	for _, path := range []string{"/api/v1/parcels?key=05311000400272", "/api/v1/units?at=2026-04-01", "/api/v1/projects"} {
		a := b.get(path).want(t, http.StatusServiceUnavailable)
		if a.json(t)["code"] != "database_away" || a.header.Get("Retry-After") == "" {
			t.Errorf("%s: %v %s", path, a.header, a.body)
		}
	}
	b = over(t, whole.db, q, fromMemory, func(d *api.Deps) { d.Clock = tomorrow })
	b.get("/api/v1/parcels?"+townBox).want(t, http.StatusOK)
	b.get("/api/v1/units").want(t, http.StatusServiceUnavailable) // the texts are those of the day before
}
