package works_test

import (
	"testing"

	"mitte/geo/works"
)

// What is asked while somebody draws: a section with phases of which one is moved, all places anew.
func BenchmarkCheck(b *testing.B) {
	office := setup(b)
	site := office.create(drawing("A"))
	edit := drawing("A")
	edit.Geometry = works.Give(lonLat(0, 0, 41))
	b.ResetTimer()
	for b.Loop() {
		if _, err := office.office.Check(b.Context(), staff.Actor, site.ID, edit); err != nil {
			b.Fatal(err)
		}
	}
}

// A change of one field, from the request to COMMIT, on a database without fsync.
func BenchmarkChange(b *testing.B) {
	office := setup(b)
	site := office.create(drawing("A"))
	b.ResetTimer()
	for n := 0; b.Loop(); n++ {
		site = office.change(&site, &works.SectionEdit{Sequence: works.Give(1 + n%1000)})
	}
}
