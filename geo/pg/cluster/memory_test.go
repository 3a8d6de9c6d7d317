//go:build linux

package cluster_test

import (
	"context"
	"testing"

	"mitte/geo/pg/cluster"
)

// Each segment of the ring crosses all others: 20,001 vertices make 200 million crossings.
const sqlBowTie = `
SELECT ST_MakeValid(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line)))) IS NULL
FROM (
	SELECT ST_MakeLine(ST_MakePoint(CASE WHEN i % 2 = 0 THEN i ELSE 20000 - i END, i % 2 * 1000) ORDER BY i) AS line
	FROM generate_series(0, 19999) AS i
) AS zigzag`

func TestHostileGeometryMeetsTheMemoryLimit(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir})
	url := c.URL(cluster.Superuser, cluster.Database)
	bystander := connect(t, url)
	exec1(t, bystander, "CREATE EXTENSION postgis")
	first := postmaster(dir)

	// This query heeds neither a deadline nor a cancel; only the limit ends it.
	ctx, cancel := context.WithTimeout(t.Context(), generous)
	defer cancel()
	var null bool
	err := connect(t, url).QueryRow(ctx, sqlBowTie).Scan(&null)
	if err == nil && !null || ctx.Err() != nil {
		t.Errorf("null %v, error %v", null, err)
	}
	t.Logf("null %v, error %v", null, err)
	value(t, bystander, "SELECT 'alive'")
	if s := c.Status(); s.Restarts != 0 || postmaster(dir) != first {
		t.Errorf("the cluster went down: %+v", s)
	}
}
