package enquiry

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Change is what staff set of an enquiry; nil leaves it. Another desk gets it as new, with nobody in charge. Reason stays in the
// house as a note; an end without an answer and another desk need one.
type Change struct {
	Status    *Status
	Reason    string
	Desk      *string
	Assignee  *int64
	Priority  *string
	DueAt     *geo.Date
	Kind      *Kind
	UnitID    *int64 // 0 for none
	SectionID *int64
}

// Codes of what staff may not do.
const (
	CodeDesk  = "enquiry.desk"
	CodeStale = "stale"
)

const (
	sqlHold = `
SELECT e.version, e.desk, e.kind, e.status, e.ended_at, e.assignee_id, e.duplicate_of,
       (SELECT count(*) FROM enquiry_message m WHERE m.enquiry_id = e.id AND m.direction = 'out') AS answers
FROM enquiry e
JOIN enquiry_content c ON c.enquiry_id = e.id
WHERE e.id = $1 AND e.status <> 'unconfirmed'
FOR UPDATE OF e`

	sqlKnown = `SELECT EXISTS (SELECT FROM enquiry WHERE id = $1 AND status <> 'unconfirmed')`

	sqlAssign = `UPDATE enquiry SET assignee_id = $2 WHERE id = $1`

	// The new desk begins anew; what was written goes with it.
	sqlHandOver = `UPDATE enquiry SET desk = $2, status = 'new', assignee_id = NULL WHERE id = $1`

	sqlSettle = `
UPDATE enquiry
SET priority = coalesce($2, priority), due_at = coalesce($3, due_at), kind = coalesce($4, kind),
    unit_id = CASE WHEN $5::bigint IS NULL THEN unit_id ELSE nullif($5, 0) END,
    section_id = CASE WHEN $6::bigint IS NULL THEN section_id ELSE nullif($6, 0) END
WHERE id = $1`
)

// held is an enquiry that is being changed.
type held struct {
	id          int64 `db:"-"`
	Version     int
	Desk        string
	Kind        Kind
	Status      Status
	EndedAt     *time.Time
	AssigneeID  *int64
	DuplicateOf *int64
	Answers     int
}

// Alter changes an enquiry of one's own desk, made to the version named, and returns it. It returns NotFound, Forbidden with
// CodeDesk for another desk's, Stale, Invalid, and Conflict with the code of a step that cannot be made.
func (s *Service) Alter(ctx context.Context, by By, id int64, version int, c Change) (Item, error) {
	const op = "enquiry.Alter"
	if wrong := c.check(); len(wrong) > 0 {
		return Item{}, fault.Wrap(op, fault.Refuse("bad_members", "at least one member is wrong", wrong...))
	}
	belongs := false
	if c.Assignee != nil { // asked before: the door has a connection of its own
		var err error
		if belongs, err = people.WorksAt(ctx, s.db, *c.Assignee, by.Actor.Desk); err != nil {
			return Item{}, fault.Wrap(op, err)
		}
	}
	it, err := s.work(ctx, by, id, "enquiry.change", func(tx pgx.Tx, h *held) error {
		if h.Version != version {
			return fault.New(fault.Stale, CodeStale, "others have changed this in the meantime")
		}
		return s.alter(ctx, tx, by.Actor, h, c, belongs)
	})
	return it, pg.Fault(op, err)
}

// work has a change made to an enquiry that this desk has, with its row in the audit trail.
func (s *Service) work(ctx context.Context, by By, id int64, action string, do func(tx pgx.Tx, h *held) error) (Item, error) {
	if err := by.Actor.Require(people.Staff); err != nil {
		return Item{}, err
	}
	var after Item
	err := pg.InTx(ctx, s.db, by.Actor.String(), func(tx pgx.Tx) error {
		if err := reads(ctx, tx, by.Actor); err != nil {
			return err
		}
		h, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		was := h.Status
		if err := do(tx, h); err != nil {
			return err
		}
		if after, err = s.item(ctx, tx, by.Actor, id); err != nil {
			return err
		}
		return recordBy(ctx, tx, by, action, id, &was, after.Status)
	})
	return after, err
}

// hold locks an enquiry of this desk. One of another is known to be there, and closed.
func hold(ctx context.Context, tx pgx.Tx, id int64) (*held, error) {
	found, err := pg.Collect[held](ctx, tx, sqlHold, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 1 {
		found[0].id = id
		return &found[0], nil
	}
	var known bool
	if err := tx.QueryRow(ctx, sqlKnown, id).Scan(&known); err != nil {
		return nil, err
	}
	if known {
		return nil, fault.New(fault.Forbidden, CodeDesk, "another desk has this enquiry")
	}
	return nil, pgx.ErrNoRows
}

func (c *Change) check() (wrong []fault.Field) {
	refuse := func(path string) {
		wrong = append(wrong, fault.Field{Path: "/" + path, Code: "unknown_value", Msg: "there is no such value"})
	}
	if c.Status != nil && (!slices.Contains(Statuses(), *c.Status) || *c.Status == Unconfirmed) {
		refuse("status")
	}
	if c.Desk != nil && !slices.Contains(Desks(), *c.Desk) {
		refuse("desk")
	}
	if c.Priority != nil && !slices.Contains(Priorities(), *c.Priority) {
		refuse("priority")
	}
	if c.Kind != nil && !slices.Contains(Kinds(), *c.Kind) {
		refuse("kind")
	}
	if c.DueAt != nil && c.DueAt.IsZero() {
		refuse("due_at")
	}
	if w := c.checkReason(); w != nil {
		wrong = append(wrong, *w)
	}
	return wrong
}

// checkReason also tidies it.
func (c *Change) checkReason() *fault.Field {
	c.Reason = paragraphs(c.Reason)
	if c.Reason == "" && (c.Desk != nil || c.Status != nil && slices.Contains([]Status{NotResponsible, Spam, Withdrawn}, *c.Status)) {
		return &fault.Field{Path: "/reason", Code: "required", Msg: "a reason is needed"}
	}
	if c.Reason == "" {
		return nil
	}
	return wrongText("/reason", c.Reason)
}

func (s *Service) alter(ctx context.Context, tx pgx.Tx, who people.Actor, h *held, c Change, belongs bool) error {
	if c.Reason != "" {
		if _, err := tx.Exec(ctx, sqlInsertMessage, h.id, "internal", c.Reason, who.String()); err != nil {
			return err
		}
	}
	var due any
	if c.DueAt != nil {
		due = *c.DueAt
	}
	if _, err := tx.Exec(ctx, sqlSettle, h.id, c.Priority, due, c.Kind, c.UnitID, c.SectionID); err != nil {
		return err
	}
	if c.Desk != nil && *c.Desk != h.Desk {
		if !h.Status.Open() {
			return refuseStep(CodeStep)
		}
		_, err := tx.Exec(ctx, sqlHandOver, h.id, *c.Desk)
		return err
	}
	if c.Assignee != nil {
		if err := s.assign(ctx, tx, h, *c.Assignee, belongs); err != nil {
			return err
		}
	}
	if c.Status == nil || *c.Status == h.Status {
		return nil
	}
	return s.advance(ctx, tx, who, h, *c.Status, circumstances{})
}

// assign puts somebody of the desk in charge; what was new is assigned then.
func (s *Service) assign(ctx context.Context, tx pgx.Tx, h *held, account int64, belongs bool) error {
	if !belongs || !h.Status.Open() {
		return refuseStep(CodeAssignee)
	}
	if _, err := tx.Exec(ctx, sqlAssign, h.id, account); err != nil {
		return err
	}
	if h.AssigneeID = &account; h.Status != Received {
		return nil
	}
	return s.move(ctx, tx, h, Assigned, circumstances{assigneeAtDesk: true})
}

// advance goes to a status, by the ones between that follow by themselves: who begins to work on what is new is in charge.
func (s *Service) advance(ctx context.Context, tx pgx.Tx, who people.Actor, h *held, to Status, c circumstances) error {
	c.answers, c.assigneeAtDesk = h.Answers, h.AssigneeID != nil
	working := to == InProgress || to == Waiting || to == Answered
	if working && h.Status == Received {
		if err := s.assign(ctx, tx, h, who.AccountID, true); err != nil {
			return err
		}
	}
	if to != InProgress && working && (h.Status == Assigned || h.Status == Waiting) {
		if err := s.move(ctx, tx, h, InProgress, c); err != nil {
			return err
		}
	}
	return s.move(ctx, tx, h, to, c)
}

func (s *Service) move(ctx context.Context, tx pgx.Tx, h *held, to Status, c circumstances) error {
	if h.Status == to {
		return nil
	}
	if h.EndedAt != nil {
		c.ended = *h.EndedAt
	}
	is, err := s.step(ctx, tx, h.id, h.Status, to, c)
	h.Status = is
	return err
}

func refuseStep(code string) error {
	return fault.New(fault.Conflict, code, "this step is not possible from here")
}
