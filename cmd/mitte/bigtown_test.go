package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

const bigTownParcels = 20_000

// bigTown writes a cadastre that takes some seconds to import, so that there is a middle to be killed in: a chequerboard
// of small squares in lon/lat, with keys of a Flur that does not exist.
func bigTown(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cadastre.geojson")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	out := bufio.NewWriter(file)
	_, _ = out.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range bigTownParcels {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		writeParcel(out, i)
	}
	_, _ = out.WriteString(`]}`)
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

func writeParcel(out *bufio.Writer, i int) {
	const side = 0.00012
	west, south := 6.9+float64(i%200)*2*side, 51.6+float64(i/200)*2*side
	east, north := west+side, south+side
	_, _ = fmt.Fprintf(out, `{"type":"Feature","properties":{"flstkennz":"055122%03d%05d______","gemarkung":"Dorsten","gmdschl":"05562012","flaeche":110.0},`+
		`"geometry":{"type":"Polygon","coordinates":[[[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f],[%.7f,%.7f]]]}}`,
		901+i/10_000, i%10_000+1, west, south, east, south, east, north, west, north, west, south)
}
