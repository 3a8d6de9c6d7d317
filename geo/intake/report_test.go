package intake_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mitte/geo/intake"
)

// TestReportFiles compares the three forms of one report with golden files; -update writes them anew.
func TestReportFiles(t *testing.T) {
	b := setup(t)
	report := b.load(intake.Options{Kind: intake.Works, Path: "testdata/works.geojson", WidthM: 3})
	for name, write := range map[string]func(io.Writer) error{
		"report.json": report.WriteJSON, "report.csv": report.WriteCSV, "report.txt": report.WriteTable,
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		equal(t, name, out.String(), string(read(t, path)))
	}
}

func TestEmptyFilesSaySo(t *testing.T) {
	b := setup(t)
	none := []byte(`{"type":"FeatureCollection","features":[]}`)
	for name, o := range map[string]intake.Options{
		"csv":      {Kind: intake.Units, Path: write(t, "u.csv", []byte("ref;Adresse;lon;lat;Status\n"))},
		"features": {Kind: intake.Units, Path: write(t, "u.geojson", none)},
		"alkis":    {Kind: intake.ALKIS, Path: write(t, "a.geojson", none)},
		"works":    {Kind: intake.Works, Path: write(t, "w.geojson", none)},
		"osm":      {Kind: intake.OSM, Path: write(t, "o.osm.pbf", extract{}.pbf())},
	} {
		report := b.load(o)
		equal(t, name, report.Status, intake.NothingToDo)
		var out bytes.Buffer
		if err := report.WriteTable(&out); err != nil || !strings.Contains(out.String(), "enthält keine Zeilen") {
			t.Errorf("%s: %v %s", name, err, out.String())
		}
	}
	equal(t, "town", codeOf(b.fails(intake.Options{Kind: intake.Town, Path: write(t, "t.geojson", none)})), "no_rows")
}

func TestReportDefusesFormulas(t *testing.T) {
	t.Parallel()
	report := intake.Report{Refusals: []intake.Refusal{{Row: 1, Ref: "=cmd|x", Field: "@a", Reason: "-1"}}}
	var out bytes.Buffer
	if err := report.WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	equal(t, "csv", out.String(), "\ufeffzeile;ref;ebene;feld;code;grund;lon;lat\n1;'=cmd|x;;'@a;;'-1;;\n")
	out.Reset()
	report.File = "a\x1b[31m"
	if err := report.WriteTable(&out); err != nil || bytes.ContainsRune(out.Bytes(), 0x1b) {
		t.Errorf("%v %q", err, out.String())
	}
}
