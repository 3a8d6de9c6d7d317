package place

import (
	"context"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// KeptQuestion is a question about a street or an area that somebody keeps under a name, as the words of its address.
type KeptQuestion struct {
	ID                   int64
	Version              int
	CreatedAt, UpdatedAt time.Time
	Name, Query          string
}

// MostKept is how many questions an account keeps.
const MostKept = 200

// Notebook keeps the questions of those who plan. Each sees his own; the database knows no other way.
type Notebook struct{ db pg.DB }

// NewNotebook returns a notebook in db, the pool of the role mitte_app.
func NewNotebook(db pg.DB) *Notebook { return &Notebook{db} }

func keeps(by people.Actor) error { return by.Require(people.Planner, people.Staff, people.Admin) }

// Questions lists one's own questions by name. It returns Unauthenticated or Forbidden to whom it is not for.
func (n *Notebook) Questions(ctx context.Context, by people.Actor) ([]KeptQuestion, error) {
	const op = "place.Notebook.Questions"
	if err := keeps(by); err != nil {
		return nil, fault.Wrap(op, err)
	}
	found, err := pg.Collect[KeptQuestion](ctx, by.On(n.db), sqlKeptQuestions)
	return found, pg.Fault(op, err)
}

// Question returns one of one's own. It returns NotFound for anybody else's.
func (n *Notebook) Question(ctx context.Context, by people.Actor, id int64) (KeptQuestion, error) {
	const op = "place.Notebook.Question"
	if err := keeps(by); err != nil {
		return KeptQuestion{}, fault.Wrap(op, err)
	}
	found, err := pg.Collect[KeptQuestion](ctx, by.On(n.db), sqlKeptQuestion, id)
	if err == nil && len(found) == 0 {
		err = unknownQuestion()
	}
	if err != nil {
		return KeptQuestion{}, pg.Fault(op, err)
	}
	return found[0], nil
}

// Keep keeps a question. It returns Invalid for one without a name or words, and Conflict for a name that is taken or a full
// notebook.
func (n *Notebook) Keep(ctx context.Context, by people.Actor, network string, q KeptQuestion) (made KeptQuestion, err error) {
	const op = "place.Notebook.Keep"
	if err := keeps(by); err != nil {
		return made, fault.Wrap(op, err)
	}
	if err := judgeQuestion(&q); err != nil {
		return made, fault.Wrap(op, err)
	}
	err = pg.InTx(ctx, by.On(n.db), by.String(), func(tx pgx.Tx) error {
		rows, err := pg.Collect[KeptQuestion](ctx, tx, sqlKeepQuestion, by.AccountID, q.Name, q.Query, MostKept)
		switch {
		case err != nil:
			return err
		case len(rows) == 0:
			return fault.New(fault.Conflict, "question.full", "nobody keeps more than 200 questions")
		}
		made = rows[0]
		return people.Record(ctx, tx, questionEntry(by, network, "question.create", made.ID, 0, made.Version))
	})
	return made, pg.Fault(op, err)
}

// Change renames a question, or lets it ask something else; what is empty stays. It returns NotFound for anybody else's, Stale
// if it is no longer in the version named, Invalid, and Conflict for a name that is taken.
func (n *Notebook) Change(ctx context.Context, by people.Actor, network string, id int64, version int, name, query *string) (now KeptQuestion, err error) {
	const op = "place.Notebook.Change"
	base, err := n.Question(ctx, by, id)
	if err == nil && base.Version != version {
		err = staleQuestion()
	}
	if err != nil {
		return now, fault.Wrap(op, err)
	}
	if name != nil {
		base.Name = *name
	}
	if query != nil {
		base.Query = *query
	}
	if err := judgeQuestion(&base); err != nil {
		return now, fault.Wrap(op, err)
	}
	err = pg.InTx(ctx, by.On(n.db), by.String(), func(tx pgx.Tx) error {
		rows, err := pg.Collect[KeptQuestion](ctx, tx, sqlChangeQuestion, id, version, base.Name, base.Query)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return staleQuestion()
		}
		now = rows[0]
		return people.Record(ctx, tx, questionEntry(by, network, "question.change", id, version, now.Version))
	})
	return now, pg.Fault(op, err)
}

// Drop forgets a question. It returns NotFound for anybody else's, and Stale if it is no longer in the version named.
func (n *Notebook) Drop(ctx context.Context, by people.Actor, network string, id int64, version int) error {
	const op = "place.Notebook.Drop"
	if _, err := n.Question(ctx, by, id); err != nil {
		return fault.Wrap(op, err)
	}
	return pg.Fault(op, pg.InTx(ctx, by.On(n.db), by.String(), func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, sqlDropQuestion, id, version)
		if err != nil {
			return err
		}
		if done.RowsAffected() == 0 {
			return staleQuestion()
		}
		return people.Record(ctx, tx, questionEntry(by, network, "question.delete", id, version, 0))
	}))
}

func unknownQuestion() error {
	return fault.New(fault.NotFound, "question.unknown", "you keep no such question")
}

func staleQuestion() error {
	return fault.New(fault.Stale, "stale", "somebody has changed this meanwhile")
}

// questionEntry says that a question was kept, never which.
func questionEntry(by people.Actor, network, action string, id int64, before, after int) people.Entry {
	version := func(n int) []byte {
		if n == 0 {
			return nil
		}
		return []byte(`{"version":` + strconv.Itoa(n) + `}`)
	}
	return people.Entry{
		Actor: by, Action: action, Entity: "planner_question", EntityID: id, Before: version(before), After: version(after), IPPrefix: network,
	}
}
