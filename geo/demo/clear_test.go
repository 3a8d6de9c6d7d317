package demo_test

import (
	"testing"

	"mitte/geo/demo"
	"mitte/geo/fault"
	"mitte/geo/pg/pgtest"
)

func TestClearMakesRoom(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t).Owner()
	o := demo.Options{Seed: 1, Scale: 1, Today: today}
	for range 2 {
		if _, err := demo.Load(t.Context(), db, o); err != nil {
			t.Fatal(err)
		}
		// An edit leaves history, which must not meet the next bearer of the same identifier.
		if _, err := db.Exec(t.Context(), `UPDATE unit SET use_type = 'office' WHERE id = 1`); err != nil {
			t.Fatal(err)
		}
		if err := demo.Clear(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClearSparesARealTown(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	_, err := tx.Exec(t.Context(), `
		INSERT INTO town (name, municipality_key, geom)
		VALUES ('Echtstadt', '05562012', ST_Multi(ST_MakeEnvelope(359000, 5725000, 360000, 5726000, 25832)))`)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Clear(t.Context(), tx); fault.CodeOf(err) != "demo.real_town" {
		t.Errorf("clear of a real town: %v", err)
	}
	if _, err := demo.Load(t.Context(), tx, demo.Options{Seed: 1, Today: today}); fault.CodeOf(err) != "demo.not_empty" {
		t.Errorf("load into a real town: %v", err)
	}
}

func TestLoadRefusesNonsense(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	if _, err := demo.Load(t.Context(), tx, demo.Options{Scale: demo.MaxScale + 1, Today: today}); fault.CodeOf(err) != "demo.scale" {
		t.Errorf("scale: %v", err)
	}
	if _, err := demo.Load(t.Context(), tx, demo.Options{Scale: 1}); fault.CodeOf(err) != "demo.today" {
		t.Errorf("today: %v", err)
	}
}
