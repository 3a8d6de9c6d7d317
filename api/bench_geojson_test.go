package api_test

import (
	"net/http"
	"testing"

	"github.com/valyala/fasthttp"
)

const sqlManyParcels = `
INSERT INTO parcel (id, flurstueckskennzeichen, gemarkung_name, geom, land_use, land_use_detail, municipality_key, source, source_date,
    made_up, valid) OVERRIDING SYSTEM VALUE
SELECT 5000 + n, '053110009' || lpad(n::text, 5, '0') || '______', 'Altstadt',
       ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(358100 + n % 50 * 30, 5724900 + n / 50 * 30), 25832), 14, 4)), 'building', '[]',
       '05562012', 'demo', '2026-01-01', true, '[2020-01-01,)'
FROM generate_series(1, 2000) AS n`

// A view of about 75 kB: kept, as a client that has it asks again, packed, and by the database.
func BenchmarkGeoJSON(b *testing.B) {
	memory := setup(b)
	memory.run(sqlManyParcels)
	memory.catchUp()
	database := over(b, memory.db, memory.db.Public())
	const path = "/api/v1/parcels?limit=1000&bbox=6.9575,51.6605,6.9620,51.6625"
	tag := memory.get(path).want(b, http.StatusOK).header.Get("ETag")
	for _, c := range []struct {
		name    string
		from    *bundle
		headers []string
	}{
		{"memory", memory, nil},
		{"again", memory, []string{"If-None-Match", tag}},
		{"packed", memory, []string{"Accept-Encoding", "gzip"}},
		{"database", database, nil},
	} {
		b.Run(c.name, func(b *testing.B) {
			handle := c.from.app.Handler()
			var ctx fasthttp.RequestCtx
			ctx.Request.SetRequestURI(path)
			for i := 0; i < len(c.headers); i += 2 {
				ctx.Request.Header.Set(c.headers[i], c.headers[i+1])
			}
			b.ReportAllocs()
			for b.Loop() {
				ctx.Response.Reset()
				handle(&ctx)
			}
			b.ReportMetric(float64(len(ctx.Response.Body())), "B/answer")
		})
	}
}
