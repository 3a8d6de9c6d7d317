package intake_test

import (
	"testing"

	"mitte/geo/intake"
)

type tags = map[string]string

// at returns a node x, y metres, roughly, from the middle of the demo's corner of the world.
func at(x, y float64, t tags) osmNode {
	return osmNode{6.965 + x/69_190, 51.66 + y/111_270, t}
}

// village is a small place with every trap: a street through two crossings that is drawn in both directions, a loop, a
// way that crosses itself, a spike, a dual carriageway, a house with a courtyard, and shops of every state.
func village() extract {
	return extract{
		nodes: []osmNode{
			at(0, 0, nil), at(100, 0, nil), at(200, 0, nil), at(300, 0, nil), // 1–4 Lange Straße
			at(100, 80, nil), at(100, -80, nil), // 5, 6 Quergasse
			at(200, 60, nil), at(240, 60, nil), at(240, 100, nil), at(200, 100, nil), // 7–10 loop
			at(400, 0, nil), at(500, 100, nil), at(500, 0, nil), at(400, 100, nil), // 11–14 crossing itself
			at(600, 0, nil), at(700, 0, nil), at(650, 0, nil), // 15–17 spike
			at(0, 200, nil), at(40, 200, nil), at(40, 240, nil), at(0, 240, nil), // 18–21 outer ring
			at(10, 210, nil), at(30, 210, nil), at(30, 230, nil), at(10, 230, nil), // 22–25 courtyard
			at(5, 205, tags{"shop": "bakery", "name": "Müßig", "addr:street": "Lange Straße", "addr:housenumber": "5"}),
			at(6, 205, tags{"disused:shop": "butcher", "addr:street": "Lange Straße", "addr:housenumber": "5 A", "addr:postcode": "46282", "level": "-1"}),
			at(7, 205, tags{"disused:shop": "yes", "shop": "kiosk", "check_date": "2025-05-05", "wheelchair": "yes"}),
			at(8, 205, tags{"shop": "vacant"}),
			at(9, 205, tags{"disused:shop": "yes", "amenity": "cafe", "name": "Café"}),
			at(9, 206, tags{"amenity": "restaurant", "name": "Krone"}),
			at(9, 207, tags{"shop": "unicorns;bakery"}),
			at(9, 208, tags{"shop": "no"}),
			at(3, 200, tags{"addr:street": "Lange Straße", "addr:housenumber": "5", "addr:postcode": "46282", "addr:city": "Dorsten"}),
			at(3, 201, tags{"addr:street": "Lange Straße", "addr:housenumber": "Haus 5"}),
			at(800, 0, nil), at(800.3, 0, nil), // 36, 37 far too short
		},
		ways: []osmWay{
			{101, []int64{1, 2, 3}, tags{"highway": "pedestrian", "name": "Lange Straße"}},
			{102, []int64{4, 3}, tags{"highway": "residential", "name": "Lange Straße"}},
			{103, []int64{5, 2, 6}, tags{"highway": "residential", "name": "Quergasse"}},
			{104, []int64{3, 7, 8, 9, 10, 7}, tags{"highway": "service"}},
			{105, []int64{11, 12, 13, 14}, tags{"highway": "service", "name": "Schleife"}},
			{106, []int64{15, 16, 17}, tags{"highway": "footway"}},
			{107, []int64{1, 5}, tags{"highway": "construction"}},
			{108, []int64{1, 5}, tags{"highway": "platform"}},
			{109, []int64{18, 19, 20, 21, 18}, tags{"highway": "pedestrian", "area": "yes"}},
			{110, []int64{36, 37}, tags{"highway": "steps"}},
			{111, []int64{1, 999}, tags{"highway": "path"}},
			{201, []int64{18, 19, 20}, nil},
			{202, []int64{18, 21, 20}, nil},
			{203, []int64{22, 23, 24, 25, 22}, nil},
		},
		relations: []osmRelation{
			{301, []osmMember{{201, "outer"}, {202, "outer"}, {203, "inner"}}, tags{
				"type": "multipolygon", "building": "yes", "building:levels": "3", "start_date": "1909-05", "heritage": "4", "name": "Rathaus",
			}},
			{302, []osmMember{{201, "outer"}}, tags{"type": "multipolygon", "building": "yes"}},
			{303, []osmMember{{299, "outer"}}, tags{"type": "multipolygon", "building": "yes"}},
		},
	}
}

func TestVillage(t *testing.T) {
	b := setup(t)
	report := b.twice(intake.Options{Kind: intake.OSM, Path: write(t, "village.osm.pbf", village().pbf())})
	db := b.db.Owner()
	equal(t, "refusals", codes(report), []string{})

	equal(t, "segments", list[string](t, db, `
		SELECT concat_ws('|', source_ref, coalesce(street_name, '-'), kind, seq, from_node || '>' || to_node,
			coalesce(from_label, '-') || ' … ' || coalesce(to_label, '-'), round(start_m), round(length_m), CASE WHEN pedestrian_zone THEN 'zone' END)
		FROM street_segment ORDER BY source_ref`), []string{
		"way/101#1|Lange Straße|pedestrian|1|1>2|- … Quergasse|0|100|zone",
		"way/101#2|Lange Straße|pedestrian|2|2>3|Quergasse … -|100|100|zone",
		"way/102#1|Lange Straße|street|3|3>4|- … -|200|100",
		"way/103#1|Quergasse|street|1|5>2|- … Lange Straße|0|80",
		"way/103#2|Quergasse|street|2|2>6|Lange Straße … -|80|80",
		"way/104#1|-|service|1|3>7|Lange Straße … -|0|60",
		"way/104#2|-|service|2|7>9|- … -|60|80",
		"way/104#3|-|service|3|9>7|- … -|140|80",
		"way/105#1|Schleife|service|1|11>12|- … -|0|141",
		"way/105#2|Schleife|service|2|12>14|- … -|141|241",
		"way/106#1|-|path|1|15>16|- … -|0|100",
		"way/106#2|-|path|2|16>17|- … -|100|50",
	})
	for what, sql := range chainRules {
		equal(t, what, one[int](t, db, sql), 0)
	}

	equal(t, "units", list[string](t, db, `
		SELECT concat_ws('|', u.source_ref, s.status, u.use_type, coalesce(o.business_name, '-'), coalesce(u.last_use, '-'), u.floor,
			a.house_number || a.suffix || ' ' || a.postcode, u.building_id IS NOT NULL, u.step_free, u.last_surveyed_at, lower(s.period))
		FROM unit u JOIN unit_state s ON s.unit_id = u.id LEFT JOIN occupancy o ON o.id = s.occupancy_id
		LEFT JOIN address a ON a.id = u.address_id ORDER BY u.id`), []string{
		"node/26|occupied|retail|Müßig|-|0|5 46282|t|2026-02-16",
		"node/27|vacant|retail|-|Metzgerei|-1|5a 46282|t|2026-02-16",
		"node/28|occupied|retail|Kiosk|-|0|t|t|2025-05-05|2026-02-16",
		"node/29|vacant|retail|-|-|0|t|2026-02-16",
		"node/30|occupied|gastronomy|Café|-|0|t|2026-02-16",
		"node/32|occupied|retail|Laden|-|0|t|2026-02-16",
	})
	equal(t, "house with a courtyard", one[string](t, db, `
		SELECT concat_ws('|', source_ref, name, storeys, year_built, listed, ST_NRings(geom), round(ST_Area(geom) / 100)) FROM building`),
		"relation/301|Rathaus|3|1909|t|2|12")
	for code, count := range map[string]int{
		"incomplete": 3, "highway_skipped": 2, "street_area": 1, "street_short": 1, "street_split": 1, "both_tags": 2,
		"unknown_trade": 1, "address_unreadable": 1,
	} {
		note, _ := report.Note(code)
		equal(t, code, note.Count, count)
	}
	equal(t, "address from its own node", one[bool](t, db, `
		SELECT ST_Distance(geom, ST_Transform(ST_SetSRID(ST_MakePoint(6.965 + 3/69190.0, 51.66 + 200/111270.0), 4326), 25832)) < 0.1
		FROM address WHERE house_number = 5 AND suffix = ''`), true)
}

// The next extract moves a shop, closes another and drops a third.
func TestVillageAYearLater(t *testing.T) {
	b := setup(t)
	b.load(intake.Options{Kind: intake.OSM, Path: write(t, "village.osm.pbf", village().pbf())})
	later := village()
	later.nodes[25].tags = tags{"disused:shop": "bakery", "addr:street": "Lange Straße", "addr:housenumber": "5"}
	later.nodes[28].tags = tags{"shop": "florist", "name": "Blumen"}
	later.nodes[31].tags = nil
	o := intake.Options{Kind: intake.OSM, Path: write(t, "village.osm.pbf", later.pbf()), Today: today.AddDays(365)}
	report := b.twice(o)
	equal(t, "states", report.Count("status").Updated, 2)
	equal(t, "now", list[string](t, b.db.Owner(), `
		SELECT concat_ws('|', u.source_ref, s.status, coalesce(o.business_name, '-'), s.period)
		FROM unit u JOIN unit_state s ON s.unit_id = u.id LEFT JOIN occupancy o ON o.id = s.occupancy_id
		WHERE u.source_ref IN ('node/26', 'node/29', 'node/32') ORDER BY u.id, s.period`), []string{
		"node/26|occupied|Müßig|[2026-02-16,2027-08-22)", "node/26|vacant|-|[2027-08-22,)",
		"node/29|vacant|-|[2026-02-16,2027-08-22)", "node/29|occupied|Blumen|[2027-08-22,)",
		"node/32|occupied|Laden|[2026-02-16,)",
	})
	note, _ := report.Note("not_in_file")
	equal(t, "dropped", note.Refs, []string{"node/32"})
}

func TestNotAnExtract(t *testing.T) {
	b := setup(t)
	whole := village().pbf()
	for name, content := range map[string][]byte{
		"text.osm.pbf": []byte("no extract at all"), "cut.osm.pbf": whole[:len(whole)-40], "empty.osm.pbf": nil,
	} {
		code := codeOf(b.fails(intake.Options{Kind: intake.OSM, Path: write(t, name, content)}))
		equal(t, name, code, "bad_pbf")
	}
	equal(t, "xml", codeOf(b.fails(intake.Options{Kind: intake.OSM, Path: write(t, "a.osm", []byte("<osm/>"))})), "import_format")
}
