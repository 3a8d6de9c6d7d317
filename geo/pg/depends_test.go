package pg_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg/pgtest"
)

// sqlReads lists the tables that each public view reads, through other views too, by what the catalogue knows of it.
const sqlReads = `
WITH RECURSIVE reads AS (
    SELECT v.oid AS view, v.oid AS rel FROM pg_class v WHERE v.relnamespace = 'pub'::regnamespace AND v.relkind = 'v'
    UNION
    SELECT r.view, d.refobjid
    FROM reads r
    JOIN pg_rewrite w ON w.ev_class = r.rel
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.rel
)
SELECT v.relname || '>' || t.relname FROM reads r JOIN pg_class v ON v.oid = r.view JOIN pg_class t ON t.oid = r.rel
WHERE t.relkind = 'r' ORDER BY 1`

// heard says under which layer a view that is no layer of its own is told of.
var heard = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"phases": "sections", "projects": "sections", "frontages": "units",
	"cancelled_sections": "sections",
}

// afresh are views that nobody keeps anything of.
var afresh = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"notices":          "stand on pages only, which are read anew for each request",
	"facilities":       "likewise, on the plans of pages",
	"anonymous_offers": "a list without features, read anew for each request; a change that was told would say where one is",
	"media":            "a page reads its pictures anew for each request, and so does the address of a picture",
}

// unheard are insertions and deletions that no view can show, each with its reason.
var unheard = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"construction_project": "a project shows only with a section, which comes after it and goes before it",
	"address":              "a unit names its address, so at the time of either no unit has it",
}

type touched map[string]map[string]bool // table → layers that heard of it

// T10: whatever row of whatever table a public view reads is inserted, updated or deleted, the view's layer hears of it.
func TestEveryTableOfAViewIsWatched(t *testing.T) {
	tx := ownersTx(t)
	seedSource(t, tx)
	mark(t, tx)
	ops := map[string]touched{"insert": {}, "update": {}, "delete": {}}
	note := func(op, table string) {
		if ops[op][table] == nil {
			ops[op][table] = map[string]bool{}
		}
		for _, c := range changes(t, tx) {
			ops[op][table][c.Layer] = true
		}
	}
	exec(t, tx, `INSERT INTO source (id, title, licence, attribution) VALUES ('other', 'O', 'free', 'O')`)
	note("insert", "source")
	plantAll(t, tx, func(table string) { note("insert", table) })
	for _, table := range append(tablesInOrder(), "unit_state") {
		touch(t, tx, table)
		note("update", table)
	}
	for _, table := range slices.Backward(tablesInOrder()) {
		if table == "unit_status_event" {
			continue // goes with its unit and is read by no view
		}
		if table == "unit" {
			exec(t, tx, `DELETE FROM unit_state`)
			note("delete", "unit_state")
		}
		exec(t, tx, `DELETE FROM `+pgx.Identifier{table}.Sanitize()+` WHERE true`)
		note("delete", table)
	}
	ops["insert"]["unit_state"] = ops["insert"]["unit_status_event"]
	for _, pair := range column[string](t, tx, sqlReads) {
		check(t, ops, pair)
	}
}

func check(t *testing.T, ops map[string]touched, pair string) {
	t.Helper()
	view, table, _ := strings.Cut(pair, ">")
	if afresh[view] != "" {
		return
	}
	layer := view
	if other, ok := heard[view]; ok {
		layer = other
	}
	for op, touched := range ops {
		if op != "update" && unheard[table] != "" && layer != table+"s" && layer != "addresses" {
			continue
		}
		if !touched[table][layer] {
			t.Errorf("%s of a row of %s, which pub.%s reads, is not told to layer %s", op, table, view, layer)
		}
	}
}

// touch writes every row of a table back as it is.
func touch(t *testing.T, tx pgx.Tx, table string) {
	t.Helper()
	col := one[string](t, tx, `SELECT attname::text FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0
		AND NOT attisdropped AND attgenerated = '' AND attidentity = '' AND attname NOT IN ('id', 'version') ORDER BY attnum LIMIT 1`, table)
	id := pgx.Identifier{col}.Sanitize()
	if table == "unit_status_event" {
		return // its rows are only ever appended
	}
	exec(t, tx, `UPDATE `+pgx.Identifier{table}.Sanitize()+` SET `+id+` = `+id)
}

// ownersTx is for tests that touch what the serving role may not.
func ownersTx(t *testing.T) pgx.Tx {
	t.Helper()
	t.Parallel()
	tx, err := pgtest.DB(t).Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	return tx
}

func tablesInOrder() []string {
	out := []string{"source"}
	for _, p := range plants {
		if !slices.Contains(out, p.table) {
			out = append(out, p.table)
		}
	}
	return out
}
