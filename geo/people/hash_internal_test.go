package people

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mitte/geo/pg/pgtest"
)

// work counts what hashing costs, without paying for it: how often, at what cost, and how many at a moment.
type work struct {
	mu       sync.Mutex
	done     []parameters
	now, top atomic.Int32
}

func (w *work) key(p parameters, password string, salt []byte, length int) []byte {
	top := w.now.Add(1)
	defer w.now.Add(-1)
	for was := w.top.Load(); top > was && !w.top.CompareAndSwap(was, top); was = w.top.Load() {
	}
	w.mu.Lock()
	w.done = append(w.done, p)
	w.mu.Unlock()
	time.Sleep(2 * time.Millisecond) // as long as others may come in
	cheap := parameters{8, 1, 1}
	return cheap.key(password, salt, length)
}

func (w *work) take() []parameters {
	w.mu.Lock()
	defer w.mu.Unlock()
	done := w.done
	w.done = nil
	return done
}

// Nobody learns from the time of an answer whether an address is known: one hash of the same cost is made for each, once, whether
// the address is unknown, disabled or the password wrong. And fifty people at the door at once need the memory of two hashes.
func TestSigningInCostsTheSameForEverybody(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	s, w := New(db.App(), Config{SecondFactorOptional: true}), &work{}
	s.hasher.key = w.key
	o := ForOperator(s)
	disabled := true
	for _, email := range []string{"known@example.org", "disabled@example.org"} {
		if _, err := o.Add(t.Context(), NewAccount{Email: email, Name: "Erika Muster", Password: "kastanie fährt rad um sieben", Roles: []Role{Staff}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.Change(t.Context(), "disabled@example.org", AccountChange{Disabled: &disabled}); err != nil {
		t.Fatal(err)
	}
	w.take()
	for _, c := range []SignIn{
		{Email: "known@example.org", Password: "falsch"},
		{Email: "known@example.org", Password: "kastanie fährt rad um sieben"},
		{Email: "unknown@example.org", Password: "falsch"},
		{Email: "disabled@example.org", Password: "kastanie fährt rad um sieben"},
		{Email: "disabled@example.org", Password: "falsch"},
		{Email: "", Password: ""},
	} {
		_, _, _ = s.SignIn(t.Context(), c)
		if got := w.take(); len(got) != 1 || got[0] != (parameters{hashMemory, hashPasses, hashLanes}) {
			t.Errorf("%s with %q made the hashes %v", c.Email, c.Password, got)
		}
	}
	w.top.Store(0)
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			_, _, _ = s.SignIn(t.Context(), SignIn{Email: fmt.Sprintf("somebody%d@example.org", i), Password: "falsch"})
		})
	}
	wg.Wait()
	if n, top := len(w.take()), w.top.Load(); n != 50 || top > mostHashes {
		t.Errorf("%d hashes, %d at a moment, each of %d KiB", n, top, hashMemory)
	}
}
