package people

import (
	"context"
	"time"

	"mitte/geo/pg"
)

// Config is what an operator decides about signing in.
type Config struct {
	SecondFactorOptional bool // a trial office may go without TOTP; by default planners, staff and admins need it
	Keys                 *Keys
}

// Service signs people in and looks after their accounts. All of its methods return Unavailable when the database is away
// and Timeout when the answer would come too late, beside what their own comments name.
type Service struct {
	db     pg.DB
	config Config
	hasher *hasher

	attempts attempts
}

// New returns a service that works through db as the role mitte_app.
func New(db pg.DB, config Config) *Service {
	return &Service{db: pg.As(db, pg.Who{Roles: []string{door}}), config: config, hasher: newHasher(mostHashes), attempts: attempts{open: map[[2]string]chan struct{}{}}}
}

// door is the part of this room in the policies of its tables: nobody else reads or writes them, whatever statement he
// slips in elsewhere.
const door = "door"

// Lengths of a session. The database keeps a longer one from being written.
const (
	idleLength  = 30 * time.Minute
	staffLength = 12 * time.Hour
	adminLength = 8 * time.Hour
)

const sqlSweep = `
WITH keys AS (DELETE FROM idempotency_key WHERE claimed_at < now() - interval '24 hours'),
     sessions AS (DELETE FROM session WHERE expires_at < now() OR seen_at < now() - interval '30 minutes'),
     tokens AS (DELETE FROM api_token WHERE expires_at < now()),
     links AS (DELETE FROM setup_link WHERE expires_at < now())
DELETE FROM login_attempt WHERE since < now() - interval '1 day' AND coalesce(retry_at, since) < now()`

// Sweep removes what is over: sessions, tokens and links past their end, answers kept for repeated requests, old counts.
func (s *Service) Sweep(ctx context.Context) error {
	_, err := s.db.Exec(ctx, sqlSweep)
	return pg.Fault("people.Sweep", err)
}
