package pg_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func TestInTxCommitsAndNamesTheActor(t *testing.T) {
	db := committing(t)
	var id int64
	err := pg.InTx(t.Context(), db.App(), "person:7", func(tx pgx.Tx) error {
		id = addBuilding(t, tx, "a")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if by := one[string](t, db.App(), `SELECT updated_by FROM building WHERE id = $1`, id); by != "person:7" {
		t.Errorf("got %q", by)
	}
	if left := one[string](t, db.App(), `SELECT coalesce(current_setting('mitte.actor', true), '')`); left != "" {
		t.Errorf("the actor outlived the transaction: %q", left)
	}
	login := one[string](t, db.App(), `SELECT session_user`)
	if err = pg.InTx(t.Context(), db.App(), "", func(tx pgx.Tx) error { id = addBuilding(t, tx, "b"); return nil }); err != nil {
		t.Fatal(err)
	}
	if by := one[string](t, db.App(), `SELECT updated_by FROM building WHERE id = $1`, id); by != "db:"+login {
		t.Errorf("got %q", by)
	}
}

func TestInTxRollsBack(t *testing.T) {
	db := committing(t)
	refused := fault.New(fault.Stale, "x.stale", "stale")
	err := pg.InTx(t.Context(), db.App(), "", func(tx pgx.Tx) error {
		addBuilding(t, tx, "error")
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	func() {
		defer func() {
			if recover() != "boom" {
				t.Error("the panic was swallowed")
			}
		}()
		_ = pg.InTx(t.Context(), db.App(), "", func(tx pgx.Tx) error {
			addBuilding(t, tx, "panic")
			panic("boom")
		})
	}()
	if n := one[int](t, db.App(), `SELECT count(*) FROM building`); n != 0 {
		t.Errorf("%d rows were left", n)
	}
	if n := db.App().Stat().AcquiredConns(); n != 0 {
		t.Errorf("%d connections were not given back", n)
	}
}

func TestInTxInATransactionIsASavepoint(t *testing.T) {
	tx := inTx(t)
	err := pg.InTx(t.Context(), tx, "me", func(tx pgx.Tx) error { addBuilding(t, tx, "kept"); return nil })
	if err != nil {
		t.Fatal(err)
	}
	_ = pg.InTx(t.Context(), tx, "me", func(tx pgx.Tx) error { addBuilding(t, tx, "lost"); return errors.New("no") })
	if got := column[string](t, tx, `SELECT name FROM building`); len(got) != 1 || got[0] != "kept" {
		t.Errorf("got %v", got)
	}
}

// Two transactions each hold a row and want the other's; PostgreSQL shoots one, which must then succeed on its own.
func TestInTxRepeatsAfterADeadlock(t *testing.T) {
	db := committing(t)
	a, b := addBuilding(t, db.App(), "a"), addBuilding(t, db.App(), "b")
	exec(t, db.Superuser(), `ALTER ROLE ALL IN DATABASE `+pgx.Identifier{db.Name}.Sanitize()+` SET deadlock_timeout = '50ms'`)
	var held sync.WaitGroup
	held.Add(2)
	var tries [2]int
	swap := func(n int, first, second int64) error {
		return pg.InTx(t.Context(), db.App(), "", func(tx pgx.Tx) error {
			tries[n]++
			if _, err := tx.Exec(t.Context(), `UPDATE building SET storeys = 1 WHERE id = $1`, first); err != nil {
				return err
			}
			if tries[n] == 1 {
				held.Done()
				held.Wait()
			}
			_, err := tx.Exec(t.Context(), `UPDATE building SET storeys = 2 WHERE id = $1`, second)
			return pg.Fault("test.swap", err)
		})
	}
	done := make(chan error, 2)
	go func() { done <- swap(0, a, b) }()
	go func() { done <- swap(1, b, a) }()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	// On a busy machine the one that was shot may take its row again before the other wakes, and be shot once more.
	if tries[0]+tries[1] < 3 {
		t.Errorf("%v attempts: nobody was shot", tries)
	}
}

func TestInTxGivesUpAfterThreeRepetitions(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	tries := 0
	err := pg.InTx(t.Context(), tx, "", func(tx pgx.Tx) error {
		tries++
		_, err := tx.Exec(t.Context(), `DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`)
		return err
	})
	if tries != 4 || fault.KindOf(err) != fault.Unavailable || fault.CodeOf(err) != pg.CodeBusy {
		t.Errorf("%d attempts, %v", tries, err)
	}
}

func TestInTxDoesNotRepeatOtherErrors(t *testing.T) {
	db := committing(t)
	tries := 0
	err := pg.InTx(t.Context(), db.App(), "", func(tx pgx.Tx) error {
		tries++
		exec(t, db.Superuser(), `SELECT pg_terminate_backend($1)`, int(tx.Conn().PgConn().PID()))
		_, err := tx.Exec(t.Context(), `SELECT 1`)
		return err
	})
	if tries != 1 || fault.CodeOf(err) != pg.CodeAway {
		t.Errorf("%d attempts, %v", tries, err)
	}
}

func TestInSnapshotSeesOneMomentAndWritesNothing(t *testing.T) {
	db := committing(t)
	err := pg.InSnapshot(t.Context(), db.App(), func(tx pgx.Tx) error {
		before := one[int](t, tx, `SELECT count(*) FROM building`)
		addBuilding(t, db.App(), "meanwhile")
		if after := one[int](t, tx, `SELECT count(*) FROM building`); after != before {
			t.Errorf("%d became %d", before, after)
		}
		_, err := tx.Exec(t.Context(), `UPDATE building SET storeys = 1`)
		return err
	})
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("a write was answered with %v", err)
	}
}

func TestInTxReason(t *testing.T) {
	tx := inTx(t)
	id := addBuilding(t, tx, "a")
	err := pg.InTx(t.Context(), tx, "me", func(tx pgx.Tx) error {
		if err := pg.SetReason(context.Background(), tx, "typing error"); err != nil {
			return err
		}
		_, err := tx.Exec(t.Context(), `UPDATE building SET name = 'b' WHERE id = $1`, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if why := one[string](t, tx, `SELECT reason FROM history WHERE table_name = 'building' AND id = $1`, id); why != "typing error" {
		t.Errorf("got %q", why)
	}
}
