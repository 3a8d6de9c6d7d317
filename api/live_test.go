package api_test

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo"
	"mitte/geo/feed"
)

// told is one event of a stream as a browser gets it.
type told struct {
	Event, ID, Data string
	change          struct {
		Layer, Op, V string
		IDs          []int64
		BBox         []float64
	}
}

// streaming reads the events of a stream until it ends; the channel is closed then.
func streaming(t *testing.T, address, last string, headers ...string) <-chan told {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/api/v1/changes", nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", res.StatusCode, res.Header)
	}
	out := make(chan told, 100)
	go func() {
		defer close(out)
		defer func() { _ = res.Body.Close() }()
		var e told
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ":")
			value = strings.TrimPrefix(value, " ")
			switch {
			case name == "event":
				e.Event = value
			case name == "id":
				e.ID = value
			case name == "data":
				e.Data = value
				_ = json.Unmarshal([]byte(value), &e.change)
			case lines.Text() == "":
				out <- e
				e = told{}
			default: // a comment or retry
			}
		}
	}()
	return out
}

// next returns the next event that is more than a sign of life.
func next(t *testing.T, events <-chan told) told {
	t.Helper()
	for {
		select {
		case e, open := <-events:
			if !open {
				t.Fatal("the stream ended")
			}
			if e.Event != "" {
				return e
			}
		case <-time.After(20 * time.Second):
			t.Fatal("no event")
		}
	}
}

const sqlKillListener = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE query LIKE 'LISTEN%' AND datname = current_database()`

const sqlRename = `UPDATE building SET name = $2, version = version WHERE id = $1`

// An edit by plain SQL reaches tiles and streams, with a listener and without.
func TestEditsArriveInTilesAndStreams(t *testing.T) {
	t.Parallel()
	b := setup(t)
	address := b.listen()
	go b.deps.Changes.Run(t.Context(), feed.Listen(t.Context(), b.db.URL("mitte_app"), slog.New(slog.DiscardHandler)).Hints())
	events := streaming(t, address, "")
	<-events // the hello
	path := tileOfTown("buildings", 16)
	fastest := time.Hour
	for i, name := range []string{"Rathaus I", "Rathaus II", "Rathaus III"} {
		if i == 1 {
			killed := 0
			if err := b.db.Superuser().QueryRow(t.Context(), sqlKillListener).Scan(&killed); err != nil || killed != 1 {
				t.Fatalf("%d listeners killed (%v)", killed, err)
			}
		}
		before := b.get(path).want(t, http.StatusOK).header.Get("ETag")
		start := time.Now()
		if _, err := b.db.Owner().Exec(t.Context(), sqlRename, 204, name); err != nil {
			t.Fatal(err)
		}
		e := next(t, events)
		took := time.Since(start)
		if e.Event != "change" || e.change.Layer != "buildings" || len(e.change.IDs) != 1 || e.change.IDs[0] != 204 || len(e.change.BBox) != 4 {
			t.Fatalf("event %+v", e)
		}
		for _, address := range []string{path, path + "?v=" + e.change.V} {
			a := b.get(address).want(t, http.StatusOK)
			if a.header.Get("ETag") == before || !strings.Contains(string(a.body), name) || a.header.Get("Cache-Control") != "public, no-cache" {
				t.Errorf("%s is old after the event of %q: %v", address, name, a.header)
			}
		}
		t.Logf("%q was told after %v", name, took)
		if i > 0 {
			fastest = min(fastest, took)
		}
	}
	if fastest > time.Second {
		t.Errorf("without a listener an edit was told after %v", fastest)
	}
}

func TestStreamsGoOnWhereTheyEnded(t *testing.T) {
	t.Parallel()
	b := setup(t, func(d *api.Deps) {
		d.Config.StreamLength, d.Config.Heartbeat = 300*time.Millisecond, 50*time.Millisecond
	})
	address := b.listen()
	edit := func(id int) {
		t.Helper()
		if _, err := b.db.Owner().Exec(t.Context(), sqlRename, id, time.Now().String()); err != nil {
			t.Fatal(err)
		}
		if err := b.deps.Changes.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	last, signs := "", 0
	for e := range streaming(t, address, "") {
		if signs++; e.ID != "" {
			last = e.ID
		}
	}
	if last == "" || signs < 3 {
		t.Fatalf("a quiet stream had %d signs of life and the id %q", signs, last)
	}
	edit(204)
	first := next(t, streaming(t, address, last))
	if first.Event != "change" || first.change.IDs[0] != 204 {
		t.Errorf("missed between two streams: %+v", first)
	}
	edit(203)
	if e := next(t, streaming(t, address, first.ID)); e.change.IDs[0] != 203 {
		t.Errorf("after %s: %+v", first.ID, e)
	}
	for _, stranger := range []string{"77-5", "nonsense", "0-0"} {
		if e := next(t, streaming(t, address, stranger)); e.Event != "resync" || e.ID == stranger {
			t.Errorf("after %s: %+v", stranger, e)
		}
	}
}

func TestStreamsAreCounted(t *testing.T) {
	t.Parallel()
	b := setup(t, func(d *api.Deps) { d.Config.Streams, d.Config.StreamsEach, d.Config.LimitLoopback = 3, 2, true })
	address := b.listen()
	for range 2 {
		<-streaming(t, address, "")
	}
	res, err := http.Get("http://" + address + "/api/v1/changes")
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the third stream of a network got %d", res.StatusCode)
	}
	_ = res.Body.Close()
	b.do(http.MethodHead, "/api/v1/changes").want(t, http.StatusOK) // of another network; it keeps no place
	none := offline(t).get("/api/v1/changes").want(t, http.StatusServiceUnavailable)
	b.conforms(b.document(), "/api/v1/changes", none)
}

// A session has four streams; one more ends the oldest, and nobody else's.
func TestASessionHasFourStreams(t *testing.T) {
	t.Parallel()
	b := setup(t)
	address := b.listen()
	of := func(secret string) <-chan told { return streaming(t, address, "", "Cookie", "__Host-sid="+secret) }
	other, nobody := of("b"), streaming(t, address, "")
	mine := make([]<-chan told, 6)
	for i := range mine {
		mine[i] = of("a")
		<-mine[i] // the hello
	}
	for i, ended := range []bool{true, true, false, false, false, false} {
		for ended {
			select {
			case _, open := <-mine[i]:
				ended = open
			case <-time.After(20 * time.Second):
				t.Fatalf("stream %d goes on", i)
			}
		}
	}
	if _, err := b.db.Owner().Exec(t.Context(), sqlRename, 204, "Rathaus"); err != nil {
		t.Fatal(err)
	}
	if err := b.deps.Changes.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, events := range append(mine[2:], other, nobody) {
		if e := next(t, events); e.Event != "change" {
			t.Errorf("stream %d of those that stay: %+v", i, e)
		}
	}
}

func TestAllPlacesOfStreamsMayBeTaken(t *testing.T) {
	t.Parallel()
	b := setup(t, func(d *api.Deps) { d.Config.Streams = 2 })
	address := b.listen()
	for range 2 {
		<-streaming(t, address, "")
	}
	full := b.get("/api/v1/changes").want(t, http.StatusServiceUnavailable)
	if full.json(t)["code"] != "streams.full" {
		t.Errorf("%s", full.body)
	}
	b.conforms(b.document(), "/api/v1/changes", full)
}

// A client that takes nothing holds up neither the edits nor the streams of others.
func TestAStuckStreamHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	address := b.listen()
	stuck, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stuck.Close() }()
	if _, err := io.WriteString(stuck, "GET /api/v1/changes HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	events := streaming(t, address, "")
	<-events // the hello
	box := geo.BBox{West: 7, South: 51, East: 7.1, North: 51.1}
	many := make([]int64, 100)
	for i := range many {
		many[i] = 1e15 + int64(i) // long events fill what the kernel keeps for the client
	}
	for i := range 3000 {
		b.deps.Changes.Turned([]string{"units", "sections"}[i%2], many, box)
	}
	if _, err := b.db.Owner().Exec(t.Context(), sqlRename, 204, "Rathaus"); err != nil {
		t.Fatal(err)
	}
	if err := b.deps.Changes.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for e := next(t, events); e.change.Layer != "buildings"; e = next(t, events) {
		if e.Event != "change" {
			t.Errorf("event %+v", e)
		}
	}
}

func TestVersionsOfTiles(t *testing.T) {
	t.Parallel()
	b := setup(t)
	path := tileOfTown("buildings", 16)
	here := b.get("/tiles/buildings.json").want(t, http.StatusOK).json(t)["data_version"].(string)
	if a := b.get(path+"?v="+here).want(t, http.StatusOK); a.header.Get("Cache-Control") != "public, no-cache" {
		t.Errorf("a version that is here: %v", a.header)
	}
	epoch, _, _ := strings.Cut(here, "-")
	for _, v := range []string{epoch + "-99999999999-1", "1-5-5"} {
		if a := b.get(path+"?v="+v).want(t, http.StatusOK); a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: a version that is not here: %v", v, a.header)
		}
	}
	for _, v := range []string{"", "1", "1-1", "0-1-1", "-1-1-1", "1-1-", "1--1-1", "1-1-1-1", "+1-1-1", "1-1-+1", "1-99999999999999999999-1"} {
		if a := b.get(path+"?v="+strings.ReplaceAll(v, "+", "%2B")).want(t, http.StatusBadRequest); a.json(t)["code"] != "bad_query" {
			t.Errorf("%q: %s", v, a.body)
		}
	}
}
