package pg_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

func TestOpenNeedsNoDatabase(t *testing.T) {
	t.Parallel()
	db, err := pg.Open(t.Context(), pg.Config{URL: "postgres://nobody@localhost/none?host=" + t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	_, err = db.Exec(t.Context(), `SELECT 1`)
	if err = pg.Fault("x", err); fault.KindOf(err) != fault.Unavailable || fault.CodeOf(err) != pg.CodeAway {
		t.Errorf("got %v", err)
	}
}

func TestOpenOfNonsenseSaysNoPassword(t *testing.T) {
	t.Parallel()
	_, err := pg.Open(t.Context(), pg.Config{URL: "postgres://u:geheim@host:port/x"})
	if fault.CodeOf(err) != "database_url" {
		t.Fatalf("got %v", err)
	}
	if text := err.Error(); text != "pg.Open: the database URL cannot be read" {
		t.Errorf("got %q", text)
	}
}

func TestConfigReachesTheSession(t *testing.T) {
	db := committing(t)
	pool, err := pg.Open(t.Context(), pg.Config{
		URL: db.URL("mitte_superuser"), Role: "mitte_app", MaxConns: 1, StatementTimeout: 3 * time.Second,
		ApplicationName: "mitte test", ReadOnly: true, PlanOnce: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for setting, want := range map[string]string{
		"role": "mitte_app", "statement_timeout": "3s", "application_name": "mitte test", "TimeZone": "UTC",
		"default_transaction_read_only": "on", "plan_cache_mode": "force_generic_plan",
		"idle_in_transaction_session_timeout": "1min",
	} {
		if got := one[string](t, pool, `SELECT current_setting($1)`, setting); got != want {
			t.Errorf("%s is %q", setting, got)
		}
	}
	if n := pool.Config().MaxConns; n != 1 {
		t.Errorf("%d connections", n)
	}
}

// F10: the statement ends on the server, and the connection lives on.
func TestACallersDeadlineReachesTheServer(t *testing.T) {
	db := committing(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := db.App().Exec(ctx, `SELECT pg_sleep(3600)`)
	if err = pg.Fault("x", err); fault.KindOf(err) != fault.Timeout {
		t.Errorf("got %v", err)
	}
	const sqlSleepers = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`
	for one[int](t, db.Superuser(), sqlSleepers) > 0 {
		if t.Context().Err() != nil {
			t.Fatal("the statement runs on")
		}
		runtime.Gosched()
	}
}

// F9: whoever gets no connection in time hears "away", not "timeout", and the pool is whole afterwards.
func TestAnExhaustedPoolIsAway(t *testing.T) {
	db := committing(t)
	pool, err := pg.Open(t.Context(), pg.Config{URL: db.URL("mitte_app"), MaxConns: 1, AcquireLimit: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	conn, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = pool.Exec(t.Context(), `SELECT 1`)
	if err = pg.Fault("x", err); fault.KindOf(err) != fault.Unavailable || fault.CodeOf(err) != pg.CodeAway {
		t.Errorf("got %v", err)
	}
	conn.Release()
	if one[int](t, pool, `SELECT 1`) != 1 {
		t.Error("the pool did not recover")
	}
}
