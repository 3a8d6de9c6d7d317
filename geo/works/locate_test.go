package works_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/works"
)

// Nothing that comes from outside reaches what cannot be cancelled (reliability.md R1).
func TestForeignShapesAreNeitherRepairedNorMerged(t *testing.T) {
	t.Parallel()
	forbidden := regexp.MustCompile(`(?i)ST_(MakeValid|UnaryUnion|Union|MemUnion|Polygonize|Node|BuildArea)\b`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.Find(text); found != nil && file != "locate_test.go" {
			t.Errorf("%s uses %s", file, found)
		}
	}
}

// metres are degrees of a shape in the town, its places given in metres from the town's middle.
func metres(rings ...[]float64) geo.Geom {
	var flat []float64
	var ends []int
	for _, ring := range rings {
		for i := 0; i < len(ring); i += 2 {
			flat = append(flat, 6.9581+ring[i]/69000, 51.6622+ring[i+1]/111200)
		}
		ends = append(ends, len(flat))
	}
	g, err := geo.NewGeom(geom.NewPolygonFlat(geom.XY, flat, ends).SetSRID(int(geo.LonLat)))
	if err != nil {
		panic(err)
	}
	return g
}

func square(east, north, size float64) []float64 {
	return []float64{east, north, east + size, north, east + size, north + size, east, north + size, east, north}
}

// A phase lies in its section, give or take a metre; so does the centreline.
func TestPartsStayInTheirSection(t *testing.T) {
	t.Parallel()
	b := setup(t)
	withHole := metres(square(0, 0, 60), square(20, 20, 20))
	for name, tc := range map[string]struct {
		phase geo.Geom
		out   bool
	}{
		"inside":                        {metres(square(1, 1, 10)), false},
		"on the border":                 {metres(square(0, 0, 60)), true}, // it covers the hole
		"just over the border":          {metres(square(-0.9, 1, 10)), false},
		"over the border":               {metres(square(-1.2, 1, 10)), true},
		"around the hole":               {metres(square(0, 0, 60), square(20, 20, 20)), false},
		"a little into the hole":        {metres(square(0, 0, 60), square(20.8, 20.8, 18.4)), false},
		"in the hole":                   {metres(square(25, 25, 10)), true},
		"across the hole, corners well": {metres([]float64{10, 29, 50, 29, 50, 31, 10, 31, 10, 29}), true},
		"far away":                      {metres(square(200, 200, 10)), true},
	} {
		edit := drawing("P" + name)
		edit.Geometry, edit.Phases = works.Give(withHole), works.Give([]works.PhaseEdit{{
			Kind: works.Give("utility"), PlannedFrom: works.Give(edit.PlannedFrom.Value), PlannedTo: works.Give(edit.PlannedTo.Value), Geometry: works.Give(tc.phase),
		}})
		found, err := b.office.Check(t.Context(), staff.Actor, 0, edit)
		if err != nil {
			t.Fatal(err)
		}
		refused := len(found.Errors) == 1 && found.Errors[0].Code == "phase.outside_section" && found.Errors[0].At != nil
		if refused != tc.out || len(found.Errors) > 1 {
			t.Errorf("%s: %+v", name, found.Errors)
		}
	}
	edit := drawing("L")
	line, err := geo.NewGeom(geom.NewLineStringFlat(geom.XY, []float64{6.9581, 51.6622, 6.9581 + 45.0/69000, 51.6622}).SetSRID(int(geo.LonLat)))
	if err != nil {
		t.Fatal(err)
	}
	edit.Centreline = works.Give(line)
	found, err := b.office.Check(t.Context(), staff.Actor, 0, edit)
	if err != nil || len(found.Errors) != 1 || found.Errors[0].Code != "section.centreline_off" || found.Errors[0].At == nil {
		t.Errorf("%+v, %v", found.Errors, err)
	}
}

// Shrinking a section tells which of its phases it leaves outside.
func TestAShrunkSectionLeavesItsPhases(t *testing.T) {
	t.Parallel()
	b := setup(t)
	site := b.create(drawing("A"))
	_, err := b.office.Change(t.Context(), staff, site.ID, site.Match(), &works.SectionEdit{Geometry: works.Give(lonLat(0, 0, 10))})
	var refused *fault.Error
	if !errors.As(err, &refused) || len(refused.Fields) != 1 || refused.Fields[0].Path != "/phases/0/geometry" {
		t.Errorf("%v", err)
	}
}

// The plan can be read as it was known at a past moment, whatever was changed, deleted or drawn since.
func TestThePlanAsItWasKnown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	kept, gone := b.create(drawing("KEPT")), b.create(drawing("GONE"))
	var then time.Time
	if err := b.db.Owner().QueryRow(t.Context(), `SELECT clock_timestamp()`).Scan(&then); err != nil {
		t.Fatal(err)
	}
	b.change(&kept, &works.SectionEdit{Label: works.Give("NOW"), Phases: works.Give([]works.PhaseEdit{{ID: kept.Phases[1].ID}})})
	if _, err := b.office.Delete(t.Context(), staff, gone.ID, gone.Match(), ""); err != nil {
		t.Fatal(err)
	}
	b.create(drawing("NEW"))
	for _, tc := range []struct {
		ask  works.SiteQuery
		want string
	}{
		{works.SiteQuery{}, "NOW/1 NEW/2 "},
		{works.SiteQuery{Known: then}, "KEPT/2 GONE/2 "},
		{works.SiteQuery{Deleted: true}, "GONE/2 "},
		{works.SiteQuery{Known: then.Add(-time.Hour)}, ""},
	} {
		found, err := b.office.Sites(t.Context(), staff.Actor, tc.ask)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, s := range found.Rows {
			got += s.Label + "/" + string(rune('0'+len(s.Phases))) + " "
		}
		if got != tc.want {
			t.Errorf("%+v: got %q, want %q", tc.ask, got, tc.want)
		}
	}
}
