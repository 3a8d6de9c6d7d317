package tiles

import (
	"context"
	"slices"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const (
	// idsPerQuery is how many features are read by one statement.
	idsPerQuery = 500
	// floodShare is the part of a layer, as a divisor, above which it is loaded anew.
	floodShare = 5
	// bulk is the op of a change that names no feature.
	bulk = "bulk"
)

// Apply makes changes visible: the features named are read again, and every tile that showed or shows them is dropped
// before Apply returns. A change may come twice. Changes of layers that no tile has are passed over.
// Where so much of a layer changed that it has to be loaded anew, later is true for the changes that show only once Reload
// has returned; nil is none.
// It returns the errors of pg.Fault; then some changes may be applied and others not, and all can be applied again.
func (e *Engine) Apply(ctx context.Context, changes []pg.Change) (later []bool, err error) {
	e.applying.Lock()
	defer e.applying.Unlock()
	e.fragments.drop(changes) // before a tile shows them: who saw a change there must not read of before it
	for i := range layers {
		ids := idsOf(changes, layers[i].Name)
		flood := len(ids) > idsPerQuery && len(ids) > e.snapshot.tables[i].features()/floodShare
		later = postpone(later, changes, layers[i].Name, flood)
		if flood || len(ids) == 0 {
			continue
		}
		e.miss(i, ids)
		if err := e.reread(ctx, i, ids, e.boxesOf(changes, i)); err != nil {
			return nil, fault.Wrap("tiles.Apply", err)
		}
		e.changed[i].Add(1)
	}
	return later, nil
}

// idsOf returns the features of a layer that changes name, ascending.
func idsOf(changes []pg.Change, layer string) []int64 {
	var ids []int64
	for i := range changes {
		if changes[i].Layer == layer && changes[i].Op != bulk {
			ids = append(ids, changes[i].FeatureID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// postpone marks the changes of a layer that name no feature, or all of them if there are too many.
func postpone(later []bool, changes []pg.Change, layer string, flood bool) []bool {
	for i := range changes {
		if changes[i].Layer == layer && (flood || changes[i].Op == bulk) {
			if later == nil {
				later = make([]bool, len(changes))
			}
			later[i] = true
		}
	}
	return later
}

// boxesOf returns where the features of a layer were and are by their changes, if memory does not know.
func (e *Engine) boxesOf(changes []pg.Change, layer int) map[int64][]worldBox {
	if e.snapshot.tables[layer].ledger == nil {
		return nil
	}
	boxes := map[int64][]worldBox{}
	for i := range changes {
		if c := &changes[i]; c.Layer == layers[layer].Name {
			for _, b := range []*[4]float64{c.OldBox, c.NewBox} {
				if b != nil {
					boxes[c.FeatureID] = append(boxes[c.FeatureID], boxOf([]place{placeOf(b[0], b[1]), placeOf(b[2], b[3])}))
				}
			}
		}
	}
	return boxes
}

func (e *Engine) reread(ctx context.Context, layer int, ids []int64, boxes map[int64][]worldBox) error {
	for some := range slices.Chunk(ids, idsPerQuery) {
		edits, err := e.readEdits(ctx, layer, some)
		if err != nil {
			return err
		}
		e.alter(edits)
		for _, id := range some {
			for _, b := range boxes[id] {
				e.drop(b, b)
			}
		}
	}
	return nil
}

// readEdits reads what features are now; one without rows is gone.
func (e *Engine) readEdits(ctx context.Context, layer int, ids []int64) ([]edit, error) {
	edits := make([]edit, len(ids))
	at := map[uint64]int{}
	for i, id := range ids {
		edits[i] = edit{layer: layer, id: uint64(id)}
		at[uint64(id)] = i
	}
	return edits, readRows(ctx, e.options.Public, &layers[layer], sqlSomeRows[layer], func(r *row) error {
		i := at[r.id]
		edits[i].rows = append(edits[i].rows, r.clone())
		return nil
	}, ids)
}

// alter makes edits and drops the tiles they touch.
func (e *Engine) alter(edits []edit) {
	for batch := range slices.Chunk(edits, maxBatch) {
		e.snapshot.alter(batch, e.drop)
	}
	e.snapshot.compact()
}

func (e *Engine) drop(before, after worldBox) {
	var each func(Address)
	if e.refresh != nil {
		each = e.refresh.ask
	}
	e.cache.invalidate(before, each)
	if after != before {
		e.cache.invalidate(after, each)
	}
}

func (e *Engine) dropAll() { e.cache.sweep(func(Address) bool { return true }, nil) }
