package intake_test

import (
	"testing"

	"mitte/geo/intake"
)

func TestStaffEditsWin(t *testing.T) {
	b := setup(t)
	o := intake.Options{Kind: intake.ALKIS, Path: "testdata/parcels.geojson", AcceptPartial: true}
	b.load(o)
	b.edit(`UPDATE parcel SET location_text = 'Von Hand' WHERE label = '1'`)
	b.edit(`UPDATE parcel SET location_text = 'Kurz' WHERE label = '4'`)
	b.edit(`UPDATE parcel SET location_text = 'Erfundene Straße 1' WHERE label = '4'`)
	b.edit(`DELETE FROM parcel WHERE label = '2'`)
	before := b.stock()
	report := b.load(o)
	equal(t, "counts", report.Count("parcel"), intake.LayerCount{Layer: "parcel", Read: 14 - 1, Unchanged: 2, Kept: 2, Refused: 9})
	edited, _ := report.Note("edited_by_staff")
	equal(t, "edited", edited.Refs, []string{"05512290100001______"})
	deleted, _ := report.Note("deleted_by_staff")
	equal(t, "deleted", deleted.Refs, []string{"05512290100002______"})
	b.same(before)
}

func TestStaffStatesWin(t *testing.T) {
	b := setup(t)
	file := func(status string) intake.Options {
		text := "ref;Adresse;lon;lat;Status\nE1;Lange Straße 5;6,965;51,66;" + status + "\n"
		return intake.Options{Kind: intake.Units, Path: write(t, "u.csv", []byte(text)), Today: today.AddDays(9)}
	}
	first := file("leer")
	first.Today = today
	b.load(first)
	b.edit(`INSERT INTO unit_status_event (unit_id, "from", "to", at, source) SELECT id, 'vacant', 'marketing', $1, 'walk' FROM unit`, today.AddDays(3))
	before := b.stock()
	equal(t, "less exact, but the same", b.load(file("leer")).Status, intake.NothingToDo)
	report := b.load(file("belegt"))
	note, _ := report.Note("status_by_staff")
	equal(t, "listed", note.Refs, []string{"E1"})
	b.same(before)
}

// Two sources may not share a public reference, nor may an import take over a unit of the office.
func TestReferencesBelongToOneSource(t *testing.T) {
	b := setup(t)
	path := write(t, "u.csv", []byte("ref;Adresse;lon;lat;Status\nF1;Lange Straße 5;6,965;51,66;leer\n"))
	b.load(intake.Options{Kind: intake.Units, Path: path})
	report := b.load(intake.Options{Kind: intake.Units, Path: path, SourceID: "makler"})
	equal(t, "refusals", codes(report), []string{"F1 ref_taken"})
}

func TestDryRunKeepsNothing(t *testing.T) {
	b := setup(t)
	before := b.stock()
	o := intake.Options{Kind: intake.Works, Path: "testdata/works.geojson", AcceptPartial: true, DryRun: true}
	report := b.load(o)
	equal(t, "would insert", report.Count("section").Inserted, 5)
	b.same(before)
	o.DryRun = false
	equal(t, "inserts", b.load(o).Count("section").Inserted, 5)
}
