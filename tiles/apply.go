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
)

// Apply makes changes visible: the features named are read again, and every tile that showed or shows them is dropped
// before Apply returns. A change may come twice. Changes of layers that no tile has are passed over.
// It returns the errors of pg.Fault; then some changes may be applied and others not, and all can be applied again.
func (e *Engine) Apply(ctx context.Context, changes []pg.Change) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	e.fragments.drop(changes) // before a tile shows them: who saw a change there must not read of before it
	for i := range layers {
		ids, bulk := idsOf(changes, layers[i].Name)
		var err error
		if n := e.snapshot.tables[i].features(); bulk || (len(ids) > idsPerQuery && len(ids) > n/floodShare) {
			err = e.reload(ctx, i)
		} else {
			err = e.reread(ctx, i, ids, e.boxesOf(changes, i))
		}
		if err != nil {
			return fault.Wrap("tiles.Apply", err)
		}
		if bulk || len(ids) > 0 {
			e.changed[i].Add(1)
		}
	}
	return nil
}

// idsOf returns the features of a layer that changed, ascending, and whether all of it did.
func idsOf(changes []pg.Change, layer string) (ids []int64, bulk bool) {
	for i := range changes {
		if changes[i].Layer != layer {
			continue
		}
		if changes[i].Op == "bulk" {
			return nil, true
		}
		ids = append(ids, changes[i].FeatureID)
	}
	slices.Sort(ids)
	return slices.Compact(ids), false
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
		edits := make([]edit, len(some))
		at := map[uint64]int{}
		for i, id := range some {
			edits[i] = edit{layer: layer, id: uint64(id)}
			at[uint64(id)] = i
		}
		err := readRows(ctx, e.options.Public, &layers[layer], sqlSomeRows[layer], func(r *row) error {
			i := at[r.id]
			edits[i].rows = append(edits[i].rows, r.clone())
			return nil
		}, some)
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

// reload takes a layer anew while the old one serves, and drops the tiles that may show it.
func (e *Engine) reload(ctx context.Context, layer int) error {
	t, err := e.loadTable(ctx, e.options.Public, &layers[layer])
	if err != nil {
		return err
	}
	fresh := make([]*table, len(layers))
	fresh[layer] = t
	was := e.snapshot.tables[layer].ledger != nil
	e.snapshot.replace(fresh, e.dropAll)
	if is := t.ledger != nil; is != was {
		e.reportLayer(ctx, t)
	}
	e.wake()
	return nil
}
