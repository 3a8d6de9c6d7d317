package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
)

// corner is a point in the middle of the town of testdata.
var corner = orb.Point{6.9588, 51.6620}

// tileOfTown is the address of the tile that holds the town.
func tileOfTown(layers string, z int) string {
	at := maptile.At(corner, maptile.Zoom(z))
	return fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", layers, z, at.X, at.Y)
}

func TestTileAddressesAreJudgedBeforeAnySQL(t *testing.T) {
	t.Parallel()
	b := offline(t)
	for _, address := range []string{
		"-1/0/0", "0/-1/0", "14/16384/0", "14/0/16384", "0/1/0", "0/0/1", "21/0/0", "25/0/0", "1e9/0/0", "14/1e3/0", "14/0/1e9",
		"%2e%2e/0/0", "14/%2e%2e/0", "014/0/0", "14/00/0", "14/01/1", "+14/0/0", "14/+1/1", "14/0x1/1", "14/1.0/1", "14/ 1/1",
		"99999999999999999999/0/0", "14/4294967296/0", "14/18446744073709551616/0", "2147483648/1/1", "14/1/1\x00", "١٤/1/1",
	} {
		path := "/tiles/parcels/" + strings.NewReplacer(" ", "%20", "\x00", "%00", "١٤", "%D9%A1%D9%A4").Replace(address) + ".mvt"
		if a := b.get(path).want(t, http.StatusBadRequest); a.json(t)["code"] != "tile.address" {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	for path, want := range map[string]int{
		"/tiles/none/14/1/1.mvt":                    http.StatusNotFound,
		"/tiles/parcels,none/14/1/1.mvt":            http.StatusNotFound,
		"/tiles/parcels,parcels/14/1/1.mvt":         http.StatusBadRequest,
		"/tiles/units,parcels/14/1/1.mvt":           http.StatusBadRequest,
		"/tiles/parcels,/14/1/1.mvt":                http.StatusNotFound,
		"/tiles/parcels/14/1/1.mvt?at=x":            http.StatusBadRequest,
		"/tiles/parcels/14/1/1.mvt?v=1":             http.StatusBadRequest,
		"/tiles/parcels/14/1/1.pbf":                 http.StatusNotFound,
		"/tiles/parcels/14/1.mvt":                   http.StatusNotFound,
		"/tiles/parcels/14/1/.mvt":                  http.StatusNotFound,
		"/tiles/../tiles/parcels/1/1/1.mvt":         http.StatusNotFound,
		"/tiles/none.json":                          http.StatusNotFound,
		"/tiles/units,parcels.json":                 http.StatusBadRequest,
		"/tiles/parcels.json?x=1":                   http.StatusBadRequest,
		"/tiles/parcels/13/4256/2722.mvt":           http.StatusNoContent, // below the layer's zoom
		"/tiles/parcels/14/1/1.mvt":                 http.StatusNoContent, // far from anything
		"/tiles/parcels,sections/9/0/0.mvt":         http.StatusNoContent,
		"/tiles/parcels,buildings/20/1048575/0.mvt": http.StatusNoContent,
	} {
		a := b.get(path).want(t, want)
		if want == http.StatusNoContent && (len(a.body) > 0 || a.header.Get("ETag") == "" || a.header.Get("Content-Encoding") != "") {
			t.Errorf("%s: %v", path, a.header)
		}
	}
}

func TestTilesOfTheTown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	all := "parcels,buildings,segments,units,sections"
	for z, want := range map[int]map[string]int{
		10: {"sections": 1}, 11: {"segments": 4, "sections": 1}, 13: {"segments": 4, "sections": 1},
		14: {"parcels": 10, "buildings": 5, "segments": 4, "units": 5, "sections": 1},
	} {
		got := map[string]int{}
		for _, layer := range b.decoded(tileOfTown(all, z)) {
			got[layer.Name] = len(layer.Features)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("z%d: got %v, want %v", z, got, want)
		}
	}
}

// decoded reads a tile; one without body has no layers.
func (b *bundle) decoded(path string) mvt.Layers {
	b.t.Helper()
	a := b.get(path)
	if a.status == http.StatusNoContent {
		return nil
	}
	a.want(b.t, http.StatusOK)
	if a.header.Get("Content-Type") != "application/vnd.mapbox-vector-tile" || a.header.Get("Cache-Control") != "public, no-cache" {
		b.t.Fatalf("%s: %v", path, a.header)
	}
	layers, err := mvt.Unmarshal(a.body)
	if err != nil {
		b.t.Fatalf("%s: %v", path, err)
	}
	return layers
}

// A feature of a tile has the id and the values of its feature in the collection.
func TestTilesAgreeWithTheCollections(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, day := range []string{"2026-11-23", "2026-02-28", "2025-06-01", "2027-05-01"} {
		for _, name := range []string{"parcels", "buildings", "segments", "units", "sections"} {
			query := ""
			if name == "units" || name == "sections" {
				query = "?at=" + day
			}
			rows := map[any]map[string]any{}
			for _, f := range features(t, b.get("/api/v1/"+name+query)) {
				rows[f["id"]] = f["properties"].(map[string]any)
			}
			seen := 0
			for _, layer := range b.decoded(tileOfTown(name, 14) + "?at=" + day) {
				seen = len(layer.Features)
				for _, f := range layer.Features {
					agrees(t, name, rows[f.ID], f.Properties)
				}
			}
			if seen != len(rows) {
				t.Errorf("%s on %s: %d in the tile, %d rows", name, day, seen, len(rows))
			}
		}
	}
}

func features(t testing.TB, a answer) []map[string]any {
	t.Helper()
	var out []map[string]any
	list, _ := a.want(t, http.StatusOK).json(t)["features"].([]any)
	for _, f := range list {
		out = append(out, f.(map[string]any))
	}
	return out
}

func agrees(t *testing.T, name string, row, tile map[string]any) {
	t.Helper()
	if row == nil {
		t.Errorf("%s: a feature that the collection has not: %v", name, tile)
	}
	for key, value := range tile {
		if fmt.Sprint(row[key]) != fmt.Sprint(value) {
			t.Errorf("%s.%s: %v in the tile, %v in the row", name, key, value, row[key])
		}
	}
	for _, key := range fieldsOf(name) {
		if _, there := tile[key]; there == (row[key] == nil) {
			t.Errorf("%s.%s: in the tile %v, in the row %v", name, key, there, row[key])
		}
	}
}

func TestTilesCanBeFiltered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	path := tileOfTown("parcels,units", 16)
	count := func(query string) map[string]int {
		got := map[string]int{}
		for _, layer := range b.decoded(path + query) {
			got[layer.Name] = len(layer.Features)
		}
		return got
	}
	all, vacant := count(""), count("?vacancy_status=vacant")
	if vacant["units"] == 0 || vacant["units"] >= all["units"] || vacant["parcels"] != all["parcels"] {
		t.Errorf("%v of %v", vacant, all)
	}
	if got := count("?vacancy_status=vacant&sales_area_m2_min=100000"); got["units"] != 0 {
		t.Errorf("%v", got)
	}
	for query, code := range map[string]string{
		"?label=1": "tile.filter", "?status=planned": "tile.filter", "?vacancy_status=a&vacancy_status=b": "tile.filter",
		"?sales_area_m2_min=x": "tile.filter", "?at=2026-11-23&at=2026-11-24": "bad_query", "?v=1-1-1&v=1-1-1": "bad_query",
	} {
		a := b.get(path+query).want(t, http.StatusBadRequest)
		if a.json(t)["code"] != code {
			t.Errorf("%s: %s", query, a.body)
		}
		wrong, _, _ := strings.Cut(query[1:], "=")
		if !strings.Contains(string(a.body), `"path":"`+wrong+`"`) {
			t.Errorf("%s: the parameter is not named: %s", query, a.body)
		}
	}
}

func TestTilesInEveryCoding(t *testing.T) {
	t.Parallel()
	b := setup(t)
	path := tileOfTown("parcels,buildings", 16)
	plain := b.get(path).want(t, http.StatusOK)
	tags := map[string]bool{plain.header.Get("ETag"): true}
	for header, coding := range map[string]string{"gzip, deflate, br, zstd": "zstd", "gzip": "gzip", "zstd, identity;q=0": "zstd"} {
		a := b.get(path, "Accept-Encoding", header).want(t, http.StatusOK)
		if a.header.Get("Content-Encoding") != coding || a.header.Get("Vary") != "Accept-Encoding" {
			t.Fatalf("%s: %v", header, a.header)
		}
		body := a.body
		if coding == "zstd" {
			reader, err := zstd.NewReader(nil)
			if err != nil {
				t.Fatal(err)
			}
			body, err = reader.DecodeAll(a.body, nil)
			if err != nil {
				t.Fatal(err)
			}
		} else {
			body = gunzip(t, body)
		}
		if string(body) != string(plain.body) {
			t.Errorf("%s: other bytes", header)
		}
		tags[a.header.Get("ETag")] = true
		b.get(path, "Accept-Encoding", header, "If-None-Match", a.header.Get("ETag")).want(t, http.StatusNotModified)
	}
	if len(tags) != 3 {
		t.Errorf("three codings have the tags %v", tags)
	}
}
