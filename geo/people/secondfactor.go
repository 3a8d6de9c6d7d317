package people

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const (
	// The condition lets one of two requests with the same code through, wherever they arrive.
	sqlSpendStep     = `UPDATE credential SET totp_last_step = $2 WHERE account_id = $1 AND totp_last_step < $2`
	sqlSpendRecovery = `DELETE FROM recovery_code WHERE account_id = $1 AND hash = $2`

	sqlOfferTOTP   = `UPDATE credential SET totp_pending = $2 WHERE account_id = $1`
	sqlPendingTOTP = `SELECT totp_pending, now() AS now FROM credential WHERE account_id = $1 FOR UPDATE`
	sqlConfirmTOTP = `
UPDATE credential SET totp_secret = totp_pending, totp_pending = NULL, totp_confirmed_at = now(), totp_last_step = $2
WHERE account_id = $1`
	sqlResetTOTP = `
WITH codes AS (DELETE FROM recovery_code WHERE account_id = $1)
UPDATE credential SET totp_secret = NULL, totp_pending = NULL, totp_confirmed_at = NULL WHERE account_id = $1`
	sqlNewRecoveryCodes = `
WITH gone AS (DELETE FROM recovery_code WHERE account_id = $1)
INSERT INTO recovery_code (account_id, hash) SELECT $1, unnest($2::bytea[])`

	sqlOwnFactor   = `SELECT totp_secret, now() AS now FROM credential WHERE account_id = $1`
	sqlFactorAgain = `UPDATE session SET second_factor_at = now() WHERE id_hash = $1`
)

// spendCode uses up a code of the app, or a recovery code; neither opens the door twice.
func (s *Service) spendCode(ctx context.Context, tx pgx.Tx, k knock, code string) error {
	code = tidyCode(code)
	secret, err := s.config.Keys.decrypt(k.AccountID, k.TOTPSecret)
	if err != nil {
		return err
	}
	sql, what := sqlSpendRecovery, any(hashOf(code))
	if len(code) == 6 {
		step := totpMatch(secret, code, k.Now)
		if step == 0 {
			return errLogin()
		}
		sql, what = sqlSpendStep, step
	}
	spent, err := tx.Exec(ctx, sql, k.AccountID, what)
	if err == nil && spent.RowsAffected() == 0 {
		return errLogin()
	}
	return err
}

// Offer is a second factor that is not in force yet.
type Offer struct {
	Secret string // to type into the app
	URI    string // for the picture
}

// OfferTOTP makes a new second factor for who is signed in. It takes effect when ConfirmTOTP is shown a code of it. It returns
// Conflict if there is one already; an administrator can take that away.
func (s *Service) OfferTOTP(ctx context.Context, session Session) (Offer, error) {
	const op = "people.OfferTOTP"
	if session.TOTP {
		return Offer{}, fault.Wrap(op, fault.New(fault.Conflict, "totp.there", "there is a second factor already"))
	}
	secret := newTOTPSecret()
	id := session.Actor.AccountID
	_, err := s.db.Exec(ctx, sqlOfferTOTP, id, s.config.Keys.encrypt(id, secret))
	return Offer{Secret: totpText(secret), URI: totpURI(secret, session.Email)}, pg.Fault(op, err)
}

// ConfirmTOTP puts the offered second factor into force and returns recovery codes, which nobody can see again. All sessions of
// the account end; secret is that of a new one. It returns Invalid if the code is wrong and Conflict if nothing was offered.
func (s *Service) ConfirmTOTP(ctx context.Context, session Session, code, ipPrefix string) (secret string, codes []string, err error) {
	const op = "people.ConfirmTOTP"
	id := session.Actor.AccountID
	codes, hashes := newRecoveryCodes()
	err = pg.InTx(ctx, s.db, session.Actor.String(), func(tx pgx.Tx) error {
		step, err := s.confirmedStep(ctx, tx, id, code)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlConfirmTOTP, id, step); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlNewRecoveryCodes, id, hashes); err != nil {
			return err
		}
		if secret, err = s.reopen(ctx, tx, id, true); err != nil {
			return err
		}
		return Record(ctx, tx, Entry{Actor: session.Actor, Action: "account.totp", Entity: "account", EntityID: id, IPPrefix: ipPrefix})
	})
	return secret, codes, pg.Fault(op, err)
}

func (s *Service) confirmedStep(ctx context.Context, tx pgx.Tx, id int64, code string) (int64, error) {
	k := knock{AccountID: id}
	if err := tx.QueryRow(ctx, sqlPendingTOTP, id).Scan(&k.TOTPSecret, &k.Now); err != nil {
		return 0, err
	}
	if k.TOTPSecret == nil {
		return 0, fault.New(fault.Conflict, "totp.none", "ask for a second factor first")
	}
	plain, err := s.config.Keys.decrypt(id, k.TOTPSecret)
	if err != nil {
		return 0, err
	}
	step := totpMatch(plain, tidyCode(code), k.Now)
	if step == 0 {
		return 0, fault.Refuse("totp.code", "the code does not fit", fault.Field{Path: "/code", Code: "totp.code", Msg: "the code does not fit"})
	}
	return step, nil
}

// reopen ends all sessions of an account and opens one, for the browser that asked.
func (s *Service) reopen(ctx context.Context, tx pgx.Tx, id int64, secondFactor bool) (string, error) {
	if _, err := tx.Exec(ctx, sqlEndAllSessions, id); err != nil {
		return "", err
	}
	a, err := findAccount(ctx, tx, id)
	if err != nil {
		return "", err
	}
	return s.open(ctx, tx, id, a.Roles, secondFactor)
}

// StepUp notes that who is signed in has shown a code just now, which user administration asks for. It returns a TooManyError,
// or Unauthenticated if the code does not fit.
func (s *Service) StepUp(ctx context.Context, session Session, code, network string) error {
	const op = "people.StepUp"
	if err := s.attempt(ctx, session.Email, network); err != nil {
		return pg.Fault(op, err)
	}
	k := knock{AccountID: session.Actor.AccountID}
	if err := s.db.QueryRow(ctx, sqlOwnFactor, k.AccountID).Scan(&k.TOTPSecret, &k.Now); err != nil {
		return pg.Fault(op, err)
	}
	if k.TOTPSecret == nil {
		return fault.Wrap(op, fault.New(fault.Conflict, "totp.none", "there is no second factor"))
	}
	err := pg.InTx(ctx, s.db, session.Actor.String(), func(tx pgx.Tx) error {
		if err := s.spendCode(ctx, tx, k, code); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlForgetAttempts, attemptsOf(session.Email)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, sqlFactorAgain, hashOf(session.secret))
		return err
	})
	return pg.Fault(op, err)
}
