package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBenchBrowse runs a measurement that is much too short to mean anything, where there is a browser. It looks at what is
// measured and never at how fast it was.
func TestBenchBrowse(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("../../webmap/node_modules/playwright-core"); err != nil {
		t.Skip("the tools of the map are not installed")
	}
	file := filepath.Join(t.TempDir(), "bench.json")
	out, err := mitte(t, "bench", "browse", "--data", dataDir(t), "--scale", "1", "--rounds", "1", "--webmap", "../../webmap", "--json", file)
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for _, want := range []string{"machine", "PostGIS", "units on the map", lineAll, "B1", "B2", "share the processors"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var report benchBrowseReport
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	if all := report.Lines[0]; all.Name != lineAll || all.Count != pressesOfARound || report.Setup.Units < 50 {
		t.Errorf("%+v of %d units", all, report.Setup.Units)
	}
	for _, l := range report.Lines {
		if l.Beside || l.ReadyP50 <= 0 || l.ReadyP95 < l.ReadyP50 || l.ReadyMax < l.ReadyP95 || l.SeenMax < l.SeenP50 {
			t.Errorf("%+v", l)
		}
	}
}

// TestBenchBrowseNeedsTheMap: without the map's sources it says so.
func TestBenchBrowseNeedsTheMap(t *testing.T) {
	t.Parallel()
	b := benchBrowseCommand{Webmap: t.TempDir(), Rounds: 1}
	if err := b.press(t.Context(), "http://127.0.0.1:1", &benchBrowseReport{}, nil); err == nil || !strings.Contains(err.Error(), "--webmap") && !strings.Contains(err.Error(), "node") {
		t.Errorf("%v", err)
	}
}
