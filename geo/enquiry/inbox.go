package enquiry

import (
	"context"
	"encoding/json"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Line is an enquiry as a list shows it. Of another desk's there is number, kind, desk and state, and nothing else.
type Line struct {
	ID            int64
	Version       int
	No            string
	Kind          Kind
	Desk          string
	Status        Status
	Mine          bool // the reader's desk has it, or he named a purpose
	Priority      string
	ReceivedVia   string
	ReceivedAt    *time.Time
	DueAt         geo.Date
	Overdue       bool
	AssigneeID    *int64
	UnitRef       *string
	SectionID     *int64
	Section       *string
	DuplicateOf   *int64
	ForwardedTo   *string
	FirstAnswerAt *time.Time
	EndedAt       *time.Time
	Subject       *string
	From          *string
	LastAt        *time.Time
}

// Item is an enquiry with all that was written about it.
type Item struct {
	Line
	Body, Name, Phone, Lang string
	Email                   string // "" if there is none, or nobody knows it any more
	Messages                []Message
	Next                    []Status
	Duplicates              []Related // merged into this one
	Similar                 []Related // open ones about the same place
}

// Related is another enquiry of the same desk.
type Related struct {
	ID      int64
	No      string
	Status  Status
	Subject string
}

// Wanted is what a list is asked for; zero values ask for nothing. All but desk, status and kind asks the reader's own desk only.
type Wanted struct {
	Desks     []string
	Statuses  []Status
	Kinds     []Kind
	Assignee  int64  // an account; -1: nobody
	Due       string // overdue or week
	UnitRef   string
	SectionID int64
	Text      string
	Limit     int
}

// Inbox is a page of enquiries, with counts of the reader's own desk.
type Inbox struct {
	Lines               []Line
	More                bool
	Open, Overdue, Mine int
}

// By is who changes something, and from where.
type By struct {
	Actor    people.Actor
	IPPrefix string
}

// shortestPurpose is how much has to be said to open what another desk has, in characters.
const shortestPurpose = 8

func reader(who people.Actor) error { return who.Require(people.Staff, people.Admin) }

// reads says in the transaction as whom an account reads. Only staff have a desk.
func reads(ctx context.Context, tx pgx.Tx, who people.Actor) error {
	if who.Has(people.Staff) && who.Desk != "" {
		return as(ctx, tx, roleStaff, who.Desk, 0)
	}
	return as(ctx, tx, "", "", 0)
}

// List lists enquiries, what is due first at the top. It returns Forbidden for who is neither staff nor administrator.
func (s *Service) List(ctx context.Context, who people.Actor, w Wanted) (Inbox, error) {
	const op = "enquiry.List"
	if err := reader(who); err != nil {
		return Inbox{}, fault.Wrap(op, err)
	}
	var in Inbox
	err := pg.InTx(ctx, s.db, who.String(), func(tx pgx.Tx) error {
		if err := reads(ctx, tx, who); err != nil {
			return err
		}
		found, err := listLines(ctx, tx, geo.Today(s.clock), deskOf(who), w)
		if err != nil {
			return err
		}
		in = Inbox{Lines: found}
		if len(found) > w.Limit {
			in.Lines, in.More = found[:w.Limit], true
		}
		return tx.QueryRow(ctx, sqlCountInbox, deskOf(who), geo.Today(s.clock), who.AccountID).Scan(&in.Open, &in.Overdue, &in.Mine)
	})
	return in, pg.Fault(op, err)
}

// deskOf is the desk whose enquiries an account sees, "" if none's.
func deskOf(who people.Actor) string {
	if who.Has(people.Staff) {
		return who.Desk
	}
	return ""
}

// Colleagues are who can be in charge of what the reader's desk has. It returns Forbidden for who is neither staff nor
// administrator.
func (s *Service) Colleagues(ctx context.Context, who people.Actor) ([]people.Colleague, error) {
	const op = "enquiry.Colleagues"
	if err := reader(who); err != nil {
		return nil, fault.Wrap(op, err)
	}
	found, err := people.AtDesk(ctx, s.db, deskOf(who))
	return found, fault.Wrap(op, err)
}

// Item returns an enquiry. What another desk has, and all there is for an administrator, comes as a line without content; an
// administrator who names a purpose sees it, and the audit trail keeps the purpose. It returns NotFound, Forbidden, and Invalid for
// a purpose that says nothing.
func (s *Service) Item(ctx context.Context, by By, id int64, purpose string) (Item, error) {
	const op = "enquiry.Item"
	if err := reader(by.Actor); err != nil {
		return Item{}, fault.Wrap(op, err)
	}
	if purpose != "" && !by.Actor.Has(people.Admin) {
		return Item{}, fault.Wrap(op, fault.New(fault.Forbidden, "role", "your role does not allow this"))
	}
	if n := utf8.RuneCountInString(line(purpose)); purpose != "" && (n < shortestPurpose || n > LongestSubject) {
		return Item{}, fault.Wrap(op, fault.Refuse("enquiry.purpose", "a purpose has 8 to 200 characters",
			fault.Field{Path: "purpose", Code: "enquiry.purpose", Msg: "a purpose has 8 to 200 characters"}))
	}
	var found Item
	err := pg.InTx(ctx, s.db, by.Actor.String(), func(tx pgx.Tx) (err error) {
		if purpose == "" {
			found, err = s.item(ctx, tx, by.Actor, id)
			return err
		}
		if found, err = s.opened(ctx, tx, id); err != nil {
			return err
		}
		after, err := json.Marshal(map[string]string{"purpose": line(purpose)})
		if err != nil {
			return err
		}
		return people.Record(ctx, tx, people.Entry{
			Actor: by.Actor, Action: "enquiry.read", Entity: "enquiry", EntityID: id, After: after, IPPrefix: by.IPPrefix,
		})
	})
	return found, pg.Fault(op, err)
}

// item reads an enquiry as an account may.
func (s *Service) item(ctx context.Context, tx pgx.Tx, who people.Actor, id int64) (Item, error) {
	if err := reads(ctx, tx, who); err != nil {
		return Item{}, err
	}
	return s.whole(ctx, tx, deskOf(who), id)
}

// opened reads an enquiry whatever desk has it.
func (s *Service) opened(ctx context.Context, tx pgx.Tx, id int64) (Item, error) {
	if err := as(ctx, tx, roleAsker, "", id); err != nil {
		return Item{}, err
	}
	var desk string
	if err := tx.QueryRow(ctx, `SELECT desk FROM enquiry WHERE id = $1`, id).Scan(&desk); err != nil {
		return Item{}, err
	}
	return s.whole(ctx, tx, desk, id)
}

func (s *Service) whole(ctx context.Context, tx pgx.Tx, desk string, id int64) (Item, error) {
	l, err := findLine(ctx, tx, geo.Today(s.clock), desk, id)
	if err != nil || !l.Mine {
		return Item{Line: l}, err
	}
	it := Item{Line: l, Next: l.Status.Next()}
	err = tx.QueryRow(ctx, sqlContent, id).Scan(&it.Body, &it.Name, &it.Phone, &it.Lang)
	if err != nil {
		return it, err
	}
	if it.Messages, err = pg.Collect[Message](ctx, tx, sqlMessages, id, true); err != nil {
		return it, err
	}
	if it.Duplicates, err = pg.Collect[Related](ctx, tx, sqlDuplicates, id); err != nil {
		return it, err
	}
	if it.Similar, err = pg.Collect[Related](ctx, tx, sqlSimilar, id); err != nil {
		return it, err
	}
	it.Email, err = s.box.AddressOf(ctx, tx, outbox.Target{Kind: outbox.Enquiry, ID: id})
	return it, err
}
