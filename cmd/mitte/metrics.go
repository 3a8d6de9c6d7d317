package main

import (
	"net"
	"net/http"
	"net/http/pprof"
	"strconv"
	"sync/atomic"
	"time"

	"mitte/geo/feed"
	"mitte/tiles"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics is where the rooms' measurements go. The registry is our own, so nothing registers itself by being imported.
type metrics struct {
	registry *prometheus.Registry
	requests *known[answered, prometheus.Observer]
	tiles    *known[made, prometheus.Observer]
	results  *known[string, prometheus.Counter]
}

// answered tells requests apart, made tiles.
type (
	answered struct {
		route  string
		status int
	}
	made struct {
		set  tiles.Set
		zoom uint8
	}
)

func newMetrics() *metrics {
	requests := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "mitte_http_seconds", Help: "Time to answer a request, by route pattern and status.",
		Buckets: prometheus.ExponentialBuckets(0.0005, 2.5, 11),
	}, []string{"route", "status"})
	seconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "mitte_tile_seconds", Help: "Time to make a tile, by set of layers and zoom; of tiles that were kept, empty or refused nothing is counted.",
		Buckets: prometheus.ExponentialBuckets(0.00005, 3, 11),
	}, []string{"layer", "zoom"})
	results := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "mitte_tile_cache_total", Help: "Tiles asked for, by where the answer came from.",
	}, []string{"result"})
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: newKnown(func(a answered) prometheus.Observer { return requests.WithLabelValues(a.route, strconv.Itoa(a.status)) }),
		tiles: newKnown(func(t made) prometheus.Observer {
			return seconds.WithLabelValues(t.set.String(), strconv.Itoa(int(t.zoom)))
		}),
		results: newKnown(func(result string) prometheus.Counter { return results.WithLabelValues(result) }),
	}
	m.registry.MustRegister(requests, seconds, results, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Request counts an answered request.
func (m *metrics) Request(route string, status int, took time.Duration) {
	m.requests.of(answered{route, status}).Observe(took.Seconds())
}

// Tile counts a tile that was asked for.
func (m *metrics) Tile(result string) { m.results.of(result).Inc() }

// Made counts a tile that was made.
func (m *metrics) Made(set tiles.Set, zoom uint8, took time.Duration) {
	m.tiles.of(made{set, zoom}).Observe(took.Seconds())
}

// watchPool shows how busy a pool is.
func (m *metrics) watchPool(name string, pool *pgxpool.Pool) {
	gauge := func(what, help string, read func(*pgxpool.Stat) int32) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "mitte_pool_" + what, Help: help, ConstLabels: prometheus.Labels{"pool": name},
		}, func() float64 { return float64(read(pool.Stat())) }))
	}
	gauge("acquired", "Connections in use.", (*pgxpool.Stat).AcquiredConns)
	gauge("idle", "Connections waiting for work.", (*pgxpool.Stat).IdleConns)
	gauge("max", "Connections the pool may open.", (*pgxpool.Stat).MaxConns)
}

// watchEngine shows what the map in memory takes and how far it is behind the database.
func (m *metrics) watchEngine(e *engine) {
	number := func(name, help string, read func() float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read))
	}
	count := func(name, help string, labels prometheus.Labels, read func() int64) {
		m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels},
			func() float64 { return float64(read()) }))
	}
	counters := e.tiles.Counters()
	started := time.Now()
	number("mitte_tile_cache_bytes", "Memory of finished tiles.", func() float64 { size, _ := e.tiles.CacheBytes(); return float64(size) })
	number("mitte_feature_cache_bytes", "Memory of finished features.", func() float64 { return float64(e.tiles.FragmentBytes()) })
	count("mitte_tile_evicted_total", "Addresses that made room for others.", nil, func() int64 { _, n := e.tiles.CacheBytes(); return n })
	count("mitte_tile_dropped_features_total", "Features left out of tiles for their ceiling.", nil, counters.Dropped.Load)
	for result, counter := range map[string]*atomic.Int64{"ok": &counters.Repaired, "failed": &counters.Unrepaired, "unchecked": &counters.Unchecked} {
		count("mitte_tile_repaired_total", "Polygons that snapping to the tile's grid made invalid, by what became of them.",
			prometheus.Labels{"result": result}, counter.Load)
	}
	number("mitte_change_lag_seconds", "Time since all changes were known to be in the tiles; since the start before the first load.",
		func() float64 {
			passed := e.follower.Passed()
			if passed.IsZero() {
				passed = started
			}
			return time.Since(passed).Seconds()
		})
	number("mitte_listener_up", "1 while hints of changes are heard, 0 while they are only looked for.", func() float64 {
		if e.hears() {
			return 1
		}
		return 0
	})
	m.registry.MustRegister(snapshotSizes{e.tiles}, appliedChanges{e.follower})
}

// appliedChanges collects what was applied since the start.
type appliedChanges struct{ follower *feed.Follower }

var changesTotal = prometheus.NewDesc("mitte_changes_total", "Changes applied to the map, by layer and kind.", []string{"layer", "op"}, nil)

// Describe names the metric.
func (a appliedChanges) Describe(descs chan<- *prometheus.Desc) { descs <- changesTotal }

// Collect reads it.
func (a appliedChanges) Collect(metrics chan<- prometheus.Metric) {
	for kind, n := range a.follower.Applied() {
		metrics <- prometheus.MustNewConstMetric(changesTotal, prometheus.CounterValue, float64(n), kind.Layer, kind.Op)
	}
}

// snapshotSizes collects the sizes of all layers at one look.
type snapshotSizes struct{ tiles *tiles.Engine }

var (
	snapshotFeatures = prometheus.NewDesc("mitte_snapshot_features", "Features of the map, by layer.", []string{"layer"}, nil)
	snapshotAway     = prometheus.NewDesc("mitte_snapshot_away", "1 for a layer that is served from the database, by layer.", []string{"layer"}, nil)
	snapshotBytes    = prometheus.NewDesc("mitte_snapshot_bytes", "Memory of the features, by layer.", []string{"layer"}, nil)
)

// Describe names the metrics.
func (s snapshotSizes) Describe(descs chan<- *prometheus.Desc) {
	descs <- snapshotFeatures
	descs <- snapshotBytes
	descs <- snapshotAway
}

// Collect reads them.
func (s snapshotSizes) Collect(metrics chan<- prometheus.Metric) {
	for _, size := range s.tiles.Sizes() {
		metrics <- prometheus.MustNewConstMetric(snapshotFeatures, prometheus.GaugeValue, float64(size.Features), size.Layer)
		metrics <- prometheus.MustNewConstMetric(snapshotBytes, prometheus.GaugeValue, float64(size.Bytes), size.Layer)
		away := 0.0
		if size.Away {
			away = 1
		}
		metrics <- prometheus.MustNewConstMetric(snapshotAway, prometheus.GaugeValue, away, size.Layer)
	}
}

// serveAdmin answers /metrics and profiles on a listener of its own, which belongs on loopback.
func (m *metrics) serveAdmin(listener net.Listener) *http.Server {
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(listener) }()
	return server
}
