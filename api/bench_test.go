package api_test

import (
	"net/http"
	"testing"
)

const sqlManyUnits = `
INSERT INTO unit (id, public_ref, address_id, geom, sales_area_m2, total_area_m2, use_type, public_basis, source, made_up)
OVERRIDING SYSTEM VALUE
SELECT 10000 + n, 'B-' || n, 301 + n % 7, ST_SetSRID(ST_MakePoint(358000 + n % 100 * 15, 5725000 + n / 100 * 10), 25832), 50 + n % 200, 300, 'retail',
       'demo', 'demo', true
FROM generate_series(1, 10000) AS n;
INSERT INTO unit_status_event (unit_id, "from", "to", at, source)
SELECT id, 'unknown', CASE WHEN id % 5 = 0 THEN 'vacant' ELSE 'occupied' END, '2024-01-01', 'import' FROM unit WHERE public_ref LIKE 'B-%';
INSERT INTO frontage (id, unit_id, geom, segment_id, side, from_m, to_m, offset_m, "primary")
OVERRIDING SYSTEM VALUE
SELECT id, id, ST_MakeLine(geom, ST_Translate(geom, 8, 0)), 401, 'left', 1, 9, 7, true FROM unit WHERE public_ref LIKE 'B-%';`

// One page of all 10,000 units, from the socket of the database to packed bytes.
func BenchmarkUnits(b *testing.B) {
	s := setup(b)
	conn, err := s.db.Owner().Acquire(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	_, err = conn.Conn().PgConn().Exec(b.Context(), sqlManyUnits).ReadAll()
	conn.Release()
	if err != nil {
		b.Fatal(err)
	}
	for name, path := range map[string]string{
		"10000": "/api/v1/units?limit=10000", "100": "/api/v1/units?limit=100", "bbox": "/api/v1/units?limit=1000&bbox=6.957,51.661,6.961,51.663",
		"tile": tileOfTown("units", 16),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				a := s.get(path, "Accept-Encoding", "gzip").want(b, http.StatusOK)
				b.SetBytes(int64(len(a.body)))
			}
		})
	}
}
