package tiles

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
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

// Tile returns the tile from the cache or makes it. It returns Unavailable while the layers are loading and Timeout if
// ctx ended while another request made the tile.
func (e *Engine) Tile(ctx context.Context, r Request) (Tile, error) {
	if !e.ready.Load() {
		return Tile{}, loading()
	}
	if r.Set = r.Set.At(r.Address.Z); r.Set == 0 {
		return emptyTile(), nil
	}
	if !r.Today.IsZero() {
		e.turn(dayNumber(r.Today, 0))
	}
	at := packAddress(r.Address)
	for {
		today := e.snapshot.today.Load()
		key, keep := e.key(&r, today)
		if t, ok := e.cache.find(at, key); ok {
			t.Result = "hit"
			return t, nil
		}
		if !e.covers(r.Address) {
			return emptyTile(), nil
		}
		t, err := e.made(ctx, at, key, keep, &r, today)
		if !errors.Is(err, errTurned) {
			return t, err
		}
	}
}

// made returns the tile from the cache or makes it. It returns errTurned if another day began meanwhile.
func (e *Engine) made(ctx context.Context, at packed, key bodyKey, keep bool, r *Request, today int32) (Tile, error) {
	ctx, cancel := r.limit(ctx)
	defer cancel()
	return e.cache.get(ctx, at, key, keep, func() (Tile, error) {
		t, err := e.build(ctx, r)
		if err == nil && e.snapshot.today.Load() != today {
			err = errTurned // the key was made for another day; a turn after this is a newer generation
		}
		return t, err
	})
}

func (e *Engine) covers(a Address) bool {
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	return e.snapshot.covers(a)
}

// key names the body among those of its address as it is today, and says whether it may be stored.
func (e *Engine) key(r *Request, today int32) (bodyKey, bool) {
	number, keep := uint32(0), true
	if otherDay := !r.At.IsZero() && dayNumber(r.At, 0) != today && r.Set.Dated(); otherDay || r.Filter.text != "" {
		number, keep = e.variants.number(r, otherDay, e.options.Clock.Now())
	}
	return bodyKey(r.Set)<<40 | bodyKey(number)<<8 | bodyKey(r.coding()), keep
}

// build encodes and compresses.
func (e *Engine) build(ctx context.Context, r *Request) (Tile, error) {
	enc, _ := e.encoders.Get().(*encoder)
	raw, err := e.draw(ctx, enc, r)
	if err != nil {
		e.encoders.Put(enc)
		return Tile{}, fault.Wrap("tiles.Tile", err)
	}
	dropped := enc.dropped
	e.count(enc)
	tile := emptyTile()
	if raw != nil {
		tile = encode(raw, enc.drawn, *r)
	}
	if tile.Dropped = dropped; tile.Coding == "" && raw != nil {
		tile.Body = slices.Clone(raw)
	}
	if !enc.big() {
		e.encoders.Put(enc)
	}
	return tile, nil
}

// draw encodes under the read lock. Rows that memory does not hold are read before, and again if meanwhile a layer left
// or the day turned.
func (e *Engine) draw(ctx context.Context, enc *encoder, r *Request) ([]byte, error) {
	var near *vicinity
	for {
		raw, on, lacking := e.drawWith(enc, r, near)
		if near != nil {
			e.reader.release(near)
		}
		if lacking == 0 {
			return raw, nil
		}
		var err error
		if near, err = e.reader.read(ctx, r.Address, lacking, on); err != nil {
			return nil, err
		}
	}
}

// drawWith returns the layers that it lacks and the day on which, if it could not encode.
func (e *Engine) drawWith(enc *encoder, r *Request, near *vicinity) ([]byte, moment, Set) {
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	p := e.snapshot.picture(r, e.options.MaxTileBytes)
	if lacking := p.complete(near); lacking != 0 {
		return nil, p.on, lacking
	}
	raw := enc.encode(p)
	if near != nil {
		enc.dropped += near.left
	}
	return raw, p.on, 0
}

func (e *Engine) count(enc *encoder) {
	e.counters.Dropped.Add(int64(enc.dropped))
	e.counters.Repaired.Add(int64(enc.shaper.tally.repaired))
	e.counters.Unrepaired.Add(int64(enc.shaper.tally.unrepaired))
	e.counters.Unchecked.Add(int64(enc.shaper.tally.unchecked))
}

// alter makes edits and drops the tiles they touch.
func (e *Engine) alter(edits []edit) {
	for batch := range slices.Chunk(edits, maxBatch) {
		e.snapshot.alter(batch, e.drop)
	}
	e.snapshot.compact()
}

func (e *Engine) drop(before, after worldBox) {
	var each func(Address)
	if e.refresh != nil {
		each = e.refresh.ask
	}
	e.cache.invalidate(before, each)
	if after != before {
		e.cache.invalidate(after, each)
	}
}

func (e *Engine) dropAll() { e.cache.sweep(func(Address) bool { return true }, nil) }

var _ Source = (*Engine)(nil)

// recently is the time within which a variant has to be asked for again to be worth keeping.
const recently = time.Minute
