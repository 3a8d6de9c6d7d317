package pgtest

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
)

// runLock is the class of the advisory locks that say which test programs are alive.
const runLock = 7003

// patient is how long tests wait for a connection or a whole layer: the machine may be busy with other tests.
const patient = time.Minute

const sqlAmAlive = `SELECT pg_advisory_lock($1, $2)`

// server is what one test program knows of the server it uses.
type server struct {
	url      func(role, database string) string
	admin    *pgxpool.Pool // superuser in the maintenance database
	alive    *pgx.Conn     // holds the lock that says this program lives
	run      int32
	number   atomic.Int64
	template string
	private  bool
	users    *os.File // held open: the keeper stops the cluster once nobody does

	commonOnce sync.Once
	commonPool *pgxpool.Pool
	commonErr  error
}

// theServer is started by the first test that needs it and ends with the program.
var theServer = sync.OnceValues(startServer) //nolint:gochecknoglobals // one server a test program

// use returns the server, or skips t under -short.
func use(t testing.TB) *server {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a database")
	}
	s, err := theServer()
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	return s
}

func startServer() (*server, error) {
	ctx := context.Background()
	s := &server{run: randomRun()}
	maintenance := cluster.Database
	var err error
	if foreign := os.Getenv("MITTE_TEST_DATABASE_URL"); foreign != "" {
		s.url, maintenance, err = foreignURL(foreign)
	} else {
		s.private = true
		s.url, s.users, err = privateURL()
	}
	if err != nil {
		return nil, err
	}
	config := pg.Config{URL: s.url(cluster.Superuser, maintenance), MaxConns: 2, AcquireLimit: patient, ApplicationName: "pgtest"}
	if s.admin, err = pg.Open(ctx, config); err != nil {
		return nil, err
	}
	return s, s.enter(ctx, config.URL)
}

// enter announces this program, clears up after dead ones and makes sure that the template exists.
func (s *server) enter(ctx context.Context, url string) error {
	var err error
	if s.alive, err = pgx.Connect(ctx, url); err != nil {
		return err
	}
	if _, err = s.alive.Exec(ctx, sqlAmAlive, runLock, s.run); err != nil {
		return err
	}
	if err = s.sweep(ctx); err != nil {
		return err
	}
	return s.ensureTemplate(ctx)
}

func (s *server) newName() string {
	return fmt.Sprintf("mitte_test_%d_%d", s.run, s.number.Add(1))
}

// common is the pool on the database that all Tx tests of this program share.
func (s *server) common(t testing.TB) *pgxpool.Pool {
	t.Helper()
	s.commonOnce.Do(func() {
		name := s.newName()
		if s.commonErr = s.clone(context.Background(), name); s.commonErr != nil {
			return
		}
		config := pg.Config{URL: s.url("mitte_app", name), MaxConns: 12, AcquireLimit: patient, ApplicationName: "pgtest"}
		s.commonPool, s.commonErr = pg.Open(context.Background(), config)
	})
	if s.commonErr != nil {
		t.Fatalf("pgtest: %v", s.commonErr)
	}
	return s.commonPool
}

func randomRun() int32 {
	var b [4]byte
	_, _ = rand.Read(b[:])
	return int32(binary.LittleEndian.Uint32(b[:]) >> 1)
}
