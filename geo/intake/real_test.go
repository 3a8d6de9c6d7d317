package intake_test

import (
	"path/filepath"
	"testing"

	"mitte/geo/geotest"
	"mitte/geo/intake"
)

func TestKarlsruheFromOpenStreetMap(t *testing.T) {
	path := filepath.Join(geotest.Path(t, "karlsruhe"), "tram-junction.osm.pbf")
	b := setup(t)
	report := b.twice(intake.Options{Kind: intake.OSM, Path: path})
	db := b.db.Owner()

	equal(t, "refusals", codes(report), []string{})
	equal(t, "buildings", one[int](t, db, `SELECT count(*)::integer FROM building`), 265)
	equal(t, "units and vacant ones in the public layer", list[string](t, b.db.Public(), `
		SELECT vacancy_status || ' ' || count(*) FROM pub.units WHERE valid_to IS NULL GROUP BY vacancy_status ORDER BY 1`),
		[]string{"occupied 36", "vacant 7"})
	equal(t, "the vacant ones", list[string](t, db, `
		SELECT source_ref FROM unit u JOIN unit_state s ON s.unit_id = u.id AND s.status = 'vacant' ORDER BY u.id`), []string{
		"node/2147671180", "node/3338239280", "node/3506002973", "node/4057041485", "node/4057042006", "node/9146680638",
		"node/11461223796",
	})
	equal(t, "trade before", list[string](t, db, `SELECT last_use FROM unit WHERE last_use IS NOT NULL ORDER BY id`),
		[]string{"Bücher", "Metzgerei"})
	equal(t, "units at one house number", list[string](t, db, `
		SELECT a.house_number || a.suffix || ', ' || a.postcode || ': ' || count(*)
		FROM unit u JOIN address a ON a.id = u.address_id WHERE a.street_name = 'Karlstraße' AND a.house_number = 63
		GROUP BY a.id, a.house_number, a.suffix, a.postcode ORDER BY 1`), []string{"63, 76133: 1", "63, 76137: 3"})
	equal(t, "a shop without a postcode takes its neighbours'",
		one[string](t, db, `SELECT a.postcode::text FROM unit u JOIN address a ON a.id = u.address_id WHERE u.source_ref = 'node/5198945268'`), "76133")
	equal(t, "attribution", one[string](t, db, `SELECT licence || ' ' || attribution FROM source WHERE id = 'osm'`),
		"ODbL 1.0 © OpenStreetMap contributors")
	equal(t, "units in a building", one[int](t, db, `SELECT count(*)::integer FROM unit WHERE building_id IS NOT NULL`), 43)
}

func TestKarlsruheStreetsAreChains(t *testing.T) {
	path := filepath.Join(geotest.Path(t, "karlsruhe"), "tram-junction.osm.pbf")
	b := setup(t)
	b.load(intake.Options{Kind: intake.OSM, Path: path})
	db := b.db.Owner()
	equal(t, "named streets", one[int](t, db, `SELECT count(DISTINCT street_name)::integer FROM street_segment`), 10)
	equal(t, "ways", one[int](t, db, `SELECT count(DISTINCT split_part(source_ref, '#', 1))::integer FROM street_segment`), 150)
	for what, sql := range chainRules {
		equal(t, what, one[int](t, db, sql), 0)
	}
}

// chainRules count what must not be in street_segment after an import.
var chainRules = map[string]string{
	"neighbours in a chain that do not share their node": `
		SELECT count(*)::integer FROM street_segment a
		JOIN street_segment b ON b.street_name = a.street_name AND b.chain_no = a.chain_no AND b.seq = a.seq + 1
		WHERE a.to_node <> b.from_node OR NOT ST_EndPoint(a.geom) = ST_StartPoint(b.geom)
		   OR abs(a.start_m + a.length_m - b.start_m) > 0.01`,
	"gaps in a chain": `
		SELECT count(*)::integer FROM (
			SELECT FROM street_segment WHERE street_name IS NOT NULL GROUP BY street_name, chain_no
			HAVING max(seq) <> count(*) OR min(seq) <> 1) s`,
	"streets without a name of their own crossing": `
		SELECT count(*)::integer FROM street_segment WHERE from_label = street_name OR to_label = street_name`,
}

func TestKarlsruheWithAmenities(t *testing.T) {
	path := filepath.Join(geotest.Path(t, "karlsruhe"), "tram-junction.osm.pbf")
	b := setup(t)
	b.twice(intake.Options{Kind: intake.OSM, Path: path, Amenities: true})
	gastronomy := one[int](t, b.db.Owner(), `SELECT count(*)::integer FROM unit WHERE use_type = 'gastronomy'`)
	if gastronomy < 5 {
		t.Errorf("only %d places to eat", gastronomy)
	}
}

func TestWorksOfTheSameArea(t *testing.T) {
	path := filepath.Join(geotest.Path(t, "karlsruhe"), "baustellen.geojson")
	b := setup(t)
	report := b.twice(intake.Options{Kind: intake.Works, Path: path})
	equal(t, "sections", report.Count("section"), intake.LayerCount{Layer: "section", Read: 17, Inserted: 17})
	equal(t, "public", one[int](t, b.db.Public(), `SELECT count(*)::integer FROM pub.sections`), 17)
	equal(t, "licence", one[string](t, b.db.Owner(), `SELECT licence || '; ' || attribution FROM source WHERE id = 'works'`),
		`CC BY 4.0; Datensatz „Baustellen", Stadt Karlsruhe, Lizenz CC-BY 4.0`)
	equal(t, "half-open", one[string](t, b.db.Owner(), `
		SELECT planned::text || ' ' || status FROM construction_section WHERE source_ref = '2025V1542'`), "[2025-03-12,2028-08-01) active")
}

func TestTheWholeRegister(t *testing.T) {
	path := filepath.Join(geotest.Path(t, "baustellen-karlsruhe"), "baustellen-flaechen.geojson")
	b := setup(t)
	o := intake.Options{Kind: intake.Works, Path: path, WidthM: 3}

	report := b.load(o)
	equal(t, "status", report.Status, intake.Refused)
	equal(t, "taken", one[int](t, b.db.Owner(), `SELECT count(*)::integer FROM construction_section`), 0)
	equal(t, "refusals", codes(report), []string{
		"2024V6440 invalid", "2026V2418 invalid", "2024V2069 invalid", "2026V3130 ring_degenerate", "2026V4905 invalid",
		"2026V4906 invalid",
	})
	for _, f := range report.Refusals {
		if f.At == nil || f.At[0] < 8.2 || f.At[0] > 8.6 || f.At[1] < 48.9 || f.At[1] > 49.1 {
			t.Errorf("%s: place %v", f.Ref, f.At)
		}
	}

	o.AcceptPartial = true
	report = b.twice(o)
	equal(t, "status", report.Status, intake.Done)
	equal(t, "sections", report.Count("section"), intake.LayerCount{Layer: "section", Read: 186, Inserted: 180, Refused: 6})
	db := b.db.Owner()
	equal(t, "records", one[int](t, db, `SELECT count(DISTINCT split_part(source_ref, '#', 1))::integer FROM construction_section`), 175)
	equal(t, "collections", list[string](t, db, `SELECT source_ref FROM construction_section WHERE source_ref LIKE '%#%' ORDER BY 1`), []string{
		"2024V5097#1", "2024V5097#2", "2024V5097#3", "2026V3931#1", "2026V3931#2", "2026V3931#3", "2026V3931#4",
	})
	equal(t, "widened", one[int](t, db, `SELECT count(*)::integer FROM construction_section WHERE centreline IS NOT NULL`), 31)
	for code, count := range map[string]int{"line_widened": 31, "collection_split": 2, "records_split": 181} {
		note, _ := report.Note(code)
		equal(t, code, note.Count, count)
	}
	equal(t, "axis off its corridor", one[int](t, db, `
		SELECT count(*)::integer FROM construction_section WHERE ST_Length(ST_Difference(centreline, geom)) > 0.01`), 0)
}

func TestParcelsOfNRW(t *testing.T) {
	dir := geotest.Path(t, "alkis-vereinfacht-nrw")
	b := setup(t)
	report := b.twice(intake.Options{Kind: intake.ALKIS, Path: filepath.Join(dir, "collectionItems-flurstueck.json")})
	equal(t, "parcels", report.Count("parcel"), intake.LayerCount{Layer: "parcel", Read: 10, Inserted: 10})
	report = b.twice(intake.Options{Kind: intake.ALKIS, Path: filepath.Join(dir, "collectionItems-gebaeudebauwerk.json")})
	equal(t, "buildings", report.Count("building"), intake.LayerCount{Layer: "building", Read: 10, Inserted: 10})
	// The single feature is one of the ten.
	report = b.load(intake.Options{Kind: intake.ALKIS, Path: filepath.Join(dir, "collectionItem1-flurstueck.json")})
	equal(t, "single", report.Count("parcel"), intake.LayerCount{Layer: "parcel", Read: 1, Unchanged: 1})
	note, _ := report.Note("not_in_file")
	equal(t, "not in the file", note.Count, 9)

	equal(t, "a parcel", one[string](t, b.db.Owner(), `
		SELECT concat_ws('|', label, flur, gemarkung_name, official_area_m2, land_use, source_date, municipality_key, location_text, alkis_id)
		FROM parcel WHERE flurstueckskennzeichen = '05297001600193______'`),
		"193|16|Wünnenberg|1739.00|square|2017-04-26|05774040|Bleiwäscher Straße|DENW19AL0000geMFFL")
	equal(t, "use in parts", one[int](t, b.db.Owner(), `
		SELECT jsonb_array_length(land_use_detail) FROM parcel WHERE flurstueckskennzeichen = '05297001600308______'`), 4)
}

func TestTownBoundsLaterImports(t *testing.T) {
	dir := geotest.Path(t, "vg250-nrw")
	works := filepath.Join(geotest.Path(t, "karlsruhe"), "baustellen.geojson")
	b := setup(t)
	report := b.twice(intake.Options{Kind: intake.Town, Path: filepath.Join(dir, "dorsten.geojson")})
	equal(t, "town", report.Count("town"), intake.LayerCount{Layer: "town", Read: 1, Inserted: 1})
	equal(t, "row", one[string](t, b.db.Owner(), `SELECT name || ' ' || municipality_key FROM town`), "Dorsten 05562012")

	report = b.load(intake.Options{Kind: intake.Works, Path: works})
	equal(t, "status", report.Status, intake.Refused)
	equal(t, "code", report.Refusals[0].Code, "outside_town")
	equal(t, "all", len(report.Refusals), 17)

	// Of ten towns one has to be named.
	all := filepath.Join(dir, "kreis-recklinghausen-gemeinden.geojson")
	equal(t, "code", codeOf(b.fails(intake.Options{Kind: intake.Town, Path: all})), "town_ambiguous")
	equal(t, "code", codeOf(b.fails(intake.Options{Kind: intake.Town, Path: all, Town: "Entenhausen"})), "town_unknown")
	report = b.load(intake.Options{Kind: intake.Town, Path: all, Town: "05562012"})
	if report.Status == intake.Refused {
		t.Error(codes(report))
	}
}

// What an extract holds outside of the town is left out, not refused.
func TestExtractLargerThanTheTown(t *testing.T) {
	extract := filepath.Join(geotest.Path(t, "karlsruhe"), "tram-junction.osm.pbf")
	boundary := filepath.Join(geotest.Path(t, "vg250-nrw"), "dorsten.geojson")
	b := setup(t)
	b.load(intake.Options{Kind: intake.Town, Path: boundary})
	report := b.load(intake.Options{Kind: intake.OSM, Path: extract})
	equal(t, "status", report.Status, intake.NothingToDo)
	note, _ := report.Note("outside_skipped")
	if note.Count < 265+43 {
		t.Errorf("%d left out", note.Count)
	}
}
