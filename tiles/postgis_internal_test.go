package tiles

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"mitte/geo/pg/pgtest"
)

const sqlJudge = `
SELECT n, ST_IsValid(i.g), o.t = '' OR ST_IsValid(o.g), coalesce(ST_IsValidReason(o.g), ''),
       coalesce(ST_Area(o.g), 0), coalesce(ST_Area(m.g), 0), coalesce(ST_Perimeter(m.g), 0),
       coalesce(ST_Perimeter(o.g), 0)
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (i, o, n)
CROSS JOIN LATERAL (SELECT ST_SetSRID(u.i::geometry, 3857) AS g) AS i
CROSS JOIN LATERAL (SELECT u.o AS t, CASE WHEN u.o <> '' THEN u.o::geometry END AS g) AS o
CROSS JOIN LATERAL (SELECT ST_AsMVTGeom(i.g, ST_TileEnvelope($3, $4, $5), 4096, 64, true) AS g) AS m
ORDER BY n`

// TestT4PostGISAgrees asks PostGIS whether what is drawn is valid, and whether ST_AsMVTGeom draws as much.
func TestT4PostGISAgrees(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	const batch = 500
	worst, compared, snapped, points := 0.0, 0, 0, 0
	r := rand.New(rand.NewPCG(4, 77))
	for round := range 12 {
		var in, out []string
		var features []feature
		var shapes []*lines
		for i := range batch {
			f := aPolygon(rand.New(rand.NewPCG(uint64(round*batch+i), 77)))
			var s shaper
			s.begin(testTile)
			s.shape(&f)
			in, out, features = append(in, featureText(&f)), append(out, drawnText(&s.out)), append(features, f)
			shapes = append(shapes, &s.out)
		}
		rows, err := tx.Query(t.Context(), sqlJudge, in, out, int(testTile.Z), int(testTile.X), int(testTile.Y))
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var n int64
			var validIn, validOut bool
			var reason string
			var area, want, perimeter, way float64
			if err := rows.Scan(&n, &validIn, &validOut, &reason, &area, &want, &perimeter, &way); err != nil {
				t.Fatal(err)
			}
			if !validOut {
				t.Errorf("not valid: %s\n%s", reason, out[n-1])
			}
			if !validIn {
				continue
			}
			seen, why := sampled(r, &features[n-1], shapes[n-1])
			points += seen
			if why != "" {
				t.Errorf("seed %d: %s", round*batch+int(n)-1, why)
			}
			if want == 0 && thin(out[n-1], area) {
				continue // PostGIS hides what is thinner than a unit
			}
			compared++
			switch off := math.Abs(area - want); {
			case off <= 0.5*perimeter+4:
				worst = max(worst, (off-4)/max(perimeter, 1))
			case asSnapped(&features[n-1], area, max(perimeter, way)):
				snapped++
			default:
				t.Errorf("seed %d: area %g, ST_AsMVTGeom %g, perimeter %g", round*batch+int(n)-1, area, want, perimeter)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d compared, largest area difference %.2f of the perimeter beyond 4 units²; %d slivers only near to what they were; %d points",
		compared, worst, snapped, points)
	if compared < 5000 || snapped > compared/1000 || points < 100_000 {
		t.Error("too little was compared, or too much excused")
	}
}

// sliverWidth is the breadth in units up to which a polygon is called a sliver here and in the design.
const sliverWidth = 6

// asSnapped excuses a sliver that kept its area as far as rounding can: each corner moves by up to √½ units, and of so few
// corners all may move inwards, so the area changes by up to √½ of the perimeter, and PostGIS may round the other way.
func asSnapped(f *feature, area, perimeter float64) bool {
	truth, way := trueArea(f, testTile)
	return 2*truth <= sliverWidth*way && math.Abs(area-truth) <= math.Sqrt2/2*max(perimeter, way)+4
}

// featureText writes a feature as a multipolygon in metres.
func featureText(f *feature) string {
	var b strings.Builder
	b.WriteString("MULTIPOLYGON(")
	from := 0
	for i := range max(len(f.rings), 1) {
		ring := f.points[from:f.ringEnd(i, from)]
		from += len(ring)
		switch {
		case i > 0 && f.rings[i]&1 == 1:
			b.WriteString("),(")
		case i > 0:
			b.WriteString(",")
		default:
			b.WriteString("(")
		}
		b.WriteString("(")
		for k := range len(ring) + 1 {
			x, y := ring[k%len(ring)].metres()
			if k > 0 {
				b.WriteString(",")
			}
			fmt.Fprintf(&b, "%.6f %.6f", x, y)
		}
		b.WriteString(")")
	}
	b.WriteString("))")
	return b.String()
}

// drawnText writes what is drawn, holes after their exteriors; "" if nothing is.
func drawnText(l *lines) string {
	if l.len() == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("MULTIPOLYGON(")
	for i := range l.len() {
		ring := l.at(i)
		switch {
		case i > 0 && area2(ring) > 0:
			b.WriteString("),(")
		case i > 0:
			b.WriteString(",")
		default:
			b.WriteString("(")
		}
		b.WriteString("(")
		for k := range len(ring) + 1 {
			if k > 0 {
				b.WriteString(",")
			}
			fmt.Fprintf(&b, "%d %d", ring[k%len(ring)].x, ring[k%len(ring)].y)
		}
		b.WriteString(")")
	}
	b.WriteString("))")
	return b.String()
}

// thin reports whether a drawn multipolygon of one ring is a unit broad or less.
func thin(text string, area float64) bool {
	var ring []pt
	for pair := range strings.SplitSeq(strings.TrimLeft(text, "MULTIPOYGN("), ",") {
		var p pt
		if _, err := fmt.Sscanf(strings.Trim(pair, "()"), "%d %d", &p.x, &p.y); err != nil {
			return false
		}
		ring = append(ring, p)
	}
	way := 0.0
	for i := 1; i < len(ring); i++ {
		way += math.Hypot(float64(ring[i].x-ring[i-1].x), float64(ring[i].y-ring[i-1].y))
	}
	return 2*area <= 1.01*way
}
