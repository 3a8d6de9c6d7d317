package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/feed"
	"mitte/geo/pg"
)

// benchData is the database that is measured.
type benchData struct {
	db  *database
	app *pgxpool.Pool

	postmaster        int
	features, rows    int64
	postgres, postgis string
	spots             []benchSpot
}

// benchSpot is a parcel and where it lies, in metres of EPSG:3857.
type benchSpot struct {
	id   int64
	x, y float64
}

// The statements of a measurement's data. Spots come in an order that is random but always the same.
const (
	sqlBenchSettle = `VACUUM (ANALYZE)`

	sqlBenchCount = `
SELECT count(DISTINCT (layer, id)), count(*)
FROM (
    SELECT 'parcels' AS layer, id, geom FROM pub.parcels
    UNION ALL SELECT 'buildings', id, geom FROM pub.buildings
    UNION ALL SELECT 'segments', id, geom FROM pub.segments
    UNION ALL SELECT 'units', id, geom FROM pub.units
    UNION ALL SELECT 'sections', id, geom FROM pub.sections
) AS f
WHERE geom IS NOT NULL`

	sqlBenchSpots = `
SELECT id, ST_X(p), ST_Y(p)
FROM (SELECT id, ST_Transform(ST_PointOnSurface(geom), 3857) AS p FROM parcel ORDER BY md5(id::text || 'bench'), id LIMIT 20000) AS s`

	sqlBenchBackend = `SELECT pg_backend_pid()`

	sqlBenchVersions = `
SELECT current_setting('server_version'), postgis_lib_version() || ', GEOS ' || coalesce(postgis_geos_version(), '?')`

	sqlBenchEdit = `
UPDATE parcel
SET made_up = made_up
WHERE id = $1`
)

// openBenchData starts PostgreSQL in the directory, fills it the first time, and looks where its parcels are.
func openBenchData(ctx context.Context, b benchFlags, scale int, log *slog.Logger, step func(done, total int64, what string)) (*benchData, error) {
	mark, err := b.readMark(scale)
	if err != nil {
		return nil, err
	}
	if err := b.writeMark(mark); err != nil {
		return nil, err
	}
	db, err := b.database().open(ctx, log)
	if err != nil {
		return nil, err
	}
	d := &benchData{db: db}
	if err := d.fill(ctx, b, mark, step); err != nil {
		d.close(ctx)
		return nil, err
	}
	return d, nil
}

func (d *benchData) fill(ctx context.Context, b benchFlags, mark benchMark, step func(done, total int64, what string)) (err error) {
	if !mark.Loaded {
		if _, err := loadDemo(ctx, d.db, nil, mark.Seed, mark.Scale, step); err != nil {
			return err
		}
	}
	step(0, 0, "statistics")
	if err := d.settle(ctx); err != nil {
		return err
	}
	mark.Loaded = true
	if err := b.writeMark(mark); err != nil {
		return err
	}
	if d.app, err = d.db.pool(ctx, roleApp, 2, loadStatement); err != nil {
		return err
	}
	return pg.Fault("bench", d.look(ctx))
}

// settle leaves the tables as a database that has been up for a day has them, so that no vacuum comes in between.
func (d *benchData) settle(ctx context.Context) error {
	owner, err := d.db.pool(ctx, roleOwner, 1, 0)
	if err != nil {
		return err
	}
	defer owner.Close()
	_, err = owner.Exec(ctx, sqlBenchSettle)
	return pg.Fault("bench", err)
}

func (d *benchData) look(ctx context.Context) error {
	var backend int
	if err := d.app.QueryRow(ctx, sqlBenchBackend).Scan(&backend); err != nil {
		return err
	}
	p, err := readProcess(procFile(backend))
	if err != nil {
		return err
	}
	d.postmaster = p.parent
	if err := d.app.QueryRow(ctx, sqlBenchCount).Scan(&d.features, &d.rows); err != nil {
		return err
	}
	if err := d.app.QueryRow(ctx, sqlBenchVersions).Scan(&d.postgres, &d.postgis); err != nil {
		return err
	}
	rows, err := d.app.Query(ctx, sqlBenchSpots)
	if err != nil {
		return err
	}
	d.spots, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (s benchSpot, err error) {
		return s, row.Scan(&s.id, &s.x, &s.y)
	})
	return err
}

// edit raises the version of a parcel as another program would, and returns when it was committed.
func (d *benchData) edit(ctx context.Context, id int64) (time.Time, error) {
	at, err := benchEdit(ctx, d.app, id)
	if err != nil {
		return at, err
	}
	return at, feed.Hint(ctx, d.app)
}

func benchEdit(ctx context.Context, db pg.DB, id int64) (time.Time, error) {
	err := pg.InTx(ctx, db, "bench", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sqlBenchEdit, id)
		return err
	})
	return time.Now(), err
}

func (d *benchData) close(ctx context.Context) {
	if d.app != nil {
		d.app.Close()
	}
	d.db.close(ctx)
}
