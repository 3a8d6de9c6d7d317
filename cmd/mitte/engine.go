package main

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/feed"
	"mitte/tiles"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	loadStatement   = 5 * time.Minute        // a large town is read by a few statements
	loadConnections = 2                      // the two halves of a load
	keptEvents      = 1024                   // for browsers that come again after a moment
	calm            = 100 * time.Millisecond // an edit of many rows is one event
	nearStatement   = 3 * time.Second        // a little above what a tile waits for its rows, as a net below it
	nearConnections = 4                      // for tiles of layers that memory does not hold
)

// engine makes the tiles from memory, and follows the database so that they are never old. Its pools are its own: a
// load takes longer than any reader of the public may.
type engine struct {
	tiles    *tiles.Engine
	follower *feed.Follower
	changes  *pgxpool.Pool
	rows     *pgxpool.Pool
	near     *pgxpool.Pool
	listener atomic.Pointer[feed.Listener]
	url      string // for hints
	log      *slog.Logger
	running  sync.WaitGroup
	stopRun  context.CancelFunc
}

func (s *serveCommand) newEngine(ctx context.Context, db *database, log *slog.Logger) (*engine, error) {
	e := &engine{url: db.urls(roleApp), log: log, stopRun: func() {}}
	if err := e.open(ctx, db); err != nil {
		e.close()
		return nil, err
	}
	e.tiles = tiles.NewEngine(tiles.Options{
		DB: e.changes, Public: e.rows, Near: e.near, Clock: geo.SystemClock{}, Log: log,
		Memory: memory(s.TilesMemory), CacheBytes: memory(s.TilesCache), MaxTileBytes: s.TilesMaxBytes,
		FragmentBytes: s.fragmentBytes(),
		Turned:        func(layer string, ids []int64, box geo.BBox) { e.follower.Turned(layer, ids, box) },
	})
	e.follower = feed.NewFollower(e.changes, e.tiles, feed.NewHub(keptEvents, calm), log)
	return e, nil
}

func (e *engine) open(ctx context.Context, db *database) (err error) {
	if e.changes, err = db.changePool(ctx, roleApp, loadConnections, loadStatement); err != nil {
		return err
	}
	if e.rows, err = db.changePool(ctx, rolePublic, loadConnections, loadStatement); err != nil {
		return err
	}
	e.near, err = db.pool(ctx, rolePublic, nearConnections, nearStatement)
	return err
}

func (e *engine) close() {
	for _, pool := range []*pgxpool.Pool{e.changes, e.rows, e.near} {
		if pool != nil {
			pool.Close()
		}
	}
}

// packedBytes is the share of packed pages in what finished features may take, fragmentBytes the rest.
func (s *serveCommand) packedBytes() int64 {
	if s.FeaturesCache <= 0 {
		return none
	}
	return memory(s.FeaturesCache) / 4
}

func (s *serveCommand) fragmentBytes() int64 {
	if s.FeaturesCache <= 0 {
		return none
	}
	return memory(s.FeaturesCache) - s.packedBytes()
}

const lookEvery = 200 * time.Millisecond // how far a load is

// start loads the map, which bar shows, and follows its changes. It returns when the map stands, or with ctx.
func (e *engine) start(ctx context.Context, bar *progress) error {
	ctx, e.stopRun = context.WithCancel(ctx)
	// A connection made before PostGIS was there knows no geometry.
	e.changes.Reset()
	e.rows.Reset()
	e.near.Reset()
	e.log.Info("loading the map")
	listener := feed.Listen(ctx, e.url, e.log)
	e.listener.Store(listener)
	e.running.Go(func() { e.follower.Run(ctx, listener.Hints()) })
	e.running.Go(func() { e.tiles.Background(ctx) })
	e.running.Go(func() { e.tiles.Days(ctx) })
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	defer bar.finish()
	for {
		select {
		case <-e.follower.Loaded():
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case <-look.C:
			rows, of := e.tiles.Loading()
			bar.step(rows, of, "loading the map")
		}
	}
}

func (e *engine) stop() {
	e.stopRun()
	e.running.Wait()
	e.close()
}

// none is no memory at all, as bounds say it: for them zero is a sensible value of their own.
const none = -1

// memory turns a flag into a bound.
func memory(mebibytes int) int64 {
	if mebibytes <= 0 {
		return none
	}
	return int64(mebibytes) << 20
}

// hears reports whether hints of changes are heard now.
func (e *engine) hears() bool {
	listener := e.listener.Load()
	return listener != nil && listener.Up()
}

// check is the condition for readiness.
func (e *engine) check(context.Context) error {
	select {
	case <-e.follower.Loaded():
		return nil
	default:
		rows, of := e.tiles.Loading()
		if of == 0 {
			return fault.New(fault.Unavailable, "tiles.loading", "loading has not begun")
		}
		return fault.Newf(fault.Unavailable, "tiles.loading", "loading: %d of about %d rows", rows, of)
	}
}

// detail names the layers that are not in memory.
func (e *engine) detail() string {
	var away []string
	for _, size := range e.tiles.Sizes() {
		if size.Away {
			away = append(away, size.Layer)
		}
	}
	if away == nil {
		return "ok"
	}
	return "ok; served from the database: " + strings.Join(away, ", ")
}
