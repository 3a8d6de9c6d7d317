package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"mitte/geo/fault"
)

type benchSegmentCommand struct {
	benchFlags
	Scale       int     `default:"1" help:"Number of demo towns; 1 has some 775 parcels, 2600 have two million."`
	Rounds      int     `default:"5" help:"How often everything is measured, each time along other segments."`
	Questions   int     `default:"200" help:"Segments of a round, each asked about once over HTTP and once bare."`
	Connections int     `default:"4" help:"Connections while throughput is measured."`
	Seconds     float64 `default:"5" help:"How long throughput is measured in a round."`
	JSON        string  `placeholder:"FILE" help:"Write everything to FILE as well."`
	Check       bool    `help:"Exit with 1 if a bar is missed."`
}

// Run measures, prints, and judges.
func (b *benchSegmentCommand) Run(ctx context.Context, c *console) error {
	if b.Scale < 1 || b.Rounds < 1 || b.Rounds > mostRounds || b.Questions < 1 || b.Questions > 10_000 ||
		b.Connections < 1 || b.Connections > 64 || !(b.Seconds > 0 && b.Seconds <= mostSeconds) {
		return fault.Newf(fault.Invalid, "bench", "at least 1 town; 1–%d rounds of 1–10000 questions; 1–64 connections for up to %d s", mostRounds, mostSeconds)
	}
	report, err := b.measure(ctx, c)
	if err != nil {
		return err
	}
	return conclude(c, b.JSON, b.Check, report, report.Bars)
}

// measure fills the database the first time, starts the service on it as people do, measures, and leaves nothing running.
func (b *benchSegmentCommand) measure(ctx context.Context, c *console) (*benchSegmentReport, error) {
	progress := newProgress(c.err)
	defer progress.finish()
	data, service, end, err := b.stand(ctx, b.Scale, c, progress.step)
	if err != nil {
		return nil, err
	}
	defer end()
	run := &benchSegmentRun{benchSegmentCommand: b, service: service, client: &http.Client{Timeout: wirePatient}, step: progress.step}
	run.report = newSegmentReport(b, data)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute+time.Duration(b.Rounds)*(time.Minute+time.Duration(b.Questions)*time.Second))
	defer cancel()
	if err := run.all(ctx, c); err != nil {
		return nil, fmt.Errorf("bench segment: %w", err)
	}
	run.report.judge()
	return run.report, nil
}
