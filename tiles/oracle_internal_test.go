package tiles

import (
	"cmp"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/geotest"
	"mitte/geo/intake"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// demoEngine loads the demo into a database of its own and an engine from it.
func demoEngine(t *testing.T, o Options) (*pgtest.Database, *Engine, *pg.Cursor) {
	t.Helper()
	db := pgtest.DB(t)
	if _, err := demo.Load(t.Context(), db.Owner(), demo.Options{Seed: 1, Scale: 1, Today: testDay}); err != nil {
		t.Fatal(err)
	}
	e, cursor := engineOf(t, db, o)
	return db, e, cursor
}

// engineOf loads an engine from a database.
func engineOf(t *testing.T, db *pgtest.Database, o Options) (*Engine, *pg.Cursor) {
	t.Helper()
	o.DB, o.Public = db.App(), db.Loads()
	o.Clock = geo.FixedClock(testDay.Time().Add(12 * time.Hour))
	e := NewEngine(o)
	cursor, err := e.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return e, cursor
}

// someTiles picks tiles where there is something: a few of the first zoom, the rest from 14 to the deepest.
func someTiles(r *rand.Rand, e *Engine, first uint8, n int) []Address {
	var places []place
	for _, t := range e.snapshot.tables {
		for _, i := range t.ids.all() {
			places = append(places, t.record(i).box.centre())
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	out := make([]Address, n)
	for i := range out {
		p := places[r.IntN(len(places))]
		z := max(first, 14) + uint8(r.IntN(int(DeepestZoom-max(first, 14))+1))
		if i%16 == 0 { // whole districts; the oracle takes a second for some of them
			z = first
		}
		out[i] = Address{z, p.x >> (32 - z), p.y >> (32 - z)}
	}
	return out
}

// oracleTiles picks tiles from zoom 12 on. Those that show whole districts are few: the oracle takes a second for some.
func oracleTiles(r *rand.Rand, e *Engine, n int) []Address {
	list := someTiles(r, e, 17, n)
	for i := range list {
		a := &list[i]
		z := a.Z
		switch {
		case i%60 == 7:
			z = 12 + uint8(r.IntN(3))
		case i%10 == 3:
			z = 15 + uint8(r.IntN(2))
		}
		list[i] = Address{z, a.X >> (a.Z - z), a.Y >> (a.Z - z)}
	}
	return list
}

// TestT1OracleDemo holds tiles of the demo against ST_AsMVT on the same views.
func TestT1OracleDemo(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{MaxTileBytes: -1})
	e.measure(t.Context())
	askOracle(t, db, e, 1)
}

// TestT1OracleKarlsruhe does the same for a real city centre, its works, and a handful of real parcels, imported as an
// operator imports them.
func TestT1OracleKarlsruhe(t *testing.T) {
	t.Parallel()
	city, cadastre := geotest.Path(t, "karlsruhe"), geotest.Path(t, "alkis-vereinfacht-nrw")
	db := pgtest.DB(t)
	service := intake.New(db.App(), geo.FixedClock(geo.NewDate(2026, 8, 22).Time()))
	for _, o := range []intake.Options{
		{Kind: intake.OSM, Path: filepath.Join(city, "tram-junction.osm.pbf"), Amenities: true},
		{Kind: intake.Works, Path: filepath.Join(city, "baustellen.geojson")},
		{Kind: intake.ALKIS, Path: filepath.Join(cadastre, "collectionItems-flurstueck.json")},
		{Kind: intake.ALKIS, Path: filepath.Join(cadastre, "collectionItems-gebaeudebauwerk.json")},
	} {
		if report, err := service.Import(t.Context(), o); err != nil || report.Status != intake.Done {
			t.Fatalf("%s: %v, %v", o.Path, report.Status, err)
		}
	}
	e, _ := engineOf(t, db, Options{MaxTileBytes: -1})
	e.measure(t.Context())
	askOracle(t, db, e, 2)
}

// askOracle compares 2,000 tiles, every tenth of another day and filtered.
func askOracle(t *testing.T, db *pgtest.Database, e *Engine, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	n := 2000
	if testing.Short() {
		n = 200
	}
	read := newDecoders(t)
	all := comparison{db: db.Public(), exempt: map[string]int{}}
	for i, a := range oracleTiles(r, e, n) {
		request := plainRequest(AllLayers(), a)
		sql := statements[AllLayers()]
		if i%10 == 0 {
			request.At = testDay.AddDays(r.IntN(800) - 600)
			request.Filter, sql = oracleFilter(t, i/10)
		}
		var enc encoder
		ours, err := checkOwn(e.encode(&enc, &request))
		if err != nil {
			t.Fatalf("%v: %v", a, err)
		}
		if s := &enc.shaper.tally; s.unrepaired+s.unchecked > 0 {
			t.Errorf("%v: %+v", a, *s)
		}
		if len(ours) > 0 {
			read.keep(t, i, a, enc.tile)
		}
		var raw []byte
		err = db.Public().QueryRow(t.Context(), sql, int(a.Z), int(a.X), int(a.Y), request.At,
			!testDay.Before(request.At)).Scan(&raw)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := checkTile(raw)
		if err != nil {
			t.Fatalf("%v: %v", a, err)
		}
		all.tile(t, a, ours, theirs)
	}
	all.judge(t)
	t.Run("T2GDAL", func(t *testing.T) { t.Parallel(); read.byGDAL(t) })
	t.Run("T2Node", func(t *testing.T) { t.Parallel(); read.byNode(t) })
}

// oracleFilter returns a filter and the oracle's statement with the same condition, several in turn.
func oracleFilter(t *testing.T, i int) (Filter, string) {
	t.Helper()
	sql := statements[AllLayers()]
	cases := []struct {
		query     string
		condition map[string]string
	}{
		{"vacancy_status=vacant,occupied", map[string]string{"units": "vacancy_status IN ('vacant', 'occupied')"}},
		{"vacancy_status=vacant&sales_area_m2_min=60.5", map[string]string{"units": "vacancy_status = 'vacant' AND sales_area_m2 >= 60.5"}},
		{"land_use=green,road&use_type=retail", map[string]string{"parcels": "land_use IN ('green', 'road')", "units": "use_type = 'retail'"}},
		{"offered=true&step_free=false", map[string]string{"units": "offered AND NOT step_free"}},
		{"status=active", map[string]string{"sections": "status = 'active'"}},
		{"", nil},
	}
	c := cases[i%len(cases)]
	for view, condition := range c.condition {
		from := "FROM pub." + view + "\n        WHERE "
		if !strings.Contains(sql, from) {
			t.Fatalf("no %q in the statement", from)
		}
		sql = strings.Replace(sql, from, from+condition+" AND ", 1)
	}
	query, err := url.ParseQuery(c.query)
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFilter(AllLayers(), query)
	if err != nil {
		t.Fatal(err)
	}
	return f, sql
}
