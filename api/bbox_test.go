package api_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"
)

// The oracle asks each geometry alone, in lon/lat, where a box is a box; it needs no index.
const sqlBruteForce = `
SELECT DISTINCT id FROM pub.%s
WHERE ST_Intersects(ST_Transform(geom, 4326), ST_MakeEnvelope($1, $2, $3, $4, 4326)) %s
ORDER BY id`

// The two judge in different systems, in which only the vertices are the same. An edge of length L that is straight in
// lon/lat bows in Mercator by L² tan φ / 8R at most: 0.4 mm for the longest here, 120 m at 51.7° N. A box without width is
// widened by 0.1 mm. So within 1.5e-8°, which is 1 mm to the east and 1.7 mm to the north, either may be right.
const sqlDoubtful = `
SELECT DISTINCT id FROM pub.%s
WHERE ST_Distance(ST_Transform(geom, 4326), ST_Boundary(ST_MakeEnvelope($1, $2, $3, $4, 4326))) < 1.5e-8`

func TestBBoxAgainstBruteForce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	onDay := map[string]string{"units": "AND valid_from <= '2026-11-23' AND (valid_to IS NULL OR valid_to > '2026-11-23')"}
	rapid.Check(t, func(rt *rapid.T) {
		layer := rapid.SampledFrom([]string{"parcels", "buildings", "segments", "units", "sections"}).Draw(rt, "layer")
		w := rapid.Float64Range(6.9575, 6.9605).Draw(rt, "west")
		s := rapid.Float64Range(51.6612, 51.6630).Draw(rt, "south")
		share := rapid.Float64Range(0, 1).Draw(rt, "share west of it")
		width := rapid.SampledFrom([]float64{0, 1e-7, 0.0002, 0.001, 0.3, 5}).Draw(rt, "width")
		height := rapid.SampledFrom([]float64{0, 1e-7, 0.0002, 0.001, 0.3, 3}).Draw(rt, "height")
		w -= share * width
		got := ids(features(t, b.get(fmt.Sprintf("/api/v1/%s?limit=10000&bbox=%v,%v,%v,%v", layer, w, s, w+width, s+height))))
		box := []any{w, s, w + width, s + height}
		want := b.numbers(fmt.Sprintf(sqlBruteForce, layer, onDay[layer]), box...)
		doubtful := b.numbers(fmt.Sprintf(sqlDoubtful, layer), box...)
		for _, id := range union(got, want) {
			if slices.Contains(got, id) != slices.Contains(want, id) && !slices.Contains(doubtful, id) {
				rt.Fatalf("%s in %v: got %v, want %v", layer, box, got, want)
			}
		}
	})
}

func union(a, b []int) []int { return append(slices.Clone(a), b...) }

func (b *bundle) numbers(sql string, args ...any) []int {
	b.t.Helper()
	rows, err := b.db.Superuser().Query(b.t.Context(), sql, args...)
	if err != nil {
		b.t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[int])
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

func TestBBoxesFarAway(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for box, want := range map[string]int{
		"-180,-90,180,90": 10, "0,0,90,90": 10, "-180,-90,3.9,90": 0, "100,0,120,10": 0, "6.9,51.6,7,51.7": 10, "18,57,180,90": 0,
	} {
		if got := len(features(t, b.get("/api/v1/parcels?bbox="+box))); got != want {
			t.Errorf("%s: got %d, want %d", box, got, want)
		}
	}
}
