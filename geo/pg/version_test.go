package pg_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

const sqlKeptTables = `
SELECT c.relname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = 'history' ORDER BY 1`

// Each table with a history: an edit raises the version, names its editor and keeps the row as it was; a delete leaves
// the last version and a tombstone.
func TestEveryEditIsKept(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	tables := column[string](t, tx, sqlKeptTables)
	if len(tables) < 17 {
		t.Fatalf("only %v have a history", tables)
	}
	exec(t, tx, `SELECT set_config('mitte.actor', 'person:1', true)`)
	for _, table := range tables {
		name := pgx.Identifier{table}.Sanitize()
		id := one[int64](t, tx, `SELECT min(id) FROM `+name)
		before := one[string](t, tx, `SELECT (to_jsonb(r) - '{geom,geom_3857}'::text[])::text FROM `+name+` r WHERE id = $1`, id)
		exec(t, tx, `UPDATE `+name+` SET version = 77, updated_by = 'liar', created_at = 'infinity' WHERE id = $1`, id)
		if v := one[int](t, tx, `SELECT version FROM `+name+` WHERE id = $1`, id); v != 2 {
			t.Errorf("%s: version is %d after one edit", table, v)
		}
		if by := one[string](t, tx, `SELECT updated_by FROM `+name+` WHERE id = $1`, id); by != "person:1" {
			t.Errorf("%s: edited by %q", table, by)
		}
		kept := one[string](t, tx, `SELECT row::text FROM history WHERE table_name = $1 AND id = $2 AND version = 1`, table, id)
		if diff := cmp.Diff(before, kept); diff != "" {
			t.Errorf("%s: kept is not what was (-was +kept):\n%s", table, diff)
		}
	}
}

func TestADeleteLeavesATombstone(t *testing.T) {
	tx := inTx(t)
	id := addBuilding(t, tx, "a")
	exec(t, tx, `UPDATE building SET name = 'b' WHERE id = $1`, id)
	exec(t, tx, `SELECT set_config('mitte.actor', 'person:2', true), set_config('mitte.reason', 'pulled down', true)`)
	exec(t, tx, `DELETE FROM building WHERE id = $1`, id)
	got := column[string](t, tx, `SELECT concat_ws(' ', version, op, row ->> 'name', editor, reason, upper_inf(known))
		FROM history WHERE table_name = 'building' AND id = $1 ORDER BY version`, id)
	by := "db:" + one[string](t, tx, `SELECT session_user`)
	want := []string{"1 update a " + by + " f", "2 delete b " + by + " pulled down f", "3 tombstone person:2 pulled down t"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHistoryIsNotWrittenByHand(t *testing.T) {
	tx := inTx(t)
	addBuilding(t, tx, "a")
	for _, sql := range []string{
		`SELECT 1 FROM (SELECT 1) x WHERE has_table_privilege('history', 'INSERT, UPDATE, DELETE, TRUNCATE')`,
		`SELECT 1 WHERE has_table_privilege('change', 'INSERT, UPDATE, DELETE, TRUNCATE')`,
		`SELECT 1 WHERE has_table_privilege('unit_state', 'INSERT, UPDATE, DELETE, TRUNCATE')`,
		`SELECT 1 WHERE has_table_privilege('schema_version', 'INSERT, UPDATE, DELETE, TRUNCATE')`,
	} {
		if got := column[int](t, tx, sql); len(got) != 0 {
			t.Errorf("the serving role may write: %s", sql)
		}
	}
}
