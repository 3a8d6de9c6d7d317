package api_test

import (
	"net/http"
	"testing"

	"mitte/geo/pg/pgtest"
)

// sqlFiveThousand makes units as a town has them, each with words and figures of its own, which pack less well than real ones.
var sqlFiveThousand = []string{ //nolint:gochecknoglobals // a constant
	`INSERT INTO unit (id, public_ref, address_id, geom, floor, use_type, source, public_basis, sales_area_m2, total_area_m2, step_free, condition, location_class)
	OVERRIDING SYSTEM VALUE
	SELECT 10000 + n, 'G-' || n, (SELECT min(id) FROM address),
	       ST_Translate((SELECT geom FROM unit WHERE id = 502), (n % 71) * 7.3, (n / 71) * 5.9), (n % 9 = 0)::integer,
	       (ARRAY['retail', 'gastronomy', 'service', 'office', 'health'])[1 + n % 5], (SELECT source FROM unit WHERE id = 502), 'demo',
	       20 + (n * 7919 % 4000) / 10.0, 30 + (n * 7919 % 4000) / 10.0, n % 3 = 0, 'good', (ARRAY['A', 'B', 'C'])[1 + n % 3]
	FROM generate_series(1, 5000) AS n`,
	`INSERT INTO unit_status_event (unit_id, "from", "to", at, source, by)
	SELECT id, 'unknown', 'vacant', date '2020-01-01' + (id % 2000)::integer, 'walk', 'x' FROM unit WHERE id > 10000`,
	`INSERT INTO offer (id, unit_id, title_de, title_en, net_cold_rent_cents, publication_status, publication_basis, published_at, confirmed_until)
	OVERRIDING SYSTEM VALUE
	SELECT id, id, 'Laden ' || left(md5(public_ref), 12), 'Shop ' || left(md5(public_ref), 12), 40000 + id * 977 % 300000, 'published',
	       'public_property', '2026-01-01', '2027-05-01'
	FROM unit WHERE id > 10000 AND id % 4 = 0`,
}

// The whole of a large town's register goes to the map in one answer, and once (issue 5: 400 kB, 304).
func TestFiveThousandUnitsFitOneSmallAnswer(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	settle(t, db)
	for _, sql := range sqlFiveThousand {
		(&bundle{t: t, db: db}).plant(sql)
	}
	b := over(t, db, db.Public(), fromMemory(t, db))
	const path = "/api/v1/units?fields=brief&limit=10000"
	a := b.get(path, "Accept-Encoding", "gzip").want(t, http.StatusOK)
	features, _ := b.get(path).want(t, http.StatusOK).json(t)["features"].([]any)
	if len(features) < 5000 || a.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%d units, %v", len(features), a.header)
	}
	if len(a.body) >= 400_000 {
		t.Errorf("%d units take %d bytes", len(features), len(a.body))
	}
	t.Logf("%d units, %d bytes packed", len(features), len(a.body))
	again := b.get(path, "Accept-Encoding", "gzip", "If-None-Match", a.header.Get("ETag")).want(t, http.StatusNotModified)
	if len(again.body) != 0 {
		t.Errorf("%d bytes again", len(again.body))
	}
}
