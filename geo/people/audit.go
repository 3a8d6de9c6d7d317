package people

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Entry is one line of the audit trail. Before and After are JSON, nil where there is none; they hold no name, address or
// secret of a person.
type Entry struct {
	Actor    Actor  // nobody is the database login
	Action   string // such as section.update
	Entity   string // mostly a table
	EntityID int64  // 0 for none
	Before   []byte
	After    []byte
	IPPrefix string // the network it came from, /24 or /56; "" on the command line
}

// Record writes a line of the audit trail, chained to the one before, and marks the request's Idempotency-Key as done. It must
// be the last statement before COMMIT: from here on all other writers wait. It returns Invalid if Before or After is no JSON.
func Record(ctx context.Context, tx pgx.Tx, e Entry) error {
	const op = "people.Record"
	before, err := jsonOrNil(e.Before)
	if err != nil {
		return fault.Wrap(op, err)
	}
	after, err := jsonOrNil(e.After)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := markEffect(ctx, tx, e); err != nil {
		return pg.Fault(op, err)
	}
	_, err = tx.Exec(ctx, sqlRecordAudit, e.Actor.String(), e.Action, e.Entity, idOrNil(e.EntityID), before, after, e.IPPrefix)
	return pg.Fault(op, err)
}

func jsonOrNil(text []byte) (any, error) {
	if text == nil {
		return nil, nil
	}
	if !json.Valid(text) {
		return nil, fault.New(fault.Invalid, "audit_json", "an audit entry holds JSON")
	}
	return string(text), nil
}

func idOrNil(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
