package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure an Error is. The list is closed; api/problem.go maps each kind to one HTTP status.
type Kind uint8

// The kinds, in the order of the statuses they become.
const (
	Internal        Kind = iota // our fault, or anything foreign
	BadRequest                  // cannot be read: syntax, an unknown field, an address out of range
	Unauthenticated             // no valid session or token
	Forbidden                   // known, but not allowed
	NotFound                    // absent, or not to be known
	Conflict                    // clashes with another record
	Stale                       // If-Match names an older version
	TooLarge                    // body, vertices or features over the limit
	Unsupported                 // a media type that is not read here
	Invalid                     // readable, but breaks a rule
	NoVersion                   // a change came without If-Match
	TooMany                     // rate limit
	Unavailable                 // database gone, pool or disk full
	Timeout                     // the work outlived its limit
)

var kindNames = [...]string{
	"internal", "bad request", "unauthenticated", "forbidden", "not found", "conflict", "stale", "too large",
	"unsupported", "invalid", "no version", "too many", "unavailable", "timeout",
}

// String returns the kind in lower-case words, for logs.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Field is one thing that is wrong with one input. Path is a JSON pointer, a parameter or a column name. At is the
// place of a geometric fault in the coordinates of the input, nil where there is none.
type Field struct {
	Path string
	Code string
	Msg  string
	At   *[2]float64
}

// Error is the only error type of mitte. Code is stable and keys the German and English text; Msg is English and safe
// for users; Err is the cause and is for the log only.
type Error struct {
	Kind   Kind
	Op     string
	Code   string
	Msg    string
	Fields []Field
	Err    error
}

// New returns an error that a user may read.
func New(kind Kind, code, msg string) *Error {
	return &Error{Kind: kind, Code: code, Msg: msg}
}

// Newf is New with a formatted message.
func Newf(kind Kind, code, format string, args ...any) *Error {
	return New(kind, code, fmt.Sprintf(format, args...))
}

// Refuse returns an Invalid error that lists every field at fault.
func Refuse(code, msg string, fields ...Field) *Error {
	return &Error{Kind: Invalid, Code: code, Msg: msg, Fields: fields}
}

// Wrap names the operation in which err happened and keeps its kind, code and message. A foreign error becomes
// Internal. Wrap of nil is nil.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var inner *Error
	if !errors.As(err, &inner) {
		return &Error{Kind: Internal, Op: op, Code: "internal", Msg: "internal error", Err: err}
	}
	outer := *inner
	outer.Op = op
	outer.Err = err
	return &outer
}

// Because keeps cause for the log and returns e.
func (e *Error) Because(cause error) *Error {
	e.Err = cause
	return e
}

// Error prints the chain for the log, innermost last, each part once.
func (e *Error) Error() string {
	text := e.Msg
	if e.Err != nil {
		text = e.Err.Error()
		var inner *Error
		if !errors.As(e.Err, &inner) && e.Code != "internal" && e.Msg != "" {
			text = e.Msg + ": " + text
		}
	}
	if e.Op == "" {
		return text
	}
	return e.Op + ": " + text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the outermost Error in err's chain, Internal for a foreign error.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf returns the stable code of err, "internal" for a foreign error.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "internal"
}
