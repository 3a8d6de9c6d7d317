package demo_test

import (
	"fmt"
	"testing"

	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
)

// wrongs are things that must not be: each statement counts or lists what breaks a rule of domain.md.
var wrongs = map[string]string{
	"parcels overlap": `
		SELECT count(*) FROM parcel a JOIN parcel b ON a.id < b.id AND a.geom && b.geom AND ST_Overlaps(a.geom, b.geom)
		WHERE ST_Area(ST_Intersection(a.geom, b.geom)) > 0.01`,
	"parcels within parcels": `
		SELECT count(*) FROM parcel a JOIN parcel b ON a.id <> b.id AND a.geom && b.geom
		WHERE ST_Contains(a.geom, ST_PointOnSurface(b.geom))`,
	"parcels leave gaps": `
		SELECT count(*) FROM (SELECT (ST_Dump(ST_Union(geom))).geom FROM parcel) s
		WHERE ST_NumInteriorRings(geom) > 0 OR (SELECT count(*) FROM (SELECT (ST_Dump(ST_Union(geom))).geom FROM parcel) t) > 1`,
	"parcels are clockwise":        `SELECT count(*) FROM parcel WHERE NOT ST_IsPolygonCCW(geom)`,
	"buildings are clockwise":      `SELECT count(*) FROM building WHERE NOT ST_IsPolygonCCW(geom)`,
	"coordinates off the grid":     `SELECT count(*) FROM parcel WHERE NOT ST_OrderingEquals(geom, ST_SnapToGrid(geom, 0.001)) AND ST_HausdorffDistance(geom, ST_SnapToGrid(geom, 0.001)) > 1e-6`,
	"official area is far off":     `SELECT count(*) FROM parcel WHERE abs(official_area_m2 - geom_area_m2) > greatest(5, geom_area_m2 * 0.05)`,
	"buildings overlap":            `SELECT count(*) FROM building a JOIN building b ON a.id < b.id AND a.geom && b.geom WHERE ST_Area(ST_Intersection(a.geom, b.geom)) > 0.05`,
	"buildings on two parcels":     `SELECT count(*) FROM building b JOIN parcel p ON p.geom && b.geom AND ST_Area(ST_Intersection(p.geom, b.geom)) BETWEEN 0.5 AND ST_Area(b.geom) - 0.5`,
	"buildings in the street":      `SELECT count(*) FROM building b JOIN parcel p ON p.land_use IN ('street', 'water') AND p.geom && b.geom AND ST_Area(ST_Intersection(p.geom, b.geom)) > 0.1`,
	"houses odd on the right":      sqlNumberSides,
	"segments do not share nodes":  `SELECT count(*) FROM street_segment a JOIN street_segment b ON b.street_key = a.street_key AND b.chain_no = a.chain_no AND b.seq = a.seq + 1 WHERE a.to_node <> b.from_node OR NOT ST_Equals(ST_EndPoint(a.geom), ST_StartPoint(b.geom)) OR abs(a.start_m + a.length_m - b.start_m) > 0.01`,
	"one chain position twice":     `SELECT count(*) FROM (SELECT FROM street_segment GROUP BY street_key, chain_no, seq HAVING count(*) > 1) s`,
	"segments cross":               `SELECT count(*) FROM street_segment a JOIN street_segment b ON a.id < b.id AND a.geom && b.geom WHERE ST_Crosses(a.geom, b.geom)`,
	"fronts off their building":    `SELECT count(*) FROM frontage f JOIN unit u ON u.id = f.unit_id JOIN building b ON b.id = u.building_id WHERE ST_HausdorffDistance(f.geom, ST_ClosestPoint(b.geom, f.geom)) > 1000 OR NOT ST_CoveredBy(f.geom, ST_Buffer(ST_Boundary(b.geom), 0.01))`,
	"fronts without a segment":     `SELECT count(*) FROM frontage WHERE segment_id IS NULL`,
	"fronts far from the segment":  `SELECT count(*) FROM frontage f JOIN street_segment s ON s.id = f.segment_id WHERE ST_Distance(f.geom, s.geom) > 60 OR abs(ST_Distance(ST_LineInterpolatePoint(f.geom, 0.5), s.geom) - f.offset_m) > 0.01`,
	"chainage is not the place":    `SELECT count(*) FROM frontage f JOIN street_segment s ON s.id = f.segment_id, LATERAL (SELECT min(ST_LineLocatePoint(s.geom, d.geom) * s.length_m) AS lo, max(ST_LineLocatePoint(s.geom, d.geom) * s.length_m) AS hi FROM ST_DumpPoints(f.geom) d) x WHERE abs(x.lo - f.from_m) > 0.02 OR abs(x.hi - f.to_m) > 0.02`,
	"fronts on the wrong street":   `SELECT count(*) FROM frontage f JOIN unit u ON u.id = f.unit_id JOIN address a ON a.id = u.address_id JOIN street_segment s ON s.id = f.segment_id WHERE f."primary" AND s.street_name <> a.street_name AND EXISTS (SELECT FROM frontage o JOIN street_segment t ON t.id = o.segment_id WHERE o.unit_id = u.id AND t.street_name = a.street_name)`,
	"not one primary front":        `SELECT count(*) FROM (SELECT FROM frontage GROUP BY unit_id HAVING count(*) FILTER (WHERE "primary") <> 1) s`,
	"not one primary parcel":       `SELECT count(*) FROM unit u WHERE (SELECT count(*) FROM unit_parcel p WHERE p.unit_id = u.id AND p."primary") <> 1`,
	"units outside their building": `SELECT count(*) FROM unit u JOIN building b ON b.id = u.building_id WHERE NOT ST_Intersects(b.geom, u.geom)`,
	"units off their parcel":       `SELECT count(*) FROM unit u JOIN unit_parcel x ON x.unit_id = u.id JOIN parcel p ON p.id = x.parcel_id WHERE NOT ST_Intersects(p.geom, u.geom)`,
	"ground floors without front":  `SELECT count(*) FROM unit u WHERE u.floor = 0 AND NOT EXISTS (SELECT FROM frontage f WHERE f.unit_id = u.id)`,
	"broken chains of status":      `SELECT count(*) FROM (SELECT "from", lag("to", 1, 'unknown') OVER (PARTITION BY unit_id ORDER BY at) AS before FROM unit_status_event) s WHERE "from" <> before`,
	"steps the rules do not know":  sqlForeignSteps,
	"events after the month":       `SELECT count(*) FROM unit_status_event WHERE at > $1::date`,
	"status against occupancy": `
		SELECT count(*) FROM unit_state s LEFT JOIN occupancy o ON o.id = s.occupancy_id
		WHERE (s.status IN ('occupied', 'threatened')) <> (o.kind IS NOT DISTINCT FROM 'regular')
		   OR (s.status = 'interim_use') <> (o.kind IS NOT DISTINCT FROM 'interim')`,
	"published without a reason":   `SELECT count(*) FROM offer o JOIN unit_state s ON s.unit_id = o.unit_id AND s.period @> $1::date WHERE o.publication_status = 'published' AND (s.status NOT IN ('vacant', 'marketing', 'reserved', 'interim_use', 'threatened') OR o.confirmed_until < $1::date)`,
	"marketing without an offer":   `SELECT count(*) FROM unit_state s WHERE s.status = 'marketing' AND s.period @> $1::date AND NOT EXISTS (SELECT FROM offer o WHERE o.unit_id = s.unit_id)`,
	"offers without words":         `SELECT count(*) FROM offer WHERE length(title_de) < 10 OR length(title_en) < 10 OR length(description_de) < 100 OR length(description_en) < 100`,
	"sections that are not public": `SELECT count(*) FROM construction_section s WHERE NOT EXISTS (SELECT FROM pub.sections p WHERE p.id = s.id)`,
	"centrelines off the section":  `SELECT count(*) FROM construction_section WHERE ST_Length(ST_Difference(centreline, ST_Buffer(geom, 1))) > 0`,
	"sections on houses":           `SELECT count(*) FROM construction_section s JOIN building b ON s.geom && b.geom AND ST_Area(ST_Intersection(s.geom, b.geom)) > 0.5`,
	"phases off the section":       `SELECT count(*) FROM construction_phase h JOIN construction_section s ON s.id = h.section_id WHERE h.geom IS NOT NULL AND NOT ST_CoveredBy(h.geom, ST_Buffer(s.geom, 1))`,
	"over with work to do":         `SELECT count(*) FROM construction_section s JOIN construction_phase h ON h.section_id = s.id WHERE s.status IN ('completed', 'warranty') AND h.status NOT IN ('done', 'cancelled')`,
	"sections without an impact":   `SELECT count(*) FROM construction_section s WHERE NOT EXISTS (SELECT FROM impact i WHERE i.section_id = s.id)`,
	"not marked as made up":        `SELECT (SELECT count(*) FROM parcel WHERE NOT made_up) + (SELECT count(*) FROM unit WHERE NOT made_up) + (SELECT count(*) FROM building WHERE NOT made_up) + (SELECT count(*) FROM construction_project WHERE NOT made_up)`,
	"outside of the town":          `SELECT count(*) FROM parcel p, town t WHERE NOT ST_Within(p.geom, t.geom)`,
}

const sqlNumberSides = `
	SELECT count(*) FROM address a
	JOIN LATERAL (
		SELECT s.geom, ST_LineLocatePoint(s.geom, a.geom) AS f FROM street_segment s
		WHERE s.street_name = a.street_name ORDER BY s.geom <-> a.geom LIMIT 1
	) s ON true
	CROSS JOIN LATERAL (SELECT ST_LineInterpolatePoint(s.geom, greatest(0, s.f - 0.002)) AS p,
		ST_LineInterpolatePoint(s.geom, least(1, s.f + 0.002)) AS q) e
	WHERE s.f BETWEEN 0.02 AND 0.98
	  AND ((ST_X(q) - ST_X(p)) * (ST_Y(a.geom) - ST_Y(p)) - (ST_Y(q) - ST_Y(p)) * (ST_X(a.geom) - ST_X(p)) > 0) <> (a.house_number % 2 = 1)`

const sqlForeignSteps = `
	SELECT count(*) FROM unit_status_event WHERE NOT irregular AND "from" <> 'unknown' AND "to" NOT IN ('unknown', 'converted', 'removed')
	  AND ("from", "to") NOT IN (('occupied', 'threatened'), ('occupied', 'vacant'), ('occupied', 'refurbishment'),
		('threatened', 'occupied'), ('threatened', 'vacant'), ('threatened', 'refurbishment'),
		('vacant', 'marketing'), ('vacant', 'reserved'), ('vacant', 'interim_use'), ('vacant', 'refurbishment'), ('vacant', 'occupied'),
		('marketing', 'vacant'), ('marketing', 'reserved'), ('marketing', 'interim_use'), ('marketing', 'refurbishment'), ('marketing', 'occupied'),
		('reserved', 'marketing'), ('reserved', 'vacant'), ('reserved', 'interim_use'), ('reserved', 'occupied'),
		('interim_use', 'vacant'), ('interim_use', 'marketing'), ('interim_use', 'occupied'), ('interim_use', 'refurbishment'),
		('refurbishment', 'vacant'), ('refurbishment', 'marketing'), ('refurbishment', 'occupied'))`

func TestLoadedTownKeepsTheRules(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{1, 7, 2026} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			db := pgtest.DB(t).Owner()
			if _, err := demo.Load(t.Context(), db, demo.Options{Seed: seed, Scale: 1, Today: today}); err != nil {
				t.Fatal(err)
			}
			for name, sql := range wrongs {
				var args []any
				if containsArg(sql) {
					args = append(args, today)
				}
				var n int
				if err := db.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
					t.Errorf("%s: %v", name, err)
				} else if n != 0 {
					t.Errorf("%s: %d", name, n)
				}
			}
		})
	}
}

func containsArg(sql string) bool {
	for i := range len(sql) - 1 {
		if sql[i] == '$' && sql[i+1] == '1' {
			return true
		}
	}
	return false
}
