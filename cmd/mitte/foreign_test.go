package main

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// foreignEdits is how many edits T9 makes: MITTE_EDITS, few without it.
func foreignEdits() int64 {
	n, err := strconv.ParseInt(os.Getenv("MITTE_EDITS"), 10, 64)
	if err != nil {
		return 90
	}
	return n
}

const (
	sqlKillListeners = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`
	sqlHoldBuilding  = `UPDATE building SET storeys = 7 WHERE id = $1 RETURNING version`
)

// TestT9ForeignEditsAreFollowed edits beside two running services by psql, by ogr2ogr and through another program's pool,
// while the listeners are killed every second, a transaction stays open that others overtake, and PostgreSQL is killed and
// restarted. Nothing may be missed. In the end a dump is restored: both services must show what it holds.
func TestT9ForeignEditsAreFollowed(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	first := startServer(t, data, "--demo", "--log-level", "warn")
	reach := func(role string) string {
		return "postgres://" + role + "@/mitte?host=" + url.QueryEscape(filepath.Join(data, "pg", "sock"))
	}
	second := startServer(t, t.TempDir(), "--database-url", reach("mitte_superuser"), "--log-level", "warn")
	f := &strangers{t: t, data: data, reach: reach, app: poolOf(t, reach("mitte_app")), super: poolOf(t, reach("mitte_superuser"))}
	f.left.Store(foreignEdits())
	f.learn()
	watched := make(chan struct{})
	for _, s := range []*serving{first, second} {
		n := &node{t: t, address: s.address, open: map[int64]expected{}, versions: map[int64]int64{}}
		f.nodes = append(f.nodes, n)
		f.watching.Go(func() { n.watch(f.tiles(14), watched) })
	}
	events := []<-chan string{resyncs(t, first.address), resyncs(t, second.address)}

	var wait sync.WaitGroup
	over := make(chan struct{})
	go f.killListeners(over)
	wait.Go(f.hold)
	wait.Go(f.byPool)
	wait.Go(f.byPsql)
	wait.Go(f.byOgr)
	wait.Go(f.disturb)
	wait.Wait()
	close(over)
	f.settled()
	t.Logf("%d edits, %d listeners killed, %d restarts", f.made.Load(), f.kills.Load(), f.restarts.Load())
	for _, n := range f.nodes {
		n.report()
	}
	f.sameAsFresh("after the edits")
	f.restore(watched)
	f.sameAsFresh("after the dump was restored")
	for i, told := range events {
		select {
		case <-told:
		case <-time.After(patience):
			t.Errorf("node %d told of no new beginning", i+1)
		}
	}
}

func poolOf(t *testing.T, url string) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// resyncs passes the resync events of a node on. A stream that ends is opened again where it ended, as browsers do.
func resyncs(t *testing.T, address string) <-chan string {
	t.Helper()
	out := make(chan string, 100)
	go func() {
		last, event := "", ""
		for t.Context().Err() == nil {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/api/v1/changes", nil)
			if err != nil {
				return
			}
			request.Header.Set("Last-Event-ID", last)
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				return
			}
			for lines := bufio.NewScanner(response.Body); lines.Scan(); {
				name, value, _ := strings.Cut(lines.Text(), ": ")
				switch {
				case name == "id":
					last = value
				case name == "event":
					event = value
				case name == "data" && event == "resync":
					select {
					case out <- last:
					default:
					}
				}
			}
			_ = response.Body.Close()
		}
	}()
	return out
}

// sameAsFresh compares tiles of both nodes with those of a service that has just loaded the map.
func (f *strangers) sameAsFresh(when string) {
	f.t.Helper()
	fresh := startServer(f.t, f.t.TempDir(), "--database-url", f.reach("mitte_superuser"), "--log-level", "warn")
	defer fresh.stop()
	for _, path := range f.tiles(14, 16) {
		want, _ := tagOf(fresh.address + path)
		for i, n := range f.nodes {
			f.eventually(fmt.Sprintf("%s: node %d has another %s than a fresh service", when, i+1, path), func() bool {
				got, err := tagOf(n.address + path)
				return err == nil && got == want
			})
		}
	}
}

func (f *strangers) eventually(what string, holds func() bool) {
	f.t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatal(what)
		}
	}
}

func tagOf(address string) (string, error) {
	response, err := http.Get(address)
	if err != nil {
		return "", err
	}
	return response.Header.Get("ETag"), response.Body.Close()
}
