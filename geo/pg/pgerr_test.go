package pg_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func TestFaultsOfStatements(t *testing.T) {
	tx := inTx(t)
	unit := addUnit(t, tx, "u1")
	for name, c := range map[string]struct {
		sql  string
		args []any
		kind fault.Kind
		code string
		path string
	}{
		"unique": {
			`INSERT INTO unit (public_ref, geom, use_type, source) VALUES ('u1', $1, 'retail', 's')`,
			[]any{point(t, 0, 0)},
			fault.Conflict, "unit_public_ref_once", "public_ref_once",
		},
		"foreign key": {
			`UPDATE unit SET source = 'nobody' WHERE id = $1`, []any{unit}, fault.Conflict, "unit_source_fkey", "source_fkey",
		},
		"exclusion": {
			`INSERT INTO occupancy (unit_id, business_name, period) VALUES
				($1, 'A', '[2026-01-01,2026-03-01)'), ($1, 'B', '[2026-02-01,)')`,
			[]any{unit},
			fault.Conflict, "occupancy_no_overlap", "no_overlap",
		},
		"check": {
			`UPDATE unit SET sales_area_m2 = -1 WHERE id = $1`, []any{unit}, fault.Invalid, "unit_sales_area", "sales_area",
		},
		"wrong SRID": {
			`UPDATE unit SET geom = ST_SetSRID(ST_MakePoint(9, 50), 4326) WHERE id = $1`, []any{unit}, fault.Invalid, "invalid_value", "",
		},
		"no rows":      {`SELECT id FROM unit WHERE id = -1`, nil, fault.NotFound, pg.CodeNotFound, ""},
		"NUL":          {`SELECT $1::text`, []any{"a\x00b"}, fault.Invalid, pg.CodeBadText, ""},
		"no UTF-8":     {`SELECT $1::text`, []any{"a\xffb"}, fault.Invalid, pg.CodeBadText, ""},
		"NUL in JSON":  {`SELECT $1::jsonb ->> 'a'`, []any{`{"a": "\u0000"}`}, fault.Invalid, pg.CodeBadText, ""},
		"disk full":    {`DO $$ BEGIN RAISE SQLSTATE '53100'; END $$`, nil, fault.Unavailable, pg.CodeDiskFull, ""},
		"shutting":     {`DO $$ BEGIN RAISE SQLSTATE '57P01'; END $$`, nil, fault.Unavailable, pg.CodeAway, ""},
		"starting":     {`DO $$ BEGIN RAISE SQLSTATE '57P03'; END $$`, nil, fault.Unavailable, pg.CodeAway, ""},
		"connection":   {`DO $$ BEGIN RAISE SQLSTATE '08006'; END $$`, nil, fault.Unavailable, pg.CodeAway, ""},
		"serialise":    {`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`, nil, fault.Unavailable, pg.CodeBusy, ""},
		"canceled":     {`DO $$ BEGIN RAISE SQLSTATE '57014'; END $$`, nil, fault.Timeout, pg.CodeTimeout, ""},
		"syntax":       {`SELEC`, nil, fault.Internal, "internal", ""},
		"division":     {`SELECT 1 / $1::int`, []any{0}, fault.Internal, "internal", ""},
		"unknown role": {`SET ROLE nobody_here`, nil, fault.Invalid, "invalid_value", ""},
	} {
		err := pg.Fault("test", failing(t, tx, c.sql, c.args...))
		if fault.KindOf(err) != c.kind || fault.CodeOf(err) != c.code || firstPath(err) != c.path {
			t.Errorf("%s: got %v %q %q: %v", name, fault.KindOf(err), fault.CodeOf(err), firstPath(err), err)
		}
	}
}

func TestFaultOfServerSideTimeout(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	exec(t, tx, `SET LOCAL statement_timeout = '20ms'`)
	err := pg.Fault("test", failing(t, tx, `SELECT pg_sleep(60)`))
	if fault.KindOf(err) != fault.Timeout || fault.CodeOf(err) != pg.CodeTimeout {
		t.Errorf("got %v", err)
	}
}

func TestFaultOfTheCallersTime(t *testing.T) {
	db := committing(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := db.App().Exec(ctx, `SELECT 1`)
	if err = pg.Fault("test", err); fault.KindOf(err) != fault.Timeout || fault.CodeOf(err) != pg.CodeCanceled {
		t.Errorf("got %v", err)
	}
	if err := pg.Fault("test", context.DeadlineExceeded); fault.CodeOf(err) != pg.CodeTimeout {
		t.Errorf("got %v", err)
	}
}

func TestFaultOfALostConnection(t *testing.T) {
	db := committing(t)
	conn, err := db.App().Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	exec(t, db.Superuser(), `SELECT pg_terminate_backend($1)`, int(conn.Conn().PgConn().PID()))
	for range 2 {
		_, err = conn.Exec(t.Context(), `SELECT 1`)
		if err = pg.Fault("test", err); fault.KindOf(err) != fault.Unavailable || fault.CodeOf(err) != pg.CodeAway {
			t.Errorf("got %v %v", fault.KindOf(err), err)
		}
	}
}

func TestFaultKeepsWhatIsKnown(t *testing.T) {
	t.Parallel()
	if pg.Fault("x", nil) != nil {
		t.Error("nil became a fault")
	}
	inner := fault.New(fault.Stale, "unit.stale", "somebody was faster")
	err := pg.Fault("vacancy.Put", inner)
	if fault.KindOf(err) != fault.Stale || fault.CodeOf(err) != "unit.stale" || !errors.Is(err, inner) {
		t.Errorf("got %v", err)
	}
}

// failing runs sql in a savepoint and returns its error.
func failing(t *testing.T, tx pgx.Tx, sql string, args ...any) error {
	t.Helper()
	inner, err := tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = inner.Rollback(context.Background()) }()
	row := inner.QueryRow(t.Context(), sql, args...)
	var none any
	if err = row.Scan(&none); err == nil {
		t.Errorf("no error from %s", sql)
	}
	if errors.Is(err, pgx.ErrNoRows) && sql[:6] != "SELECT" {
		t.Errorf("no error from %s", sql)
	}
	return err
}

func firstPath(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return ""
	}
	return e.Fields[0].Path
}
