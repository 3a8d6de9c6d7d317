package tiles

import "context"

// measureBatch is how many records are measured between two locks.
const measureBatch = 2048

// Background computes what makes later tiles cheaper, and rebuilds dropped tiles if Options.Eager is set, until ctx ends.
func (e *Engine) Background(ctx context.Context) {
	var dropped <-chan Address
	if e.refresh != nil {
		dropped = e.refresh.queue
	}
	for {
		select {
		case <-e.fresh:
			e.measure(ctx)
		case a := <-dropped:
			_, _ = e.Tile(ctx, Request{Set: AllLayers(), Address: a, Gzip: true, Plain: true})
		case <-ctx.Done():
			return
		}
	}
}

// measure finds for every feature the least zoom that needs no check. Tiles have the same bytes before and after.
func (e *Engine) measure(ctx context.Context) {
	for i := range layers {
		e.snapshot.mu.RLock()
		ids := e.snapshot.tables[i].sortedIDs()
		e.snapshot.mu.RUnlock()
		for from := 0; from < len(ids) && ctx.Err() == nil; from += measureBatch {
			e.snapshot.measure(i, ids[from:min(from+measureBatch, len(ids))])
		}
	}
}

type measured struct {
	record, points uint32
	id             uint64
	safeZ          uint8
}

// measure looks while readers read and writes while they wait. A record that changed in between is left alone: it was
// measured when it came.
func (s *snapshot) measure(layer int, ids []uint64) {
	var found []measured
	s.mu.RLock()
	t := s.tables[layer]
	for _, id := range ids {
		for i := range t.recordsOf(id) {
			if r := t.record(i); r.kind == polygonKind && r.safeZ == unknownSafeZ {
				f := t.feature(i)
				found = append(found, measured{i, r.points, id, safeZoom(&f)})
			}
		}
	}
	s.mu.RUnlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tables[layer] != t {
		return
	}
	for _, m := range found {
		if r := t.record(m.record); r.id == m.id && r.points == m.points {
			r.safeZ = m.safeZ
		}
	}
}
