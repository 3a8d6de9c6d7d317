package tiles

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// vrt lists one layer of all tiles for GDAL, so that one process reads them.
type vrt struct {
	XMLName xml.Name `xml:"OGRVRTDataSource"`
	Union   struct {
		Name    string `xml:"name,attr"`
		Tile    string `xml:"SourceLayerFieldName"`
		Kind    string `xml:"GeometryType"`
		Field   vrtField
		Sources []vrtSource `xml:"OGRVRTLayer"`
	} `xml:"OGRVRTUnionLayer"`
}

type vrtField struct {
	XMLName xml.Name `xml:"Field"`
	Name    string   `xml:"name,attr"`
	Kind    string   `xml:"type,attr"`
}

type vrtSource struct {
	Path   string `xml:"name,attr"`
	Source string `xml:"SrcDataSource"`
	Layer  string `xml:"SrcLayer"`
	Option struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	} `xml:"OpenOptions>OOI"`
}

func (d *decoders) writeVRT(t *testing.T, layer string) string {
	t.Helper()
	var v vrt
	v.Union.Name, v.Union.Tile, v.Union.Kind = layer, "tile", "wkbUnknown"
	v.Union.Field = vrtField{Name: "mvt_id", Kind: "Integer64"}
	for _, path := range d.paths[layer] {
		s := vrtSource{Path: path, Source: filepath.Join(d.folder, path), Layer: layer}
		s.Option.Key, s.Option.Value = "CLIP", "NO"
		v.Union.Sources = append(v.Union.Sources, s)
	}
	text, err := xml.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(d.folder, layer+".vrt")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// byGDAL reads all tiles with GDAL's driver.
func (d *decoders) byGDAL(t *testing.T) {
	t.Helper()
	program, err := exec.LookPath("ogr2ogr")
	if err != nil {
		t.Skip("ogr2ogr is not here; make setup installs it")
	}
	got := map[decodedKey]decodedSize{}
	for _, layer := range slices.Sorted(maps.Keys(d.paths)) {
		sql := fmt.Sprintf("SELECT tile, mvt_id, OGR_GEOM_AREA FROM %s", layer)
		cmd := exec.CommandContext(t.Context(), program, "-f", "CSV", "/vsistdout/", d.writeVRT(t, layer), "-dialect", "OGRSQL", "-sql", sql)
		var complaints bytes.Buffer
		cmd.Stderr = &complaints
		out, err := cmd.Output()
		if err != nil || strings.Contains(complaints.String(), "ERROR") {
			t.Fatalf("%v: %.1000s", err, complaints.String())
		}
		rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			key, size := readGDALRow(t, layer, row)
			got[key] = size
		}
	}
	d.compare(t, "GDAL", got)
}

// readGDALRow turns square metres of the Web Mercator plane back into units.
func readGDALRow(t *testing.T, layer string, row []string) (decodedKey, decodedSize) {
	t.Helper()
	parts := strings.Split(row[0], "/")
	number, err1 := strconv.Atoi(parts[0])
	zoom, err2 := strconv.Atoi(parts[1])
	id, err3 := strconv.ParseUint(row[1], 10, 64)
	area, err4 := strconv.ParseFloat(row[2], 64)
	mustRead(t, strings.Join(row, ","), err1, err2, err3, err4)
	unit := worldWidth / float64(uint64(Extent)<<zoom)
	return decodedKey{number, layer, id}, decodedSize{-1, area / unit / unit}
}
