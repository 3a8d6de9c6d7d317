package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"mitte/tiles"
)

// TestRequestsAreCountedUnderTheirLabels asks for the same metrics from many goroutines that begin at once.
func TestRequestsAreCountedUnderTheirLabels(t *testing.T) {
	t.Parallel()
	const workers, rounds, zooms = 8, 50, 4
	m := newMetrics()
	set := tiles.AllLayers()
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for range rounds {
				for zoom := range uint8(zooms) {
					m.Tile("hit")
					m.Made(set, zoom, time.Millisecond)
					m.Request("/tiles", http.StatusOK+int(zoom), time.Millisecond)
				}
			}
		})
	}
	wait.Wait()
	page := httptest.NewRecorder()
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/", nil))
	for _, want := range []string{
		fmt.Sprintf(`mitte_tile_seconds_count{layer="%s",zoom="3"} %d`, set, workers*rounds),
		fmt.Sprintf(`mitte_tile_cache_total{result="hit"} %d`, zooms*workers*rounds),
		fmt.Sprintf(`mitte_http_seconds_count{route="/tiles",status="203"} %d`, workers*rounds),
	} {
		if !strings.Contains(page.Body.String(), want+"\n") {
			t.Errorf("no %s in\n%s", want, page.Body)
		}
	}
}
