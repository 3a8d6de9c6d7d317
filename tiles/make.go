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

var _ Source = (*Engine)(nil)
