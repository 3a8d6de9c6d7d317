package main

import (
	"context"
	"fmt"

	"mitte/tiles"
)

// low looks at the zooms where tiles would be largest.
func (r *benchRun) low(ctx context.Context) error {
	const most = 12
	for _, l := range []struct {
		name        string
		set         tiles.Set
		first, last uint8
	}{{lineGrid, tiles.Grid, 5, 13}, {lineLow, tiles.AllLayers() | tiles.Grid, 10, 16}} {
		var requests [][]byte
		for z := l.first; z <= l.last; z++ {
			for _, p := range r.data.places(z, most) {
				requests = append(requests, request(fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", l.set, p.at.Z, p.at.X, p.at.Y)))
			}
		}
		if err := r.measured(ctx, l.name, 0, &load{address: r.server.Cold, requests: requests, connections: 1, status: 200}); err != nil {
			return err
		}
		if err := r.largest(ctx, l.name, requests); err != nil {
			return err
		}
	}
	return nil
}

func (r *benchRun) largest(ctx context.Context, name string, requests [][]byte) error {
	w, err := dialWire(ctx, r.server.Cold)
	if err != nil {
		return err
	}
	defer w.close()
	samples := r.report.line(name, 0, 1).Samples
	for _, q := range requests {
		a, err := w.ask(q, false)
		if err != nil {
			return err
		}
		samples[0].MostBytes = max(samples[0].MostBytes, float64(a.bytes))
	}
	return nil
}
