package main

import (
	"slices"
)

// benchReport is all that a measurement found.
type benchReport struct {
	Machine benchMachine `json:"machine"`
	Setup   benchSetup   `json:"setup"`
	Load    benchLoad    `json:"load"`
	Lines   []*benchLine `json:"lines"`
	Ratios  []benchRatio `json:"ratios"`
	Bars    []benchBar   `json:"bars"`
	Caveats []string     `json:"caveats"`
}

type benchSetup struct {
	Scale       int      `json:"scale"`
	Seed        uint64   `json:"seed"`
	Zooms       []int    `json:"zooms"`
	Connections int      `json:"connections"`
	Seconds     float64  `json:"seconds"`
	Rounds      int      `json:"rounds"`
	Edits       int      `json:"edits_per_second"`
	Peers       []string `json:"peers,omitempty"`
}

// benchLoad is what it takes to hold the map in memory.
type benchLoad struct {
	Features int64 `json:"features"` // different ones
	Rows     int64 `json:"rows"`     // dated ones have several
	loading
	HeapBytes       int64   `json:"heap_bytes"`
	BytesPerFeature float64 `json:"bytes_per_feature"`
	BytesPerRow     float64 `json:"bytes_per_row"`
	HitMallocs      float64 `json:"mallocs_per_hit"`
	ColdMallocs     float64 `json:"mallocs_per_cold_tile"`
}

// benchLine is one thing that was measured in every round.
type benchLine struct {
	Name        string        `json:"name"`
	Zoom        int           `json:"zoom,omitempty"`
	Connections int           `json:"connections"`
	Samples     []benchSample `json:"samples"`
}

// benchSample is one round of a line. Microseconds are processor time per request.
type benchSample struct {
	Requests       int     `json:"requests"`
	PerSecond      float64 `json:"per_second"`
	P50Ms          float64 `json:"p50_ms"`
	P99Ms          float64 `json:"p99_ms"`
	WorstMs        float64 `json:"worst_ms"`
	Bytes          float64 `json:"bytes"`
	MostBytes      float64 `json:"most_bytes,omitempty"`
	ServerMicros   float64 `json:"server_micros"`
	PostgresMicros float64 `json:"postgres_micros"`
	LoaderMicros   float64 `json:"loader_micros"` // of the program that asks
	ForeignCores   float64 `json:"foreign_cores"`
	Stale          int     `json:"stale"`
	Edits          int     `json:"edits,omitempty"`
}

// benchRatio compares two lines round by round.
type benchRatio struct {
	Name   string    `json:"name"`
	Zoom   int       `json:"zoom,omitempty"`
	Rounds []float64 `json:"rounds"`
	Least  float64   `json:"least"`
	Median float64   `json:"median"`
}

// benchBar is a promise and whether it was kept: Value against Limit by Sense.
type benchBar struct {
	ID    string  `json:"id"`
	Text  string  `json:"text"`
	Value float64 `json:"value"`
	Sense string  `json:"sense"` // ">=" or "<="
	Limit float64 `json:"limit"`
	Pass  bool    `json:"pass"`
}

// line returns a line by name, and makes it if there is none.
func (r *benchReport) line(name string, zoom, connections int) *benchLine {
	for _, l := range r.Lines {
		if l.Name == name && l.Zoom == zoom {
			return l
		}
	}
	l := &benchLine{Name: name, Zoom: zoom, Connections: connections}
	r.Lines = append(r.Lines, l)
	return l
}

func (l *benchLine) each(of func(benchSample) float64) []float64 {
	out := make([]float64, len(l.Samples))
	for i, s := range l.Samples {
		out[i] = of(s)
	}
	return out
}

func (l *benchLine) median(of func(benchSample) float64) float64 { return median(l.each(of)) }

// median returns the middle, the lower one of two; 0 of nothing.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}

func perSecond(s benchSample) float64 { return s.PerSecond }

func micros(s benchSample) float64 { return s.ServerMicros + s.PostgresMicros }

// compare adds a ratio of two lines by what of says, a to b.
func (r *benchReport) compare(name string, a, b *benchLine, of func(benchSample) float64) benchRatio {
	out := benchRatio{Name: name, Zoom: a.Zoom}
	over, under := a.each(of), b.each(of)
	for i := range min(len(over), len(under)) {
		ratio := 0.0
		if under[i] > 0 {
			ratio = over[i] / under[i]
		}
		out.Rounds = append(out.Rounds, ratio)
	}
	if len(out.Rounds) > 0 {
		out.Least, out.Median = slices.Min(out.Rounds), median(out.Rounds)
	}
	r.Ratios = append(r.Ratios, out)
	return out
}

func (r *benchReport) bar(id, text string, value float64, sense string, limit float64) {
	r.Bars = append(r.Bars, newBar(id, text, value, sense, limit))
}

func newBar(id, text string, value float64, sense string, limit float64) benchBar {
	pass := value >= limit
	if sense == "<=" {
		pass = value <= limit
	}
	return benchBar{id, text, value, sense, limit, pass}
}
