package people

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// SignIn is what somebody shows at the door.
type SignIn struct {
	Email    string
	Password string
	Code     string // of the second factor, or a recovery code
	Network  string // where it comes from, for the limit; "" is this machine
	IPPrefix string // the same for the audit trail
	Replaces string // the session that the browser had before; it ends
}

// knock is what the database knows about an address.
type knock struct {
	AccountID    int64
	PasswordHash string
	Disabled     bool
	TOTPSecret   []byte
	Roles        []Role
	Now          time.Time
}

const sqlKnock = `
SELECT a.id AS account_id, c.password_hash, a.disabled_at IS NOT NULL AS disabled, c.totp_secret,
       ARRAY(SELECT g.role FROM role_grant g WHERE g.account_id = a.id ORDER BY g.role) AS roles, now() AS now
FROM account a
JOIN credential c ON c.account_id = a.id
WHERE a.email = $1`

// SignIn opens a session and returns the secret for its cookie. It takes as long and says the same whether or not there is
// such an account.
//
// It returns Unauthenticated with the code "login" if anything does not fit, "code_needed" if only the code of the second
// factor is missing, and a TooManyError if it is tried too often.
func (s *Service) SignIn(ctx context.Context, in SignIn) (secret string, session Session, err error) {
	const op = "people.SignIn"
	email := tidyEmail(in.Email)
	if err := s.attempt(ctx, email, in.Network); err != nil {
		return "", Session{}, pg.Fault(op, err)
	}
	k, err := s.checkPassword(ctx, email, in.Password)
	if err != nil {
		return "", Session{}, pg.Fault(op, err)
	}
	if k.TOTPSecret != nil && in.Code == "" {
		return "", Session{}, fault.Wrap(op, fault.New(fault.Unauthenticated, "code_needed", "the code of the second factor is needed"))
	}
	err = pg.InTx(ctx, s.db, Actor{AccountID: k.AccountID}.String(), func(tx pgx.Tx) error {
		if k.TOTPSecret != nil {
			if err := s.spendCode(ctx, tx, k, in.Code); err != nil {
				return err
			}
		}
		secret, err = s.enter(ctx, tx, k, in)
		return err
	})
	if err != nil {
		return "", Session{}, pg.Fault(op, err)
	}
	session, err = s.Session(ctx, secret)
	return secret, session, err
}

// checkPassword returns what is known about the address if the password is its own.
func (s *Service) checkPassword(ctx context.Context, email, password string) (knock, error) {
	known, err := pg.Collect[knock](ctx, s.db, sqlKnock, email)
	if err != nil {
		return knock{}, err
	}
	hash := s.hasher.dummy
	if len(known) > 0 {
		hash = known[0].PasswordHash
	}
	ok, old, err := s.hasher.matches(ctx, hash, password)
	switch {
	case err != nil:
		return knock{}, err
	case len(known) == 0 || !ok || known[0].Disabled:
		return knock{}, errLogin()
	}
	if old {
		s.rehash(ctx, known[0], password)
	}
	return known[0], nil
}

func errLogin() error {
	return fault.New(fault.Unauthenticated, "login", "address, password or code do not fit")
}

// rehash brings an old hash to today's cost. Signing in does not fail over it.
func (s *Service) rehash(ctx context.Context, k knock, password string) {
	if hash, err := s.hasher.hash(ctx, password); err == nil {
		_, _ = s.db.Exec(ctx, sqlRehash, k.AccountID, k.PasswordHash, hash)
	}
}

// enter opens the session in place of the browser's former one, and forgets the attempts.
func (s *Service) enter(ctx context.Context, tx pgx.Tx, k knock, in SignIn) (string, error) {
	if in.Replaces != "" {
		if _, err := tx.Exec(ctx, sqlEndSession, hashOf(in.Replaces)); err != nil {
			return "", err
		}
	}
	secret, err := s.open(ctx, tx, k.AccountID, k.Roles, k.TOTPSecret != nil)
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(ctx, sqlForgetAttempts, attemptsOf(tidyEmail(in.Email))); err != nil {
		return "", err
	}
	return secret, Record(ctx, tx, Entry{
		Actor: Actor{AccountID: k.AccountID}, Action: "session.begin", Entity: "account", EntityID: k.AccountID, IPPrefix: in.IPPrefix,
	})
}
