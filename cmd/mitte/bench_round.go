package main

import "context"

// round measures everything once, rivals one after the other.
func (r *benchRun) round(ctx context.Context) error {
	for _, z := range r.Zooms {
		places := shuffled(r.data.places(z, coldTiles))
		gzip, plain := requestsFor(places, takesGzip), requestsFor(places)
		for _, l := range []struct {
			name, address string
			requests      [][]byte
		}{{lineCold, r.server.Cold, gzip}, {lineRival, r.server.Rival, gzip}, {linePlain, r.server.Cold, plain}, {lineRows, r.server.Rows, gzip}} {
			if err := r.measured(ctx, l.name, int(z), &load{address: l.address, requests: l.requests, connections: r.Connections, status: 200}); err != nil {
				return err
			}
		}
		if err := r.askPeers(ctx, z, places); err != nil {
			return err
		}
	}
	if err := r.roundHot(ctx); err != nil {
		return err
	}
	if err := r.fresh(ctx); err != nil {
		return err
	}
	for _, l := range []struct {
		name, address string
		path          func(benchSpot, float64) string
	}{{lineMemory, r.server.Hot, memoryPath}, {lineSQL, r.server.Yard, sqlPath}} {
		var requests [][]byte
		for _, s := range r.data.spots[:min(boxes, len(r.data.spots))] {
			requests = append(requests, request(l.path(s, r.degree)))
		}
		if err := r.measured(ctx, l.name, 0, &load{address: l.address, requests: requests, connections: r.Connections, status: 200}); err != nil {
			return err
		}
	}
	return nil
}

func (r *benchRun) roundHot(ctx context.Context) error {
	requests := requestsFor(r.hot, takesGzip)
	same, err := r.conditional(ctx)
	if err != nil {
		return err
	}
	for _, l := range []struct {
		name, address string
		zoom          int
		requests      [][]byte
		status        int
	}{
		{lineHot, r.server.Hot, hotZoom, requests, 200},
		{lineOne, r.server.Hot, hotZoom, requests[r.middle : r.middle+1], 200},
		{lineBare, r.server.Yard, 0, [][]byte{request("/bare", takesGzip)}, 200},
		{lineAddress, r.server.Yard, 0, requests[r.middle : r.middle+1], 200},
		{lineWrapped, r.server.Yard, 0, [][]byte{request("/wrapped", takesGzip)}, 200},
		{lineSame, r.server.Hot, hotZoom, same, 304},
	} {
		hot := &load{address: l.address, requests: l.requests, connections: hotFactor * r.Connections, status: l.status}
		if err := r.measured(ctx, l.name, l.zoom, hot); err != nil {
			return err
		}
	}
	if err := r.edited(ctx); err != nil {
		return err
	}
	return r.flushed(ctx)
}

// conditional asks for each hot tile with the tag it has now: edits of an earlier round have changed it.
func (r *benchRun) conditional(ctx context.Context) ([][]byte, error) {
	w, err := dialWire(ctx, r.server.Hot)
	if err != nil {
		return nil, err
	}
	defer w.close()
	out := make([][]byte, len(r.hot))
	for i, p := range r.hot {
		a, err := w.ask(request(p.path(), takesGzip), true)
		if err != nil {
			return nil, err
		}
		out[i] = request(p.path(), takesGzip, "If-None-Match: "+a.tag)
	}
	return out, nil
}
