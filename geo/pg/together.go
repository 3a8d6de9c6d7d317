package pg

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Statement is a text with its parameters.
type Statement struct {
	SQL  string
	Args []any
}

// Rows is what a reader reads, for rooms that know pgx by this one only.
type Rows = pgx.Rows

const (
	sqlBeginMoment = `BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY`
	sqlEndMoment   = `COMMIT`
)

// AskTogether sends statements in one message, so that they cost one way to the database and see one moment of it, and
// hands the rows of each to read. db is a pool or a connection without a transaction.
// It returns read's error as Fault does.
func AskTogether(ctx context.Context, db Querier, statements []Statement, read func(i int, rows Rows) error) error {
	var batch pgx.Batch
	batch.Queue(sqlBeginMoment)
	for _, s := range statements {
		batch.Queue(s.SQL, s.Args...)
	}
	batch.Queue(sqlEndMoment)
	results := db.SendBatch(ctx, &batch)
	_, err := results.Exec()
	for i := 0; i < len(statements) && err == nil; i++ {
		err = readOne(results, i, read)
	}
	if closed := results.Close(); err == nil {
		err = closed
	}
	return faultOnce("pg.AskTogether", err)
}

func readOne(results pgx.BatchResults, i int, read func(int, Rows) error) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	if err := read(i, rows); err != nil {
		return err
	}
	rows.Close()
	return rows.Err()
}
