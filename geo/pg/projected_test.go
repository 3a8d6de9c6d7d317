package pg_test

import (
	osexec "os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo/pg/cluster"
	"mitte/geo/pg/pgtest"
)

const sqlProjectedTables = `
SELECT c.relname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.attname = 'geom_3857' AND a.attgenerated = 's' AND c.relkind = 'r' ORDER BY 1`

// Whoever writes a row, what tiles are drawn from is its geometry.
func TestTheProjectionFollowsTheGeometry(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	tables := column[string](t, tx, sqlProjectedTables)
	if want := []string{"building", "construction_section", "parcel", "street_segment", "unit"}; !cmp.Equal(want, tables) {
		t.Fatalf("got %v", tables)
	}
	for _, table := range tables {
		name := pgx.Identifier{table}.Sanitize()
		astray := `SELECT count(*) FROM ` + name + ` WHERE geom_3857 IS NULL OR ST_AsBinary(geom_3857) <> ST_AsBinary(ST_Transform(geom, 3857))`
		for _, sql := range []string{`SELECT 1`, `UPDATE ` + name + ` SET geom = ST_Translate(geom, 100, -20)`} {
			exec(t, tx, sql)
			if n := one[int](t, tx, astray); n != 0 {
				t.Errorf("%s, %s: the projection of %d rows is not theirs", table, sql, n)
			}
		}
	}
}

// A restored dump has everything, though its statements run without a search path.
func TestADumpIsRestored(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	plantAll(t, db.Owner(), nil)
	url := blank(t)
	file := filepath.Join(t.TempDir(), "dump")
	run(t, "pg_dump", "--format=custom", "--file="+file, "--dbname="+db.URL(cluster.Superuser))
	run(t, "pg_restore", "--exit-on-error", "--jobs=2", "--dbname="+url, file)
	restored := connect(t, url)
	for _, table := range append(tablesInOrder(), "unit_state", "change", "history") {
		all := `SELECT coalesce(string_agg(r::text, E'\n' ORDER BY r::text), '') FROM ` + pgx.Identifier{table}.Sanitize() + ` r`
		if diff := cmp.Diff(one[string](t, db.Superuser(), all), one[string](t, restored, all)); diff != "" {
			t.Errorf("%s (-dumped +restored):\n%s", table, diff)
		}
	}
	if diff := cmp.Diff(catalogue(t, db.Superuser()), catalogue(t, restored)); diff != "" {
		t.Errorf("the schema (-dumped +restored):\n%s", diff)
	}
}

// run calls a program of PostgreSQL's, the newest there is: pg_dump refuses a server newer than itself.
func run(t *testing.T, program string, args ...string) {
	t.Helper()
	path := program
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + program); len(found) > 0 {
		path = found[len(found)-1]
	}
	if out, err := osexec.CommandContext(t.Context(), path, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, strings.TrimSpace(string(out)))
	}
}
