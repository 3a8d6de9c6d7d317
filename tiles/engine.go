package tiles

import (
	"log/slog"
	"sync"
	"sync/atomic"

	"mitte/geo"
	"mitte/geo/pg"
)

// Options of an engine. All but the databases have sensible values when they are zero.
type Options struct {
	DB            pg.DB // may read the change table
	Public        pg.DB // sees what the public sees
	Near          pg.DB // sees the same, for tiles of layers that stay in the database; nil is Public
	Clock         geo.Clock
	Log           *slog.Logger
	Memory        int64 // what one layer may take in memory; 0 is 2 GiB, below 0 is nothing
	CacheBytes    int64 // bound of the byte cache; 0 is 64 MiB, below 0 is nothing
	MaxTileBytes  int   // ceiling of a tile before compression; 0 is 512 KiB, below 0 is none
	Eager         bool  // let Background rebuild the tiles that an edit dropped
	FragmentBytes int64 // bound of the fragments of features that Keep keeps; 0 is 64 MiB, below 0 is nothing

	// Turned is told, for each layer, of the features that look otherwise because another day began; nil tells nobody.
	// Tiles show the new day already. It must not wait.
	Turned func(layer string, ids []int64, box geo.BBox)
}

const (
	defaultMemory    = 2 << 30
	defaultCache     = 64 << 20
	defaultCeiling   = 512 << 10
	defaultFragments = 64 << 20
)

// Engine makes tiles from memory and keeps them until an edit touches them. No reader gets a tile older than a change
// whose Apply returned before the request.
type Engine struct {
	options   Options
	snapshot  snapshot
	cache     *cache
	variants  variants
	encoders  sync.Pool
	reader    *reader
	ready     atomic.Bool
	progress  progress
	today     atomic.Int32 // the day whose tiles the cache has
	turning   sync.Mutex
	applying  sync.Mutex // one applier at a time
	reloads   []*missed  // by layer, nil for one that is not read aside; the applier's
	counters  Counters
	refresh   *refresher
	fresh     chan struct{}  // layers were loaded
	changed   []atomic.Int64 // counts what happened to each layer
	credits   credits
	fragments fragments
}

// Counters count since the start.
type Counters struct {
	Dropped    atomic.Int64 // features left out for the byte ceiling
	Repaired   atomic.Int64
	Unrepaired atomic.Int64
	Unchecked  atomic.Int64
}

// NewEngine returns an engine without data; Tile answers Unavailable until Load has succeeded.
func NewEngine(o Options) *Engine {
	if o.Clock == nil {
		o.Clock = geo.SystemClock{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Memory == 0 {
		o.Memory = defaultMemory
	}
	if o.Near == nil {
		o.Near = o.Public
	}
	if o.CacheBytes == 0 {
		o.CacheBytes = defaultCache
	}
	if o.MaxTileBytes == 0 {
		o.MaxTileBytes = defaultCeiling
	}
	e := &Engine{options: o, cache: newCache(o.CacheBytes), reader: newReader(o.Near), fresh: make(chan struct{}, 1)}
	if o.FragmentBytes == 0 {
		o.FragmentBytes = defaultFragments
	}
	e.fragments.init(o.FragmentBytes)
	e.snapshot.tables = make([]*table, len(layers))
	e.changed = make([]atomic.Int64, len(layers))
	e.reloads = make([]*missed, len(layers))
	e.credits.names, e.credits.read = make([][]string, len(layers)), make([]int64, len(layers))
	e.snapshot.box = noBox
	e.snapshot.census = newCensus()
	e.snapshot.grid.reset()
	e.snapshot.today.Store(dayNumber(geo.Today(o.Clock), 0))
	e.today.Store(e.snapshot.today.Load())
	e.encoders.New = func() any { return new(encoder) }
	e.variants.init()
	if o.Eager {
		e.refresh = newRefresher()
	}
	return e
}

// Counters returns the engine's counters.
func (e *Engine) Counters() *Counters { return &e.counters }

// CacheBytes returns what the byte cache takes, and how many addresses were evicted since the start.
func (e *Engine) CacheBytes() (size, evicted int64) {
	return e.cache.size.Load(), e.cache.evicted.Load()
}

// FragmentBytes returns what the fragments take.
func (e *Engine) FragmentBytes() int64 {
	e.fragments.mu.RLock()
	defer e.fragments.mu.RUnlock()
	return e.fragments.size
}
