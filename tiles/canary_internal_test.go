package tiles

import (
	"context"
	"fmt"
	"regexp"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

const (
	// A column is public if the role that owns the views may read it; this names all others.
	sqlNotPublic = `
SELECT c.relname::text, a.attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  AND a.attidentity = '' AND NOT has_column_privilege('mitte_view', c.oid, a.attnum, 'SELECT') ORDER BY 1, 2`

	sqlHiddenUnits = `UPDATE unit SET public_ref = 'canary-' || id, public_basis = NULL WHERE id % 7 = 0`
)

// baits are tried in turn until one fits a column's type and rules.
var baits = []string{`'canary'`, `'2099-09-09'`, `'[2099-09-09,)'`, `'{"name": "canary"}'`, `'{canary}'`, `987654321`}

var tileCanary = regexp.MustCompile(`(?i)canary|2099-09-09|987654321`)

// bait puts a canary into every row of each column that is not public, and into what hides of the units. Tables without
// rows and closed lists of words have no room for one. The triggers sleep, for they would derive from it or refuse it.
func bait(t *testing.T, db *pgtest.Database) (baited []string) {
	t.Helper()
	err := pg.InTx(t.Context(), db.Superuser(), "test", func(tx pgx.Tx) error {
		rows, err := tx.Query(t.Context(), sqlNotPublic)
		if err != nil {
			return err
		}
		columns, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Table, Column string }])
		if err != nil {
			return err
		}
		if _, err := tx.Exec(t.Context(), sqlHiddenUnits); err != nil {
			return err
		}
		if _, err := tx.Exec(t.Context(), `SET LOCAL session_replication_role = replica`); err != nil {
			return err
		}
		for _, c := range columns {
			if takesBait(t.Context(), tx, c.Table, c.Column) {
				baited = append(baited, c.Table+"."+c.Column)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return baited
}

func takesBait(ctx context.Context, tx pgx.Tx, table, column string) bool {
	for _, b := range baits {
		sql := fmt.Sprintf("UPDATE %s SET %s = %s", pgx.Identifier{table}.Sanitize(), pgx.Identifier{column}.Sanitize(), b)
		taken := false
		err := pgx.BeginFunc(ctx, tx, func(inner pgx.Tx) error {
			tag, err := inner.Exec(ctx, sql)
			taken = tag.RowsAffected() > 0
			return err
		})
		if err == nil {
			return taken
		}
	}
	return false
}

// TestT15NoCanaryInATile decodes every tile of the demo as the public sees it.
func TestT15NoCanaryInATile(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	if _, err := demo.Load(t.Context(), db.Owner(), demo.Options{Seed: 1, Scale: 1, Today: testDay}); err != nil {
		t.Fatal(err)
	}
	baited := bait(t, db)
	e, _ := engineOf(t, db, Options{MaxTileBytes: -1})
	shown := map[string]int{}
	for _, a := range everyTile(e) {
		days := []geo.Date{testDay}
		if a.Z == 14 {
			for months := range 30 {
				days = append(days, testDay.AddDays(30*months-600))
			}
		}
		for _, day := range days {
			request := plainRequest(AllLayers()|Grid, a)
			request.At, request.Set = day, request.Set.At(a.Z)
			lookForCanary(t, e, &request, shown)
		}
	}
	t.Logf("%d columns were baited, %v; looked at %v", len(baited), baited, shown)
	if len(baited) < 80 || len(shown) != len(layers)+1 {
		t.Error("too little was baited or looked at")
	}
}

func lookForCanary(t *testing.T, e *Engine, r *Request, shown map[string]int) {
	t.Helper()
	var enc encoder
	list, err := checkOwn(e.encode(&enc, r))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range list {
		shown[l.name] += len(l.features)
		for _, f := range l.features {
			if text := normal(f.tags); tileCanary.MatchString(text) {
				t.Fatalf("%v on %v, %s %d: %s", r.Address, r.At, l.name, f.id, text)
			}
		}
	}
}

// everyTile returns all addresses, of the zooms that show anything, that hold a feature.
func everyTile(e *Engine) []Address {
	seen := map[Address]bool{}
	var out []Address
	for _, t := range e.snapshot.tables {
		for _, i := range t.ids.all() {
			b := t.record(i).box
			for z := uint8(gridMinZoom); z <= DeepestZoom; z++ {
				r := tilesOf(b, z)
				for y := r.y0; y <= r.y1; y++ {
					for x := r.x0; x <= r.x1; x++ {
						if a := (Address{z, x, y}); !seen[a] {
							seen[a] = true
							out = append(out, a)
						}
					}
				}
			}
		}
	}
	return out
}
