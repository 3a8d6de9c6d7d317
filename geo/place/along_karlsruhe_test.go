package place_test

import (
	"cmp"
	"path/filepath"
	"slices"
	"testing"

	"mitte/geo"
	"mitte/geo/geotest"
	"mitte/geo/intake"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

// TestAlongKarlstrasse walks a real street: two carriageways that run against one another and become one road. Odd numbers
// stand on one side of it and even ones on the other, each side in the order of its numbers.
func TestAlongKarlstrasse(t *testing.T) {
	t.Parallel()
	extract := filepath.Join(geotest.Path(t, "karlsruhe"), "tram-junction.osm.pbf")
	db := pgtest.DB(t)
	if _, err := intake.New(db.App(), noon).Import(t.Context(), intake.Options{Kind: intake.OSM, Path: extract}); err != nil {
		t.Fatal(err)
	}
	w := &ward{t, db, place.NewPlanner(db.App(), noon)}
	const wide = 40 // metres: some houses stand further back than the 25 m that are asked about by default
	found := w.ask(place.AlongQuery{Street: "Karlstraße", What: []string{place.AlongUnits}, WithinM: wide})
	var known int
	if err := db.Owner().QueryRow(t.Context(), `SELECT count(*) FROM unit u JOIN address a ON a.id = u.address_id WHERE a.street_name = 'Karlstraße'`).Scan(&known); err != nil {
		t.Fatal(err)
	}
	right, misplaced, numbered := 0, 0, 0
	for _, side := range []string{"left", "right"} {
		houses := housesOn(found, side)
		odd := 0
		for _, h := range houses {
			odd += h.number % 2
		}
		right += max(odd, len(houses)-odd)
		misplaced += outOfOrder(houses)
		numbered += len(houses)
		t.Logf("%s: %v", side, houses)
	}
	if numbered != known || known < 20 {
		t.Errorf("%d numbered units along the street, %d have an address in it", numbered, known)
	}
	share, order := float64(right)/float64(known), 1-float64(misplaced)/float64(known)
	t.Logf("%d numbered units: parity right for %.1f %%, in the order of their numbers %.1f %%", known, 100*share, 100*order)
	if share < 0.95 || order < 0.95 {
		t.Errorf("parity is right for %.1f %% and the order for %.1f %%, want 95 %% at least", 100*share, 100*order)
	}
}

type house struct {
	number int
	suffix string
}

func housesOn(found place.Along, side string) (out []house) {
	for _, row := range found.Rows {
		if row.Side == side && row.Unit.Number != nil {
			out = append(out, house{*row.Unit.Number, row.Unit.HouseNumber})
		}
	}
	return out
}

// outOfOrder is how many houses must be left out so that the others follow one another up or down.
func outOfOrder(houses []house) int {
	longest := func(up bool) (best int) {
		runs := make([]int, len(houses))
		for i := range houses {
			runs[i] = 1
			for k := range i {
				c := cmp.Or(cmp.Compare(houses[k].number, houses[i].number), cmp.Compare(houses[k].suffix, houses[i].suffix))
				if c == 0 || (c < 0) == up {
					runs[i] = max(runs[i], runs[k]+1)
				}
			}
			best = max(best, runs[i])
		}
		return best
	}
	return len(houses) - max(longest(true), longest(false))
}

// TestAlongKarlstrasseBetween: from one crossing to another both carriageways are walked, and back with the sides swapped.
func TestAlongKarlstrasseBetween(t *testing.T) {
	t.Parallel()
	extract := filepath.Join(geotest.Path(t, "karlsruhe"), "tram-junction.osm.pbf")
	db := pgtest.DB(t)
	if _, err := intake.New(db.App(), noon).Import(t.Context(), intake.Options{Kind: intake.OSM, Path: extract}); err != nil {
		t.Fatal(err)
	}
	w := &ward{t, db, place.NewPlanner(db.App(), noon)}
	q := place.AlongQuery{Street: "Karlstraße", From: "61b", To: "63", What: []string{place.AlongUnits}, At: geo.Date{}}
	forth := w.ask(q)
	q.From, q.To = q.To, q.From
	back := w.ask(q)
	sides := map[string]int{}
	for _, row := range forth.Rows {
		sides[row.Side]++
		twin := slices.IndexFunc(back.Rows, func(b place.AlongRow) bool { return b.ID == row.ID })
		if twin < 0 || back.Rows[twin].Side == row.Side && row.Side != "on" {
			t.Errorf("%s has no mirror on the way back", told(row))
		}
	}
	if sides["left"] == 0 || sides["right"] == 0 || len(forth.Rows) != len(back.Rows) {
		t.Errorf("%v on the way there, %d units on the way back", sides, len(back.Rows))
	}
}
