package main

import (
	"context"
	"log/slog"
	"sync"
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
)

// engine makes the tiles from memory, and follows the database so that they are never old. Its pools are its own: a
// load takes longer than any reader of the public may.
type engine struct {
	tiles    *tiles.Engine
	follower *feed.Follower
	changes  *pgxpool.Pool
	rows     *pgxpool.Pool
	url      string // for hints
	log      *slog.Logger
	running  sync.WaitGroup
	stopRun  context.CancelFunc
}

func (s *serveCommand) newEngine(ctx context.Context, db *database, log *slog.Logger) (*engine, error) {
	changes, err := db.pool(ctx, roleApp, loadConnections, loadStatement)
	if err != nil {
		return nil, err
	}
	rows, err := db.pool(ctx, rolePublic, loadConnections, loadStatement)
	if err != nil {
		changes.Close()
		return nil, err
	}
	e := &engine{changes: changes, rows: rows, url: db.urls(roleApp), log: log, stopRun: func() {}}
	e.tiles = tiles.NewEngine(tiles.Options{
		DB: changes, Public: rows, Clock: geo.SystemClock{}, Log: log,
		CacheBytes: int64(s.TilesCache) << 20, MaxTileBytes: s.TilesMaxBytes,
	})
	e.follower = feed.NewFollower(changes, e.tiles, feed.NewHub(keptEvents, calm), log)
	return e, nil
}

// start loads the map and follows its changes. It returns when the map stands, or with ctx.
func (e *engine) start(ctx context.Context) error {
	ctx, e.stopRun = context.WithCancel(ctx)
	// A connection made before PostGIS was there knows no geometry.
	e.changes.Reset()
	e.rows.Reset()
	e.log.Info("loading the map")
	e.running.Go(func() { e.follower.Run(ctx, feed.Listen(ctx, e.url, e.log)) })
	e.running.Go(func() { e.tiles.Background(ctx) })
	select {
	case <-e.follower.Loaded():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (e *engine) stop() {
	e.stopRun()
	e.running.Wait()
	e.changes.Close()
	e.rows.Close()
}

// check is the condition for readiness.
func (e *engine) check(context.Context) error {
	select {
	case <-e.follower.Loaded():
		return nil
	default:
		return fault.New(fault.Unavailable, "tiles.loading", "the map is being loaded")
	}
}
