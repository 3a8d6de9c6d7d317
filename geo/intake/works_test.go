package intake_test

import (
	"testing"

	"mitte/geo"
	"mitte/geo/intake"
)

func TestWorksWithTraps(t *testing.T) {
	b := setup(t)
	o := intake.Options{Kind: intake.Works, Path: "testdata/works.geojson", WidthM: 3, AcceptPartial: true}
	report := b.twice(o)
	equal(t, "refusals", codes(report), []string{
		"W5 invalid", "W6 invalid", "W7 point_not_taken", "W8 dates_crossed", "W9 not_a_date",
		"W10#2 invalid", "W10#1 part_refused", "W11 missing", " missing", "W1 duplicate_ref", "W14 too_short",
		"W15#2 point_not_taken", "W16 too_long",
	})
	equal(t, "sections", list[string](t, b.db.Owner(), `
		SELECT concat_ws('|', source_ref, label, status, planned, round(ST_Length(centreline)))
		FROM construction_section ORDER BY 1`), []string{
		"W1|W1|active|[2026-08-01,2026-10-01)",
		"W2|W2|scheduled|[2026-09-01,2026-10-01)|125",
		"W3|W3|completed|[2026-08-01,2026-08-22)|69",
		"W4#1|W4#1|active|[2026-08-01,)",
		"W4#2|W4#2|active|[2026-08-01,)|125",
	})
	equal(t, "width of the corridor", one[bool](t, b.db.Owner(), `
		SELECT abs(ST_Area(geom) / ST_Length(centreline) - 3) < 0.05 FROM construction_section WHERE source_ref = 'W2'`), true)
	equal(t, "impact", list[string](t, b.db.Owner(), `
		SELECT s.source_ref || ' ' || i.vehicle || ' ' || i.pedestrian FROM impact i JOIN construction_section s ON s.id = i.section_id
		WHERE i.vehicle = 'closed'`), []string{"W1 closed open"})
	equal(t, "public description", one[string](t, b.db.Owner(), `
		SELECT replace(description_public_de, E'\n', ' / ') FROM construction_section WHERE source_ref = 'W1'`),
		"Kanalbau / Veranlasst von: Stadtwerke")
	equal(t, "project", one[string](t, b.db.Owner(), `SELECT public_ref || ' ' || title_de FROM construction_project`), "works Baustellen")
}

func TestStatusFollowsTheDay(t *testing.T) {
	b := setup(t)
	o := intake.Options{Kind: intake.Works, Path: "testdata/works.geojson", AcceptPartial: true}
	b.load(o)
	o.Today = geo.NewDate(2026, 10, 2)
	report := b.load(o)
	equal(t, "sections", report.Count("section").Updated, 2)
	equal(t, "history", list[string](t, b.db.Owner(), `SELECT DISTINCT editor || ' ' || reason FROM history`),
		[]string{"import:works import 2: works.geojson"})
}

func TestRegisterUnderAProjectOfItsOwn(t *testing.T) {
	b := setup(t)
	o := intake.Options{
		Kind: intake.Works, Path: "testdata/works.geojson", AcceptPartial: true, SourceID: "baustellen-dorsten", Project: "Kanäle 2026",
	}
	b.twice(o)
	equal(t, "project", one[string](t, b.db.Owner(), `SELECT public_ref || ': ' || title_de FROM construction_project`),
		"baustellen-dorsten-baustellen-dorsten-kanaele-2026: Kanäle 2026")
}

func TestWidthIsBounded(t *testing.T) {
	b := setup(t)
	for _, width := range []float64{0.4, 50.1, -3} {
		equal(t, "code", codeOf(b.fails(intake.Options{Kind: intake.Works, Path: "testdata/works.geojson", WidthM: width})), "import_option")
	}
}
