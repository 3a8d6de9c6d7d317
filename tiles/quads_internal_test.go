package tiles

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"mitte/geo/pg"
)

// What lies in four neighbouring tiles, in units of the north-western one and without rounding; lines whole.
const sqlQuad = `
SELECT v.id, ST_Area(p.g), ST_Perimeter(p.g), ST_AsBinary(CASE WHEN ST_Dimension(u.g) = 1 THEN u.g END)
FROM pub.%s v
CROSS JOIN LATERAL (SELECT ST_Affine(ST_Transform(v.geom, 3857), $1::float8, 0, 0, -$1::float8, $2::float8, $3::float8) AS g) AS u
CROSS JOIN LATERAL (SELECT ST_Intersection(u.g, ST_MakeEnvelope(0, 0, 8192, 8192, 3857)) AS g) AS p
WHERE v.geom && ST_Transform(ST_Union(ST_TileEnvelope($4, $5, $6), ST_TileEnvelope($4, $5 + 1, $6 + 1)), 25832)
  AND ST_Intersects(u.g, ST_MakeEnvelope(0, 0, 8192, 8192, 3857))`

// quad is four neighbouring tiles, decoded; the first is the north-western one.
type quad struct {
	first Address
	tiles [4]map[string]map[uint64]decodedFeature
}

func (q *quad) offset(i int) pt { return pt{int32(i%2) * Extent, int32(i/2) * Extent} }

// seams counts what was compared.
type seams struct {
	areas, lengths, points int
	straight               int // points of one tile in the middle of a straight run of the other
	twice                  int // areas off by more than half the perimeter, by the world's grid on top of the tile's
}

// TestT5NoSeamsInTheDemo holds a thousand quadruples of neighbours against the geometry of the database: their own parts
// add up to the feature, and in the strip that two tiles share both show the same points.
func TestT5NoSeamsInTheDemo(t *testing.T) {
	t.Parallel()
	db, e, _ := demoEngine(t, Options{MaxTileBytes: -1})
	r := rand.New(rand.NewPCG(5, 5))
	n := 1000
	if testing.Short() {
		n = 100
	}
	var s seams
	for i, a := range someTiles(r, e, 18, n) {
		if i%50 == 7 {
			a = Address{16, a.X >> (a.Z - 16), a.Y >> (a.Z - 16)}
		}
		q := quadOf(t, e, Address{a.Z, a.X - uint32(r.IntN(2)), a.Y - uint32(r.IntN(2))})
		for _, l := range layers {
			if !l.Dated {
				s.sums(t, db.Public(), q, l.Name)
			}
			for one := range 4 {
				for other := range 4 {
					s.strip(t, q, l.Name, one, other)
				}
			}
		}
	}
	t.Logf("%d quadruples: %d areas, %d rounded twice, %d lengths, %d common points, %d on a straight run", n, s.areas, s.twice, s.lengths, s.points, s.straight)
	if s.areas < 20*n || s.lengths < n || s.points < 10*n || s.twice > s.areas/1000 || s.straight > s.points/200 {
		t.Error("too little was compared, or too much excused")
	}
}

func quadOf(t *testing.T, e *Engine, first Address) *quad {
	t.Helper()
	q := &quad{first: first}
	for i := range q.tiles {
		request := plainRequest(AllLayers(), Address{first.Z, first.X + uint32(i%2), first.Y + uint32(i/2)})
		var enc encoder
		list, err := checkOwn(e.encode(&enc, &request))
		if err != nil {
			t.Fatal(err)
		}
		q.tiles[i] = map[string]map[uint64]decodedFeature{}
		for _, l := range layers {
			q.tiles[i][l.Name] = featuresOf(t, list, l.Name)
		}
	}
	return q
}

// sums adds up what each tile shows in its own square.
func (s *seams) sums(t *testing.T, db pg.Querier, q *quad, layer string) {
	t.Helper()
	units := float64(uint64(Extent) << q.first.Z)
	x, y := units/2-float64(q.first.X)*Extent, units/2-float64(q.first.Y)*Extent
	rows, err := db.Query(t.Context(), fmt.Sprintf(sqlQuad, layer), units/worldWidth, x, y, int(q.first.Z), int(q.first.X), int(q.first.Y))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id uint64
		var area, perimeter float64
		var line []byte
		if err := rows.Scan(&id, &area, &perimeter, &line); err != nil {
			t.Fatal(err)
		}
		if line != nil {
			s.length(t, q, layer, id, outlineOfWKB(t, line))
			continue
		}
		sum := 0.0
		for i := range q.tiles {
			f := q.tiles[i][layer][id]
			part, _ := ownSquare(&f)
			sum += part
		}
		s.areas++
		switch off := math.Abs(sum - area); {
		case off > 0.75*perimeter+4 || (off > 0.5*perimeter+4 && q.first.Z < 18):
			t.Errorf("%v %s %d: the parts have %g, the feature %g, perimeter %g", q.first, layer, id, sum, area, perimeter)
		case off > 0.5*perimeter+4:
			s.twice++
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

func ownSquare(f *decodedFeature) (area, perimeter float64) {
	var shape lines
	for _, ring := range f.rings {
		shape.add(ring)
	}
	return squareArea(&shape)
}

// length compares lines as outline.asLong does.
func (s *seams) length(t *testing.T, q *quad, layer string, id uint64, whole outline) {
	t.Helper()
	sum := 0.0
	for i := range q.tiles {
		f := q.tiles[i][layer][id]
		const end = Extent - 1e-9 // what runs along a seam belongs to one side
		sum += outlineOf(&f).lengthIn(0, 0, end, end)
	}
	s.lengths++
	least, most := whole.lengthIn(1, 1, 2*Extent-1, 2*Extent-1), whole.lengthIn(-1, -1, 2*Extent+1, 2*Extent+1)
	if sum < 0.995*least-1 || sum > 1.005*most+1 {
		t.Errorf("%v %s %d: the parts have %g, the line %g to %g", q.first, layer, id, sum, least, most)
	}
}

// strip demands that what one tile shows well inside another's buffer is in the other too, point by point.
func (s *seams) strip(t *testing.T, q *quad, layer string, one, other int) {
	t.Helper()
	if one == other {
		return
	}
	from, to := q.offset(one), q.offset(other)
	for id, f := range q.tiles[one][layer] {
		there := map[pt]bool{}
		for _, ring := range q.tiles[other][layer][id].rings {
			for _, p := range ring {
				there[p] = true
			}
		}
		for _, ring := range f.rings {
			for _, p := range ring {
				moved := pt{p.x + from.x - to.x, p.y + from.y - to.y}
				if !wellInside(fpt{float64(p.x), float64(p.y)}) || !wellInside(fpt{float64(moved.x), float64(moved.y)}) {
					continue
				}
				if s.points++; there[moved] {
					continue
				}
				// The point that a cut makes may leave its neighbour in the middle of a straight run.
				o := q.tiles[other][layer][id]
				if s.straight++; outlineOf(&o).far(fpt{float64(moved.x), float64(moved.y)}) > 1e-9 {
					t.Errorf("%v %s %d: tile %d shows %v, tile %d %v", q.first, layer, id, one, p, other, o.rings)
				}
			}
		}
	}
}
