package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mitte/api"
)

// packageRefs reads a GeoPackage as GDAL does.
func packageRefs(t *testing.T, body []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(ogr(t, body, "ogr2ogr", "-f", "CSV", "/vsistdout/", "FILE"))).ReadAll()
	var refs []string
	for i, row := range rows {
		if i == 0 && row[0] != "public_ref" {
			t.Fatalf("%v", row)
		}
		if i > 0 {
			refs = append(refs, row[0])
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return refs
}

// ogr runs one of GDAL's programs on a file.
func ogr(t *testing.T, body []byte, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "units.gpkg")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		args[i] = strings.Replace(args[i], "FILE", path, 1)
	}
	out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

func TestAGeoPackageSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.get("/units.gpkg?lang=de").want(t, http.StatusOK)
	if kind := a.header.Get("Content-Type"); kind != "application/geopackage+sqlite3" {
		t.Errorf("type %s", kind)
	}
	said := ogr(t, a.body, "ogrinfo", "-ro", "-al", "FILE")
	for _, part := range []string{
		"Layer name: units", "Geometry: Point", `ID["EPSG",25832]`, "IDENTIFIER=Ladenlokale", "erfunden", "CC0-1.0", "rent_eur_month (Real)", "floor (Integer)",
		"available_from (Date)", "made_up (Integer(Boolean)",
	} {
		if !strings.Contains(said, part) {
			t.Errorf("no %s in %s", part, said)
		}
	}
	none := ogr(t, b.get("/units.gpkg?lang=de&area=9999-").want(t, http.StatusOK).body, "ogrinfo", "-ro", "-al", "-so", "FILE")
	said = ogr(t, a.body, "ogrinfo", "-ro", "-al", "-so", "FILE")
	_, full, _ := strings.Cut(said, "Geometry Column")
	_, empty, _ := strings.Cut(none, "Geometry Column")
	if full != empty || !strings.Contains(none, "Feature Count: 0") {
		t.Errorf("without units: %s, with some: %s", none, said)
	}
	b.get("/units.gpkg?lang=de", "If-None-Match", a.header.Get("ETag")).want(t, http.StatusNotModified)
	b.get("/units.gpkg?spam=1").want(t, http.StatusBadRequest)
	without := over(t, b.db, b.db.Public(), func(d *api.Deps) { d.GPKG = nil })
	without.get("/units.gpkg").want(t, http.StatusNotFound)
}

// What catalogues of open data demand of a record (ogc.md X09, X10).
func TestTheRegisterHasARecordForCatalogues(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.get("/units.dcat.jsonld").want(t, http.StatusOK)
	var doc struct {
		Context map[string]string `json:"@context"`
		Graph   []map[string]any  `json:"@graph"`
	}
	if err := json.Unmarshal(a.body, &doc); err != nil || len(doc.Graph) != 1 {
		t.Fatalf("%v %s", err, a.body)
	}
	set := doc.Graph[0]
	for _, name := range []string{
		"@id", "dcterms:title", "dcterms:description", "dcterms:identifier", "dcterms:modified", "dcterms:publisher", "dcat:contactPoint",
		"dcatde:contributorID", "dcat:theme", "dcat:keyword", "dcterms:accrualPeriodicity", "dcatde:politicalGeocodingLevelURI", "dcterms:spatial",
		"dcat:distribution",
	} {
		if prefix, _, _ := strings.Cut(name, ":"); set[name] == nil || prefix != "@id" && doc.Context[prefix] == "" {
			t.Errorf("%s is missing, or its vocabulary", name)
		}
	}
	for _, old := range []string{"politicalGeocodingURI", "dcatde:maintainer", "dcatde:originator", "dcatde:legalBasis"} {
		if strings.Contains(string(a.body), old) {
			t.Errorf("%s is no longer used", old)
		}
	}
	files, _ := set["dcat:distribution"].([]any)
	if len(files) != 3 {
		t.Fatalf("%v", files)
	}
	for _, f := range files {
		file, _ := f.(map[string]any)
		for _, name := range []string{"dcat:accessURL", "dcat:downloadURL", "dcterms:license", "dcterms:format", "dcatde:licenseAttributionByText"} {
			if file[name] == nil || file[name] == "" {
				t.Errorf("%v lacks %s", file["@id"], name)
			}
		}
		link, _ := file["dcat:downloadURL"].(map[string]any)
		path, _ := link["@id"].(string)
		b.get(strings.TrimPrefix(path, "https://karte.example.org")).want(t, http.StatusOK)
	}
	if !strings.Contains(string(a.body), "erfunden") {
		t.Error("the record does not say that the town is made up")
	}
}
