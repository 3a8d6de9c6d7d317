package tiles

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

// PostGIS before 3.5 simplifies by half a unit before it rounds, drops spikes, and rounds half to even. So where engine
// and oracle differ by more than they may, the geometry itself decides, projected and cut without any rounding.
const sqlTruth = `
SELECT DISTINCT ON (v.id) v.id, ST_AsBinary(u.g), ST_Area(p.g), ST_Perimeter(p.g),
       ST_Intersects(u.g, ST_MakeEnvelope(-63, -63, 4159, 4159, 3857)),
       ST_AsBinary(CASE WHEN ST_Dimension(u.g) = 2 THEN ST_Buffer(ST_Buffer(ST_Buffer(u.g, -0.5), 1), -0.5) ELSE u.g END)
FROM pub.%s v
CROSS JOIN LATERAL (SELECT ST_Affine(ST_Transform(v.geom, 3857), $2::float8, 0, 0, -$2::float8, $3::float8, $4::float8) AS g) AS u
CROSS JOIN LATERAL (SELECT ST_Intersection(u.g, ST_MakeEnvelope(-64, -64, 4160, 4160, 3857)) AS g) AS p
WHERE v.id = ANY ($1)
ORDER BY v.id`

// truth is a feature in tile units, and the area of its part in the buffered tile.
type truth struct {
	outline         outline
	broad           outline // without what is thinner than a unit, fill or gap
	area, perimeter float64
	reachesIn       bool // by more than a unit
}

func (c *comparison) truths(t *testing.T, a Address, layer string, ids []uint64) map[uint64]truth {
	t.Helper()
	units := float64(uint64(Extent) << a.Z)
	scale := units / worldWidth
	rows, err := c.db.Query(t.Context(), fmt.Sprintf(sqlTruth, layer), ids, scale,
		units/2-float64(a.X)*Extent, units/2-float64(a.Y)*Extent)
	if err != nil {
		t.Fatal(err)
	}
	out := map[uint64]truth{}
	for rows.Next() {
		var id uint64
		var raw, broad []byte
		var one truth
		if err := rows.Scan(&id, &raw, &one.area, &one.perimeter, &one.reachesIn, &broad); err != nil {
			t.Fatal(err)
		}
		one.outline, one.broad = outlineOfWKB(t, raw), outlineOfWKB(t, broad)
		out[id] = one
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func outlineOfWKB(t *testing.T, raw []byte) outline {
	t.Helper()
	g, err := wkb.Unmarshal(raw)
	if err != nil {
		t.Fatal(err)
	}
	return outlineOfOrb(g)
}

func outlineOfOrb(g orb.Geometry) outline {
	var out outline
	add := func(points []orb.Point) {
		var line []fpt
		for _, p := range points {
			line = append(line, fpt{p[0], p[1]})
		}
		out = append(out, line)
	}
	switch g := g.(type) {
	case orb.Point:
		add([]orb.Point{g})
	case orb.LineString:
		add(g)
	case orb.MultiLineString:
		for _, l := range g {
			add(l)
		}
	case orb.Polygon:
		for _, r := range g {
			add(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			out = append(out, outlineOfOrb(p)...)
		}
	}
	return out
}

// settle excuses each dispute with a reason that the truth gives, or fails the test.
func (c *comparison) settle(t *testing.T, a Address) {
	t.Helper()
	byLayer := map[string][]uint64{}
	for _, d := range c.disputes {
		byLayer[d.layer] = append(byLayer[d.layer], max(d.mine.id, d.yours.id))
	}
	for layer, ids := range byLayer {
		truths := c.truths(t, a, layer, ids)
		for _, d := range c.disputes {
			if d.layer != layer {
				continue
			}
			id := max(d.mine.id, d.yours.id)
			what, ok := truths[id]
			if reason := d.excuse(&what); ok && reason != "" {
				c.exempt[reason]++
			} else {
				t.Errorf("%v %s %d: %s: %v against %v, in truth %.2f", a, layer, id, d.what, d.mine.rings, d.yours.rings, what.outline)
			}
		}
	}
}

// excuse returns why a difference is right, "" if it is not.
func (d *dispute) excuse(what *truth) string {
	f := &d.mine
	switch d.what {
	case missing:
		switch {
		case !what.reachesIn:
			return "reaches in by less than a unit"
		case what.perimeter > 0 && 2*what.area/what.perimeter < 1:
			return "thinner than a unit"
		}
	case areaDiffers:
		got, _ := size(f)
		switch off := math.Abs(got - what.area); {
		case off <= 0.5*what.perimeter+4:
			return "the oracle's area is off"
		case off <= 0.75*what.perimeter+4: // one edge across the tile, moved by the world's grid, the tile's, and the cut's half unit
			return "rounded thrice the same way"
		}
	case lengthDiffers:
		if outlineOf(f).asLong(what.outline) {
			return "the oracle's length is off"
		}
	case outlineDiffers:
		mine := outlineOf(f)
		switch {
		case mine.strays(what.outline, 1) || what.broad.strays(mine, 1):
		case outlineOf(&d.yours).strays(what.outline, 1) || what.outline.strays(outlineOf(&d.yours), 1):
			return "the oracle's outline is off"
		default:
			return "thinner than a unit in one place"
		}
	}
	return ""
}

// tileArea holds what all polygons of a tile cover against the truth, as the oracle has another sum. Where little is in
// a tile, rounding outweighs the half per cent.
func (c *comparison) tileArea(t *testing.T, a Address, ours []decodedLayer, area [2]float64) {
	t.Helper()
	sum, perimeter := 0.0, 0.0
	for _, l := range ours {
		var ids []uint64
		for _, f := range l.features {
			if f.kind == polygonKind {
				ids = append(ids, f.id)
			}
		}
		for _, one := range c.truths(t, a, l.name, ids) {
			sum, perimeter = sum+one.area, perimeter+one.perimeter
		}
	}
	switch off := math.Abs(area[0] - sum); {
	case off <= 0.005*sum:
		c.exempt["the oracle's tile is off"]++
	case 0.005*sum < 0.25*perimeter && off <= 0.25*perimeter:
		c.exempt["little in the tile"]++
	default:
		t.Errorf("%v: polygons cover %g, those of the oracle %g, in truth %g", a, area[0], area[1], sum)
	}
}
