package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// The lines of a report of questions about streets.
const (
	lineAlong      = "GET /api/v1/along"
	lineStatements = "its statements, bare, prepared"
)

// barAlong is what an answer may take, in bare statements.
const barAlong = 1.5

// benchSegmentReport is all that a measurement of questions about streets found.
type benchSegmentReport struct {
	Machine benchMachine        `json:"machine"`
	Setup   benchSegmentSetup   `json:"setup"`
	Lines   []*benchSegmentLine `json:"lines"`
	Plans   []*benchPlan        `json:"plans"`
	Ratios  benchSegmentRatios  `json:"ratios"`
	Bars    []benchBar          `json:"bars"`
	Caveats []string            `json:"caveats"`
}

type benchSegmentSetup struct {
	Scale       int     `json:"scale"`
	Seed        uint64  `json:"seed"`
	Features    int64   `json:"features"`
	Rounds      int     `json:"rounds"`
	Questions   int     `json:"questions_per_round"`
	Connections int     `json:"connections"`
	Seconds     float64 `json:"seconds"`
}

// benchSegmentLine is one way of asking, over all rounds: one after another, and from all connections at once.
type benchSegmentLine struct {
	Name      string  `json:"name"`
	Count     int     `json:"count"`
	P50Ms     float64 `json:"p50_ms"`
	P99Ms     float64 `json:"p99_ms"`
	WorstMs   float64 `json:"worst_ms"`
	PerSecond float64 `json:"per_second"`

	times  []time.Duration
	served int
	took   time.Duration
}

// benchSegmentRatios are those of HTTP to bare.
type benchSegmentRatios struct {
	P50       float64 `json:"p50"`
	P99       float64 `json:"p99"`
	PerSecond float64 `json:"per_second"`
}

func newSegmentReport(b *benchSegmentCommand, d *benchData) *benchSegmentReport {
	return &benchSegmentReport{
		Machine: thisMachine(d), Caveats: segmentCaveats,
		Setup: benchSegmentSetup{b.Scale, benchSeed, d.features, b.Rounds, b.Questions, b.Connections, b.Seconds},
		Lines: []*benchSegmentLine{{Name: linePsql}, {Name: lineStatements}, {Name: lineAlong}},
	}
}

func (r *benchSegmentReport) line(name string) *benchSegmentLine {
	return r.Lines[slices.IndexFunc(r.Lines, func(l *benchSegmentLine) bool { return l.Name == name })]
}

func (r *benchSegmentReport) took(name string, d time.Duration) {
	l := r.line(name)
	l.times = append(l.times, d)
}

func (r *benchSegmentReport) served(name string, n int, took time.Duration) {
	l := r.line(name)
	l.served, l.took = l.served+n, l.took+took
}

func (r *benchSegmentReport) plan(statement string) *benchPlan {
	for _, p := range r.Plans {
		if p.Statement == statement {
			return p
		}
	}
	p := &benchPlan{Statement: statement}
	r.Plans = append(r.Plans, p)
	return p
}

// judge sums up.
func (r *benchSegmentReport) judge() {
	for _, l := range r.Lines {
		slices.Sort(l.times)
		l.Count, l.P50Ms, l.P99Ms, l.WorstMs = len(l.times), quantile(l.times, 0.5), quantile(l.times, 0.99), quantile(l.times, 1)
		if l.took > 0 {
			l.PerSecond = float64(l.served) / l.took.Seconds()
		}
	}
	asked, base := r.line(lineAlong), r.line(lineStatements)
	r.Ratios = benchSegmentRatios{asked.P50Ms / base.P50Ms, asked.P99Ms / base.P99Ms, asked.PerSecond / base.PerSecond}
	scans := 0
	for _, p := range r.Plans {
		scans += len(p.Scanned)
	}
	r.Bars = append(r.Bars,
		newBar("S1", "p99 over HTTP, in that of the bare statements", r.Ratios.P99, "<=", barAlong),
		newBar("S2", "big tables read from end to end", float64(scans), "<=", 0))
}

// segmentCaveats belong to every figure.
var segmentCaveats = []string{
	"Service, database and measurement share the processors; each question is asked over HTTP and bare in turn, and the first to ask changes.",
	"A question is everything on both sides of a segment within 25 m today: parcels, buildings, units with their fronts, works. Session and role are checked for each.",
	"Bare are the same statements with the same parameters, prepared, over the same kind of connection, in the same two round trips; their rows are read over and not looked at.",
	"In psql each statement is a round trip of its own; its times are those of \\timing, added up for each question, of the second time it is asked.",
	"Throughput is asked for from all connections at once, over HTTP first and then bare.",
	"Plans are those of EXPLAIN (ANALYZE, BUFFERS) with the parameters of the first 40 questions; the worst of each statement is given. A page has 8 kB.",
}

// print writes the tables.
func (r *benchSegmentReport) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	p := &printer{w: w}
	s := r.Setup
	p.machine(&r.Machine)
	p.line("data\t%d towns (seed %d): %d features", s.Scale, s.Seed, s.Features)
	p.line("rounds\t%d of %d questions, then %g s from %d connections\n", s.Rounds, s.Questions, s.Seconds, s.Connections)
	p.line("all rounds\ttimes\tp50 ms\tp99 ms\tworst ms\tper second\t")
	for _, l := range r.Lines {
		rate := "–"
		if l.PerSecond > 0 {
			rate = fmt.Sprintf("%.1f", l.PerSecond)
		}
		p.line("%s\t%d\t%.2f\t%.2f\t%.2f\t%s\t", l.Name, l.Count, l.P50Ms, l.P99Ms, l.WorstMs, rate)
	}
	p.line("HTTP / bare\t\t%.2f\t%.2f\t\t%.2f\t", r.Ratios.P50, r.Ratios.P99, r.Ratios.PerSecond)
	p.line("\nplans, worst\trows\tpages\tread\tms\tread from end to end\t")
	for _, q := range r.Plans {
		p.line("%s\t%d\t%d\t%d\t%.2f\t%s\t", q.Statement, q.Rows, q.Buffers, q.Read, q.Ms, strings.Join(q.Scanned, ", "))
	}
	return p.judged(w, out, r.Bars, r.Caveats)
}
