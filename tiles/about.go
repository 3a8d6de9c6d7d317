package tiles

import (
	"context"
	"slices"
	"sync"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const sqlSources = `
SELECT attribution
FROM pub.sources s
WHERE EXISTS (SELECT FROM pub.# l WHERE l.source = s.id)
ORDER BY s.id`

// credits are whom each layer names. They are read when they are asked for after the layer changed; the ones read last
// do while the database is away.
type credits struct {
	mu    sync.Mutex
	names [][]string // by layer
	read  []int64    // the count of changes that names knows, by layer
}

// Describe tells of a set from memory. It returns Unavailable while the layers are loading.
func (e *Engine) Describe(ctx context.Context, set Set) (Description, error) {
	if !e.ready.Load() {
		return Description{}, loading()
	}
	if set&Grid != 0 {
		set |= gridSources()
	}
	var d Description
	for i := range layers {
		if set>>i&1 == 0 {
			continue
		}
		if box := e.boxOf(i); !box.empty() {
			d.cover(box)
		}
		names, err := e.creditsOf(ctx, i)
		if err != nil {
			return Description{}, err
		}
		for _, name := range names {
			if !slices.Contains(d.Attributions, name) {
				d.Attributions = append(d.Attributions, name)
			}
		}
	}
	return d, nil
}

func loading() error { return fault.New(fault.Unavailable, "tiles.loading", "the map is being loaded") }

func gridSources() Set { return 1<<layerIndex("parcels") | 1<<layerIndex("units") }

// boxOf is around everything that a layer has now.
func (e *Engine) boxOf(layer int) worldBox {
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	box := noBox
	if t := e.snapshot.tables[layer]; t.ledger != nil {
		return t.box // of all there was since the layer was loaded
	}
	for _, chunk := range e.snapshot.tables[layer].records.chunks {
		for i := range chunk {
			if chunk[i].id != 0 {
				box = box.union(chunk[i].box)
			}
		}
	}
	return box
}

// Shows reports whether there is a feature, on whatever day, or for id 0 whether there is such a layer.
func (e *Engine) Shows(layer string, id int64) bool {
	i := layerIndex(layer)
	if i < 0 || id == 0 {
		return i >= 0
	}
	e.snapshot.mu.RLock()
	defer e.snapshot.mu.RUnlock()
	t := e.snapshot.tables[i]
	return t != nil && t.has(uint64(id))
}

func (d *Description) cover(b worldBox) {
	box := b.lonLat()
	if d.Bounds != nil {
		box = box.Union(*d.Bounds)
	}
	d.Bounds = &box
}

func (e *Engine) creditsOf(ctx context.Context, layer int) ([]string, error) {
	changes := e.changed[layer].Load()
	e.credits.mu.Lock()
	names, read := e.credits.names[layer], e.credits.read[layer]
	e.credits.mu.Unlock()
	if names != nil && read == changes {
		return names, nil
	}
	fresh, err := readSources(ctx, e.options.Public, layer)
	switch {
	case err == nil:
		names = fresh
	case names == nil:
		return nil, err
	default:
		return names, nil
	}
	e.credits.mu.Lock()
	defer e.credits.mu.Unlock()
	e.credits.names[layer], e.credits.read[layer] = names, changes
	return names, nil
}

// readSources returns a list that is not nil unless there is an error.
func readSources(ctx context.Context, db pg.Querier, layer int) ([]string, error) {
	rows, err := db.Query(ctx, sourcesStatement(layers[layer]))
	if err != nil {
		return nil, pg.Fault("tiles.Describe", err)
	}
	defer rows.Close()
	names := []string{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, pg.Fault("tiles.Describe", err)
		}
		names = append(names, name)
	}
	return names, pg.Fault("tiles.Describe", rows.Err())
}

var _ Describer = (*Engine)(nil)
