package vacancy

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/picture"
	"mitte/geo/place"
)

// Office is the side of this room that staff see: the register of all units, and every change to it. All of its methods
// return Unauthenticated or Forbidden for who may not, Unavailable when the database is away and Timeout when the answer
// would come too late, beside what their own comments name.
type Office struct {
	db       pg.DB
	clock    geo.Clock
	pictures *picture.Store // nil: it has the rows of pictures, and takes in none
}

// NewOffice returns an office that works through db; the role mitte_app suffices.
func NewOffice(db pg.DB, clock geo.Clock) *Office { return &Office{db: db, clock: clock} }

// With returns an office that keeps pictures in a store.
func (o *Office) With(pictures *picture.Store) *Office {
	with := *o
	with.pictures = pictures
	return &with
}

// By is who does something and from where.
type By struct {
	people.Actor
	IPPrefix string
}

// entity is what the audit trail calls a unit.
const entity = "unit"

func reader(by people.Actor) error { return by.Require(people.Planner, people.Staff, people.Admin) }

func writer(by people.Actor) error { return by.Require(people.Staff, people.Admin) }

// Saved is a unit after a change.
type Saved struct {
	Entry
	XID uint64 // the transaction, 0 if nothing had to be changed
}

// Today is the day on which the office works.
func (o *Office) Today() geo.Date { return geo.Today(o.clock) }

// Entries lists units of the register.
func (o *Office) Entries(ctx context.Context, by people.Actor, q EntryQuery) (place.Batch[Entry], error) {
	const op = "vacancy.Office.Entries"
	if err := reader(by); err != nil {
		return place.Batch[Entry]{}, fault.Wrap(op, err)
	}
	found, err := listEntries(ctx, o.db, q, o.Today())
	return found, pg.Fault(op, err)
}

// Entry returns a unit with its whole past, without what is personal. It returns NotFound if there is none.
func (o *Office) Entry(ctx context.Context, by people.Actor, id int64) (Entry, error) {
	const op = "vacancy.Office.Entry"
	if err := reader(by); err != nil {
		return Entry{}, fault.Wrap(op, err)
	}
	e, err := findEntry(ctx, o.db, id, o.Today())
	return e.impersonal(), pg.Fault(op, err)
}

// leastPurpose is how many characters a purpose has at least that says something.
const leastPurpose = 8

// EntryFor is Entry with the ends of leases, for a purpose that the audit trail keeps. It returns Invalid without one.
func (o *Office) EntryFor(ctx context.Context, by By, id int64, purpose string) (Entry, error) {
	const op = "vacancy.Office.EntryFor"
	if err := by.Require(people.Staff); err != nil {
		return Entry{}, fault.Wrap(op, err)
	}
	var e Entry
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) (err error) {
		if e, err = findEntry(ctx, tx, id, o.Today()); err != nil {
			return err
		}
		return by.readPersonal(ctx, tx, "unit.leases.read", id, purpose)
	})
	return e, pg.Fault(op, err)
}

// readPersonal writes down that somebody reads what is personal, and what for.
func (by By) readPersonal(ctx context.Context, tx pgx.Tx, action string, id int64, purpose string) error {
	if len(purpose) < leastPurpose {
		return fault.Refuse("purpose", "who reads what is personal says what for",
			fault.Field{Path: "purpose", Code: "purpose", Msg: "say in a few words what for"})
	}
	after, err := json.Marshal(map[string]string{"purpose": purpose})
	if err != nil {
		return err
	}
	return people.Record(ctx, tx, people.Entry{Actor: by.Actor, Action: action, Entity: entity, EntityID: id, After: after, IPPrefix: by.IPPrefix})
}

// impersonal leaves out what is personal.
func (e Entry) impersonal() Entry {
	for i := range e.Occupancies {
		e.Occupancies[i].LeaseEnd = geo.Date{}
	}
	return e
}

// Names are what editors are called who stand in versions as account:12.
func (o *Office) Names(ctx context.Context, by people.Actor, editors []string) (map[string]string, error) {
	const op = "vacancy.Office.Names"
	if err := reader(by); err != nil {
		return nil, fault.Wrap(op, err)
	}
	names, err := people.Names(ctx, o.db, editors)
	return names, pg.Fault(op, err)
}

const (
	sqlLockUnit    = `SELECT version FROM unit WHERE id = $1 FOR UPDATE`
	sqlTransaction = `SELECT pg_current_xact_id()::text::bigint`
)

// alone runs a change to a unit while nobody else can change it. Version 0 is any.
func (o *Office) alone(ctx context.Context, by By, id int64, version int, fn func(tx pgx.Tx) error) (xid uint64, err error) {
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		var now int
		if err := tx.QueryRow(ctx, sqlLockUnit, id).Scan(&now); err != nil {
			return err
		}
		if version != 0 && version != now {
			return stale()
		}
		if err := tx.QueryRow(ctx, sqlTransaction).Scan(&xid); err != nil {
			return err
		}
		return fn(tx)
	})
	return xid, err
}

func stale() error { return fault.New(fault.Stale, "stale", "somebody changed this in the meantime") }

func refuse(wrong []fault.Field) error {
	return fault.Refuse("bad_members", "at least one member is wrong", wrong...)
}

// conclude reads the unit as it is now and writes the audit row, the last thing before COMMIT.
func (o *Office) conclude(ctx context.Context, tx pgx.Tx, by By, id int64, action string, before, after any) (Entry, error) {
	e, err := findEntry(ctx, tx, id, o.Today())
	if err != nil {
		return e, err
	}
	return e.impersonal(), by.record(ctx, tx, id, action, before, after)
}

// record writes the audit row of a change to a unit.
func (by By) record(ctx context.Context, tx pgx.Tx, id int64, action string, before, after any) error {
	entry := people.Entry{Actor: by.Actor, Action: action, Entity: entity, EntityID: id, IPPrefix: by.IPPrefix}
	var err error
	if entry.Before, err = noted(before); err != nil {
		return err
	}
	if entry.After, err = noted(after); err != nil {
		return err
	}
	return people.Record(ctx, tx, entry)
}

func noted(v any) ([]byte, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}
