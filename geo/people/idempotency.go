package people

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Claim is the right of one attempt to take effect under a key of the client's.
type Claim struct {
	actor, key string
	by         pgtype.UUID
	over       func() // lets those go on who wait in this process
}

// Kept is what a request under the same key had for an answer. Without a status there is an effect and no answer, because the
// server died between the two.
type Kept struct {
	Status   int
	Headers  map[string]string
	Body     []byte
	EntityID int64
}

// claimKey is where a context holds the claim of its request.
type claimKey struct{}

// Context returns a context whose writing transaction binds its effect to the claim: Record does it.
func (c *Claim) Context(ctx context.Context) context.Context {
	return context.WithValue(ctx, claimKey{}, c)
}

// markEffect stands in the effect's own transaction, so that a crash after it cannot let a repetition through.
func markEffect(ctx context.Context, tx pgx.Tx, e Entry) error {
	claim, given := ctx.Value(claimKey{}).(*Claim)
	if !given {
		return nil
	}
	var mine bool
	err := tx.QueryRow(ctx, sqlMarkEffect, claim.actor, claim.key, claim.by, e.Entity, idOrNil(e.EntityID)).Scan(&mine)
	if err == nil && !mine {
		return fault.New(fault.Unavailable, "idempotency.lost", "this attempt took too long and another took its place")
	}
	return err
}

// lookAgain is how often somebody waits for an attempt that another server makes.
const lookAgain = 100 * time.Millisecond

// Claim asks for the right to take effect under the key. Request identifies what is asked for, to the byte. Either the claim or
// what is kept is nil. While another attempt is under way it waits for its answer.
//
// It returns Invalid if the key was used for another request, and Conflict if the other attempt did not end in time.
func (s *Service) Claim(ctx context.Context, actor, key string, request [32]byte) (*Claim, *Kept, error) {
	const op = "people.Claim"
	for {
		over, done := s.attempts.enter(actor, key)
		if over != nil { // nobody in this process is at it
			claim, kept, err := s.claim(ctx, actor, key, request)
			if claim != nil {
				claim.over = over
				return claim, nil, nil
			}
			over()
			if kept != nil || err != nil {
				return nil, kept, pg.Fault(op, err)
			}
		}
		select {
		case <-ctx.Done():
			return nil, nil, fault.Wrap(op, fault.New(fault.Conflict, "idempotency.busy", "the same request is still under way"))
		case <-done:
		case <-time.After(lookAgain):
		}
	}
}

type keyRow struct {
	Mine     bool
	Same     bool
	Alive    bool // the attempt may still be at work
	Entity   *string
	EntityID *int64
	Status   *int
	Headers  []byte
	Body     []byte
}

// claim returns nothing if another attempt holds the key.
func (s *Service) claim(ctx context.Context, actor, key string, request [32]byte) (*Claim, *Kept, error) {
	by := newUUID()
	if _, err := s.db.Exec(ctx, sqlClaimKey, actor, key, request[:], by); err != nil {
		return nil, nil, err
	}
	rows, err := pg.Collect[keyRow](ctx, s.db, sqlFindKey, actor, key, request[:], by)
	switch {
	case err != nil || len(rows) == 0: // the holder gave it up in between
		return nil, nil, err
	case rows[0].Mine:
		return &Claim{actor: actor, key: key, by: by}, nil, nil
	case !rows[0].Same:
		return nil, nil, fault.New(fault.Invalid, "idempotency.other_request", "this key was used for another request")
	case rows[0].Status == nil && (rows[0].Entity == nil || rows[0].Alive): // its answer is to come
		return nil, nil, nil
	}
	kept, err := rows[0].kept()
	return nil, kept, err
}

func (r keyRow) kept() (*Kept, error) {
	k := &Kept{Body: r.Body}
	if r.Status != nil {
		k.Status = *r.Status
	}
	if r.EntityID != nil {
		k.EntityID = *r.EntityID
	}
	if r.Headers == nil {
		return k, nil
	}
	return k, json.Unmarshal(r.Headers, &k.Headers)
}

// Keep stores the answer of an attempt for its repetitions.
func (s *Service) Keep(ctx context.Context, c *Claim, answer Kept) error {
	defer c.over()
	headers, err := json.Marshal(answer.Headers)
	if err == nil {
		_, err = s.db.Exec(ctx, sqlKeepAnswer, c.actor, c.key, c.by, answer.Status, string(headers), answer.Body)
	}
	return pg.Fault("people.Keep", err)
}

// GiveUp frees the key of an attempt without effect, for another try. What took effect stays bound to the key.
func (s *Service) GiveUp(ctx context.Context, c *Claim) error {
	defer c.over()
	_, err := s.db.Exec(ctx, sqlGiveUpKey, c.actor, c.key, c.by)
	return pg.Fault("people.GiveUp", err)
}

// attempts are the keys that this process works on. Fifty repetitions then wait without a connection each.
type attempts struct {
	mu   sync.Mutex
	open map[[2]string]chan struct{}
}

// enter returns over if the caller is the only one, and otherwise a channel that is closed when the other is done.
func (a *attempts) enter(actor, key string) (over func(), done <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	id := [2]string{actor, key}
	if other, busy := a.open[id]; busy {
		return nil, other
	}
	mine := make(chan struct{})
	a.open[id] = mine
	return sync.OnceFunc(func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.open, id)
		close(mine)
	}), mine
}

func newUUID() pgtype.UUID {
	id := pgtype.UUID{Valid: true}
	_, _ = rand.Read(id.Bytes[:]) // never fails
	return id
}
