package api_test

import (
	"context"
	_ "embed"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/api"
	"mitte/geo"
	"mitte/geo/feed"
	"mitte/geo/gpkg"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"
	"mitte/tiles"
)

//go:embed testdata/town.sql
var townSQL string

// today is the day on which all tests take place.
var today = geo.FixedClock(time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC))

var tomorrow = geo.FixedClock(time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC))

// bundle is a service over the town of testdata.
type bundle struct {
	t    testing.TB
	app  *fiber.App
	db   *pgtest.Database
	logs *logBook
	deps api.Deps
}

// setup builds the service over a database of its own, which holds the town.
func setup(t testing.TB, change ...func(*api.Deps)) *bundle {
	t.Helper()
	db := pgtest.DB(t)
	settle(t, db)
	return over(t, db, db.Public(), append([]func(*api.Deps){fromMemory(t, db)}, change...)...)
}

// fromMemory has the service keep the town in memory and follow its changes.
func fromMemory(t testing.TB, db *pgtest.Database) func(*api.Deps) {
	t.Helper()
	engine := tiles.NewEngine(tiles.Options{DB: db.App(), Public: db.Public(), Clock: today})
	follower := feed.NewFollower(db.App(), engine, feed.NewHub(100, 20*time.Millisecond), slog.New(slog.DiscardHandler))
	if err := follower.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return func(d *api.Deps) { d.Tiles, d.About, d.Features, d.Changes = engine, engine, engine, follower }
}

func settle(t testing.TB, db *pgtest.Database) {
	t.Helper()
	tx, err := pg.As(db.Owner(), pg.Who{Roles: []string{"staff", "house"}}).Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	if _, err := tx.Conn().PgConn().Exec(t.Context(), townSQL).ReadAll(); err != nil {
		t.Fatalf("town.sql: %v", err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// over builds the service over any querier, tiles too.
func over(t testing.TB, db *pgtest.Database, q pg.Querier, change ...func(*api.Deps)) *bundle {
	t.Helper()
	postgis := tiles.NewPostgis(q)
	logs := &logBook{}
	deps := api.Deps{
		Config: api.Config{PublicURL: "https://karte.example.org", ReadsPerMinute: -1, TilesPerMinute: -1, ExportsPerMinute: -1},
		Place:  place.New(q, today), Vacancy: vacancy.New(q), Works: works.New(q, today),
		Tiles: postgis, About: postgis, Clock: today,
		Log: slog.New(slog.NewJSONHandler(logs, nil)), Pictures: gallery(t), GPKG: gpkg.New(""),
	}
	for _, f := range change {
		f(&deps)
	}
	app, err := api.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	return &bundle{t, app, db, logs, deps}
}

// answer is a response that was read to its end.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// get asks for a path; headers stand as name, value, name, value.
func (b *bundle) get(path string, headers ...string) answer {
	b.t.Helper()
	return b.do(http.MethodGet, path, headers...)
}

func (b *bundle) do(method, path string, headers ...string) answer {
	b.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.send(r)
}
