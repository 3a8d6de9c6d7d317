package main

import (
	"bytes"
	"encoding/json"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestBenchTiles runs a whole measurement that is much too short to mean anything. It looks at what is measured and never
// at how fast it was.
func TestBenchTiles(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	file := filepath.Join(t.TempDir(), "bench.json")
	peer := httptest.NewServer(http.HandlerFunc(aPeer))
	defer peer.Close()
	args := []string{
		"bench", "tiles", "--data", data, "--scale", "1", "--rounds", "1", "--seconds", "0.2", "--zooms", "16", "--json", file,
		"--peer", "tegola=" + peer.URL + "/maps/mitte/{z}/{x}/{y}.pbf",
	}
	out, err := mitte(t, args...)
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for _, want := range []string{"machine", "PostGIS", "B1", "B9", "foreign cores", "same views", "PostgreSQL", "tegola", "Peers"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var report benchReport
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&report); err != nil {
		t.Fatal(err)
	}
	checkReport(t, &report)

	args[5] = "2"
	if out, err := mitte(t, args...); err == nil || !strings.Contains(out, "take another directory") {
		t.Errorf("data of another size were taken: %v %s", err, out)
	}
}

// aPeer answers as a server of another make may: in chunks, or that there is nothing.
func aPeer(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/maps/mitte/16/") || r.Header.Get("Accept-Encoding") != "gzip" {
		http.Error(w, r.URL.Path, http.StatusBadRequest)
		return
	}
	if strings.HasSuffix(r.URL.Path, "7.pbf") {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	for range 2 {
		_, _ = w.Write(make([]byte, 5000))
		w.(http.Flusher).Flush()
	}
}

func checkReport(t *testing.T, r *benchReport) {
	t.Helper()
	var names []string
	for _, l := range r.Lines {
		names = append(names, l.Name)
		if len(l.Samples) != 1 || l.Connections < 1 {
			t.Errorf("%s: %d samples, %d connections", l.Name, len(l.Samples), l.Connections)
			continue
		}
		s := l.Samples[0]
		if s.Requests < 1 || s.P50Ms <= 0 || s.P99Ms < s.P50Ms || s.WorstMs < s.P99Ms || s.Stale != 0 {
			t.Errorf("%s: %+v", l.Name, s)
		}
	}
	want := []string{
		lineCold, linePlain, lineRival, lineHot, lineOne, lineSame, lineBare, lineAddress, lineWrapped, lineEdits, lineOwn, lineForeign, lineOwnBusy,
		lineForeignBusy, lineMemory, lineSQL, lineGrid, lineLow, lineRows, lineFlushed, "tegola",
	}
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		t.Errorf("lines: %q, want %q", names, want)
	}
	var bars []string
	for _, b := range r.Bars {
		bars = append(bars, b.ID)
		if math.IsNaN(b.Value) || b.Pass != (b.Sense == ">=" && b.Value >= b.Limit || b.Sense == "<=" && b.Value <= b.Limit) {
			t.Errorf("%+v", b)
		}
	}
	if got := slices.Compact(bars); !slices.Equal(got, []string{"B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9"}) {
		t.Errorf("bars: %q", got)
	}
	if l := r.Load.loading; l.Seconds <= 0 || l.Server <= 0 || l.Postgres < 0 || len(l.Backends) == 0 {
		t.Errorf("%+v", l)
	}
	if r.Load.Features < 1000 || r.Load.Rows < r.Load.Features || r.Load.HeapBytes < 1 || len(r.Ratios) != 11 || len(r.Caveats) < 5 {
		t.Errorf("%+v, %d ratios", r.Load, len(r.Ratios))
	}
}

// A measurement edits what it measures, so it takes no directory that it did not make.
func TestBenchLeavesOtherDataAlone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if err := os.Mkdir(filepath.Join(data, "pg"), 0o700); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	if code := run([]string{"bench", "tiles", "--data", data}, &out, &errOut); code != 1 || !strings.Contains(errOut.String(), "it would be edited") {
		t.Errorf("%d %s", code, errOut.String())
	}
	for _, wrong := range [][]string{
		{"--rounds", "0"},
		{"--seconds", "0"},
		{"--zooms", "13"},
		{"--connections", "0"},
		{"--edits", "0"},
		{"--peer", "far=http://192.0.2.1:80/{z}/{x}/{y}"},
		{"--peer", "x=http://127.0.0.1:80/{z}/{x}"},
	} {
		errOut.Reset()
		if code := run(append([]string{"bench", "tiles", "--data", data}, wrong...), &out, &errOut); code != 3 {
			t.Errorf("%v: %d %s", wrong, code, errOut.String())
		}
	}
}

func TestBenchReadsAnswers(t *testing.T) {
	t.Parallel()
	head := "HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 42\r\nEtag: \"abc\"\r\n"
	if r, err := readHead([]byte(head), true); err != nil || r.status != 200 || r.bytes != 42 || r.tag != `"abc"` {
		t.Errorf("%+v %v", r, err)
	}
	if r, err := readHead([]byte("HTTP/1.1 304 Not Modified\r\nEtag: \"d\"\r\n"), false); err != nil || r.status != 304 || r.bytes != 0 || r.tag != "" {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := readHead([]byte("HTTP"), true); err == nil {
		t.Error("half an answer was read")
	}
	times := []time.Duration{1e6, 2e6, 3e6, 4e6}
	if quantile(times, 0.5) != 3 || quantile(times, 1) != 4 || quantile(nil, 0.5) != 0 || median([]float64{3, 1, 2}) != 2 {
		t.Error("quantiles")
	}
}
