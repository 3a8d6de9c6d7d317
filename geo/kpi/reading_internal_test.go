package kpi

import (
	"strings"
	"testing"

	"mitte/geo/pg/pgtest"
)

// TestSomeUnitsAreLookedUpAndAllAreRead: a street's figures go by the indexes, the town's name no unit, for the numbers of all
// units of a region are slower to look up than the tables are to read.
func TestSomeUnitsAreLookedUpAndAllAreRead(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	some, all := readingOf([]int64{1, 2, 3}), readingOf(nil)
	for index, sql := range map[string]string{
		"unit_pkey": some.units, "unit_state_no_overlap": some.runs, "occupancy_no_overlap": some.occupancies, "survey_unit_idx": some.surveys,
	} {
		pgtest.UsesIndex(t, tx, sql, index, some.args...)
	}
	pgtest.PrepareAll(t, tx, map[string]string{"units": all.units, "runs": all.runs, "occupancies": all.occupancies, "surveys": all.surveys})
	if whole := all.units + all.runs + all.occupancies + all.surveys; strings.Contains(whole, "$1") || len(all.args) > 0 {
		t.Errorf("all units are named: %s", whole)
	}
	if none := readingOf([]int64{}); len(none.args) != 1 || !strings.Contains(none.units, "$1") {
		t.Error("no units are taken for all of them")
	}
}
