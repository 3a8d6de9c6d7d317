package enquiry

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

const (
	// What was written comes by an outer join: row security leaves it out where it is closed.
	sqlLines = `
SELECT e.id, e.version, e.no, e.kind, e.desk, e.status, c.enquiry_id IS NOT NULL AS mine, e.priority, e.received_via, e.received_at,
       e.due_at, false AS overdue, e.assignee_id, u.public_ref AS unit_ref, e.section_id, s.label AS section,
       e.duplicate_of, e.forwarded_to, e.first_answer_at, e.ended_at, c.subject, c.name AS "from",
       (SELECT max(m.at) FROM enquiry_message m WHERE m.enquiry_id = e.id AND m.direction <> 'internal') AS last_at
FROM enquiry e
LEFT JOIN enquiry_content c ON c.enquiry_id = e.id
LEFT JOIN unit u ON u.id = e.unit_id
LEFT JOIN construction_section s ON s.id = e.section_id`

	sqlContent = `SELECT body, name, phone, lang FROM enquiry_content WHERE enquiry_id = $1`

	sqlDuplicates = `
SELECT e.id, e.no, e.status, c.subject
FROM enquiry e
JOIN enquiry_content c ON c.enquiry_id = e.id
WHERE e.duplicate_of = $1
ORDER BY e.received_at, e.id`

	sqlSimilar = `
SELECT e.id, e.no, e.status, c.subject
FROM enquiry this
JOIN enquiry e ON e.id <> this.id AND (e.unit_id = this.unit_id OR e.section_id = this.section_id)
JOIN enquiry_content c ON c.enquiry_id = e.id
WHERE this.id = $1 AND e.status IN ('new', 'assigned', 'in_progress', 'waiting_for_customer')
ORDER BY e.received_at DESC, e.id
LIMIT 20`

	sqlCountInbox = `
SELECT count(*), count(*) FILTER (WHERE due_at < $2), count(*) FILTER (WHERE assignee_id = $3)
FROM enquiry
WHERE desk = $1 AND status IN ('new', 'assigned', 'in_progress', 'waiting_for_customer')`
)

// stillOpen are the statuses in which the office has something to do.
var stillOpen = []string{"new", "assigned", "in_progress", "waiting_for_customer"} //nolint:gochecknoglobals // a constant

// listLines returns one line more than the limit if there are more.
func listLines(ctx context.Context, q pg.Querier, today geo.Date, desk string, wanted Wanted) ([]Line, error) {
	var w pg.Where
	w.Add("e.status <> 'unconfirmed'")
	if len(wanted.Desks) > 0 {
		w.Add("e.desk = ANY (?)", wanted.Desks)
	}
	if len(wanted.Statuses) > 0 {
		w.Add("e.status = ANY (?)", wanted.Statuses)
	}
	if len(wanted.Kinds) > 0 {
		w.Add("e.kind = ANY (?)", wanted.Kinds)
	}
	within := wanted.within(&w, today)
	if within {
		w.Add("e.desk = ?", desk)
	}
	sql := sqlLines + " WHERE " + w.SQL() + " ORDER BY e.status = ANY (" + w.Arg(stillOpen) + ") DESC, e.due_at, e.received_at, e.id LIMIT " + w.Arg(wanted.Limit+1)
	found, err := pg.Collect[Line](ctx, q, sql, w.Args()...)
	for i := range found {
		found[i] = found[i].as(desk, today)
	}
	return found, err
}

// within adds what asks about more than number, kind and state, and reports whether it did.
func (wanted *Wanted) within(w *pg.Where, today geo.Date) (asks bool) {
	add := func(condition pg.Literal, args ...any) { w.Add(condition, args...); asks = true }
	switch {
	case wanted.Assignee < 0:
		add("e.assignee_id IS NULL")
	case wanted.Assignee > 0:
		add("e.assignee_id = ?", wanted.Assignee)
	}
	switch wanted.Due {
	case "overdue":
		add("e.due_at < ? AND e.status = ANY (?)", today, stillOpen)
	case "week":
		add("e.due_at <= ? AND e.status = ANY (?)", today.AddDays(7), stillOpen)
	}
	if wanted.UnitRef != "" {
		add("u.public_ref = ?", wanted.UnitRef)
	}
	if wanted.SectionID != 0 {
		add("e.section_id = ?", wanted.SectionID)
	}
	if wanted.Text != "" {
		add("strpos(lower(concat_ws(' ', e.no, c.subject, c.body, c.name)), lower(?)) > 0", wanted.Text)
	}
	return asks
}

func findLine(ctx context.Context, q pg.Querier, today geo.Date, desk string, id int64) (Line, error) {
	found, err := pg.Collect[Line](ctx, q, sqlLines+" WHERE e.status <> 'unconfirmed' AND e.id = $1", id)
	if err == nil && len(found) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Line{}, err
	}
	return found[0].as(desk, today), nil
}

// as leaves of another desk's enquiry what everybody in the office may know.
func (l Line) as(desk string, today geo.Date) Line {
	if l.Desk != desk || !l.Mine {
		return Line{ID: l.ID, Version: l.Version, No: l.No, Kind: l.Kind, Desk: l.Desk, Status: l.Status}
	}
	l.Overdue = l.Status.Open() && l.DueAt.Before(today)
	return l
}
