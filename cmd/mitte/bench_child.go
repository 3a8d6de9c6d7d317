package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"math"
	"net"
	"os"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/api"
	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"
	"mitte/tiles"
)

// benchChildCommand is the measured process. It answers on several ports and takes orders, a line each, from its input;
// when that ends, so does it.
type benchChildCommand struct {
	benchFlags
	Connections int     `default:"4"`
	Probe       []int64 `help:"Zoom, column and row of a tile with something in it."`
}

// benchBorn is the child's first line.
type benchBorn struct {
	Hot         string  `json:"hot"`    // the service as it is
	Cold        string  `json:"cold"`   // with an engine that keeps nothing
	Rival       string  `json:"rival"`  // with ST_AsMVT
	Rows        string  `json:"rows"`   // with an engine that keeps nothing in memory
	Yard        string  `json:"yard"`   // bodies without tiles
	Loaded      loading `json:"loaded"` // all layers
	Heap        int64   `json:"heap"`   // bytes that loading added, after collecting
	HitMallocs  float64 `json:"hit_mallocs"`
	ColdMallocs float64 `json:"cold_mallocs"`
}

// benchChild is the child at work.
type benchChild struct {
	app, public, rival *pgxpool.Pool
	engine, rows       *engine
	fixed              atomic.Pointer[[]byte]
	log                *slog.Logger
}

// Run serves until its input ends.
func (b *benchChildCommand) Run(ctx context.Context, c *console) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	db, err := b.database().reach(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	child := &benchChild{log: c.log}
	defer child.close()
	if err := child.connect(ctx, db, b.Connections); err != nil {
		return err
	}
	var born benchBorn
	if err := child.load(ctx, &born); err != nil {
		return err
	}
	if err := child.engine.start(ctx, newProgress(c.err)); err != nil {
		return err
	}
	if len(b.Probe) == 3 {
		child.countMallocs(ctx, tiles.Address{Z: uint8(b.Probe[0]), X: uint32(b.Probe[1]), Y: uint32(b.Probe[2])}, &born)
	}
	if err := child.listen(ctx, &born); err != nil {
		return err
	}
	answers := json.NewEncoder(c.out)
	if err := answers.Encode(born); err != nil {
		return err
	}
	orders, err := pollable(os.Stdin)
	if err != nil {
		return err
	}
	return child.obey(ctx, orders, answers)
}

const (
	defaultMemoryMiB = 2048
	defaultCacheMiB  = 64
)

// connect opens the pools. The rival's has the settings that suit it best on few processors: no parallel plans, no
// compiling of statements.
func (c *benchChild) connect(ctx context.Context, db *database, connections int) (err error) {
	if c.app, err = db.pool(ctx, roleApp, 4, time.Minute); err != nil {
		return err
	}
	if c.public, err = db.pool(ctx, rolePublic, 4, time.Minute); err != nil {
		return err
	}
	service := &serveCommand{
		TilesMemory: defaultMemoryMiB, TilesCache: defaultCacheMiB, FeaturesCache: defaultCacheMiB, TilesMaxBytes: barCeiling,
	}
	if c.engine, err = service.newEngine(ctx, db, c.log); err != nil {
		return err
	}
	nothing := &serveCommand{TilesCache: defaultCacheMiB, TilesMaxBytes: barCeiling}
	if c.rows, err = nothing.newEngine(ctx, db, slog.New(slog.DiscardHandler)); err != nil { // it is meant to have nothing in memory
		return err
	}
	tuned := &database{urls: func(role string) string {
		return db.urls(role) + "&max_parallel_workers_per_gather=0&jit=off"
	}}
	c.rival, err = tuned.pool(ctx, rolePublic, connections, publicStatement)
	return err
}

func (c *benchChild) close() {
	for _, e := range []*engine{c.engine, c.rows} {
		if e != nil {
			e.stop()
		}
	}
	for _, pool := range []*pgxpool.Pool{c.app, c.public, c.rival} {
		if pool != nil {
			pool.Close()
		}
	}
}

func (c *benchChild) load(ctx context.Context, born *benchBorn) error {
	if err := c.public.Ping(ctx); err != nil {
		return err
	}
	before := heapInUse()
	if err := c.timeLoad(ctx, &born.Loaded); err != nil {
		return err
	}
	born.Heap = heapInUse() - before
	return c.rows.follower.CatchUp(ctx)
}

func heapInUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // the second one frees what pools held
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// countMallocs counts allocations of a hit and of a cold plain tile, without HTTP.
func (c *benchChild) countMallocs(ctx context.Context, at tiles.Address, born *benchBorn) {
	today := geo.Today(geo.SystemClock{})
	r := tiles.Request{Set: tiles.AllLayers(), Address: at, At: today, Today: today, Plain: true}
	// Others allocate as well now and then, so the least of some counts is right.
	count := func(source tiles.Source) float64 {
		const times = 200
		least := math.Inf(1)
		for range 20 {
			var before, after runtime.MemStats
			_, _ = source.Tile(ctx, r)
			runtime.ReadMemStats(&before)
			for range times {
				_, _ = source.Tile(ctx, r)
			}
			runtime.ReadMemStats(&after)
			least = min(least, float64(after.Mallocs-before.Mallocs)/times)
		}
		return least
	}
	born.HitMallocs, born.ColdMallocs = count(c.engine.tiles), count(c.engine.tiles.Uncached())
}

// listen opens the servers. They differ in where tiles come from and in nothing else.
func (c *benchChild) listen(ctx context.Context, born *benchBorn) error {
	oracle := tiles.NewPostgis(c.rival)
	metrics := newMetrics()
	for address, source := range map[*string]tiles.Source{
		&born.Hot: c.engine.tiles, &born.Cold: c.engine.tiles.Uncached(), &born.Rival: oracle,
		&born.Rows: c.rows.tiles.Uncached(), &born.Yard: c.engine.tiles,
	} {
		deps := c.deps(source, oracle, metrics)
		app, err := api.New(deps)
		if address == &born.Yard {
			app, err = api.NewYardstick(deps, api.Yardstick{
				Fixed: func() []byte { return *c.fixed.Load() }, SQL: c.sql,
			})
		}
		if err != nil {
			return err
		}
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		*address = listener.Addr().String()
		go func() { _ = app.Listener(listener) }()
	}
	return nil
}

func (c *benchChild) deps(source tiles.Source, about tiles.Describer, metrics *metrics) api.Deps {
	clock := geo.SystemClock{}
	return api.Deps{
		Place: place.New(c.public, clock), Vacancy: vacancy.New(c.public), Works: works.New(c.public, clock),
		Config: api.Config{PublicURL: "http://127.0.0.1"}, Tiles: source, About: about, Features: c.engine.tiles, Clock: clock, Log: c.log, Metrics: metrics,
	}
}
