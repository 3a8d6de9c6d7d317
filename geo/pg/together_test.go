package pg_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

func TestAskTogetherSeesOneMoment(t *testing.T) {
	db := committing(t)
	id := addBuilding(t, db.App(), "before")
	name := pg.Statement{SQL: `SELECT name FROM building WHERE id = $1`, Args: []any{id}}
	var names []string
	err := pg.AskTogether(t.Context(), db.App(), []pg.Statement{name, {SQL: `SELECT pg_sleep(0.2)::text`}, name},
		func(i int, rows pg.Rows) error {
			if i == 0 {
				exec(t, db.Owner(), `UPDATE building SET name = 'after' WHERE id = $1`, id)
			}
			for rows.Next() {
				var text string
				if err := rows.Scan(&text); err != nil {
					return err
				}
				names = append(names, text)
			}
			return nil
		})
	if err != nil || len(names) != 3 || names[0] != "before" || names[2] != "before" {
		t.Errorf("%q, %v", names, err)
	}
	if n := db.App().Stat().AcquiredConns(); n != 0 {
		t.Errorf("%d connections were not given back", n)
	}
}

func TestAskTogetherFails(t *testing.T) {
	db := committing(t)
	nothing := func(int, pg.Rows) error { return nil }
	err := pg.AskTogether(t.Context(), db.App(), []pg.Statement{{SQL: `SELECT 1`}, {SQL: `SELECT 1 / $1::integer`, Args: []any{0}}}, nothing)
	if fault.KindOf(err) != fault.Internal {
		t.Errorf("a division by zero: %v", err)
	}
	own := errors.New("mine")
	err = pg.AskTogether(t.Context(), db.App(), []pg.Statement{{SQL: `SELECT generate_series(1, 1000)`}, {SQL: `SELECT 2`}},
		func(int, pg.Rows) error { return own })
	if !errors.Is(err, own) {
		t.Errorf("the reader's own error: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	err = pg.AskTogether(ctx, db.App(), []pg.Statement{{SQL: `SELECT pg_sleep(60)`}}, nothing)
	if fault.KindOf(err) != fault.Timeout {
		t.Errorf("too late: %v", err)
	}
	if err := pg.AskTogether(t.Context(), db.App(), []pg.Statement{{SQL: `SELECT 1`}}, nothing); err != nil {
		t.Errorf("the pool does not recover: %v", err)
	}
}
