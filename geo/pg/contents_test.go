package pg_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/pg"
)

func TestContentsTellTheSmallestDifference(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	read := func() map[string]pg.Contents {
		t.Helper()
		found, err := pg.ReadContents(t.Context(), tx)
		if err != nil {
			t.Fatal(err)
		}
		tables := map[string]pg.Contents{}
		for _, c := range found {
			tables[c.Table] = c
		}
		return tables
	}
	before := read()
	if diff := cmp.Diff(before, read()); diff != "" {
		t.Errorf("read twice:\n%s", diff)
	}
	if before["public.unit"].Rows != 2 || before["public.audit_log"].Sum != "0" {
		t.Errorf("got %v", before)
	}
	exec(t, tx, `UPDATE building SET geom = ST_Translate(geom, 0.001, 0)`)
	var differ []string
	for table, after := range read() {
		if after != before[table] && table != "public.history" {
			differ = append(differ, table)
		}
	}
	if diff := cmp.Diff([]string{"public.building"}, differ); diff != "" {
		t.Error(diff)
	}
	if _, there := before["public.change"]; there {
		t.Error("the change table is compared")
	}
}
