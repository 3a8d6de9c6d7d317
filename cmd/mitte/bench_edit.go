package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"mitte/geo/fault"
)

type benchEditCommand struct {
	benchFlags
	Scale  int    `default:"1" help:"Number of demo towns; 1 has some 775 parcels."`
	Rounds int    `default:"5" help:"How often everything is measured, each time at another place."`
	Edits  int    `default:"40" help:"Edits of each kind in a round; a browser sees a quarter of them."`
	Webmap string `default:"webmap" placeholder:"DIR" help:"The map's sources with what its tests need; without them the browser's redraw is left out."`
	JSON   string `placeholder:"FILE" help:"Write everything to FILE as well."`
	Check  bool   `help:"Exit with 1 if a bar is missed."`
}

// Run measures, prints, and judges.
func (b *benchEditCommand) Run(ctx context.Context, c *console) error {
	if b.Scale < 1 || b.Rounds < 1 || b.Rounds > mostRounds || b.Edits < 1 || b.Edits > 1000 {
		return fault.Newf(fault.Invalid, "bench", "at least 1 town; 1–%d rounds of 1–1000 edits", mostRounds)
	}
	report, err := b.measure(ctx, c)
	if err != nil {
		return err
	}
	return conclude(c, b.JSON, b.Check, report, report.Bars)
}

// measure fills the database the first time, starts the service on it as people do, measures, and leaves nothing running.
func (b *benchEditCommand) measure(ctx context.Context, c *console) (*benchEditReport, error) {
	progress := newProgress(c.err)
	defer progress.finish()
	data, service, end, err := b.stand(ctx, b.Scale, c, progress.step)
	if err != nil {
		return nil, err
	}
	defer end()
	run := &benchEditRun{benchEditCommand: b, service: service, client: &http.Client{Timeout: wirePatient}, step: progress.step}
	run.report = newEditReport(b, data)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute+time.Duration(b.Rounds*(b.Edits+10))*10*time.Second)
	defer cancel()
	if err := run.all(ctx, c); err != nil {
		return nil, fmt.Errorf("bench edit: %w", err)
	}
	run.report.judge()
	return run.report, nil
}
