package gpkg_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mitte/geo/fault"
	"mitte/geo/gpkg"
)

const features = `{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"Point","coordinates":[6.9650,51.6605]},"properties":{"public_ref":"A-1","title":"Öffnung","area_m2":120.5,"floor":0,"from":"2027-03-01","step_free":true}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[6.9660,51.6605]},"properties":{"public_ref":"A-2","title":null,"area_m2":null,"floor":-1,"from":null,"step_free":null}}]}`

func table() gpkg.Table {
	return gpkg.Table{
		Name: "units", Title: "Ladenlokale", Description: "Stadt Beispiel (dl-de/by-2-0), erfunden", Features: []byte(features),
		AsOf: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC),
	}
}

// ogrinfo reads a file as any GIS would.
func ogrinfo(t *testing.T, file []byte, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "units.gpkg")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "ogrinfo", append([]string{"-ro"}, append(args, path)...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestAGISReadsTheFile(t *testing.T) {
	t.Parallel()
	file, err := gpkg.New("").Write(t.Context(), table())
	if err != nil {
		t.Fatal(err)
	}
	if string(file[:15]) != "SQLite format 3" || string(file[68:72]) != "GPKG" {
		t.Errorf("head %q, application %q", file[:15], file[68:72])
	}
	said := ogrinfo(t, file, "-al")
	for _, part := range []string{
		"Layer name: units", "Geometry: Point", "Feature Count: 2", `ID["EPSG",25832]`, "POINT (359248.5", "title (String) = Öffnung", "area_m2 (Real) = 120.5",
		"from (Date) = 2027/03/01", "floor (Integer) = -1", "IDENTIFIER=Ladenlokale", "DESCRIPTION=Stadt Beispiel (dl-de/by-2-0), erfunden",
	} {
		if !strings.Contains(said, part) {
			t.Errorf("no %s in %s", part, said)
		}
	}
	said = ogrinfo(t, file, "-sql", "SELECT count(*) AS n FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'")
	if !strings.Contains(said, "n (Integer) = 1") {
		t.Errorf("no spatial index: %s", said)
	}
}

func TestTheSameTableIsTheSameFile(t *testing.T) {
	t.Parallel()
	w := gpkg.New("")
	one, err := w.Write(t.Context(), table())
	if err != nil {
		t.Fatal(err)
	}
	two, err := w.Write(t.Context(), table())
	if err != nil || string(one) != string(two) {
		t.Errorf("%v, %d and %d bytes", err, len(one), len(two))
	}
}

func TestAFileOfSeveralTables(t *testing.T) {
	t.Parallel()
	axis := table()
	axis.Name, axis.Kind, axis.Title = "axis", "LINESTRING", "Achse"
	axis.Features = []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString","coordinates":[[6.965,51.66],[6.966,51.66]]},"properties":{"leg":1}}]}`)
	ground := table()
	ground.Name, ground.Kind, ground.Title = "parcels", "MULTIPOLYGON", "Flurstücke"
	ground.Features = []byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[6.965,51.66],[6.966,51.66],[6.966,51.661],[6.965,51.66]]]},"properties":{"no":1}}]}`)
	file, err := gpkg.New("").Write(t.Context(), table(), axis, ground)
	if err != nil {
		t.Fatal(err)
	}
	said := ogrinfo(t, file, "-al", "-so")
	for _, part := range []string{"Layer name: units", "Layer name: axis", "Geometry: Line String", "Geometry: Multi Polygon", "IDENTIFIER=Achse"} {
		if !strings.Contains(said, part) {
			t.Errorf("no %s in %s", part, said)
		}
	}
}

func TestAnEmptyTableIsAFileToo(t *testing.T) {
	t.Parallel()
	empty := table()
	empty.Features = []byte(`{"type":"FeatureCollection","features":[]}`)
	file, err := gpkg.New("").Write(t.Context(), empty)
	if err != nil || !strings.Contains(ogrinfo(t, file, "-al", "-so"), "Feature Count: 0") {
		t.Errorf("%v", err)
	}
	columns := func(of gpkg.Table, count string) string {
		file, err := gpkg.New("").Write(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		said := ogrinfo(t, file, "-al", "-so")
		_, fields, found := strings.Cut(said, "Geometry Column")
		if !found || !strings.Contains(said, "Feature Count: "+count) {
			t.Errorf("%s", said)
		}
		return fields
	}
	example := table()
	example.Example = true
	if full, none := columns(table(), "2"), columns(example, "0"); full != none {
		t.Errorf("the columns of an empty table: %s, and of a full one: %s", none, full)
	}
}

func TestWithoutTheProgramItIsSaid(t *testing.T) {
	t.Parallel()
	if _, err := gpkg.New("/nowhere/ogr2ogr").Write(t.Context(), table()); fault.CodeOf(err) != gpkg.CodeAway {
		t.Errorf("%v", err)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	w := gpkg.New("")
	w.Fill()
	if _, err := w.Write(over, table()); fault.CodeOf(err) != gpkg.CodeBusy {
		t.Errorf("%v", err)
	}
	if !json.Valid(table().Features) {
		t.Error("the example is no JSON")
	}
}
