package people

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const (
	sqlAnyAccount = `SELECT EXISTS (SELECT FROM account)`

	// Hashing the first password takes long enough for two browsers to try at once.
	sqlLockSetup   = `SELECT pg_advisory_xact_lock(7000005)`
	sqlAddLink     = `INSERT INTO setup_link (hash, expires_at) VALUES ($1, now() + interval '24 hours')`
	sqlUseLink     = `DELETE FROM setup_link WHERE hash = $1 AND expires_at > now()`
	sqlForgetLinks = `DELETE FROM setup_link`
)

// SetupToken returns the token of a new one-time link for the first administrator, valid for a day, or "" if there is an
// account already. Links made before stay valid as long.
func (s *Service) SetupToken(ctx context.Context) (string, error) {
	const op = "people.SetupToken"
	var any bool
	if err := s.db.QueryRow(ctx, sqlAnyAccount).Scan(&any); err != nil || any {
		return "", pg.Fault(op, err)
	}
	token, hash := newSecret()
	_, err := s.db.Exec(ctx, sqlAddLink, hash)
	return token, pg.Fault(op, err)
}

// Setup makes the first account, an administrator who also works with the map, and signs it in. It returns Forbidden if the
// link is unknown, used or over or if there is an account already, Invalid with all fields at fault, and a TooManyError.
func (s *Service) Setup(ctx context.Context, token string, n NewAccount, in SignIn) (string, Session, error) {
	const op = "people.Setup"
	if err := s.attempt(ctx, "setup", in.Network); err != nil {
		return "", Session{}, pg.Fault(op, err)
	}
	n.Roles = []Role{Admin, Staff}
	n = n.tidy()
	if err := n.check(); err != nil {
		return "", Session{}, fault.Wrap(op, err)
	}
	hash, err := s.hasher.hash(ctx, n.Password)
	if err != nil {
		return "", Session{}, fault.Wrap(op, err)
	}
	var secret string
	err = pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		if err := useLink(ctx, tx, token); err != nil {
			return err
		}
		id, err := insertAccount(ctx, tx, n, hash)
		if err != nil {
			return err
		}
		if secret, err = s.open(ctx, tx, id, n.Roles, false); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlForgetAttempts, attemptsOf("setup")); err != nil {
			return err
		}
		return Record(ctx, tx, Entry{
			Actor: Actor{AccountID: id}, Action: "account.setup", Entity: "account", EntityID: id, IPPrefix: in.IPPrefix,
		})
	})
	if err != nil {
		return "", Session{}, pg.Fault(op, err)
	}
	session, err := s.Session(ctx, secret)
	return secret, session, err
}

// useLink voids all links, or refuses.
func useLink(ctx context.Context, tx pgx.Tx, token string) error {
	if _, err := tx.Exec(ctx, sqlLockSetup); err != nil {
		return err
	}
	var any bool
	if err := tx.QueryRow(ctx, sqlAnyAccount).Scan(&any); err != nil {
		return err
	}
	used, err := tx.Exec(ctx, sqlUseLink, hashOf(token))
	if err != nil {
		return err
	}
	if any || used.RowsAffected() == 0 {
		return fault.New(fault.Forbidden, "setup_link", "this link is unknown, used or over")
	}
	_, err = tx.Exec(ctx, sqlForgetLinks)
	return err
}
