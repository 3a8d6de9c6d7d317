package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// print writes the tables: medians of the rounds, then ratios, bars and what to know about them.
func (r *benchReport) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	p := &printer{w: w}
	s, l := r.Setup, r.Load
	p.machine(&r.Machine)
	p.line("data\t%d towns (seed %d): %d features, %d rows", s.Scale, s.Seed, l.Features, l.Rows)
	p.line("rounds\t%d of %g s each; %d and %d connections; %d edits/s", s.Rounds, s.Seconds, s.Connections, hotFactor*s.Connections, s.Edits)
	p.line("load\t%.2f s, %.0f features/s; processor time: mitte %.2f s, PostgreSQL %.2f s (its connections %.2f)", l.Seconds,
		float64(l.Features)/max(l.Seconds, 0.001), l.Server, l.Postgres, l.Backends)
	p.line("memory\t%.1f MB heap, %.0f B a feature, %.0f B a row", float64(l.HeapBytes)/1e6, l.BytesPerFeature, l.BytesPerRow)
	p.line("allocations\t%.2f a hit, %.1f a cold plain tile\n", l.HitMallocs, l.ColdMallocs)

	p.line("median of the rounds\tzoom\treq/s\tp50 ms\tp99 ms\tbytes\tserver µs\tpostgres µs\tloader µs\tforeign cores\tstale\t")
	for _, l := range r.Lines {
		of := func(f func(benchSample) float64) float64 { return l.median(f) }
		stale := 0
		for _, s := range l.Samples {
			stale += s.Stale
		}
		p.line("%s\t%s\t%.0f\t%.3f\t%.3f\t%.0f\t%.1f\t%.1f\t%.1f\t%.2f\t%d\t", l.Name, zoomText(l.Zoom), of(perSecond),
			of(func(s benchSample) float64 { return s.P50Ms }), of(func(s benchSample) float64 { return s.P99Ms }),
			of(func(s benchSample) float64 { return s.Bytes }), of(func(s benchSample) float64 { return s.ServerMicros }),
			of(func(s benchSample) float64 { return s.PostgresMicros }),
			of(func(s benchSample) float64 { return s.LoaderMicros }), of(func(s benchSample) float64 { return s.ForeignCores }), stale)
	}
	p.line("\nratio\tzoom\tleast\tmedian\t")
	for _, q := range r.Ratios {
		p.line("%s\t%s\t%.2f\t%.2f\t", q.Name, zoomText(q.Zoom), q.Least, q.Median)
	}
	return p.judged(w, out, r.Bars, r.Caveats)
}

// printer keeps the first error, so that a table reads as one.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) machine(m *benchMachine) {
	p.line("machine\t%s, %d processors, %.1f GB", m.Processor, m.Processors, float64(m.MemoryBytes)/1e9)
	p.line("programs\tmitte %s, %s, PostgreSQL %s, PostGIS %s", m.Mitte, m.Go, m.Postgres, m.PostGIS)
}

// judged ends a report: the bars in the table w, then below it what to know about the figures.
func (p *printer) judged(w *tabwriter.Writer, out io.Writer, bars []benchBar, caveats []string) error {
	p.line("\nbar\t\tmeasured\tmust be\t\t")
	for _, b := range bars {
		p.line("%s\t%s\t%.4g\t%s %g\t%s\t", b.ID, b.Text, b.Value, b.Sense, b.Limit, verdict(b.Pass))
	}
	if err := p.end(w.Flush); err != nil {
		return err
	}
	p.w = out
	p.line("")
	for _, c := range caveats {
		p.line("- %s", c)
	}
	return p.err
}

func (p *printer) end(flush func() error) error {
	if p.err == nil {
		p.err = flush()
	}
	return p.err
}

func zoomText(z int) string {
	if z == 0 {
		return ""
	}
	return fmt.Sprintf("z%d", z)
}

func verdict(pass bool) string {
	if pass {
		return "PASS"
	}
	return "FAIL"
}
