package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBenchEdit runs a measurement that is much too short to mean anything, with a browser where there is one. It looks at
// what is measured and never at how fast it was; the second time it finds its own data.
func TestBenchEdit(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	first := editBench(t, data, "../../webmap")
	want := []string{lineUpdate, linePatch, lineTile, lineTold, lineImpact, lineCheck}
	if len(first.Absent) == 0 {
		want = append(want, lineRedraw)
	}
	var names []string
	for _, l := range first.Lines {
		names = append(names, l.Name)
		if l.Count < 1 || l.P50Ms <= 0 || l.P99Ms < l.P50Ms || l.WorstMs < l.P99Ms || l.Updates <= 0 {
			t.Errorf("%+v", l)
		}
	}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) || first.Stale != 0 || len(first.Bars) != len(first.Lines)-4 {
		t.Errorf("lines: %q, want %q; %d stale, bars %+v", names, want, first.Stale, first.Bars)
	}
	again := editBench(t, data, t.TempDir())
	if why := again.Absent[lineRedraw]; !strings.Contains(why, "--webmap") || again.Setup.Features != first.Setup.Features {
		t.Errorf("without the map's sources: %+v, %+v", again.Absent, again.Setup)
	}
}

func editBench(t *testing.T, data, webmap string) (report benchEditReport) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bench.json")
	out, err := mitte(t, "bench", "edit", "--data", data, "--rounds", "1", "--edits", "2", "--webmap", webmap, "--json", file)
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for _, want := range []string{"machine", "PostGIS", lineUpdate, lineRedraw, "E1", "E3", "share the processors"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&report); err != nil {
		t.Fatal(err)
	}
	return report
}

func TestBenchDrawsAVertex(t *testing.T) {
	t.Parallel()
	for drawn, want := range map[string]string{
		`[[[0,0],[2,0],[2,2],[0,0]]]`:             `[[[0,0],[1,0],[2,0],[2,2],[0,0]]]`,
		`[[[[0,0],[2,4],[2,2],[0,0]]],[[[9,9]]]]`: `[[[[0,0],[1,2],[2,4],[2,2],[0,0]]],[[[9,9]]]]`,
		`[]`: `[]`,
	} {
		var coordinates any
		if err := json.Unmarshal([]byte(drawn), &coordinates); err != nil {
			t.Fatal(err)
		}
		added := addVertex(coordinates)
		got, err := json.Marshal(coordinates)
		if err != nil || string(got) != want || added != (drawn != want) {
			t.Errorf("%s became %s, %v %v", drawn, got, added, err)
		}
	}
}
