package api_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/api"
	"mitte/tiles"
)

// counting counts how many pages memory took upon itself.
type counting struct {
	tiles.Finder
	pages *atomic.Int64
}

func (c counting) Find(w *tiles.Window) ([]tiles.Found, bool) {
	found, ok := c.Finder.Find(w)
	if ok {
		c.pages.Add(1)
	}
	return found, ok
}

// sqlCrowd makes the town denser: turned parcels and buildings, crooked streets, and units of more than one run of days.
const sqlCrowd = `
INSERT INTO parcel (id, flurstueckskennzeichen, gemarkung_name, geom, land_use, land_use_detail, municipality_key, source, source_date,
    made_up, valid) OVERRIDING SYSTEM VALUE
SELECT 5000 + n, '053110009' || lpad(n::text, 5, '0') || '______', 'Altstadt',
       ST_Multi(ST_Rotate(ST_MakeEnvelope(x, y, x + 11, y + 7, 25832), n, ST_MakePoint(x, y))), 'building', '[]', '05562012', 'demo',
       '2026-01-01', true, '[2020-01-01,)'
FROM (SELECT n, 358750 + n % 14 * 14.3 AS x, 5725360 + n / 14 * 13.7 AS y FROM generate_series(1, 140) AS n) AS grid;
INSERT INTO building (id, storeys, listed, geom, source, made_up) OVERRIDING SYSTEM VALUE
SELECT 5000 + n, 3, false, ST_Multi(ST_Rotate(ST_MakeEnvelope(x, y, x + 6, y + 5, 25832), n, ST_MakePoint(x, y))), 'demo', true
FROM (SELECT n, 358750 + n % 10 * 19.1 AS x, 5725360 + n / 10 * 18.3 AS y FROM generate_series(1, 70) AS n) AS grid;
INSERT INTO street_segment (id, street_name, kind, chain_no, seq, from_node, to_node, start_m, pedestrian_zone, geom, source, made_up)
OVERRIDING SYSTEM VALUE
SELECT 5000 + n, 'Gasse ' || n, 'street', 1, n, 100 + n, 200 + n, 0, false,
       ST_SetSRID(ST_MakeLine(ARRAY[ST_MakePoint(358740, 5725350 + 9 * n), ST_MakePoint(358820, 5725375 + 7 * n), ST_MakePoint(358930, 5725355 + 8 * n)]), 25832),
       'demo', true
FROM generate_series(1, 15) AS n;
INSERT INTO unit (id, public_ref, address_id, geom, total_area_m2, use_type, public_basis, source, made_up) OVERRIDING SYSTEM VALUE
SELECT 5000 + n, 'M-' || n, 301 + n % 7, ST_SetSRID(ST_MakePoint(358760 + n % 9 * 17.7, 5725365 + n / 9 * 16.1), 25832), 300, 'retail', 'demo', 'demo', true
FROM generate_series(1, 60) AS n;
INSERT INTO unit_status_event (unit_id, "from", "to", at, source)
SELECT id, 'unknown', CASE WHEN id % 3 = 0 THEN 'vacant' ELSE 'occupied' END, '2024-01-01', 'import' FROM unit WHERE public_ref LIKE 'M-%';
INSERT INTO unit_status_event (unit_id, "from", "to", at, source)
SELECT id, 'occupied', 'vacant', '2026-05-01', 'import' FROM unit WHERE public_ref LIKE 'M-%' AND id % 3 = 1;`

// sqlAnyEdit are edits of everything that a list tells of; $1 picks the feature, $2 is a number that never came before.
var sqlAnyEdit = []string{ //nolint:gochecknoglobals // a table of cases
	`UPDATE parcel SET location_text = 'Ort ' || $2 WHERE id = (SELECT id FROM parcel ORDER BY id OFFSET $1 % 140 LIMIT 1)`,
	`UPDATE parcel SET geom = ST_Translate(geom, $2 % 7 - 3, 0.37) WHERE id = (SELECT id FROM parcel ORDER BY id OFFSET $1 % 140 LIMIT 1)`,
	`DELETE FROM parcel WHERE id = 5000 + $1 % 140 AND $2 > 0`,
	`UPDATE building SET year_built = 1500 + $2 % 500 WHERE id = (SELECT id FROM building ORDER BY id OFFSET $1 % 60 LIMIT 1)`,
	`DELETE FROM building WHERE id = 5000 + $1 % 70 AND $2 > 0`,
	`UPDATE street_segment SET street_name = 'Weg ' || $2 WHERE id = (SELECT id FROM street_segment ORDER BY id OFFSET $1 % 19 LIMIT 1)`,
	`UPDATE street_segment SET geom = ST_Translate(geom, 0, $2 % 3 - 1) WHERE id = (SELECT id FROM street_segment ORDER BY id OFFSET $1 % 19 LIMIT 1)`,
	`UPDATE unit SET floor = $2 % 4 WHERE id = (SELECT id FROM unit ORDER BY id OFFSET $1 % 60 LIMIT 1)`,
	`UPDATE unit SET geom = ST_Translate(geom, 1, $2 % 3 - 1) WHERE id = (SELECT id FROM unit ORDER BY id OFFSET $1 % 60 LIMIT 1)`,
	`UPDATE address SET postcode = lpad(($2 % 100000)::text, 5, '0') WHERE id = 301 + $1 % 7`,
	`UPDATE occupancy SET business_name = 'Laden ' || $2 WHERE id = 701 + $1 % 6`,
	`UPDATE offer SET title_de = 'Angebot ' || $2 WHERE id = 801 AND $1 >= 0`,
	`UPDATE frontage SET from_m = $2 % 5 WHERE id = 601 + $1 % 2`,
	`UPDATE unit_parcel SET "primary" = NOT "primary" WHERE unit_id = 503 AND $1 + $2 > 0`,
	`UPDATE construction_project SET title_de = 'Umbau ' || $2 WHERE id = 901 AND $1 >= 0`,
	`UPDATE construction_section SET description_public_de = 'Stand ' || $2 WHERE id = 1001 + $1 % 4`,
	`UPDATE construction_section SET status = CASE WHEN status = 'planned' THEN 'scheduled' ELSE 'planned' END WHERE id IN (1002, 1003) AND $1 + $2 > 0`,
	`UPDATE construction_section SET geom = ST_Translate(geom, $2 % 3 - 1, 0) WHERE id = 1001 + $1 % 4`,
	`UPDATE construction_phase SET sequence = 100 + $2 WHERE id = (SELECT min(id) FROM construction_phase) AND $1 >= 0`,
	`UPDATE impact SET access_note_de = 'Zugang ' || $2 WHERE $1 >= 0`,
	`INSERT INTO area (kind, name, geom) SELECT 'fund', 'Fonds ' || $2, ST_Multi(ST_MakeEnvelope(358750 + $1 % 60, 5725360, 358850, 5725450, 25832))`,
	`UPDATE area SET name = 'Gebiet ' || $2, geom = ST_Translate(geom, $2 % 9, 0) WHERE kind = 'fund' AND $1 >= 0 AND id = (SELECT max(id) FROM area)`,
	`DELETE FROM area WHERE kind = 'fund' AND $1 + $2 > 0`,
}

// A list is the same, byte for byte, whether it comes from memory or from the database, whatever is edited.
func TestK2MemoryAnswersAsTheDatabaseDoes(t *testing.T) {
	t.Parallel()
	var pages atomic.Int64
	memory := setup(t, func(d *api.Deps) { d.Features = counting{d.Features, &pages} })
	memory.run(sqlCrowd)
	database := over(t, memory.db, memory.db.Public())
	r := rand.New(rand.NewPCG(20261123, 9))
	corners := memory.corners()
	asked := 0
	for edit := range 2*len(sqlAnyEdit) + 1 {
		if edit > 0 {
			memory.edit(r, edit)
		}
		memory.catchUp()
		for range 6 {
			coding := [...]string{"identity", "gzip"}[r.IntN(2)]
			asked += memory.samePages(database, anyList(r, corners), "Accept-Encoding", coding)
		}
	}
	t.Logf("%d pages, %d of them from memory", asked, pages.Load())
	if pages.Load() < int64(asked)/2 {
		t.Error("memory answers hardly anything")
	}
}

func (b *bundle) catchUp() {
	b.t.Helper()
	if err := b.deps.Changes.CatchUp(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// run executes statements as the owner.
func (b *bundle) run(sql string) {
	b.t.Helper()
	conn, err := b.db.Owner().Acquire(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Conn().PgConn().Exec(b.t.Context(), sql).ReadAll(); err != nil {
		b.t.Fatal(err)
	}
}

// edit makes one edit. One that breaks a rule of the schema edits nothing.
func (b *bundle) edit(r *rand.Rand, number int) {
	b.t.Helper()
	sql := sqlAnyEdit[number%len(sqlAnyEdit)]
	if _, err := b.db.Owner().Exec(b.t.Context(), strings.NewReplacer("$1", "$1::int", "$2", "$2::int").Replace(sql), r.IntN(1000), number); err != nil {
		b.t.Fatalf("%s: %v", sql, err)
	}
}

// corners are points of parcels in degrees, on whose exact places boxes end.
func (b *bundle) corners() [][2]float64 {
	b.t.Helper()
	rows, err := b.db.Owner().Query(b.t.Context(), `
SELECT ARRAY[ST_X(p), ST_Y(p)] FROM parcel, ST_DumpPoints(ST_Transform(geom, 4326)) AS d (path, p) ORDER BY id, path`)
	if err != nil {
		b.t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[[2]float64])
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// anyList draws the address of a list.
func anyList(r *rand.Rand, corners [][2]float64) string {
	path := "/api/v1/" + [...]string{"parcels", "buildings", "segments", "units", "sections", "projects"}[r.IntN(6)] + "?"
	if r.IntN(10) > 0 {
		path += "bbox=" + anyBox(r, corners) + "&"
	}
	path += [...]string{"", "limit=1&", "limit=3&", "limit=20&", "limit=10000&"}[r.IntN(5)]
	day := [...]string{"", "", "at=2026-11-23&", "at=2026-04-01&", "at=2027-05-01&", "at=2024-02-01&"}[r.IntN(6)]
	if strings.Contains(path, "units") || strings.Contains(path, "sections") {
		path += day
	}
	if strings.Contains(path, "units") && r.IntN(8) == 0 {
		path += "status=vacant,occupied&"
	}
	if strings.Contains(path, "units") && r.IntN(3) == 0 {
		path += "fields=brief&"
	}
	return strings.TrimRight(path, "&?")
}

// anyBox draws a box between two places: corners of parcels, exact or rounded, or just anywhere.
func anyBox(r *rand.Rand, corners [][2]float64) string {
	place := func() [2]float64 {
		p := corners[r.IntN(len(corners))]
		switch r.IntN(3) {
		case 0:
			return [2]float64{6.9565 + 0.003*r.Float64(), 51.6615 + 0.0015*r.Float64()}
		case 1:
			digits := func(v float64) float64 {
				n, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 7, 64), 64)
				return n
			}
			return [2]float64{digits(p[0]), digits(p[1])}
		}
		return p
	}
	a, b := place(), place()
	if r.IntN(10) == 0 {
		b = a
	}
	west, east := min(a[0], b[0]), max(a[0], b[0])
	south, north := min(a[1], b[1]), max(a[1], b[1])
	return fmt.Sprintf("%v,%v,%v,%v", west, south, east, north)
}

// samePages follows the pages of a list in both services and compares all that a client gets. It returns their number.
func (b *bundle) samePages(other *bundle, path string, headers ...string) int {
	b.t.Helper()
	pages := 0
	for path != "" && pages < 5 {
		pages++
		want, got := other.get(path, headers...).want(b.t, http.StatusOK), b.get(path, headers...).want(b.t, http.StatusOK)
		if diff := cmp.Diff(withoutNames(want.header), withoutNames(got.header)); diff != "" {
			b.t.Errorf("%s: headers (-database +memory):\n%s", path, diff)
		}
		if got.header.Get("Content-Encoding") == "gzip" {
			want.body, got.body = gunzip(b.t, want.body), gunzip(b.t, got.body)
		}
		if diff := cmp.Diff(string(want.body), string(got.body)); diff != "" {
			b.t.Fatalf("%s (-database +memory):\n%s", path, diff)
		}
		path = b.nextOf(got)
	}
	return pages
}
