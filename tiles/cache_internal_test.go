package tiles

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"mitte/geo/fault"
)

func bodyOf(version, size int) Tile {
	return Tile{Body: make([]byte, size), ETag: fmt.Sprint(version), Result: "build"}
}

// model is one town of which a tile shows the version.
type model struct {
	cache   *cache
	version atomic.Int64
	paused  []chan struct{}
	problem atomic.Value
}

// ask starts a request whose builder, if it comes to that, stops before it reads the model and after.
func (m *model) ask(a Address, key bodyKey, wait *sync.WaitGroup) {
	started := m.version.Load()
	before, after := make(chan struct{}), make(chan struct{})
	m.paused = append(m.paused, before, after)
	wait.Go(func() {
		t, err := m.cache.get(context.Background(), packAddress(a), key, true, func() (Tile, error) {
			<-before
			v := m.version.Load()
			<-after
			return bodyOf(int(v), 100), nil
		})
		var seen int64
		_, _ = fmt.Sscan(t.ETag, &seen)
		if err != nil || seen < started {
			m.problem.Store(fmt.Sprintf("asked at version %d, got %d (%v, %s)", started, seen, err, t.Result))
		}
	})
}

// TestT8NoAnswerIsOlderThanItsRequest runs random interleavings of requests, whose builders stop at each step, with
// edits, evictions and sweeps.
func TestT8NoAnswerIsOlderThanItsRequest(t *testing.T) {
	t.Parallel()
	rounds := 400
	if testing.Short() {
		rounds = 60
	}
	for seed := range rounds {
		synctest.Test(t, func(t *testing.T) { interleave(t, rand.New(rand.NewPCG(uint64(seed), 3))) })
	}
}

func interleave(t *testing.T, r *rand.Rand) {
	t.Helper()
	m := &model{cache: newCache(1 << 20)}
	addresses := []Address{testTile, {15, testTile.X * 2, testTile.Y * 2}, {9, testTile.X >> 5, testTile.Y >> 5}}
	box := worldBox{testTile.X << 18, testTile.Y << 18, testTile.X<<18 + 9, testTile.Y<<18 + 9}
	var wait sync.WaitGroup
	for range 60 {
		switch r.IntN(8) {
		case 0, 1, 2:
			m.ask(addresses[r.IntN(len(addresses))], bodyKey(r.IntN(2)), &wait)
		case 3:
			m.version.Add(1)
			m.cache.invalidate(box, nil)
		case 4:
			m.cache.evict()
		case 5:
			m.version.Add(1)
			m.cache.sweep(func(Address) bool { return true }, nil)
		default:
			if n := len(m.paused); n > 0 {
				i := r.IntN(n)
				close(m.paused[i])
				m.paused = append(m.paused[:i], m.paused[i+1:]...)
			}
		}
		synctest.Wait()
	}
	for _, p := range m.paused {
		close(p)
	}
	wait.Wait()
	if why := m.problem.Load(); why != nil {
		t.Fatal(why)
	}
	checkCache(t, m.cache)
}

// checkCache recounts what the cache believes to hold.
func checkCache(t *testing.T, c *cache) {
	t.Helper()
	var size, slots int64
	for i := range c.shards {
		sh := &c.shards[i]
		if len(sh.ring) != len(sh.slots) {
			t.Errorf("shard %d: %d in the ring, %d slots", i, len(sh.ring), len(sh.slots))
		}
		for place, s := range sh.ring {
			if s.place != place || sh.slots[s.at] != s || s.gone {
				t.Errorf("shard %d: slot %v is at the wrong place", i, s.at.address())
			}
			for _, b := range s.bodies {
				size += b.size()
			}
			slots++
			if len(s.flights) > 0 {
				t.Errorf("a flight never landed")
			}
		}
	}
	for z := range c.zooms {
		slots -= c.zooms[z].Load()
	}
	if size != c.size.Load() || size > c.bound || slots != 0 {
		t.Errorf("%d bytes instead of %d of %d; slots are off by %d", size, c.size.Load(), c.bound, slots)
	}
}

// TestT12BoundHolds: with many readers of many sizes the bound is never passed.
func TestT12BoundHolds(t *testing.T) {
	t.Parallel()
	c := newCache(200 << 10)
	var wait sync.WaitGroup
	for worker := range 8 {
		wait.Go(func() {
			r := rand.New(rand.NewPCG(uint64(worker), 4))
			for range 3000 {
				a := Address{16, uint32(r.IntN(60)), uint32(r.IntN(10))}
				size := r.IntN(20000)
				_, _ = c.get(t.Context(), packAddress(a), bodyKey(r.IntN(12)), true, func() (Tile, error) { return bodyOf(1, size), nil })
				if held := c.size.Load(); held > c.bound {
					t.Errorf("%d bytes are held", held)
				}
				if r.IntN(50) == 0 {
					c.bump(a, nil)
				}
			}
		})
	}
	wait.Wait()
	checkCache(t, c)
	if c.evicted.Load() == 0 {
		t.Error("nothing was evicted")
	}
}

func TestT12HundredReadersOneBuild(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newCache(1 << 20)
		var builds atomic.Int64
		var wait sync.WaitGroup
		release := make(chan struct{})
		for range 100 {
			wait.Go(func() {
				_, err := c.get(t.Context(), packAddress(testTile), 1, true, func() (Tile, error) {
					builds.Add(1)
					<-release
					return bodyOf(1, 10), nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		close(release)
		wait.Wait()
		if n := builds.Load(); n != 1 {
			t.Errorf("%d builds", n)
		}
	})
}

func TestT12PanicAndErrorReleaseWaiters(t *testing.T) {
	t.Parallel()
	for _, fail := range []func() (Tile, error){
		func() (Tile, error) { panic("out of ideas") },
		func() (Tile, error) { return Tile{}, errors.New("out of luck") },
	} {
		synctest.Test(t, func(t *testing.T) {
			c := newCache(1 << 20)
			release := make(chan struct{})
			var failed atomic.Int64
			var wait sync.WaitGroup
			for range 20 {
				wait.Go(func() {
					defer func() {
						if recover() != nil {
							failed.Add(1)
						}
					}()
					_, err := c.get(t.Context(), packAddress(testTile), 1, true, func() (Tile, error) {
						<-release
						return fail()
					})
					if err != nil {
						failed.Add(1)
					}
				})
			}
			synctest.Wait()
			close(release)
			wait.Wait()
			if failed.Load() != 20 {
				t.Errorf("%d of 20 learned of it", failed.Load())
			}
			checkCache(t, c)
		})
	}
}

func TestWaiterLeavesWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	c := newCache(1 << 20)
	inside, release := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		_, _ = c.get(t.Context(), packAddress(testTile), 1, true, func() (Tile, error) {
			close(inside)
			<-release
			return bodyOf(1, 10), nil
		})
	})
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.get(ctx, packAddress(testTile), 1, true, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	close(release)
	wait.Wait()
}

// TestExactlyTheTouchedTilesAreDropped covers caches with fewer and with more addresses than a box has.
func TestExactlyTheTouchedTilesAreDropped(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	corner := worldBox{testTile.X << 18, testTile.Y << 18, testTile.X << 18, testTile.Y << 18}
	dropped, kept := 0, 0
	for round := range 60 {
		c := newCache(1 << 24)
		for range 1 << (round % 11) {
			z := uint8(r.IntN(DeepestZoom + 1))
			a := Address{z, uint32(uint64(corner.minX)>>(32-z)) + uint32(r.IntN(3)), uint32(uint64(corner.minY)>>(32-z)) + uint32(r.IntN(3))}
			_, _ = c.get(t.Context(), packAddress(a), 1, true, func() (Tile, error) { return bodyOf(1, 10), nil })
		}
		cached := map[Address]bool{}
		c.eachAddress(func(a Address) { cached[a] = true })
		box := corner
		box.maxX, box.maxY = box.minX+1<<r.IntN(24), box.minY+1<<r.IntN(24)
		told := map[Address]bool{}
		c.invalidate(box, func(a Address) { told[a] = true })
		left := map[Address]bool{}
		c.eachAddress(func(a Address) { left[a] = true })
		for a := range cached {
			touched := tilesOf(box, a.Z).has(a.X, a.Y)
			if left[a] == touched || told[a] != touched {
				t.Fatalf("%v: touched %v, kept %v, told %v", a, touched, left[a], told[a])
			}
			if touched {
				dropped++
			} else {
				kept++
			}
		}
		checkCache(t, c)
	}
	if dropped < 500 || kept < 500 {
		t.Errorf("%d dropped, %d kept", dropped, kept)
	}
}

// eachAddress visits the addresses without changing anything.
func (c *cache) eachAddress(visit func(Address)) {
	for i := range c.shards {
		for at := range c.shards[i].slots {
			visit(at.address())
		}
	}
}

func TestPatienceEndsTheWaitForATile(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.alter([]edit{squareEdit(1, 1, 100, 100, 80)})
	r := plainRequest(AllLayers(), testTile)
	key := e.name(&r).key
	inside, release := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		_, _ = e.cache.get(t.Context(), packAddress(r.Address), key, true, func() (Tile, error) {
			close(inside)
			<-release
			return bodyOf(1, 10), nil
		})
	})
	<-inside
	r.Patience = time.Millisecond
	if _, err := e.Tile(t.Context(), r); fault.KindOf(err) != fault.Timeout {
		t.Errorf("error %v", err)
	}
	close(release)
	wait.Wait()
}

func TestACacheWithoutMemoryKeepsNothing(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{CacheBytes: -1, FragmentBytes: -1})
	e.alter([]edit{squareEdit(1, 1, 100, 100, 80)})
	for range 2 {
		got, err := e.Tile(t.Context(), plainRequest(AllLayers(), testTile))
		if err != nil || got.Result != "build" || len(got.Body) == 0 {
			t.Errorf("%v %q", err, got.Result)
		}
	}
	if size, _ := e.CacheBytes(); size != 0 || e.cache.slots() != shardCount {
		t.Errorf("%d bytes, %d slots", size, e.cache.slots()-shardCount)
	}
	f := Fragment{Bytes: []byte("a text")}
	e.fragments.keep(0, 1, 0, 0, &f)
	if e.FragmentBytes() != 0 {
		t.Error("a fragment was kept")
	}
}
