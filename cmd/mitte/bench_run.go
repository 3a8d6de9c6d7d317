package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// benchRun is one measurement under way.
type benchRun struct {
	*benchTilesCommand
	data   *benchData
	server *benchServer
	step   func(done, total int64, what string)
	report *benchReport
	meter  meter
	hot    []benchPlace
	middle int      // the hot tile of middling size, which is as long as the fixed body
	tags   []string // of the hot tiles, at first
	degree float64  // half the width of the GeoJSON boxes
}

const (
	hotZoom     = 16
	hotTiles    = 200
	hotFactor   = 4    // hot connections for each cold one
	coldTiles   = 4000 // different ones
	boxes       = 50
	warmShare   = 5   // of a measurement's time goes before it, to warm up
	quiet       = 0.3 // cores of others, above which a measurement is made once more
	geoJSONSize = 75_000
)

// all measures round by round and returns the report.
func (r *benchRun) all(ctx context.Context) (*benchReport, error) {
	ctx, cancel := context.WithTimeout(ctx, r.longest())
	defer cancel()
	r.begin()
	if err := r.prepare(ctx); err != nil {
		return nil, err
	}
	for round := range r.Rounds {
		r.step(int64(round), int64(r.Rounds), "rounds")
		if err := r.round(ctx); err != nil {
			return nil, fmt.Errorf("round %d: %w", round+1, err)
		}
	}
	if err := r.low(ctx); err != nil {
		return nil, err
	}
	r.report.judge()
	return r.report, nil
}

// longest is a generous bound of the whole measurement.
func (r *benchRun) longest() time.Duration {
	lines := (4+len(r.Peer))*len(r.Zooms) + 12
	return 5*time.Minute + time.Duration(3*lines*(r.Rounds+1))*(r.each()+time.Second)
}

func (r *benchRun) begin() {
	d, s := r.data, r.server
	r.meter = meter{server: s.pid, postmaster: d.postmaster}
	r.report = &benchReport{
		Machine: thisMachine(d), Caveats: caveats(r.Peer),
		Setup: benchSetup{
			Scale: r.Scale, Seed: benchSeed, Connections: r.Connections, Seconds: r.Seconds, Rounds: r.Rounds, Edits: r.Edits, Peers: r.Peer.names(),
		},
		Load: benchLoad{
			Features: d.features, Rows: d.rows, loading: s.Loaded, HeapBytes: s.Heap,
			BytesPerFeature: float64(s.Heap) / float64(max(1, d.features)), BytesPerRow: float64(s.Heap) / float64(max(1, d.rows)),
			HitMallocs: s.HitMallocs, ColdMallocs: s.ColdMallocs,
		},
	}
	for _, z := range r.Zooms {
		r.report.Setup.Zooms = append(r.report.Setup.Zooms, int(z))
	}
}

// prepare makes the hot tiles hot, learns their tags and sizes, and finds boxes of the wanted size.
func (r *benchRun) prepare(ctx context.Context) error {
	r.hot = r.data.places(hotZoom, hotTiles)
	w, err := dialWire(ctx, r.server.Hot)
	if err != nil {
		return err
	}
	defer w.close()
	var sizes []int
	for _, q := range requestsFor(r.hot, takesGzip) {
		a, err := w.ask(q, true)
		if err != nil {
			return err
		}
		sizes = append(sizes, a.bytes)
		r.tags = append(r.tags, a.tag)
	}
	middling := slices.Sorted(slices.Values(sizes))[len(sizes)/2]
	r.middle = slices.Index(sizes, middling)
	if _, err := r.server.order("fixed", int64(middling)); err != nil {
		return err
	}
	r.degree, err = r.boxSize(ctx)
	return err
}

// boxSize widens a box until its GeoJSON has the wanted size or there is no more.
func (r *benchRun) boxSize(ctx context.Context) (float64, error) {
	w, err := dialWire(ctx, r.server.Hot)
	if err != nil {
		return 0, err
	}
	defer w.close()
	degree := 0.0005
	for ; degree < 0.02; degree *= 1.1 {
		a, err := w.ask(request(memoryPath(r.data.spots[0], degree)), false)
		if err != nil {
			return 0, err
		}
		if a.bytes >= geoJSONSize {
			break
		}
	}
	return degree, nil
}
