package tiles

import (
	"context"
	"fmt"
	"slices"

	"mitte/geo/fault"
)

// flight is a tile that is being made. It belongs to the generation its slot had when it began: whoever finds a newer
// one starts anew, for joining would hand out a tile from before the edit.
type flight struct {
	key        bodyKey
	generation uint64
	done       chan struct{}
	tile       Tile
	err        error
}

// get returns the tile from the cache, from the flight under way, or by make, which runs once per address, key and
// generation. keep says whether the result may be stored.
func (c *cache) get(ctx context.Context, at packed, key bodyKey, keep bool, build func() (Tile, error)) (Tile, error) {
	if t, ok := c.find(at, key); ok {
		t.Result = "hit"
		return t, nil
	}
	sh := c.shard(at)
	sh.mu.Lock()
	s := c.slot(sh, at)
	if t, ok := s.find(key, sh.now); ok {
		sh.mu.Unlock()
		t.Result = "hit"
		return t, nil
	}
	if f := s.underway(key); f != nil {
		sh.mu.Unlock()
		return f.wait(ctx)
	}
	f := &flight{key: key, generation: s.generation, done: make(chan struct{})}
	s.flights = append(s.flights, f)
	sh.mu.Unlock()
	defer c.land(sh, s, f)
	f.err = fault.New(fault.Internal, "internal", "internal error") // what waiters get if build panics
	f.tile, f.err = build()
	if f.err == nil && keep {
		c.store(s, f.generation, &body{key: key, tile: f.tile})
	}
	return f.tile, f.err
}

func (s *slot) underway(key bodyKey) *flight {
	for _, f := range s.flights {
		if f.key == key && f.generation == s.generation {
			return f
		}
	}
	return nil
}

func (f *flight) wait(ctx context.Context) (Tile, error) {
	select {
	case <-f.done:
		t := f.tile
		if t.Result == "build" {
			t.Result = "wait"
		}
		return t, f.err
	case <-ctx.Done():
		return Tile{}, fault.New(fault.Timeout, "timeout", "the tile took too long").Because(fmt.Errorf("waiting for a tile: %w", ctx.Err()))
	}
}

// land releases the waiters, also when build panicked, and forgets a slot that nothing is kept for.
func (c *cache) land(sh *shard, s *slot, f *flight) {
	sh.mu.Lock()
	s.flights = slices.DeleteFunc(s.flights, func(o *flight) bool { return o == f })
	if len(s.flights) == 0 && len(s.bodies) == 0 && !s.gone {
		c.forget(sh, s)
	}
	sh.mu.Unlock()
	close(f.done)
}
