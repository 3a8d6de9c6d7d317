package main

import (
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"
)

// The lines of a report of edits.
const (
	lineUpdate = "UPDATE … COMMIT, bare, prepared"
	linePatch  = "PATCH → answer"
	lineTile   = "PATCH → new tile"
	lineTold   = "PATCH → event in another window"
	lineRedraw = "PATCH → painted in another window"
	lineImpact = "drawing → whom it affects"
	lineCheck  = "drawing → what is odd about it"
)

// What edits promise.
const (
	barRedrawMs = 2000
	barImpactMs = 200
)

// benchEditReport is all that a measurement of edits found.
type benchEditReport struct {
	Machine benchMachine     `json:"machine"`
	Setup   benchEditSetup   `json:"setup"`
	Lines   []*benchEditLine `json:"lines"`
	Stale   int              `json:"stale"` // answers to a request after the edit's that did not show it
	Bars    []benchBar       `json:"bars"`
	Caveats []string         `json:"caveats"`

	Absent map[string]string `json:"absent,omitempty"` // lines that were not measured, and why
}

type benchEditSetup struct {
	Scale    int    `json:"scale"`
	Seed     uint64 `json:"seed"`
	Features int64  `json:"features"`
	Rounds   int    `json:"rounds"`
	Edits    int    `json:"edits_per_round"`
}

// benchEditLine is one thing that was measured, over all rounds.
type benchEditLine struct {
	Name    string  `json:"name"`
	Count   int     `json:"count"`
	P50Ms   float64 `json:"p50_ms"`
	P99Ms   float64 `json:"p99_ms"`
	WorstMs float64 `json:"worst_ms"`
	Updates float64 `json:"updates"` // p50 in bare UPDATEs

	times []time.Duration
}

func newEditReport(b *benchEditCommand, d *benchData) *benchEditReport {
	return &benchEditReport{
		Machine: thisMachine(d), Caveats: editCaveats,
		Setup: benchEditSetup{Scale: b.Scale, Seed: benchSeed, Features: d.features, Rounds: b.Rounds, Edits: b.Edits},
	}
}

func (r *benchEditReport) line(name string) *benchEditLine {
	for _, l := range r.Lines {
		if l.Name == name {
			return l
		}
	}
	l := &benchEditLine{Name: name}
	r.Lines = append(r.Lines, l)
	return l
}

func (r *benchEditReport) took(name string, d time.Duration) {
	l := r.line(name)
	l.times = append(l.times, d)
}

// judge sums up.
func (r *benchEditReport) judge() {
	bare := 0.0
	for _, l := range r.Lines {
		slices.Sort(l.times)
		l.Count, l.P50Ms, l.P99Ms, l.WorstMs = len(l.times), quantile(l.times, 0.5), quantile(l.times, 0.99), quantile(l.times, 1)
		if l.Name == lineUpdate {
			bare = l.P50Ms
		}
		if bare > 0 {
			l.Updates = l.P50Ms / bare
		}
	}
	r.Bars = append(r.Bars, newBar("E1", "tiles older than an answered edit", float64(r.Stale), "<=", 0))
	if _, absent := r.Absent[lineRedraw]; !absent {
		r.Bars = append(r.Bars, newBar("E2", "PATCH → painted in another window, worst, ms", r.line(lineRedraw).WorstMs, "<=", barRedrawMs))
	}
	r.Bars = append(r.Bars, newBar("E3", "drawing → whom it affects, p99, ms", r.line(lineImpact).P99Ms, "<=", barImpactMs))
}

// editCaveats belong to every figure.
var editCaveats = []string{
	"Service, database, browser and measurement share the processors; edits follow one another with a pause, as those of a person do.",
	"An edit gives a section another outline: session, If-Match, rules, snapping, history, audit trail and jobs are in it.",
	"The bare UPDATE writes the same outline as one prepared statement over the same kind of connection; the triggers that keep history and tell of changes are in it.",
	"The tile is asked for when the edit is answered; whether it holds the new version is read from it.",
	"The browser is headless Chromium with the map as it is delivered, without a graphics card; the end is when this program learns that the pixels have changed.",
	"Drawings are the sections of the town with all phases, each with one vertex more; 40 ms that the browser waits for a next vertex are not in it.",
}

// print writes the tables.
func (r *benchEditReport) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	p := &printer{w: w}
	s := r.Setup
	p.machine(&r.Machine)
	p.line("data\t%d towns (seed %d): %d features", s.Scale, s.Seed, s.Features)
	p.line("rounds\t%d of %d edits\n", s.Rounds, s.Edits)
	p.line("all rounds\ttimes\tp50 ms\tp99 ms\tworst ms\tp50 / UPDATE\t")
	for _, l := range r.Lines {
		p.line("%s\t%d\t%.2f\t%.2f\t%.2f\t%.1f\t", l.Name, l.Count, l.P50Ms, l.P99Ms, l.WorstMs, l.Updates)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Absent)) {
		p.line("%s\tnot measured: %s", name, r.Absent[name])
	}
	return p.judged(w, out, r.Bars, r.Caveats)
}
