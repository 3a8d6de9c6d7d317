package works

import (
	"testing"

	"mitte/geo/pg/pgtest"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), map[string]string{"sections": sqlSections, "phases": sqlPhases, "projects": sqlProjects})
}
