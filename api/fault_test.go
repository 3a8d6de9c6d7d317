package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"mitte/api"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/tiles"
)

func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	pool, err := pg.Open(t.Context(), pg.Config{URL: "postgres://nobody@/none?host=/nonexistent"})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	b := over(t, nil, pool, func(d *api.Deps) { d.Ready = []api.Check{{Name: "database", Run: pool.Ping}} })
	doc := b.document()
	for _, path := range []string{"/api/v1/parcels", "/api/v1/units/1", "/api/v1/town", "/api/v1/search?q=x", tileOfTown("units", 16), "/tiles/units.json"} {
		a := b.get(path, "Accept-Language", "en").want(t, http.StatusServiceUnavailable)
		b.conforms(doc, templateOf(doc, path), a)
		if a.header.Get("Retry-After") == "" || a.json(t)["code"] != "database_away" {
			t.Errorf("%s: %v %s", path, a.header, a.body)
		}
		if strings.Contains(string(a.body), "nonexistent") {
			t.Errorf("%s tells where the database is: %s", path, a.body)
		}
	}
	a := b.get("/readyz").want(t, http.StatusServiceUnavailable)
	b.conforms(doc, "/readyz", a)
	if strings.Contains(string(a.body), "nonexistent") {
		t.Errorf("readyz tells where the database is: %s", a.body)
	}
	b.get("/livez").want(t, http.StatusOK)
	b.get("/").want(t, http.StatusOK)
}

func TestSlowQueryTimesOutAndIsCancelled(t *testing.T) {
	t.Parallel()
	b := setup(t, func(d *api.Deps) {
		d.Config.ReadDeadline, d.Config.TileDeadline = 300*time.Millisecond, 300*time.Millisecond
	})
	lock, err := b.db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Rollback(context.Background()) }()
	if _, err := lock.Exec(t.Context(), `LOCK TABLE parcel IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/api/v1/parcels", "/api/v1/parcels/101"} {
		a := b.get(path).want(t, http.StatusGatewayTimeout)
		if a.json(t)["code"] != "timeout" {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	others := b.get("/api/v1/buildings")
	for tries := 0; tries < 50 && others.status == http.StatusGatewayTimeout; tries++ { // a busy machine needs longer, too
		others = b.get("/api/v1/buildings")
	}
	others.want(t, http.StatusOK)
	b.get(tileOfTown("parcels", 16)).want(t, http.StatusOK) // from memory
	for range 100 {
		if b.numbers(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)[0] == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("the statements still wait in the database")
}

func TestReadiness(t *testing.T) {
	t.Parallel()
	b := offline(t, func(d *api.Deps) {
		d.Ready = []api.Check{
			{Name: "database", Run: func(context.Context) error { return nil }},
			{Name: "schema", Run: func(context.Context) error {
				return fault.New(fault.Unavailable, "schema_old", "the schema is at step 5 of 6")
			}},
			{Name: "cluster", Run: func(context.Context) error { return errors.New("secret cause") }},
		}
	})
	a := b.get("/readyz").want(t, http.StatusServiceUnavailable)
	compare(t, "readyz_not", a)
	if !strings.Contains(b.logs.String(), "secret cause") {
		t.Error("the cause is not in the log")
	}
}

func TestTilesGoOnWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.get("/tiles/parcels.json").want(t, http.StatusOK)
	b.db.Public().Close()
	b.db.App().Close()
	for _, path := range []string{tileOfTown("parcels", 16), tileOfTown("parcels,units", 17), "/tiles/parcels.json"} {
		b.get(path).want(t, http.StatusOK)
	}
}

func TestTilesWhileTheMapIsLoading(t *testing.T) {
	t.Parallel()
	engine := tiles.NewEngine(tiles.Options{})
	b := offline(t, func(d *api.Deps) { d.Tiles, d.About = engine, engine })
	for _, path := range []string{tileOfTown("parcels", 16), "/tiles/parcels.json"} {
		a := b.get(path).want(t, http.StatusServiceUnavailable)
		if a.json(t)["code"] != "tiles.loading" || a.header.Get("Retry-After") == "" || a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%v %s", a.header, a.body)
		}
	}
}

// broken is a source that panics.
type broken struct{}

func (broken) Kept(tiles.Request) (tiles.Tile, bool) { panic("out of ideas") }

func (broken) Tile(context.Context, tiles.Request) (tiles.Tile, error) { panic("out of ideas") }

func TestPanicBecomesAnAnswer(t *testing.T) {
	t.Parallel()
	b := offline(t, func(d *api.Deps) { d.Tiles = broken{} })
	a := b.get(tileOfTown("parcels", 14)).want(t, http.StatusInternalServerError)
	if strings.Contains(string(a.body), "ideas") {
		t.Errorf("the cause reached the user: %s", a.body)
	}
	id, _ := a.json(t)["request_id"].(string)
	logged := b.logs.String()
	if !strings.Contains(logged, "out of ideas") || !strings.Contains(logged, id) || !strings.Contains(logged, "fault_test.go") {
		t.Errorf("the log has not the cause, its place and the request's name: %s", logged)
	}
	if strings.Count(logged, "out of ideas") != 1 {
		t.Error("the cause is logged more than once")
	}
	b.get("/livez").want(t, http.StatusOK)
}

func TestDepsAreChecked(t *testing.T) {
	t.Parallel()
	whole := offline(t).deps
	for name, spoil := range map[string]func(d *api.Deps){
		"no place":     func(d *api.Deps) { d.Place = nil },
		"no clock":     func(d *api.Deps) { d.Clock = nil },
		"no log":       func(d *api.Deps) { d.Log = nil },
		"no scheme":    func(d *api.Deps) { d.Config.PublicURL = "karte.example.org" },
		"with a query": func(d *api.Deps) { d.Config.PublicURL = "https://karte.example.org/?a=b" },
	} {
		d := whole
		spoil(&d)
		if _, err := api.New(d); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
