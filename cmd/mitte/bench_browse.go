package main

import (
	"context"
	"fmt"
	"time"

	"mitte/geo/fault"
)

type benchBrowseCommand struct {
	benchFlags
	Scale  int    `default:"66" help:"Number of demo towns; 66 have some 4,800 public units, 1 has 74."`
	Rounds int    `default:"20" help:"How often everything is pressed; a round takes 10 s."`
	Webmap string `default:"webmap" placeholder:"DIR" help:"The map's sources with what its tests need."`
	Beside string `placeholder:"URL" help:"Another service, say of an older version with as many units, whose map is pressed in turns with this one's."`
	JSON   string `placeholder:"FILE" help:"Write everything to FILE as well."`
	Check  bool   `help:"Exit with 1 if a bar is missed."`
}

// Run measures, prints, and judges.
func (b *benchBrowseCommand) Run(ctx context.Context, c *console) error {
	if b.Scale < 1 || b.Rounds < 1 || b.Rounds > mostRounds {
		return fault.Newf(fault.Invalid, "bench", "at least 1 town; 1–%d rounds", mostRounds)
	}
	report, err := b.measure(ctx, c)
	if err != nil {
		return err
	}
	return conclude(c, b.JSON, b.Check, report, report.Bars)
}

// measure fills the database the first time, starts the service on it as people do, has a browser press, and leaves nothing
// running.
func (b *benchBrowseCommand) measure(ctx context.Context, c *console) (*benchBrowseReport, error) {
	progress := newProgress(c.err)
	defer progress.finish()
	data, service, end, err := b.stand(ctx, b.Scale, c, progress.step)
	if err != nil {
		return nil, err
	}
	defer end()
	report := newBrowseReport(b, data)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute+time.Duration(b.Rounds)*time.Minute)
	defer cancel()
	if err := b.press(ctx, service.address, report, progress.step); err != nil {
		return nil, fmt.Errorf("bench browse: %w", err)
	}
	report.judge()
	return report, nil
}
