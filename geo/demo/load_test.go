package demo_test

import (
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/fault"
	"mitte/geo/pg/pgtest"
)

var today = geo.NewDate(2026, time.November, 23)

func TestLoad(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t).App()
	out, err := demo.Load(t.Context(), db, demo.Options{Seed: 1, Scale: 1, Today: today})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v in %v", out.Rows, out.Took)
	if _, err := demo.Load(t.Context(), db, demo.Options{Seed: 1, Scale: 1, Today: today}); fault.CodeOf(err) != "demo.not_empty" {
		t.Fatalf("second load: %v", err)
	}
}
