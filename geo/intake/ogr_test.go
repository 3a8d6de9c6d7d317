package intake_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"mitte/geo/intake"
)

// convert writes a file of testdata in another format and system.
func convert(t *testing.T, from, name string, args ...string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), name)
	args = append([]string{to, from}, args...)
	if out, err := exec.CommandContext(t.Context(), "ogr2ogr", args...).CombinedOutput(); err != nil {
		t.Fatalf("ogr2ogr: %v\n%s", err, out)
	}
	return to
}

// pack zips a Shapefile.
func pack(t *testing.T, shp string, extra map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "packed.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	put := func(name string, content []byte) {
		out, err := archive.Create(name)
		if err == nil {
			_, err = out.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, suffix := range []string{".shp", ".shx", ".dbf", ".prj"} {
		put("../../etc/Daten"+suffix, read(t, strings.TrimSuffix(shp, ".shp")+suffix))
	}
	for name, content := range extra {
		put(name, []byte(content))
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOtherFormatsSayTheSame(t *testing.T) {
	const from = "testdata/parcels.geojson"
	b := setup(t)
	first := b.load(intake.Options{Kind: intake.ALKIS, Path: from, AcceptPartial: true})
	equal(t, "inserted", first.Count("parcel").Inserted, 4)
	shape := convert(t, from, "parcels.shp", "-t_srs", "EPSG:25832", "-lco", "ENCODING=UTF-8")
	for name, path := range map[string]string{
		"GeoPackage in 25832": convert(t, from, "p.gpkg", "-t_srs", "EPSG:25832"),
		"GeoPackage in 4326":  convert(t, from, "q.gpkg"),
		"Shapefile":           shape,
		"zipped Shapefile":    pack(t, shape, nil),
		"GML in 4326":         convert(t, from, "p.gml", "-f", "GML", "-dsco", "FORMAT=GML3.2"),
		"GeoPackage in 25833": convert(t, from, "r.gpkg", "-t_srs", "EPSG:25833"),
	} {
		t.Run(name, func(t *testing.T) {
			report, err := b.service.Import(t.Context(), intake.Options{Kind: intake.ALKIS, Path: path, AcceptPartial: true, DryRun: true})
			if err != nil {
				t.Fatal(err)
			}
			c := report.Count("parcel")
			if c.Inserted != 0 || c.Updated+c.Unchanged != 4 {
				t.Errorf("%+v\n%v", c, report.Refusals)
			}
		})
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	const from = "testdata/parcels.geojson"
	b := setup(t)
	shape := convert(t, from, "parcels.shp", "-t_srs", "EPSG:25832")
	short := bytes.Clone(read(t, strings.TrimSuffix(shape, ".shp")+".dbf"))
	binary.LittleEndian.PutUint32(short[4:], 1<<31)
	huge := convert(t, from, "huge.shp", "-t_srs", "EPSG:25832")
	if err := os.WriteFile(strings.TrimSuffix(huge, ".shp")+".dbf", short, 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := convert(t, from, "nowhere.shp", "-t_srs", "EPSG:25832")
	if err := os.Remove(strings.TrimSuffix(nowhere, ".shp") + ".prj"); err != nil {
		t.Fatal(err)
	}
	bomb := strings.Repeat("0", 40<<20)
	entity := `<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>`
	for name, c := range map[string]struct{ path, code string }{
		"zone in the easting":     {convert(t, from, "a.gpkg", "-t_srs", "EPSG:4647"), "foreign_crs"},
		"UTM on WGS 84":           {convert(t, from, "b.gpkg", "-t_srs", "EPSG:32632"), "foreign_crs"},
		"no system at all":        {nowhere, "foreign_crs"},
		"Lambert":                 {convert(t, from, "d.gpkg", "-t_srs", "EPSG:3034"), "foreign_crs"},
		"arcs":                    {convert(t, from, "arcs.gpkg", "-t_srs", "EPSG:25832", "-nlt", "MULTISURFACE"), "geometry_type"},
		"owner layer":             {convert(t, from, "e.gpkg", "-nln", "FlurstueckEigentuemer"), "owner_data"},
		"not a GeoPackage":        {write(t, "f.gpkg", []byte("<OGRVRTDataSource/>")), "import_format"},
		"not a zip":               {write(t, "g.zip", []byte("PK nothing")), "bad_archive"},
		"nested archive":          {pack(t, shape, map[string]string{"more.zip": "PK"}), "bad_archive"},
		"two Shapefiles":          {pack(t, shape, map[string]string{"other.shp": "x"}), "bad_archive"},
		"bomb":                    {pack(t, shape, map[string]string{"../../etc/daten.cpg": bomb}), "bad_archive"},
		"more records than bytes": {huge, "bad_archive"},
		"entities":                {write(t, "h.gml", []byte(entity)), "bad_xml"},
		"bottomless":              {write(t, "i.gml", []byte(strings.Repeat("<a>", 100))), "bad_xml"},
		"empty GML":               {write(t, "j.gml", []byte("<a/>")), "ogr_failed"},
		"unknown suffix":          {write(t, "k.kml", []byte("<kml/>")), "import_format"},
	} {
		t.Run(name, func(t *testing.T) {
			report, err := b.service.Import(t.Context(), intake.Options{Kind: intake.ALKIS, Path: c.path})
			if got := codeOf(err); err == nil || got != c.code {
				t.Errorf("%s, %v, want %s", report.Status, err, c.code)
			}
		})
	}
	b.same(b.stock())
}

func TestOgr2ogrIsMissing(t *testing.T) {
	b := setup(t)
	path := convert(t, "testdata/parcels.geojson", "p.gpkg")
	equal(t, "code", codeOf(b.fails(intake.Options{Kind: intake.ALKIS, Path: path, Ogr2ogr: "/nowhere/ogr2ogr"})), "ogr_away")
}

func TestLayerIsNamed(t *testing.T) {
	b := setup(t)
	path := convert(t, "testdata/parcels.geojson", "p.gpkg", "-nln", "flurstueck")
	out, err := exec.CommandContext(t.Context(), "ogr2ogr", "-append", path, "testdata/works.geojson", "-nln", "baustellen").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	equal(t, "code", codeOf(b.fails(intake.Options{Kind: intake.ALKIS, Path: path})), "no_layer")
	report := b.load(intake.Options{Kind: intake.ALKIS, Path: path, Layer: "flurstueck", AcceptPartial: true})
	equal(t, "taken", report.Count("parcel").Inserted, 4)
}
