package pg

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"mitte/geo/fault"
)

// CodeUnprepared says that the database lacks roles, extensions or grants and that this login may not make them.
const CodeUnprepared = "database_unprepared"

// prepareLock keeps two programs that start at once from making the same role.
const prepareLock = 7_000_002

// Prepare makes what the first migration needs and the owner may not make: roles, extensions, and the owner's rights on
// the database. It is idempotent and changes nothing where all is there, so a login without special rights passes too
// if an administrator has prepared the database before.
//
// It returns Forbidden with CodeUnprepared, naming what is missing, if the login may not make it, and Unavailable if the
// database is away.
func Prepare(ctx context.Context, superuserURL string) error {
	const op = "pg.Prepare"
	conn, err := pgx.Connect(ctx, superuserURL)
	if err != nil {
		return Fault(op, err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return Fault(op, prepare(ctx, conn))
}

func prepare(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.Exec(ctx, sqlLockMigrations, prepareLock); err != nil {
		return err
	}
	defer func() { _, _ = conn.Exec(context.WithoutCancel(ctx), sqlUnlockMigrations, prepareLock) }()
	var missing []string
	for _, s := range preparations() {
		done, err := s.ensure(ctx, conn)
		if err != nil {
			return err
		}
		if !done {
			missing = append(missing, s.what)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fault.Newf(fault.Forbidden, CodeUnprepared,
		"the database login %s may not prepare the database; a database administrator must first provide: %s",
		conn.Config().User, strings.Join(missing, ", "))
}

// ensure reports false if the thing is missing and the login may not make it.
func (s preparation) ensure(ctx context.Context, conn *pgx.Conn) (bool, error) {
	if done, err := s.holds(ctx, conn); err != nil || done {
		return done, err
	}
	_, err := conn.Exec(ctx, s.do)
	var refused *pgconn.PgError
	if err == nil {
		// A GRANT without the right to it is only warned of.
		return s.holds(ctx, conn)
	}
	if !errors.As(err, &refused) {
		return false, err
	}
	switch refused.Code {
	case pgerrcode.DuplicateObject, pgerrcode.UniqueViolation:
		// Roles belong to the whole server; somebody preparing another database there was faster.
		return s.holds(ctx, conn)
	case pgerrcode.InsufficientPrivilege, pgerrcode.FeatureNotSupported, pgerrcode.UndefinedFile, pgerrcode.UndefinedObject:
		return false, nil
	}
	return false, err
}

func (s preparation) holds(ctx context.Context, conn *pgx.Conn) (bool, error) {
	var holds bool
	err := conn.QueryRow(ctx, s.have).Scan(&holds)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == pgerrcode.UndefinedObject {
		// The question names a role that is missing itself and was told of already.
		return false, nil
	}
	return holds, err
}
