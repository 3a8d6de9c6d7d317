package pgtest

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
)

// Database is a database of one test's own, with the schema of the migrations and no rows.
type Database struct {
	Name string

	t     testing.TB
	mu    sync.Mutex
	pools map[poolKey]*pgxpool.Pool
	watch pgx.QueryTracer
}

// Watch has every statement of pools that are opened from now on told to a tracer.
func (db *Database) Watch(tracer pgx.QueryTracer) { db.watch = tracer }

type poolKey struct {
	role      string
	statement time.Duration
}

// DB clones a database for t. It is dropped when t ends, unless t failed: then its address is printed and it stays for
// a quarter of an hour.
func DB(t testing.TB) *Database {
	t.Helper()
	s := use(t)
	db := &Database{Name: s.newName(), t: t, pools: map[poolKey]*pgxpool.Pool{}}
	if err := s.clone(t.Context(), db.Name); err != nil {
		t.Fatalf("pgtest: clone: %v", err)
	}
	t.Cleanup(db.end)
	return db
}

// App returns the pool of the serving role, which reads and writes through policies.
func (db *Database) App() *pgxpool.Pool { return db.pool("mitte_app", pg.Config{}) }

// Owner returns the pool of the role that owns the tables.
func (db *Database) Owner() *pgxpool.Pool { return db.pool("mitte_owner", pg.Config{}) }

// Public returns the pool of the role that sees only schema pub and only reads.
func (db *Database) Public() *pgxpool.Pool { return db.pool("mitte_public", pg.Config{ReadOnly: true}) }

// Loads returns the pool that whole layers are read with: the public role, without its limit for one reader's statement,
// as the service has it.
func (db *Database) Loads() *pgxpool.Pool {
	return db.pool("mitte_public", pg.Config{ReadOnly: true, StatementTimeout: patient})
}

// Superuser returns the pool of the bootstrap superuser.
func (db *Database) Superuser() *pgxpool.Pool { return db.pool(cluster.Superuser, pg.Config{}) }

// URL returns the connection string for a role.
func (db *Database) URL(role string) string { return use(db.t).url(role, db.Name) }

func (db *Database) pool(role string, config pg.Config) *pgxpool.Pool {
	db.t.Helper()
	db.mu.Lock()
	defer db.mu.Unlock()
	key := poolKey{role, config.StatementTimeout}
	if pool, ok := db.pools[key]; ok {
		return pool
	}
	config.URL = db.URL(role)
	config.MaxConns = 8
	config.AcquireLimit = patient
	config.ApplicationName = "pgtest"
	pool, err := pg.Open(context.Background(), config)
	if err != nil {
		db.t.Fatalf("pgtest: %v", err)
	}
	if db.watch != nil {
		watched := pool.Config()
		pool.Close()
		watched.ConnConfig.Tracer = db.watch
		if pool, err = pgxpool.NewWithConfig(context.Background(), watched); err != nil {
			db.t.Fatalf("pgtest: %v", err)
		}
	}
	db.pools[key] = pool
	return pool
}

// end runs after t's own context is over.
func (db *Database) end() {
	for _, pool := range db.pools {
		pool.Close()
	}
	s := use(db.t)
	if !db.t.Failed() {
		if err := s.drop(context.Background(), db.Name); err != nil {
			db.t.Errorf("pgtest: drop: %v", err)
		}
		return
	}
	kept, err := s.keep(context.Background(), db.Name)
	if err != nil {
		db.t.Errorf("pgtest: keep: %v", err)
		return
	}
	db.t.Logf("pgtest: the database of this test stays for a while: psql '%s'", s.url(cluster.Superuser, kept))
}
