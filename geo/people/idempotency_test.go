package people_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// F17: two servers, fifty repetitions at once, one effect and fifty times the same answer.
func TestOneKeyHasOneEffect(t *testing.T) {
	o := setup(t)
	servers := []*people.Service{o.Service, people.New(o.db.App(), people.Config{})}
	request := [32]byte{1}
	var wg sync.WaitGroup
	answers := make([]string, 50)
	for i := range answers {
		wg.Go(func() {
			s := servers[i%len(servers)]
			claim, kept, err := s.Claim(t.Context(), "account:1", "k", request)
			if err != nil {
				t.Error(err)
				return
			}
			if kept == nil {
				if err := o.effect(claim.Context(t.Context())); err != nil {
					t.Error(err)
				}
				kept = &people.Kept{Status: 201, Headers: map[string]string{"Location": "/x/7"}, Body: []byte{byte(i)}}
				if err := s.Keep(t.Context(), claim, *kept); err != nil {
					t.Error(err)
				}
			}
			answers[i] = kept.Headers["Location"] + string(kept.Body)
		})
	}
	wg.Wait()
	if n := one[int](t, o.db.App(), `SELECT count(*) FROM audit_log`); n != 1 {
		t.Errorf("%d effects", n)
	}
	for _, a := range answers {
		if a != answers[0] {
			t.Fatalf("answers differ: %q", answers)
		}
	}
	_, _, err := o.Claim(t.Context(), "account:1", "k", [32]byte{2})
	if fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != "idempotency.other_request" {
		t.Errorf("the same key for another request: %v", err)
	}
	if claim, _, err := o.Claim(t.Context(), "account:2", "k", [32]byte{2}); err != nil || claim == nil {
		t.Errorf("somebody else's key of the same name: %v", err)
	}
}

// effect is a transaction as rooms make them.
func (o office) effect(ctx context.Context) error {
	return pg.InTx(ctx, o.db.App(), "account:1", func(tx pgx.Tx) error {
		return people.Record(ctx, tx, people.Entry{Actor: people.Actor{AccountID: 1}, Action: "x", Entity: "thing", EntityID: 7})
	})
}

func TestAKeyIsFreeAgainAfterAFailure(t *testing.T) {
	o := setup(t)
	claim, _, err := o.Claim(t.Context(), "a", "k", [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.GiveUp(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	if again, _, err := o.Claim(t.Context(), "a", "k", [32]byte{2}); err != nil || again == nil {
		t.Errorf("got %v", err)
	}
}

// The server dies after the commit and before the answer: whoever asks again hears what was made, and nothing is made twice.
func TestAnEffectOutlivesTheServer(t *testing.T) {
	o := setup(t)
	claim, _, err := o.Claim(t.Context(), "a", "k", [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.effect(claim.Context(t.Context())); err != nil {
		t.Fatal(err)
	}
	o.exec(`UPDATE idempotency_key SET claimed_at = now() - interval '31 seconds'`) // until then it may live
	next := people.New(o.db.App(), people.Config{})
	_, kept, err := next.Claim(t.Context(), "a", "k", [32]byte{1})
	if err != nil || kept == nil || kept.Status != 0 || kept.EntityID != 7 {
		t.Fatalf("got %+v, %v", kept, err)
	}
}

// It dies before the commit: the next attempt takes the key over, and the first, should it still live, has no effect.
func TestADeadAttemptIsTakenOver(t *testing.T) {
	o := setup(t)
	first, _, err := o.Claim(t.Context(), "a", "k", [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	next := people.New(o.db.App(), people.Config{})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, _, err := next.Claim(ctx, "a", "k", [32]byte{1}); fault.KindOf(err) != fault.Conflict && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while the first may live: %v", err)
	}
	o.exec(`UPDATE idempotency_key SET claimed_at = now() - interval '31 seconds'`)
	second, _, err := next.Claim(t.Context(), "a", "k", [32]byte{1})
	if err != nil || second == nil {
		t.Fatal(err)
	}
	if err := o.effect(first.Context(t.Context())); fault.CodeOf(err) != "idempotency.lost" {
		t.Errorf("the first took effect: %v", err)
	}
	if err := o.effect(second.Context(t.Context())); err != nil {
		t.Error(err)
	}
}

// A server that was killed takes its connections with it. Whoever repeats the request then hears at once what was made, or
// may try anew; the half minute that a living attempt is given would outlast these contexts.
func TestADeadServerHoldsNoKey(t *testing.T) {
	o := setup(t)
	for name, c := range map[string]struct{ effect bool }{"after the commit": {true}, "before the commit": {false}} {
		pool, err := pg.Open(t.Context(), pg.Config{URL: o.db.URL("mitte_app"), MaxConns: 1})
		if err != nil {
			t.Fatal(err)
		}
		killed := people.New(pool, people.Config{})
		claim, _, err := killed.Claim(t.Context(), "a", name, [32]byte{1})
		if err != nil {
			t.Fatal(err)
		}
		if c.effect {
			if err := o.effect(claim.Context(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
		next := people.New(o.db.App(), people.Config{})
		waiting, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		if _, _, err := next.Claim(waiting, "a", name, [32]byte{1}); err == nil {
			t.Errorf("%s: the key was taken from a living server", name)
		}
		cancel()
		pool.Close()
		waiting, cancel = context.WithTimeout(t.Context(), 25*time.Second)
		again, kept, err := next.Claim(waiting, "a", name, [32]byte{1})
		cancel()
		if err != nil || c.effect != (kept != nil && kept.EntityID == 7) || c.effect == (again != nil) {
			t.Errorf("%s: got %+v, %+v, %v", name, again, kept, err)
		}
	}
}

func TestKeysAreForgottenAfterADay(t *testing.T) {
	o := setup(t)
	o.exec(`INSERT INTO idempotency_key (actor, key, request, claimed_by, claimed_at, status)
		VALUES ('a', 'old', sha256(''), gen_random_uuid(), now() - interval '25 hours', 201),
		       ('a', 'new', sha256(''), gen_random_uuid(), now() - interval '23 hours', 201)`)
	if claim, _, err := o.Claim(t.Context(), "a", "old", [32]byte{1}); err != nil || claim == nil {
		t.Errorf("an old key still binds: %v", err)
	}
	o.exec(`UPDATE idempotency_key SET claimed_at = now() - interval '25 hours' WHERE key = 'old'`)
	if err := o.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := one[string](t, o.db.Superuser(), `SELECT string_agg(key, ',') FROM idempotency_key`); left != "new" {
		t.Errorf("left: %s", left)
	}
}
