package main

import (
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

const (
	lineAll = "all presses"
	// barPaintedMs is what a press on a filter may take until it is painted, in 95 of 100.
	barPaintedMs = 100
	// leastSeenMs stands for presses that were on the screen too soon for the browser to tell how soon.
	leastSeenMs = 16
)

// benchBrowseReport is all that a measurement of presses on the map's filter found.
type benchBrowseReport struct {
	Machine benchMachine       `json:"machine"`
	Setup   benchBrowseSetup   `json:"setup"`
	Lines   []*benchBrowseLine `json:"lines"`
	Bars    []benchBar         `json:"bars"`
	Caveats []string           `json:"caveats"`
}

type benchBrowseSetup struct {
	Scale  int    `json:"scale"`
	Seed   uint64 `json:"seed"`
	Units  int    `json:"units"`
	Rounds int    `json:"rounds"`
	Beside string `json:"beside,omitempty"`
}

// benchBrowseLine is one kind of press on one map, over all rounds.
type benchBrowseLine struct {
	Name     string  `json:"name"`
	Beside   bool    `json:"beside"` // the other service's map
	Count    int     `json:"count"`
	ReadyP50 float64 `json:"ready_p50_ms"`
	ReadyP95 float64 `json:"ready_p95_ms"`
	ReadyMax float64 `json:"ready_max_ms"`
	SeenP50  float64 `json:"seen_p50_ms"`
	SeenP95  float64 `json:"seen_p95_ms"`
	SeenMax  float64 `json:"seen_max_ms"`

	ready, seen []time.Duration
}

func newBrowseReport(b *benchBrowseCommand, d *benchData) *benchBrowseReport {
	return &benchBrowseReport{
		Machine: thisMachine(d), Caveats: browseCaveats,
		Setup: benchBrowseSetup{Scale: b.Scale, Seed: benchSeed, Rounds: b.Rounds, Beside: b.Beside},
	}
}

func (r *benchBrowseReport) line(name string, beside bool) *benchBrowseLine {
	for _, l := range r.Lines {
		if l.Name == name && l.Beside == beside {
			return l
		}
	}
	l := &benchBrowseLine{Name: name, Beside: beside}
	r.Lines = append(r.Lines, l)
	return l
}

func (r *benchBrowseReport) took(said benchSays) {
	seen := said.Ready
	switch {
	case said.Seen != nil:
		seen = *said.Seen
	case said.Name != "back": // of which browsers do not tell
		seen = leastSeenMs
	}
	for _, name := range []string{lineAll, said.Name} {
		l := r.line(name, said.Site > 0)
		l.ready = append(l.ready, milliseconds(said.Ready))
		l.seen = append(l.seen, milliseconds(seen))
	}
}

// judge sums up.
func (r *benchBrowseReport) judge() {
	for _, l := range r.Lines {
		slices.Sort(l.ready)
		slices.Sort(l.seen)
		l.Count = len(l.ready)
		l.ReadyP50, l.ReadyP95, l.ReadyMax = quantile(l.ready, 0.5), quantile(l.ready, 0.95), quantile(l.ready, 1)
		l.SeenP50, l.SeenP95, l.SeenMax = quantile(l.seen, 0.5), quantile(l.seen, 0.95), quantile(l.seen, 1)
	}
	all := r.line(lineAll, false)
	r.Bars = append(r.Bars,
		newBar("B1", "press → list and map painted, p95, ms", all.ReadyP95, "<=", barPaintedMs),
		newBar("B2", "press → on the screen, p95, ms", all.SeenP95, "<=", barPaintedMs))
}

// browseCaveats belong to every figure.
var browseCaveats = []string{
	"Service, database, browser and measurement share the processors; presses follow one another with a pause, as those of a quick hand do.",
	"The browser is headless Chromium with the map as it is delivered, 1440 × 900, without a graphics card: it paints with the processor.",
	"A press begins when the browser takes it in. Painted is the end of the frame with the new list and map on the page's thread; on the screen is when the browser says that it showed it, in steps of 8 ms (Event Timing).",
	"Back is no press that browsers tell the end of: there painted stands in both columns.",
}

// print writes the tables.
func (r *benchBrowseReport) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	p := &printer{w: w}
	s := r.Setup
	p.machine(&r.Machine)
	p.line("data\t%d towns (seed %d): %d units on the map", s.Scale, s.Seed, s.Units)
	p.line("rounds\t%d\n", s.Rounds)
	for _, beside := range []bool{false, true} {
		if beside && s.Beside == "" {
			break
		}
		title := "this map"
		if beside {
			title = "beside it, " + s.Beside
		}
		p.line("%s\tpresses\tpainted p50 ms\tp95\tmax\ton the screen p50 ms\tp95\tmax\t", title)
		for _, l := range r.Lines {
			if l.Beside == beside {
				p.line("%s\t%d\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t", l.Name, l.Count, l.ReadyP50, l.ReadyP95, l.ReadyMax, l.SeenP50, l.SeenP95, l.SeenMax)
			}
		}
		p.line("")
	}
	return p.judged(w, out, r.Bars, r.Caveats)
}
