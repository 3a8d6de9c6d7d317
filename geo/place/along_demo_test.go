package place_test

import (
	"math"
	"slices"
	"testing"

	"github.com/twpayne/go-geom"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
)

// demoWard is the made-up Altstadt and its segments.
func demoWard(t *testing.T) (w *ward, segments []int64) {
	t.Helper()
	db := pgtest.DB(t)
	if _, err := demo.Load(t.Context(), db.Owner(), demo.Options{Seed: 3, Scale: 1, Today: today}); err != nil {
		t.Fatal(err)
	}
	w = &ward{t, db, place.NewPlanner(db.App(), noon)}
	rows, err := db.Owner().Query(t.Context(), `SELECT id FROM street_segment WHERE length_m > 20 ORDER BY id`)
	for err == nil && rows.Next() {
		var id int64
		if err = rows.Scan(&id); err == nil {
			segments = append(segments, id)
		}
	}
	if err != nil || len(segments) == 0 {
		t.Fatal(err, len(segments))
	}
	return w, segments
}

func storage(points ...[2]float64) geo.Geom {
	flat := make([]float64, 0, 2*len(points))
	for _, p := range points {
		flat = append(flat, p[0], p[1])
	}
	return must(geo.NewGeom(geom.NewLineStringFlat(geom.XY, flat).SetSRID(int(geo.Storage))))
}

// axis is the line of a segment in metres.
func (w *ward) axis(id int64) [][2]float64 {
	w.t.Helper()
	var g geo.Geom
	if err := w.db.Owner().QueryRow(w.t.Context(), `SELECT geom FROM street_segment WHERE id = $1`, id).Scan(&g); err != nil {
		w.t.Fatal(err)
	}
	flat := g.T().FlatCoords()
	out := make([][2]float64, len(flat)/2)
	for i := range out {
		out[i] = [2]float64{flat[2*i], flat[2*i+1]}
	}
	return out
}

// TestAlongTotals: totals are the sums of the rows, for every segment and every choice.
func TestAlongTotals(t *testing.T) {
	t.Parallel()
	w, segments := demoWard(t)
	everything := 0
	rapid.Check(t, func(r *rapid.T) {
		q := place.AlongQuery{
			SegmentID: rapid.SampledFrom(segments).Draw(r, "segment"), WithinM: rapid.Float64Range(5, 60).Draw(r, "within"),
			Side: rapid.SampledFrom([]string{"", "left", "right"}).Draw(r, "side"), At: today.AddDays(-rapid.IntRange(0, 1500).Draw(r, "days")),
		}
		got := w.ask(q)
		units, front, vacant := map[int64]bool{}, 0.0, map[int64]bool{}
		for i, row := range got.Rows {
			if i > 0 && row.ChainageM < got.Rows[i-1].ChainageM-0.01 {
				r.Fatalf("row %d is out of order", i)
			}
			if row.OffsetM > q.WithinM || q.Side != "" && row.Side != q.Side && row.Side != "both" {
				r.Fatalf("%s is not asked for", told(row))
			}
			if row.Unit == nil {
				continue
			}
			units[row.ID] = true
			if row.FrontM != nil {
				front += *row.FrontM
			}
			if slices.Contains([]string{"vacant", "marketing", "reserved"}, row.Unit.Status) {
				vacant[row.ID] = true
			}
		}
		if sum := got.Totals; sum.Units != len(units) || sum.Vacant != len(vacant) || math.Abs(sum.FrontageM-front) > 0.01 {
			r.Fatalf("%+v, want %d units, %d vacant, %v m", sum, len(units), len(vacant), front)
		}
		everything += len(units)
	})
	if everything == 0 {
		t.Error("no unit stands anywhere")
	}
}

// TestAlongBackwards: a line drawn the other way mirrors the list and swaps the sides.
func TestAlongBackwards(t *testing.T) {
	t.Parallel()
	w, segments := demoWard(t)
	rapid.Check(t, func(r *rapid.T) {
		points := w.axis(rapid.SampledFrom(segments).Draw(r, "segment"))
		back := slices.Clone(points)
		slices.Reverse(back)
		q := place.AlongQuery{Line: storage(points...), WithinM: rapid.Float64Range(5, 40).Draw(r, "within"), What: []string{"units", "parcels"}, MinFrontM: 4}
		forth := w.ask(q)
		q.Line, q.MinFrontM = storage(back...), 2.9
		mirrored := w.ask(q)
		for _, row := range forth.Rows {
			side := map[string]string{"left": "right", "right": "left", "on": "on"}[row.Side]
			if !slices.ContainsFunc(mirrored.Rows, func(m place.AlongRow) bool {
				return m.Kind == row.Kind && m.ID == row.ID && m.Side == side && math.Abs(m.FromM-(forth.Path.LengthM-row.ToM)) < 1.02
			}) {
				r.Fatalf("%s has no mirror among %d rows", told(row), len(mirrored.Rows))
			}
		}
	})
}

// TestAlongHalves: what two halves of a street list is what the whole lists.
func TestAlongHalves(t *testing.T) {
	t.Parallel()
	w, segments := demoWard(t)
	rapid.Check(t, func(r *rapid.T) {
		points := w.axis(rapid.SampledFrom(segments).Draw(r, "segment"))
		a, b := points[0], points[len(points)-1]
		u := rapid.Float64Range(0.2, 0.8).Draw(r, "share")
		node := [2]float64{a[0] + u*(b[0]-a[0]), a[1] + u*(b[1]-a[1])}
		list := func(points ...[2]float64) map[int64]bool {
			out := map[int64]bool{}
			for _, row := range w.ask(place.AlongQuery{Line: storage(points...), What: []string{"units"}}).Rows {
				out[row.ID] = true
			}
			return out
		}
		whole, first, second := list(a, b), list(a, node), list(node, b)
		for id := range whole {
			if !first[id] && !second[id] {
				r.Fatalf("unit %d is on neither half", id)
			}
		}
		if n := len(first) + len(second); n < len(whole) || n > len(whole)+4 { // those at the node reach half a metre over it
			r.Fatalf("%d and %d units, %d in all", len(first), len(second), len(whole))
		}
	})
}

type event struct {
	Unit int64
	At   geo.Date
}

// TestAlongOverASpell: from one day to the next exactly those units change of which something was noted for that day.
func TestAlongOverASpell(t *testing.T) {
	t.Parallel()
	w, segments := demoWard(t)
	rapid.Check(t, func(r *rapid.T) {
		segment := rapid.SampledFrom(segments).Draw(r, "segment")
		var events []event
		rows, err := w.db.Owner().Query(t.Context(), `SELECT DISTINCT e.unit_id, e.at FROM unit_status_event e JOIN frontage f ON f.unit_id = e.unit_id
			WHERE f.segment_id = $1 AND e.superseded_at IS NULL ORDER BY 2, 1`, segment)
		for err == nil && rows.Next() {
			var e event
			if err = rows.Scan(&e.Unit, &e.At); err == nil {
				events = append(events, e)
			}
		}
		if err != nil {
			r.Fatal(err)
		}
		if len(events) == 0 {
			return
		}
		day := rapid.SampledFrom(events).Draw(r, "event").At
		status := func(at geo.Date) map[int64]string {
			out := map[int64]string{}
			for _, row := range w.ask(place.AlongQuery{SegmentID: segment, At: at, What: []string{"units"}, Statuses: statuses, WithinM: 60}).Rows {
				out[row.ID] = row.Unit.Status
			}
			return out
		}
		before, after := status(day.AddDays(-1)), status(day)
		for id, now := range after {
			changed := slices.Contains(events, event{id, day})
			if changed != (before[id] != now) {
				r.Fatalf("unit %d on %s: %s, before %s", id, day, now, before[id])
			}
		}
	})
}

var statuses = []string{"occupied", "threatened", "vacant", "marketing", "reserved", "interim_use", "refurbishment", "converted", "removed", "unknown"}
