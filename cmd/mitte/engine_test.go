package main

import (
	"bufio"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"mitte/geo/fault"
)

// TestEditsReachTheMapWhileItIsServed edits beside a running server, takes its database away, and stops it with a
// browser still listening.
func TestEditsReachTheMapWhileItIsServed(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	server := startServer(t, data, "--demo", "--tiles-cache", "8")
	res, err := http.Get(server.address + "/api/v1/changes")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	lines := make(chan string, 100)
	go func() {
		for scanner := bufio.NewScanner(res.Body); scanner.Scan(); {
			lines <- scanner.Text()
		}
		close(lines)
	}()
	const edit = "UPDATE building SET name = 'Zum letzten Test' WHERE id = (SELECT min(id) FROM building)"
	if out, err := mitte(t, "db", "shell", "--data", data, "--as", "owner", "--", "-Atc", edit); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for told := ""; !strings.Contains(told, `"layer":"buildings"`); {
		select {
		case told = <-lines:
		case <-time.After(patience):
			t.Fatal("the edit was not told")
		}
	}
	const tile = "/tiles/parcels,buildings,segments,units,sections,grid/14/8508/5436.mvt"
	status, before := server.get(tile)
	if status != http.StatusOK {
		t.Fatalf("%s: %d", tile, status)
	}
	killPostmaster(t, data)
	for range 20 {
		if status, body := server.get(tile); status != http.StatusOK || string(body) != string(before) {
			t.Fatalf("without the database: %d, %d bytes", status, len(body))
		}
	}
	waitReady(t, server)
	began := time.Now()
	server.stop()
	if took := time.Since(began); took > drainTime {
		t.Errorf("an open stream held up the stop for %v", took)
	}
	_, _ = io.Copy(io.Discard, res.Body)
}

func TestTheEngineIsNotReadyBeforeItsMapStands(t *testing.T) {
	t.Parallel()
	db := &database{urls: func(string) string { return "postgres://nobody@/none?host=/nonexistent" }}
	cfg := &serveCommand{TilesMemory: 64, TilesCache: 1}
	e, err := cfg.newEngine(t.Context(), db, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	err = e.check(t.Context())
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "not begun") {
		t.Errorf("check: %v", err)
	}
	m := newMetrics()
	m.watchEngine(e)
	descs := make(chan *prometheus.Desc, 1000)
	m.registry.Describe(descs) // also what has no values before the map stands
	close(descs)
	var text strings.Builder
	for d := range descs {
		text.WriteString(d.String())
	}
	for _, name := range []string{
		"mitte_tile_seconds", "mitte_tile_cache_total", "mitte_tile_cache_bytes", "mitte_tile_evicted_total",
		"mitte_tile_dropped_features_total", "mitte_tile_repaired_total", "mitte_snapshot_features", "mitte_snapshot_bytes",
		"mitte_snapshot_away", "mitte_change_lag_seconds", "mitte_changes_total", "mitte_listener_up",
	} {
		if !strings.Contains(text.String(), `"`+name+`"`) {
			t.Errorf("no %s", name)
		}
	}
	e.stop()
}

func TestAFlagOfZeroKeepsNothing(t *testing.T) {
	t.Parallel()
	off := &serveCommand{}
	for what, bound := range map[string]int64{"tiles": memory(0), "fragments": off.fragmentBytes(), "packed pages": off.packedBytes()} {
		if bound >= 0 { // zero would be the default of whoever is bounded
			t.Errorf("%s: %d", what, bound)
		}
	}
	on := &serveCommand{FeaturesCache: 64}
	if sum := on.fragmentBytes() + on.packedBytes(); sum != 64<<20 || on.packedBytes() <= 0 {
		t.Errorf("%d of it for pages, %d for all", on.packedBytes(), sum)
	}
}
