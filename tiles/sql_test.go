package tiles

import (
	"testing"

	"mitte/geo/pg/pgtest"
)

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	all := map[string]string{}
	for set := Set(1); set <= AllLayers(); set++ {
		all[set.String()] = statements[set]
	}
	for _, l := range Layers() {
		all["describe "+l.Name] = describeStatement(l)
	}
	pgtest.PrepareAll(t, pgtest.Tx(t), all)
}
