package people

import (
	"context"
	"encoding/hex"
	"math"
	"strconv"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// How often signing in may be tried. An account is never locked: whoever knows the password gets in once the delay is over.
const (
	freeAttempts      = 5 // of an address, before each further one has to wait twice as long
	longestDelay      = 15 * time.Minute
	networkPerMinute  = 20
	everyonePerMinute = 600
)

const (
	// An attempt is counted before its password is looked at, so that a hundred at once are a hundred.
	sqlCountAttempt = `
INSERT INTO login_attempt AS l (what, attempts) VALUES ($1, 1)
ON CONFLICT (what) DO UPDATE
SET attempts = l.attempts + 1,
    retry_at = CASE WHEN l.attempts + 1 >= $2 THEN now() + least($3::float8, 2 ^ least(l.attempts + 1 - $2, 20)) * interval '1 second' END
WHERE coalesce(l.retry_at, '-infinity') <= now()
RETURNING 0::float8`

	sqlAttemptWait = `SELECT greatest(extract(epoch FROM retry_at - now()), 1)::float8 FROM login_attempt WHERE what = $1`

	sqlCountMinute = `
INSERT INTO login_attempt AS l (what, attempts) VALUES ($1, 1)
ON CONFLICT (what) DO UPDATE
SET attempts = CASE WHEN l.since < now() - interval '1 minute' THEN 1 ELSE l.attempts + 1 END,
    since = CASE WHEN l.since < now() - interval '1 minute' THEN now() ELSE l.since END
RETURNING attempts, greatest(extract(epoch FROM since + interval '1 minute' - now()), 1)::float8`

	sqlForgetAttempts = `DELETE FROM login_attempt WHERE what = $1`
)

// TooManyError is why signing in has to wait, and how long.
type TooManyError struct {
	Fault *fault.Error
	Wait  time.Duration
}

// Error is the text of the fault.
func (e *TooManyError) Error() string { return e.Fault.Error() }

// Unwrap lets kind and code be found.
func (e *TooManyError) Unwrap() error { return e.Fault }

func tooMany(seconds float64) error {
	wait := time.Duration(math.Ceil(seconds)) * time.Second
	return &TooManyError{fault.New(fault.TooMany, "login_wait", "too many attempts; wait "+strconv.Itoa(int(wait.Seconds()))+" s"), wait}
}

// attempt counts an attempt and returns a TooManyError if it comes too soon. It makes no difference whether the address is
// known here. The network is "" for this machine, which only the delay of the address holds back.
func (s *Service) attempt(ctx context.Context, email, network string) error {
	if network != "" {
		if err := s.countMinute(ctx, "network:"+network, networkPerMinute); err != nil {
			return err
		}
	}
	if err := s.countMinute(ctx, "everyone", everyonePerMinute); err != nil {
		return err
	}
	what := attemptsOf(email)
	allowed, err := pg.Collect[struct{ Float8 float64 }](ctx, s.db, sqlCountAttempt, what, freeAttempts, longestDelay.Seconds())
	if err != nil || len(allowed) > 0 {
		return err
	}
	var seconds float64
	if err := s.db.QueryRow(ctx, sqlAttemptWait, what).Scan(&seconds); err != nil {
		return err
	}
	return tooMany(seconds)
}

func (s *Service) countMinute(ctx context.Context, what string, most int) error {
	var attempts int
	var wait float64
	if err := s.db.QueryRow(ctx, sqlCountMinute, what).Scan(&attempts, &wait); err != nil {
		return err
	}
	if attempts > most {
		return tooMany(wait)
	}
	return nil
}

// attemptsOf hides the address: who reads the table does not learn who tries to sign in.
func attemptsOf(email string) string { return "address:" + hex.EncodeToString(hashOf(email)) }
