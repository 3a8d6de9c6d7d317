package pg

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgerrcode"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"mitte/geo/fault"
)

// Codes of the faults that Fault makes without a constraint's name.
const (
	CodeNotFound = "not_found"
	CodeAway     = "database_away" // no connection, or the server is starting or stopping
	CodeBusy     = "database_busy" // lost a race again and again; trying later may help
	CodeDiskFull = "disk_full"
	CodeTimeout  = "timeout"
	CodeCanceled = "canceled" // the caller went away
	CodeBadText  = "bad_text" // NUL, or no UTF-8
)

// Fault translates an error of pgx into one of ours, by SQLSTATE and constraint name. A clash or a broken rule has the
// constraint's name as its code. An error that is a fault already keeps its kind and code. Fault of nil is nil.
//
// It returns NotFound for no rows; Conflict for a unique, foreign-key, exclusion or restrict violation; Invalid for a
// check violation or an unfit value; Unavailable when there is no database, no free connection or no space; Timeout when
// the statement or the caller's time ran out; Internal for everything else.
func Fault(op string, err error) error {
	if err == nil {
		return nil
	}
	var known *fault.Error
	if !errors.As(err, &known) {
		known = translate(err)
		err = known
	}
	return fault.Wrap(op, err)
}

func translate(err error) *fault.Error {
	var refused *pgconn.PgError
	var unreachable *pgconn.ConnectError
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return fault.New(fault.NotFound, CodeNotFound, "there is no such record").Because(err)
	case errors.Is(err, errNoConnection), errors.As(err, &unreachable):
		return away(err)
	case errors.As(err, &refused):
		return fromServer(refused).Because(err)
	case errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Timeout, CodeTimeout, "the database did not answer in time").Because(err)
	case errors.Is(err, context.Canceled):
		return fault.New(fault.Timeout, CodeCanceled, "the request was given up").Because(err)
	case isLost(err):
		return away(err)
	default:
		return fault.New(fault.Internal, "internal", "internal error").Because(err)
	}
}

func away(err error) *fault.Error {
	return fault.New(fault.Unavailable, CodeAway, "the database is not reachable").Because(err)
}

// isLost reports a connection that broke or was closed under a statement.
func isLost(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, pgconn.ErrConnClosed) || pgconn.SafeToRetry(err)
}

func fromServer(e *pgconn.PgError) *fault.Error {
	switch e.Code {
	case pgerrcode.UniqueViolation, pgerrcode.ForeignKeyViolation, pgerrcode.ExclusionViolation, pgerrcode.RestrictViolation:
		return named(fault.Conflict, "conflict", "this clashes with another record", e)
	case pgerrcode.CheckViolation, pgerrcode.InvalidParameterValue:
		return named(fault.Invalid, "invalid_value", "a value breaks a rule", e)
	case pgerrcode.CharacterNotInRepertoire, pgerrcode.UntranslatableCharacter:
		return fault.New(fault.Invalid, CodeBadText, "a text holds a character that no text may hold")
	case pgerrcode.DiskFull:
		return fault.New(fault.Unavailable, CodeDiskFull, "the database has no space left")
	case pgerrcode.QueryCanceled:
		return fault.New(fault.Timeout, CodeTimeout, "the database did not answer in time")
	case pgerrcode.SerializationFailure, pgerrcode.DeadlockDetected, pgerrcode.LockNotAvailable:
		return fault.New(fault.Unavailable, CodeBusy, "others are changing the same records; try again")
	case pgerrcode.AdminShutdown, pgerrcode.CrashShutdown, pgerrcode.CannotConnectNow, pgerrcode.DatabaseDropped,
		pgerrcode.IdleSessionTimeout, pgerrcode.ReadOnlySQLTransaction, pgerrcode.TooManyConnections:
		return fault.New(fault.Unavailable, CodeAway, "the database is not reachable")
	}
	if pgerrcode.IsConnectionException(e.Code) {
		return fault.New(fault.Unavailable, CodeAway, "the database is not reachable")
	}
	return fault.New(fault.Internal, "internal", "internal error")
}

// named gives the fault its constraint's name, which the user interface has a sentence for, and the field it speaks of.
func named(kind fault.Kind, code, msg string, e *pgconn.PgError) *fault.Error {
	out := fault.New(kind, code, msg)
	path := e.ColumnName
	if e.ConstraintName != "" {
		out.Code = e.ConstraintName
		path = strings.TrimPrefix(e.ConstraintName, e.TableName+"_")
	}
	if path != "" {
		out.Fields = []fault.Field{{Path: path, Code: out.Code, Msg: msg}}
	}
	return out
}
