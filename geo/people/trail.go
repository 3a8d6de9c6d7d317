package people

import (
	"context"
	"encoding/json"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// TrailRow is a line of the audit trail for people to read.
type TrailRow struct {
	Seq       int64
	At        time.Time
	Actor     string
	ActorName *string
	Action    string
	Entity    string
	EntityID  *int64
	Before    json.RawMessage
	After     json.RawMessage
	IPPrefix  string
}

// TrailQuery asks for lines of the trail, newest first. The zero value of a field is no condition.
type TrailQuery struct {
	Actor    string
	Entity   string
	EntityID int64
	Before   int64 // only lines with a lower number
	Limit    int
}

const sqlTrail = `
SELECT l.seq, l.at, l.actor, a.name AS actor_name, l.action, l.entity, l.entity_id, l.before, l.after,
       l.ip_prefix
FROM audit_log l
LEFT JOIN account a ON l.actor = 'account:' || a.id`

// Trail lists lines of the trail: all of them for an administrator, one's own for everybody else who is signed in. It returns
// Unauthenticated for nobody.
func (s *Service) Trail(ctx context.Context, by Actor, q TrailQuery) ([]TrailRow, error) {
	const op = "people.Trail"
	if by.Nobody() {
		return nil, fault.Wrap(op, by.Require())
	}
	if !by.Has(Admin) {
		q.Actor = by.String()
	}
	var w pg.Where
	if q.Actor != "" {
		w.Add("l.actor = ?", q.Actor)
	}
	if q.Entity != "" {
		w.Add("l.entity = ?", q.Entity)
	}
	if q.EntityID != 0 {
		w.Add("l.entity_id = ?", q.EntityID)
	}
	if q.Before != 0 {
		w.Add("l.seq < ?", q.Before)
	}
	found, err := pg.Collect[TrailRow](ctx, s.db, sqlTrail+" WHERE "+w.SQL()+" ORDER BY l.seq DESC LIMIT "+w.Arg(q.Limit), w.Args()...)
	return found, pg.Fault(op, err)
}
