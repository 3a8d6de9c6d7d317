package people

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// ChangeOwnPassword gives who is signed in a new password. All sessions of the account end; secret is that of a new one. It
// returns Invalid if the old password does not fit or the new one is too weak, and a TooManyError.
func (s *Service) ChangeOwnPassword(ctx context.Context, session Session, old, fresh, network, ipPrefix string) (secret string, err error) {
	const op = "people.ChangeOwnPassword"
	if err := s.attempt(ctx, session.Email, network); err != nil {
		return "", pg.Fault(op, err)
	}
	if _, err := s.checkPassword(ctx, session.Email, old); IsOver(err) {
		wrong := fault.Field{Path: "/old", Code: "password.old", Msg: "this is not your password"}
		return "", fault.Wrap(op, fault.Refuse("account.invalid", "at least one field is wrong", wrong))
	} else if err != nil {
		return "", pg.Fault(op, err)
	}
	if err := refused(checkPassword("/new", fresh, session.Email, session.Actor.Name)); err != nil {
		return "", fault.Wrap(op, err)
	}
	hash, err := s.hasher.hash(ctx, fresh)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	id := session.Actor.AccountID
	err = pg.InTx(ctx, s.db, session.Actor.String(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlReplaceHash, id, hash); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlForgetAttempts, attemptsOf(session.Email)); err != nil {
			return err
		}
		if secret, err = s.reopen(ctx, tx, id, session.TOTP); err != nil {
			return err
		}
		return Record(ctx, tx, Entry{Actor: session.Actor, Action: "account.password", Entity: "account", EntityID: id, IPPrefix: ipPrefix})
	})
	return secret, pg.Fault(op, err)
}
