package tiles

import (
	"context"
	"errors"
	"slices"

	"mitte/geo/fault"
)

// Tile returns the tile from the cache or makes it. It returns Unavailable while the layers are loading and Timeout if
// ctx ended while another request made the tile.
func (e *Engine) Tile(ctx context.Context, r Request) (Tile, error) {
	if !e.ready.Load() {
		return Tile{}, loading()
	}
	for {
		t, ok, name := e.find(&r)
		switch {
		case ok:
			return t, nil
		case !e.covers(r.Address):
			return emptyTile(), nil
		}
		t, err := e.made(ctx, packAddress(r.Address), name, &r)
		if !errors.Is(err, errTurned) {
			return t, err
		}
	}
}

// Kept returns the tile if it is in the cache, or if no layer asked for has anything at its zoom.
func (e *Engine) Kept(r Request) (Tile, bool) {
	if !e.ready.Load() {
		return Tile{}, false
	}
	t, ok, _ := e.find(&r)
	return t, ok
}

// bodyName is what the cache knows a body of an address by, on the day that the name was made for.
type bodyName struct {
	key   bodyKey
	keep  bool
	today int32
}

// find returns the tile if it is at hand, and otherwise its name. It takes the layers out of r that show nothing at its zoom.
func (e *Engine) find(r *Request) (t Tile, ok bool, name bodyName) {
	if r.Set = r.Set.At(r.Address.Z); r.Set == 0 {
		return emptyTile(), true, name
	}
	if !r.Today.IsZero() {
		e.turn(dayNumber(r.Today, 0))
	}
	name = e.name(r)
	t, ok = e.cache.find(packAddress(r.Address), name.key)
	t.Result = "hit"
	return t, ok, name
}

// made returns the tile from the cache or makes it. It returns errTurned if another day began meanwhile.
func (e *Engine) made(ctx context.Context, at packed, name bodyName, r *Request) (Tile, error) {
	ctx, cancel := r.limit(ctx)
	defer cancel()
	return e.cache.get(ctx, at, name.key, name.keep, func() (Tile, error) {
		t, err := e.build(ctx, r)
		if err == nil && e.snapshot.today.Load() != name.today {
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

// name names the body among those of its address as it is today, and says whether it may be stored.
func (e *Engine) name(r *Request) bodyName {
	number, keep, today := uint32(0), true, e.snapshot.today.Load()
	if otherDay := !r.At.IsZero() && dayNumber(r.At, 0) != today && r.Set.Dated(); otherDay || r.Filter.text != "" {
		number, keep = e.variants.number(r, otherDay, e.options.Clock.Now())
	}
	return bodyName{bodyKey(r.Set)<<40 | bodyKey(number)<<8 | bodyKey(r.coding()), keep, today}
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

var _ Source = (*Engine)(nil)
