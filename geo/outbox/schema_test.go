package outbox_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"mitte/geo/outbox"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

// sqlRiver tells River's tables of a schema, one line a thing, without the order of columns.
const sqlRiver = `
SELECT line FROM (
    SELECT format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                  pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'river%'
    UNION ALL
    SELECT format('constraint %s.%s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
    FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid WHERE c.relnamespace = $1::regnamespace AND c.relname LIKE 'river%'
    UNION ALL
    SELECT format('index %s', pg_get_indexdef(i.indexrelid))
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid WHERE c.relnamespace = $1::regnamespace AND c.relname LIKE 'river%'
    UNION ALL
    SELECT format('table %s %s', relname, relpersistence) FROM pg_class
    WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname LIKE 'river%'
    UNION ALL
    SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = $1::regnamespace AND c.relname LIKE 'river%' AND NOT t.tgisinternal
    UNION ALL
    SELECT format('value %s %s', t.typname, e.enumlabel) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
    WHERE t.typnamespace = $1::regnamespace
    UNION ALL
    SELECT format('function %s', p.proname) FROM pg_proc p WHERE p.pronamespace = $1::regnamespace
) AS x ORDER BY line`

// Our step must leave what River's own steps leave; a River with one more step fails here.
func TestRiversTablesAreAsRiverMakesThem(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	owner := db.Owner()
	if _, err := owner.Exec(t.Context(), `CREATE SCHEMA theirs`); err != nil {
		t.Fatal(err)
	}
	theirs, err := rivermigrate.New(riverpgxv5.New(owner), &rivermigrate.Config{Schema: "theirs"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := theirs.Migrate(t.Context(), rivermigrate.DirectionUp, nil); err != nil {
		t.Fatal(err)
	}
	describe := func(schema string) []string {
		rows, err := owner.Query(t.Context(), sqlRiver, schema)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		for i := range lines {
			lines[i] = strings.ReplaceAll(lines[i], schema+".", "")
		}
		return lines
	}
	want := describe("theirs")
	if len(want) < 60 {
		t.Fatalf("only %d lines", len(want))
	}
	if diff := cmp.Diff(want, describe(outbox.Schema)); diff != "" {
		t.Errorf("(-river's +ours):\n%s", diff)
	}
	ours, err := rivermigrate.New(riverpgxv5.New(owner), &rivermigrate.Config{Schema: outbox.Schema})
	if err != nil {
		t.Fatal(err)
	}
	if result, err := ours.Validate(t.Context(), nil); err != nil || !result.OK {
		t.Errorf("River finds its steps missing: %+v, %v", result, err)
	}
}

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), outbox.Statements)
}

func TestNobodyElseEntersTheSchema(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for _, role := range []string{"mitte_public", "mitte_view"} {
		if one[bool](t, tx, `SELECT has_schema_privilege($1, 'outbox', 'USAGE')`, role) {
			t.Errorf("%s may enter", role)
		}
	}
	const sqlReadable = `SELECT count(*) FROM pg_class c, unnest(ARRAY['mitte_public', 'mitte_view']) AS r
		WHERE c.relnamespace = 'outbox'::regnamespace AND c.relkind IN ('r', 'v')
		  AND (has_table_privilege(r, c.oid, 'SELECT, INSERT, UPDATE, DELETE') OR has_any_column_privilege(r, c.oid, 'SELECT'))`
	if n := one[int](t, tx, sqlReadable); n != 0 {
		t.Errorf("%d rights on tables", n)
	}
	_, err := tx.Exec(t.Context(), `UPDATE outbox.form_key SET key = key`)
	if pg.Fault("", err) == nil {
		t.Error("the serving role may change the key")
	}
}
