package tiles

import (
	"context"
	"errors"
)

// Uncached returns a source that makes every tile anew from the engine's memory and stores none, whatever the cache has.
// It is for measuring what a cold tile costs; nothing that serves uses it. Tile returns what Engine.Tile does.
func (e *Engine) Uncached() Source { return uncached{e} }

type uncached struct{ engine *Engine }

// apart is a bit that no stored body's key has, so none is found.
const apart = bodyKey(1) << 7

func (u uncached) Kept(Request) (Tile, bool) { return Tile{}, false }

func (u uncached) Tile(ctx context.Context, r Request) (Tile, error) {
	e := u.engine
	if !e.ready.Load() {
		return Tile{}, loading()
	}
	if r.Set = r.Set.At(r.Address.Z); r.Set == 0 || !e.covers(r.Address) {
		return emptyTile(), nil
	}
	for {
		name := e.name(&r)
		name.key, name.keep = name.key|apart, false
		t, err := e.made(ctx, packAddress(r.Address), name, &r)
		if !errors.Is(err, errTurned) {
			return t, err
		}
	}
}

// Flush drops all finished tiles. It is for measuring what dropping the right ones is worth; nothing that serves uses it.
func (e *Engine) Flush() { e.dropAll() }
