package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"slices"
	"time"

	"mitte/geo/fault"
)

type benchCommand struct {
	Tiles   benchTilesCommand   `cmd:"" help:"Measure the tile engine on this machine: cold, hot and under edits, against ST_AsMVT, rows by SQL, bare Fiber and other servers."`
	Edit    benchEditCommand    `cmd:"" help:"Measure an edit on this machine: from PATCH to the answer, the new tile, the event and the browser's redraw, beside the bare UPDATE; and the answers while somebody draws."`
	Segment benchSegmentCommand `cmd:"" help:"Measure the question what stands along a street: over HTTP beside the same prepared statements bare, and what their plans touch."`
	Browse  benchBrowseCommand  `cmd:"" help:"Measure a press on a filter of the map on this machine, in a browser with a register of some 5,000 units: until list and map are painted."`
	Child   benchChildCommand   `cmd:"" hidden:"" help:"The server that bench tiles measures; it is started by it."`
}

// benchFlags say where the measured data are. They are never those of a service: a measurement edits them.
type benchFlags struct {
	Data     string `placeholder:"DIR" help:"Directory of the measured data, kept and used again; by default a temporary one."`
	RunUser  string `placeholder:"USER" help:"As root: the ordinary user the private PostGIS runs as."`
	PgBindir string `placeholder:"DIR" help:"Where the PostgreSQL programs are, if not where Debian has them."`
}

func (f benchFlags) database() databaseFlags {
	return databaseFlags{Data: f.Data, RunUser: f.RunUser, PgBindir: f.PgBindir}
}

type benchTilesCommand struct {
	benchFlags
	Scale       int     `default:"130" help:"Number of demo towns; 1 has some 775 parcels."`
	Zooms       []uint8 `default:"14,16,18" help:"Zooms at which cold tiles are measured."`
	Connections int     `default:"4" help:"Connections for cold tiles; hot ones have four times as many."`
	Seconds     float64 `default:"5" help:"How long each measurement of a round takes."`
	Rounds      int     `default:"5" help:"How often everything is measured."`
	Edits       int     `default:"20" help:"Edits a second while hot tiles are read."`
	Peer        peers   `placeholder:"NAME=URL" help:"Another tile server on this machine to measure as well; its URL has {z}, {x} and {y}. May be repeated."`
	JSON        string  `placeholder:"FILE" help:"Write everything to FILE as well."`
	Check       bool    `help:"Exit with 1 if a bar is missed."`
}

// Run measures, prints, and judges.
func (b *benchTilesCommand) Run(ctx context.Context, c *console) error {
	if err := b.sane(); err != nil {
		return err
	}
	report, err := b.measure(ctx, c)
	if err != nil {
		return err
	}
	return conclude(c, b.JSON, b.Check, report, report.Bars)
}

const (
	mostRounds  = 100
	mostSeconds = 60
)

func (b *benchTilesCommand) sane() error {
	if b.Scale < 1 || b.Connections < 1 || b.Connections > 64 || b.Rounds < 1 || b.Rounds > mostRounds ||
		b.Edits < 1 || b.Edits > 1000 || !(b.Seconds > 0 && b.Seconds <= mostSeconds) || len(b.Zooms) == 0 {
		return fault.Newf(fault.Invalid, "bench", "at least 1 town; 1–64 connections; 1–%d rounds of up to %d s; 1–1000 edits a second", mostRounds, mostSeconds)
	}
	for _, z := range b.Zooms {
		if z < 14 || z > 20 {
			return fault.New(fault.Invalid, "bench", "parcels, by which tiles are chosen, are shown at zooms 14 to 20")
		}
	}
	return b.Peer.sane()
}

func (b *benchTilesCommand) each() time.Duration {
	return time.Duration(b.Seconds * float64(time.Second))
}

// measure brings up data and server, measures round by round, and leaves nothing running.
func (b *benchTilesCommand) measure(ctx context.Context, c *console) (*benchReport, error) {
	progress := newProgress(c.err)
	defer progress.finish()
	remove, err := b.settle()
	if err != nil {
		return nil, err
	}
	defer remove()
	data, err := openBenchData(ctx, b.benchFlags, b.Scale, c.log, progress.step)
	if err != nil {
		return nil, err
	}
	defer data.close(ctx)
	server, err := startBenchServer(ctx, b, data.places(hotZoom, 1)[0], c.err)
	if err != nil {
		return nil, err
	}
	defer server.stop()
	run := &benchRun{benchTilesCommand: b, data: data, server: server, step: progress.step}
	return run.all(ctx)
}

// settle makes the temporary directory if none was named. Whoever PostgreSQL runs as must be able to enter it.
func (f *benchFlags) settle() (remove func(), err error) {
	if f.Data != "" {
		return func() {}, nil
	}
	if f.Data, err = os.MkdirTemp("", "mitte-bench-"); err != nil {
		return nil, err
	}
	return func() { _ = os.RemoveAll(f.Data) }, os.Chmod(f.Data, 0o755)
}

// conclude prints a report, writes it as JSON if a file is named, and returns Conflict if the bars are to be held and one was
// missed.
func conclude(c *console, file string, check bool, report interface{ print(out io.Writer) error }, bars []benchBar) error {
	if err := report.print(c.out); err != nil {
		return err
	}
	if file != "" {
		text, err := json.MarshalIndent(report, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	if check && slices.ContainsFunc(bars, func(b benchBar) bool { return !b.Pass }) {
		return fault.New(fault.Conflict, "bench", "a bar was missed")
	}
	return nil
}
