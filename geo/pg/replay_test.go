package pg_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"pgregory.net/rapid"

	"mitte/geo/pg/pgtest"
)

// sqlReplay is every version of a building there ever was, geometry included, oldest first.
const sqlReplay = `
SELECT row || jsonb_build_object('geom', geom::text) FROM history WHERE table_name = 'building' AND id = $1 AND op <> 'tombstone'
UNION ALL
SELECT to_jsonb(b) - 'geom_3857' || jsonb_build_object('geom', b.geom::text) FROM building b WHERE id = $1
ORDER BY 1`

// §2 of the reliability rules: whatever is edited, history and then the row replay it, version by version.
func TestReplayIsEveryVersion(t *testing.T) {
	t.Parallel()
	outer := pgtest.Tx(t)
	seedSource(t, outer)
	rapid.Check(t, func(rt *rapid.T) {
		tx, err := outer.Begin(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		defer func() { _ = tx.Rollback(t.Context()) }()
		id := addBuilding(t, tx, "new")
		want := []string{current(t, tx, id)}
		for range rapid.IntRange(0, 8).Draw(rt, "edits") {
			edit(t, rt, tx, id)
			want = append(want, current(t, tx, id))
		}
		var got []string
		for version := range want {
			got = append(got, one[string](t, tx, `SELECT x::text FROM (`+sqlReplay+`) AS r(x) WHERE (x ->> 'version')::int = $2`, id, version+1))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("(-lived +replayed)\n%s", diff)
		}
		if n := one[int](t, tx, `SELECT version FROM building WHERE id = $1`, id); n != len(want) {
			rt.Fatalf("version %d after %d edits", n, len(want)-1)
		}
	})
}

func current(t *testing.T, tx pgx.Tx, id int64) string {
	t.Helper()
	return one[string](t, tx, `SELECT (to_jsonb(b) - 'geom_3857' || jsonb_build_object('geom', b.geom::text))::text FROM building b WHERE id = $1`, id)
}

func edit(t *testing.T, rt *rapid.T, tx pgx.Tx, id int64) {
	t.Helper()
	switch rapid.IntRange(0, 3).Draw(rt, "edit") {
	case 0:
		name := rapid.StringMatching(`[a-zä"'\\]{0,12}`).Draw(rt, "name")
		exec(t, tx, `UPDATE building SET name = $2 WHERE id = $1`, id, name)
	case 1:
		exec(t, tx, `UPDATE building SET storeys = NULL, listed = NOT listed WHERE id = $1`, id)
	case 2:
		side := rapid.Float64Range(1, 300).Draw(rt, "side")
		exec(t, tx, `UPDATE building SET geom = $2 WHERE id = $1`, id, square(t, side, -side, side))
	default:
		exec(t, tx, `UPDATE building SET year_built = 1900 WHERE id = $1`, id)
	}
}
