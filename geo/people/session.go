package people

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Session is a person signed in with a browser.
type Session struct {
	Actor     Actor
	Email     string
	TOTP      bool // whether the account has a second factor
	EnrolTOTP bool // whether it needs one first; until then the actor has no roles
	ExpiresAt time.Time
	CSRF      string
	Fresh     bool // whether a code was shown within ten minutes, or none is needed

	secret string
}

// ForgedBy reports whether a request that shows token was not made by a page of ours in this session.
func (s Session) ForgedBy(token string) bool { return !same(token, s.CSRF) }

type sessionRow struct {
	AccountID int64
	Email     string
	Name      string
	Desk      string
	Locale    string
	Roles     []Role
	TOTP      bool
	Fresh     bool
	ExpiresAt time.Time
}

// Session returns who the cookie's secret belongs to, and notes that he was here. It returns Unauthenticated if there is no
// such session any more.
func (s *Service) Session(ctx context.Context, secret string) (Session, error) {
	const op = "people.Session"
	rows, err := pg.Collect[sessionRow](ctx, s.db, sqlSession, hashOf(secret))
	if err != nil {
		return Session{}, pg.Fault(op, err)
	}
	if len(rows) == 0 {
		return Session{}, fault.Wrap(op, fault.New(fault.Unauthenticated, "session_over", "the session is over; sign in again"))
	}
	return s.session(rows[0], secret), nil
}

func (s *Service) session(r sessionRow, secret string) Session {
	out := Session{
		Actor: Actor{AccountID: r.AccountID, Name: r.Name, Roles: r.Roles, Desk: r.Desk, Locale: r.Locale},
		Email: r.Email, TOTP: r.TOTP, ExpiresAt: r.ExpiresAt, CSRF: csrfToken(secret), Fresh: r.Fresh || !r.TOTP,
		secret: secret,
	}
	if s.needsSecondFactor(r.Roles) && !r.TOTP {
		out.EnrolTOTP = true
		out.Actor.Roles = nil
	}
	return out
}

func (s *Service) needsSecondFactor(roles []Role) bool {
	return !s.config.SecondFactorOptional && (Actor{Roles: roles}).Has(Planner, Staff, Admin)
}

// open begins a session and returns the secret for its cookie.
func (s *Service) open(ctx context.Context, tx pgx.Tx, accountID int64, roles []Role, secondFactor bool) (string, error) {
	length := staffLength
	if slices.Contains(roles, Admin) {
		length = adminLength
	}
	secret, hash := newSecret()
	_, err := tx.Exec(ctx, sqlOpenSession, hash, accountID, length.Seconds(), secondFactor)
	return secret, err
}

// End signs a person out, everywhere: whoever leaves one machine need not remember the others.
func (s *Service) End(ctx context.Context, session Session, ipPrefix string) error {
	err := pg.InTx(ctx, s.db, session.Actor.String(), func(tx pgx.Tx) error {
		ended, err := tx.Exec(ctx, sqlEndAllSessions, session.Actor.AccountID)
		if err != nil || ended.RowsAffected() == 0 {
			return err
		}
		return Record(ctx, tx, Entry{
			Actor: session.Actor, Action: "session.end", Entity: "account", EntityID: session.Actor.AccountID, IPPrefix: ipPrefix,
		})
	})
	return pg.Fault("people.End", err)
}

// IsOver reports whether err says that a session or token is not valid, and not that it could not be looked up.
func IsOver(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && f.Kind == fault.Unauthenticated
}
