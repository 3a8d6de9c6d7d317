package pg_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func startCursor(t testing.TB, db pg.DB) *pg.Cursor {
	t.Helper()
	var cursor *pg.Cursor
	err := pg.InSnapshot(t.Context(), db, func(tx pgx.Tx) (err error) {
		cursor, err = pg.Start(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return cursor
}

func next(t testing.TB, c *pg.Cursor, q pg.Querier) []pg.Change {
	t.Helper()
	got, err := c.Next(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestCursorBeginsAfterWhatIsThere(t *testing.T) {
	db := committing(t)
	addBuilding(t, db.App(), "before")
	cursor := startCursor(t, db.App())
	if got := next(t, cursor, db.App()); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	id := addBuilding(t, db.App(), "after")
	got := next(t, cursor, db.App())
	if len(got) != 1 || got[0].FeatureID != id || got[0].Layer != "buildings" || got[0].Op != "insert" || got[0].OldBox != nil || got[0].NewBox == nil {
		t.Fatalf("got %+v", got)
	}
	if !cursor.Saw(got[0].XID, got[0].ID) || cursor.Saw(got[0].XID+100, 1) {
		t.Error("the cursor does not know what it saw")
	}
	if got := next(t, cursor, db.App()); len(got) != 0 {
		t.Errorf("told again: %v", got)
	}
}

// R4: while one transaction writes on and on, everybody else's edits are told at once and once, and its own in the end.
func TestALongTransactionHidesNobody(t *testing.T) {
	db := committing(t)
	long, err := db.App().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = long.Rollback(context.Background()) }()
	early := addBuilding(t, long, "import 1")
	cursor := startCursor(t, db.App())
	for range 20 {
		id := addBuilding(t, db.App(), "edit")
		if got := next(t, cursor, db.App()); len(got) != 1 || got[0].FeatureID != id {
			t.Fatalf("got %v, want %d alone", got, id)
		}
		if got := next(t, cursor, db.App()); len(got) != 0 {
			t.Fatalf("told again: %v", got)
		}
	}
	late := addBuilding(t, long, "import 2")
	if err := long.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := next(t, cursor, db.App())
	if len(got) != 2 || got[0].FeatureID != early || got[1].FeatureID != late {
		t.Errorf("got %v, want %d and %d", got, early, late)
	}
	if got := next(t, cursor, db.App()); len(got) != 0 {
		t.Errorf("told again: %v", got)
	}
}

func TestARolledBackEditIsNotTold(t *testing.T) {
	db := committing(t)
	cursor := startCursor(t, db.App())
	_ = pg.InTx(t.Context(), db.App(), "", func(tx pgx.Tx) error {
		addBuilding(t, tx, "no")
		return errors.New("no")
	})
	if got := next(t, cursor, db.App()); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// R3: writers commit in an order of their own, some give up, readers poll meanwhile. Every committed edit is told to
// every reader exactly once.
func TestConcurrentWritersAreAllHeardOnce(t *testing.T) {
	db := committing(t)
	const writers, edits, readers = 4, 60, 2
	cursors := make([]*pg.Cursor, readers)
	for i := range cursors {
		cursors[i] = startCursor(t, db.App())
	}
	var writing sync.WaitGroup
	committed := make(chan int64, writers*edits*2)
	for w := range writers {
		writing.Go(func() { write(t, db.App(), rand.New(rand.NewPCG(1, uint64(w))), edits, committed) })
	}
	over := make(chan struct{})
	go func() { writing.Wait(); close(over) }()
	heard := make([]map[int64]int, readers)
	var reading sync.WaitGroup
	for i, cursor := range cursors {
		heard[i] = map[int64]int{}
		reading.Go(func() { listen(t, db.App(), cursor, over, heard[i]) })
	}
	reading.Wait()
	close(committed)
	n := 0
	for id := range committed {
		n++
		for i := range heard {
			if heard[i][id] != 1 {
				t.Errorf("reader %d heard %d times of %d", i, heard[i][id], id)
			}
			delete(heard[i], id)
		}
	}
	for i := range heard {
		if len(heard[i]) != 0 {
			t.Errorf("reader %d heard of what was never committed: %v", i, heard[i])
		}
	}
	if n == 0 {
		t.Error("nothing was written")
	}
	t.Logf("%d edits told to %d readers, none missed, none twice", n, readers)
}

// write makes pairs of transactions that begin in one order and commit in the other.
func write(t *testing.T, db pg.DB, random *rand.Rand, edits int, committed chan<- int64) {
	t.Helper()
	for range edits {
		first, err := db.Begin(context.Background())
		if err != nil {
			t.Error(err)
			return
		}
		ids := []int64{addBuilding(t, first, "a")}
		if random.IntN(2) == 0 {
			committed <- addBuilding(t, db, "overtakes")
		}
		if random.IntN(3) == 0 {
			ids = append(ids, addBuilding(t, first, "b"))
		}
		if random.IntN(5) == 0 {
			_ = first.Rollback(context.Background())
			continue
		}
		if err := first.Commit(context.Background()); err != nil {
			t.Error(err)
			return
		}
		for _, id := range ids {
			committed <- id
		}
	}
}

func listen(t *testing.T, db pg.DB, cursor *pg.Cursor, over <-chan struct{}, heard map[int64]int) {
	t.Helper()
	for last := false; ; {
		changes, err := cursor.Next(context.Background(), db)
		if err != nil {
			t.Error(err)
			return
		}
		for _, c := range changes {
			heard[c.FeatureID]++
		}
		if last {
			return
		}
		select {
		case <-over:
			last = true
		default:
		}
	}
}

func TestCursorOfAnotherDatabase(t *testing.T) {
	db := committing(t)
	cursor := startCursor(t, db.App())
	other := pgtest.DB(t).App()
	if _, err := cursor.Next(t.Context(), other); !errors.Is(err, pg.ErrResync) {
		t.Errorf("got %v", err)
	}
}

// R5: a restored dump brings change rows with ids that this server has not reached yet.
func TestCursorAfterARestore(t *testing.T) {
	db := committing(t)
	cursor := startCursor(t, db.App())
	exec(t, db.Owner(), `INSERT INTO change (xid, layer, op) VALUES ('9000000000', 'units', 'bulk')`)
	for range 2 {
		if _, err := cursor.Next(t.Context(), db.App()); !errors.Is(err, pg.ErrResync) {
			t.Errorf("got %v", err)
		}
	}
}

func TestCursorErrorsLeaveItsPlace(t *testing.T) {
	db := committing(t)
	cursor := startCursor(t, db.App())
	id := addBuilding(t, db.App(), "a")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := cursor.Next(ctx, db.App()); err == nil {
		t.Fatal("no error")
	}
	if got := next(t, cursor, db.App()); len(got) != 1 || got[0].FeatureID != id {
		t.Errorf("got %v", got)
	}
}
