package pg_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// A corner of the made-up town, in metres of EPSG:25832.
const (
	east  = 565_000.0
	north = 5_934_000.0
)

func exec(t testing.TB, q pg.Querier, sql string, args ...any) {
	t.Helper()
	if _, err := q.Exec(context.Background(), sql, args...); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
}

func one[T any](t testing.TB, q pg.Querier, sql string, args ...any) T {
	t.Helper()
	var v T
	if err := q.QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return v
}

func column[T any](t testing.TB, q pg.Querier, sql string, args ...any) []T {
	t.Helper()
	rows, err := q.Query(context.Background(), sql, args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	v, err := pgx.CollectRows(rows, pgx.RowTo[T])
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return v
}

// committing is the bundle of tests that commit.
func committing(t *testing.T) *pgtest.Database {
	t.Helper()
	t.Parallel()
	db := pgtest.DB(t)
	seedSource(t, db.App())
	return db
}

// inTx is the bundle of tests that do not.
func inTx(t *testing.T) pgx.Tx {
	t.Helper()
	t.Parallel()
	tx := pgtest.Tx(t)
	seedSource(t, tx)
	return tx
}

func seedSource(t testing.TB, q pg.Querier) {
	t.Helper()
	exec(t, q, `INSERT INTO source (id, title, licence, attribution) VALUES ('s', 'S', 'free', 'S') ON CONFLICT DO NOTHING`)
}

// square returns a square of side metres whose lower left corner lies dx, dy from the town's.
func square(t testing.TB, dx, dy, side float64) geo.Geom {
	t.Helper()
	x, y := east+dx, north+dy
	ring := []float64{x, y, x + side, y, x + side, y + side, x, y + side, x, y}
	return storage(t, geom.NewMultiPolygonFlat(geom.XY, ring, [][]int{{len(ring)}}))
}

func point(t testing.TB, dx, dy float64) geo.Geom {
	t.Helper()
	return storage(t, geom.NewPointFlat(geom.XY, []float64{east + dx, north + dy}))
}

func storage(t testing.TB, g geom.T) geo.Geom {
	t.Helper()
	g, err := geom.SetSRID(g, int(geo.Storage))
	if err != nil {
		t.Fatal(err)
	}
	out, err := geo.NewGeom(g)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func day(t testing.TB, text string) geo.Date {
	t.Helper()
	d, err := geo.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func addUnit(t testing.TB, q pg.Querier, ref string) int64 {
	t.Helper()
	return one[int64](t, q, `INSERT INTO unit (public_ref, geom, use_type, source, public_basis)
		VALUES ($1, $2, 'retail', 's', 'demo') RETURNING id`, ref, point(t, 5, 5))
}

func addBuilding(t testing.TB, q pg.Querier, name string) int64 {
	t.Helper()
	return one[int64](t, q, `INSERT INTO building (name, geom, source) VALUES ($1, $2, 's') RETURNING id`,
		name, square(t, 0, 0, 10))
}
