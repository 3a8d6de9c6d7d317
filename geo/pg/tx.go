package pg

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"mitte/geo/fault"
)

// attempts is the first try and three repetitions.
const attempts = 4

const (
	sqlSetActor  = `SELECT set_config('mitte.actor', $1, true)`
	sqlSetReason = `SELECT set_config('mitte.reason', $1, true)`
)

// optioned is a Beginner that takes options: a pool or a connection, but not a transaction.
type optioned interface {
	BeginTx(ctx context.Context, options pgx.TxOptions) (pgx.Tx, error)
}

// InTx runs fn in a READ COMMITTED transaction and commits it; if fn returns an error or panics, it is rolled back. A
// given actor is who history and changes name; "" leaves the database login. A transaction that lost a deadlock or a
// serialization is run again up to three times, so fn changes nothing but the database and its own variables.
// On a pgx.Tx it works in a savepoint.
//
// It returns fn's error as Fault does, Unavailable with CodeBusy when every attempt lost, and Unavailable when the
// connection broke; then it is unknown whether a COMMIT under way has happened.
func InTx(ctx context.Context, db Beginner, actor string, fn func(tx pgx.Tx) error) error {
	var err error
	for range attempts {
		err = once(ctx, db, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(tx pgx.Tx) error {
			if err := setActor(ctx, tx, actor); err != nil {
				return err
			}
			return fn(tx)
		})
		if !lostRace(err) || ctx.Err() != nil {
			break
		}
	}
	return faultOnce("pg.InTx", err)
}

// InSnapshot runs fn in a read-only transaction that sees one moment of the database. On a pgx.Tx fn sees what that
// transaction sees. It returns fn's error as Fault does.
func InSnapshot(ctx context.Context, db Beginner, fn func(tx pgx.Tx) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return faultOnce("pg.InSnapshot", once(ctx, db, options, fn))
}

// SetReason says why the rest of the transaction changes what it changes; history keeps the words.
func SetReason(ctx context.Context, tx pgx.Tx, reason string) error {
	_, err := tx.Exec(ctx, sqlSetReason, reason)
	return Fault("pg.SetReason", err)
}

func setActor(ctx context.Context, tx pgx.Tx, actor string) error {
	if actor == "" {
		return nil
	}
	_, err := tx.Exec(ctx, sqlSetActor, actor)
	return err
}

func once(ctx context.Context, db Beginner, options pgx.TxOptions, fn func(tx pgx.Tx) error) error {
	tx, err := begin(ctx, db, options)
	if err != nil {
		return err
	}
	// Also on panic; after a commit it does nothing. The caller's time may be over, the connection still has to be tidy.
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = tx.Rollback(ctx)
	}()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

func begin(ctx context.Context, db Beginner, options pgx.TxOptions) (pgx.Tx, error) {
	if db, ok := db.(optioned); ok {
		return db.BeginTx(ctx, options)
	}
	return db.Begin(ctx)
}

func lostRace(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) &&
		(refused.Code == pgerrcode.SerializationFailure || refused.Code == pgerrcode.DeadlockDetected)
}

// faultOnce leaves a fault of fn as it is: its operation says more than ours.
func faultOnce(op string, err error) error {
	var known *fault.Error
	if errors.As(err, &known) {
		return err
	}
	return Fault(op, err)
}
