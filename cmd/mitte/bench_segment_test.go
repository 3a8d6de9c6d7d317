package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBenchSegment runs a measurement that is much too short to mean anything. It looks at what is measured and never at how
// fast it was.
func TestBenchSegment(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "bench.json")
	out, err := mitte(t, "bench", "segment", "--data", dataDir(t), "--rounds", "2", "--questions", "3", "--seconds", "0.2", "--json", file)
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for _, want := range []string{"machine", "PostGIS", lineAlong, lineStatements, linePsql, "S1", "S2", "share the processors"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var report benchSegmentReport
	if err := json.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	for _, l := range report.Lines {
		if l.Count != 6 || l.P50Ms <= 0 || l.P99Ms < l.P50Ms || l.WorstMs < l.P99Ms || l.PerSecond <= 0 && l.Name != linePsql {
			t.Errorf("%+v", l)
		}
	}
	if len(report.Lines) != 3 || len(report.Plans) != 8 || len(report.Bars) != 2 || report.Ratios.P99 <= 0 {
		t.Errorf("%d lines, %d plans, bars %+v, %+v", len(report.Lines), len(report.Plans), report.Bars, report.Ratios)
	}
	for _, p := range report.Plans {
		if p.Buffers == 0 && p.Statement != "path" {
			t.Errorf("%s touches nothing", p.Statement)
		}
	}
}

// TestPlanOfTheCorridor: what EXPLAIN says is read as it is meant.
func TestPlanOfTheCorridor(t *testing.T) {
	t.Parallel()
	var node planNode
	err := json.Unmarshal([]byte(`{"Node Type": "Nested Loop", "Actual Rows": 4, "Shared Hit Blocks": 9, "Shared Read Blocks": 2, "Actual Total Time": 1.5, "Plans": [
		{"Node Type": "Seq Scan", "Relation Name": "parcel", "Actual Loops": 1}, {"Node Type": "Seq Scan", "Relation Name": "unit", "Actual Loops": 0},
		{"Node Type": "Seq Scan", "Relation Name": "town", "Actual Loops": 1}, {"Node Type": "Index Scan", "Relation Name": "building", "Actual Loops": 1}]}`), &node)
	if err != nil {
		t.Fatal(err)
	}
	p := benchPlan{Statement: "x"}
	p.worst(node, []string{"parcel", "unit", "building"})
	if p.Rows != 4 || p.Buffers != 11 || p.Read != 2 || len(p.Scanned) != 1 || p.Scanned[0] != "parcel" {
		t.Errorf("%+v", p)
	}
}
